"""Where a person keeps away, with whom the person serves, and with whom never."""

from __future__ import annotations

from marshmallow import fields

from api.schemas.fields import Choice, Number, Strict, Text, Told, reference
from scheduler.models import Company


class NewRecusalSchema(Strict):
    """A place, or all places of an owner, from which a person keeps away: one of the two."""

    place_id = reference()
    owner = Text(100, allow_none=True)
    reason = Text(200)


class RecusalSchema(Told, NewRecusalSchema):
    """A place or an owner from which a person keeps away."""

    id = fields.Integer()


class NewCoupleSchema(Strict):
    """Another person, and what is said of the two: `apart`, never on one activity; `together`, both or neither."""

    other_id = Number(1, required=True)
    company = Choice(Company, required=True)


class CoupleSchema(Told):
    """Two people who are kept apart or serve together; `one_id` is the smaller number."""

    id = fields.Integer()
    one_id = fields.Integer()
    other_id = fields.Integer()
    company = Choice(Company)
