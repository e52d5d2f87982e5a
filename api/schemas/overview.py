"""A period looked over: what it asks for, its days, and what should be mended first."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from scheduler.models import ActivityKind, DayKind


class DemandSchema(Schema):
    """What is asked for: activities, slots of people, slots of whole teams, minutes of the people's slots."""

    activities = fields.Integer(required=True)
    slots = fields.Integer(required=True)
    teams = fields.Integer(required=True)
    minutes = fields.Integer(required=True)


class NamedSchema(Schema):
    """A row of the register, by number and name."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)


class DatedSchema(Schema):
    """An activity in short."""

    id = fields.Integer(required=True)
    title = fields.String(required=True)
    starts_at = fields.AwareDateTime(required=True)


class PlaceDemandSchema(Schema):
    """What is asked for in a village, community or market town."""

    place = fields.Nested(NamedSchema, attribute="of", required=True)
    demand = fields.Nested(DemandSchema, required=True)


class KindDemandSchema(Schema):
    """What is asked for by a kind of activity."""

    kind: fields.Field[Any] = fields.Enum(ActivityKind, by_value=fields.String, attribute="of", required=True)
    demand = fields.Nested(DemandSchema, required=True)


class DayLookedOverSchema(Schema):
    """A day: its lunar date, what it is, the markets held, what is asked for; how many people and teams can serve."""

    day = fields.Date(required=True)
    lunar = fields.String(required=True)
    kind: fields.Field[Any] = fields.Enum(DayKind, by_value=fields.String, required=True, allow_none=True)
    name = fields.String(required=True)
    rest = fields.Boolean(required=True)
    markets = fields.List(fields.String(), required=True)
    demand = fields.Nested(DemandSchema, required=True)
    people = fields.Integer(required=True)
    teams = fields.Integer(required=True)


class ExpiringSchema(Schema):
    """A certificate that expires, and the activities after it for which its holder would have counted by it."""

    person = fields.Nested(NamedSchema, required=True)
    qualification = fields.Nested(NamedSchema, attribute="held.qualification", required=True)
    valid_until = fields.Date(required=True)
    lost = fields.List(fields.Nested(DatedSchema), required=True)


class UntrainedSchema(Schema):
    """Duties that ask for what only training grants: too few hold it, and no session before them grants it."""

    qualification = fields.Nested(NamedSchema, required=True)
    activities = fields.List(fields.Nested(DatedSchema), required=True)
    holders = fields.Integer(required=True)
    wanted = fields.Integer(required=True)


class OverviewSchema(Schema):
    """A period looked over.

    `absent` can serve on no day of it; `unasked` is how many people wrote down no weekly
    times; `unlocated` are places without coordinates, `unseeded` years without a single holiday written down.
    """

    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    demand = fields.Nested(DemandSchema, required=True)
    places = fields.List(fields.Nested(PlaceDemandSchema), required=True)
    kinds = fields.List(fields.Nested(KindDemandSchema), required=True)
    days = fields.List(fields.Nested(DayLookedOverSchema), required=True)
    expiring = fields.List(fields.Nested(ExpiringSchema), required=True)
    absent = fields.List(fields.Nested(NamedSchema), required=True)
    absent_teams = fields.List(fields.Nested(NamedSchema), required=True)
    unasked = fields.Integer(required=True)
    without_roles = fields.List(fields.Nested(DatedSchema), required=True)
    unlocated = fields.List(fields.Nested(NamedSchema), required=True)
    untrained = fields.List(fields.Nested(UntrainedSchema), required=True)
    unseeded = fields.List(fields.Integer(), required=True)
