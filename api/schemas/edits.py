"""Changes of drafts by hand: what is asked, what the rules say of it, what can be undone."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.activities import RoleSchema
from api.schemas.explanations import Sentence, WhyNotQuery
from api.schemas.fields import Day, Flag, Number, QueryNumber, Strict
from api.schemas.people import WhoSchema
from scheduler.services.rosters.by_hand.edits import Hold

HOLDS = {"enum": [hold.value for hold in Hold]}


class RemovalSchema(Strict):
    """`anyway`: to be done all the same where something speaks against it but the rules allow it."""

    anyway = Flag(load_default=False)


class HandOverSchema(RemovalSchema):
    """Who takes over: a person or a team."""

    person_id = Number(1)
    team_id = Number(1)


class AssignSchema(HandOverSchema):
    """Who is to hold which role."""

    role_id = Number(1, required=True)


class SwapSchema(RemovalSchema):
    """The assignment whose holder is to hold this one, and the other way round."""

    other_id = Number(1, required=True)


class MoveSchema(RemovalSchema):
    """The role that is to be held in place of the assignment's."""

    role_id = Number(1, required=True)


class EditStepSchema(Schema):
    """How somebody held a role before an edit, and then."""

    role_id = fields.Integer(required=True)
    person_id = fields.Integer(required=True, allow_none=True)
    team_id = fields.Integer(required=True, allow_none=True)
    was = fields.String(required=True, metadata=HOLDS)
    now = fields.String(required=True, metadata=HOLDS)


class EditSchema(Schema):
    """What was done to a draft by hand."""

    id = fields.Integer(required=True)
    steps = fields.List(fields.Nested(EditStepSchema), required=True)
    made_at = fields.AwareDateTime(required=True)


class VerdictSchema(Schema):
    """What the rules say of a change: what is lacking then, to be mended before publishing, and what it costs more."""

    lacking = fields.List(Sentence(), required=True)
    cost = fields.Integer(required=True)
    costs = fields.Dict(required=True)


class EditedSchema(Schema):
    """What was done, and what the rules said of it."""

    edit = fields.Nested(EditSchema, required=True)
    verdict = fields.Nested(VerdictSchema, required=True)


class StackSchema(Schema):
    """What can be undone and, after it, what can be done again, each in the order in which it was done."""

    done = fields.List(fields.Nested(EditSchema), required=True)
    undone = fields.List(fields.Nested(EditSchema), required=True)


class MovedSchema(Schema):
    """An edit undone or done again; or, where `applied` is false, why it could not be any more: it is forgotten."""

    applied = fields.Boolean(required=True)
    sentences = fields.List(Sentence(), required=True)


class OpeningsQuery(WhyNotQuery):
    """Whose day: a person's or a team's; `instead_of` an assignment of theirs that they would leave for it."""

    day = Day(required=True)
    instead_of = QueryNumber(1)


class OpeningSchema(Schema):
    """A role with open slots, and what the roster would cost more with somebody in one; below 0 less."""

    role = fields.Nested(RoleSchema, required=True)
    activity_id = fields.Integer(required=True, attribute="role.activity_id")
    open = fields.Integer(required=True)
    cost = fields.Integer(required=True)


class OpeningsSchema(WhoSchema):
    """What somebody could take on a day; `kept` counts the open roles that the rules keep from them. `reasons` say why
    nothing of the kind of a duty could be had instead of it.
    """

    roles = fields.List(fields.Nested(OpeningSchema), required=True)
    kept = fields.Integer(required=True)
    reasons = fields.List(Sentence(), required=True)
