"""Activities, series and their roles."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from api.schemas.fields import (
    Choice,
    Day,
    Flag,
    Instant,
    Number,
    PageQuery,
    Several,
    Strict,
    Text,
    Told,
    code_field,
    reference,
)
from scheduler.models import ActivityKind, ActivityState, Recurrence
from solver.candidates import Capacity, Gender


class ActivitiesQuery(PageQuery):
    """Which activities."""

    first_day = Day()
    last_day = Day()
    kind = Choice(ActivityKind)
    text = Text(60, metadata={"description": "Part of a title"})


class NewRoleSchema(Strict):
    """A role: `minimum` slots without which the activity cannot go ahead, up to `wanted`; who holds one that `trains`
    attends the session.

    `accepts` lists capacities of people, or "team" alone for whole teams.
    """

    name: fields.Field[Any] = Text(60, least=1, required=True)
    accepts = Several(Choice(Capacity), least=1, required=True)
    minimum = Number(0, 999, required=True)
    wanted = Number(1, 999, required=True)
    priority = Number(1, 4)
    qualification_id = reference()
    level = Number(1, 9)
    organisation_id = reference()
    team_id = reference()
    trains = Flag()


class RolePatchSchema(NewRoleSchema):
    """A role of an activity or series; one that is there already is named by its number."""

    id = Number(1, allow_none=True)


class RoleSchema(Told, NewRoleSchema):
    """A role."""

    id = fields.Integer()
    accepts = Several(fields.String())


class QuotaSchema(Strict):
    """Of the people on an activity at least and at most so many who have all that is named here."""

    least = Number(0, 99)
    most = Number(0, 99, allow_none=True)
    gender: fields.Field[Any] = Choice(Gender, allow_none=True)
    capacity: fields.Field[Any] = Choice(Capacity, allow_none=True)
    organisation_id = reference()
    team_id = reference()
    qualification_id = reference()
    new = Flag(allow_none=True)
    local = Flag(allow_none=True)


class ToldQuotaSchema(Told, QuotaSchema):
    """A quota."""

    gender = fields.String(allow_none=True)
    capacity = fields.String(allow_none=True)


class DemandPatchSchema(Strict):
    """What an activity and a series have in common."""

    code = code_field(50)
    kind = Choice(ActivityKind)
    title = Text(120, least=1)
    place_id = Number(1)
    venue_id = reference()
    priority = Number(1, 4)
    confidential = Flag()
    unpleasant = Flag()
    adults_only = Flag()
    local = Flag()
    women = Number(0, 99)
    men = Number(0, 99)
    organisations = Number(0, 3)
    never_alone = Flag()
    quotas = Several(fields.Nested(QuotaSchema))
    attendees = Number(0, 9999)
    grants_id = reference()
    grants_level = Number(1, 9)
    grants_months = Number(1, 600)
    departments = Several(code_field())
    notes = Text(500)


NEW_DEMAND = frozenset({"code", "kind", "title", "place_id", "roles"})
"""What a new activity or series has to say."""


class ActivityPatchSchema(DemandPatchSchema):
    """Values of an activity to change; `roles` replaces its roles."""

    starts_at = Instant()
    ends_at = Instant()
    roles = Several(fields.Nested(RolePatchSchema), least=1)


class NewActivitySchema(ActivityPatchSchema):
    """An activity to register with its roles."""

    needed = NEW_DEMAND | {"starts_at", "ends_at"}
    roles = Several(fields.Nested(NewRoleSchema), least=1)


class RolesSchema(Strict):
    """All roles of an activity."""

    roles = Several(fields.Nested(RolePatchSchema), least=1, required=True)


class AttendanceSchema(Strict):
    """The attendance list of a training session."""

    person_ids = Several(Number(1), required=True)


class ActivitySchema(Told, ActivityPatchSchema):
    """An activity; `series_id` and `day` where it was made from a series."""

    id = fields.Integer()
    revision = fields.Integer()
    state = Choice(ActivityState)
    series_id = fields.Integer(allow_none=True)
    day = fields.Date(allow_none=True)
    departments = Several(fields.String())
    quotas = Several(fields.Nested(ToldQuotaSchema))
    roles = Several(fields.Nested(RoleSchema))


class SeriesPatchSchema(DemandPatchSchema):
    """Values of a series to change. Weekly on `weekdays` ("024": Monday, Wednesday, Friday), or on market days.

    Minutes count from midnight; an end over 1440 is on the next day.
    """

    recurrence = Choice(Recurrence)
    weekdays = Text(7)
    every_weeks = Number(1, 52)
    market_id = reference()
    first_day = Day()
    last_day = Day()
    start_minute = Number(0, 1439)
    end_minute = Number(1, 2880)
    skip_holidays = Flag()
    roles = Several(fields.Nested(RolePatchSchema), least=1)


class NewSeriesSchema(SeriesPatchSchema):
    """A series to register with its roles."""

    needed = frozenset(
        {
            "code",
            "kind",
            "title",
            "place_id",
            "recurrence",
            "first_day",
            "last_day",
            "start_minute",
            "end_minute",
            "roles",
        }
    )
    roles = Several(fields.Nested(NewRoleSchema), least=1)


class SeriesSchema(Told, SeriesPatchSchema):
    """A series."""

    id = fields.Integer()
    revision = fields.Integer()
    departments = Several(fields.String())
    quotas = Several(fields.Nested(ToldQuotaSchema))
    roles = Several(fields.Nested(RoleSchema))
