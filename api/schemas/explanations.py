"""Explanations: why a slot is open and what would fill it, why this person and not that one, costs by person."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from api.locale import say
from api.schemas.activities import RoleSchema
from api.schemas.fields import Choice, QueryNumber, Strict, Text
from api.schemas.people import WhoSchema
from solver.explanations.cures import Kind


class Sentence(fields.String):
    """A message of the service, in the language of the request."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> str | None:
        return super()._serialize(say(value), attr, obj, **more)


class StandInSchema(WhoSchema):
    """Who could step in: what the roster would cost more, below 0 less, in all and by rule."""

    cost = fields.Integer(required=True)
    costs = fields.Dict(required=True)


class OpenSlotSchema(Schema):
    """A role with open slots, and why they are open."""

    role = fields.Nested(RoleSchema, required=True)
    activity_id = fields.Integer(required=True, attribute="role.activity_id")
    slots = fields.Integer(required=True)
    cannot_go_ahead = fields.Boolean(required=True)
    reasons = fields.List(Sentence(), required=True)
    best = fields.List(fields.Nested(StandInSchema), required=True)


class ChangeOfPlanSchema(WhoSchema):
    """What would fill an open slot: who takes it, what that takes, and what the roster would cost more (or less).

    By its `key` it can be done at once; null where it has to be decided first.
    """

    kind = Choice(Kind, required=True)
    sentences = fields.List(Sentence(), required=True)
    cost = fields.Integer(required=True)
    key = fields.String(required=True, allow_none=True)


class StandingSchema(Schema):
    """Where somebody stands among all who could hold a slot: `cheaper` of `free` would cost less. `cost` is what the
    roster would cost more than it does, `instead_of` who would give the slot up for it.
    """

    one = fields.Nested(StandInSchema, required=True)
    cheaper = fields.Integer(required=True)
    free = fields.Integer(required=True)
    others = fields.List(fields.Nested(StandInSchema), required=True)
    instead_of = fields.Nested(StandInSchema, required=True, allow_none=True)
    cost = fields.Integer(required=True)
    sentences = fields.List(Sentence(), required=True)


class WhyNotQuery(Strict):
    """A person or a team."""

    person_id = QueryNumber(1)
    team_id = QueryNumber(1)


class WhyNotSchema(Schema):
    """Why somebody is not on a role, and what it would cost."""

    sentences = fields.List(Sentence(), required=True)
    cost = fields.Integer(required=True, allow_none=True)
    standing = fields.Nested(StandingSchema, required=True, allow_none=True)


class WhyHeldSchema(WhoSchema):
    """Who holds a slot, and where they stand; null where rules forbid it by now."""

    pinned = fields.Boolean(required=True)
    standing = fields.Nested(StandingSchema, required=True, allow_none=True)


class WhySchema(Schema):
    """Why a role is held and left open as it is, who is `free` to take an open slot and what else would fill it, the
    cheapest first.
    """

    role = fields.Nested(RoleSchema, required=True)
    holders = fields.List(fields.Nested(WhyHeldSchema), required=True)
    open = fields.Nested(OpenSlotSchema, required=True, allow_none=True)
    free = fields.List(fields.Nested(ChangeOfPlanSchema), required=True)
    changes = fields.List(fields.Nested(ChangeOfPlanSchema), required=True)


class CureSchema(Strict):
    """Which of the ways to fill an open slot is to be done."""

    key = Text(16, least=1, required=True)


class PersonCostSchema(WhoSchema):
    """What each rule makes of the duties and wishes of a person or team."""

    cost = fields.Integer(required=True)
    costs = fields.Dict(required=True)


class DifferenceQuery(Strict):
    """Which other version of the period; the one that the roster is based on unless it is named."""

    against_id = QueryNumber(1)


class PairSchema(WhoSchema):
    """Who holds which role."""

    role_id = fields.Integer(required=True, attribute="role.id")
    activity_id = fields.Integer(required=True, attribute="role.activity_id")


class FigureSchema(Schema):
    """How much there is of what a rule counts, and what that costs in points."""

    amount = fields.Float(required=True)
    points = fields.Integer(required=True)


class RuleWorthSchema(Schema):
    """What a soft rule finds in `one` roster and in the `other`, in its own `unit` ("min" are minutes): what it
    `counts`, and what the one has more (below 0: less).
    """

    rule = fields.String(required=True)
    counts = Sentence(required=True)
    unit = fields.String(required=True)
    one = fields.Nested(FigureSchema, required=True)
    other = fields.Nested(FigureSchema, required=True)
    difference = fields.Nested(FigureSchema, required=True)


class DifferenceSchema(Schema):
    """What a roster has that another has not, the other way round, and what that is worth, in all and by rule (below 0:
    it costs less than the other); of each rule what it finds in either; what all of it comes to in one sentence.
    """

    against_id = fields.Integer(required=True, attribute="against.id")
    added = fields.List(fields.Nested(PairSchema), required=True)
    removed = fields.List(fields.Nested(PairSchema), required=True)
    changing = fields.Integer(required=True)
    cost = fields.Integer(required=True)
    costs = fields.Dict(required=True)
    rules = fields.List(fields.Nested(RuleWorthSchema), required=True)
    summary = Sentence(required=True)
