"""Activities, series and their roles."""

from __future__ import annotations

from marshmallow import Schema, fields

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
    code_field,
    reference,
)
from scheduler.models import ActivityKind, ActivityState, Recurrence
from solver.problem import Capacity


class ActivitiesQuery(PageQuery):
    """Which activities."""

    first_day = Day()
    last_day = Day()
    kind = Choice(ActivityKind)
    text = Text(60, metadata={"description": "Part of a title"})


class NewRoleSchema(Strict):
    """A role: `minimum` slots without which the activity cannot go ahead, up to `wanted`.

    `accepts` lists capacities of people, or "team" alone for whole teams.
    """

    name = Text(60, least=1, required=True)
    accepts = Several(Choice(Capacity), least=1, required=True)
    minimum = Number(0, 999, required=True)
    wanted = Number(1, 999, required=True)
    priority = Number(1, 4)
    qualification_id = reference()
    level = Number(1, 9)
    organisation_id = reference()
    team_id = reference()


class RolePatchSchema(NewRoleSchema):
    """A role of an activity or series; one that is there already is named by its number."""

    id = Number(1, allow_none=True)


class RoleSchema(Schema):
    """A role."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    accepts = fields.List(fields.String(), required=True)
    minimum = fields.Integer(required=True)
    wanted = fields.Integer(required=True)
    priority = fields.Integer(required=True)
    qualification_id = fields.Integer(required=True, allow_none=True)
    level = fields.Integer(required=True)
    organisation_id = fields.Integer(required=True, allow_none=True)
    team_id = fields.Integer(required=True, allow_none=True)


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
    attendees = Number(0, 9999)
    grants_id = reference()
    grants_level = Number(1, 9)
    grants_months = Number(1, 600)
    departments = Several(code_field())
    notes = Text(500)


class ActivityPatchSchema(DemandPatchSchema):
    """Values of an activity to change; `roles` replaces its roles."""

    starts_at = Instant()
    ends_at = Instant()
    roles = Several(fields.Nested(RolePatchSchema), least=1)


class NewActivitySchema(ActivityPatchSchema):
    """An activity to register with its roles."""

    code = code_field(50, required=True)
    kind = Choice(ActivityKind, required=True)
    title = Text(120, least=1, required=True)
    place_id = Number(1, required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    roles = Several(fields.Nested(NewRoleSchema), least=1, required=True)


class RolesSchema(Strict):
    """All roles of an activity."""

    roles = Several(fields.Nested(RolePatchSchema), least=1, required=True)


class AttendanceSchema(Strict):
    """The attendance list of a training session."""

    person_ids = Several(Number(1), required=True)


class DemandSchema(Schema):
    """What an activity and a series have in common."""

    id = fields.Integer(required=True)
    revision = fields.Integer(required=True)
    code = fields.String(required=True)
    kind = Choice(ActivityKind, required=True)
    title = fields.String(required=True)
    place_id = fields.Integer(required=True)
    venue_id = fields.Integer(required=True, allow_none=True)
    priority = fields.Integer(required=True)
    confidential = fields.Boolean(required=True)
    unpleasant = fields.Boolean(required=True)
    adults_only = fields.Boolean(required=True)
    local = fields.Boolean(required=True)
    women = fields.Integer(required=True)
    men = fields.Integer(required=True)
    attendees = fields.Integer(required=True)
    grants_id = fields.Integer(required=True, allow_none=True)
    grants_level = fields.Integer(required=True)
    grants_months = fields.Integer(required=True)
    departments = fields.List(fields.String(), required=True)
    notes = fields.String(required=True)
    roles = fields.List(fields.Nested(RoleSchema), required=True)


class ActivitySchema(DemandSchema):
    """An activity; `series_id` and `day` where it was made from a series."""

    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    state = Choice(ActivityState, required=True)
    series_id = fields.Integer(required=True, allow_none=True)
    day = fields.Date(required=True, allow_none=True)


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

    code = code_field(50, required=True)
    kind = Choice(ActivityKind, required=True)
    title = Text(120, least=1, required=True)
    place_id = Number(1, required=True)
    recurrence = Choice(Recurrence, required=True)
    first_day = Day(required=True)
    last_day = Day(required=True)
    start_minute = Number(0, 1439, required=True)
    end_minute = Number(1, 2880, required=True)
    roles = Several(fields.Nested(NewRoleSchema), least=1, required=True)


class SeriesSchema(DemandSchema):
    """A series."""

    recurrence = Choice(Recurrence, required=True)
    weekdays = fields.String(required=True)
    every_weeks = fields.Integer(required=True)
    market_id = fields.Integer(required=True, allow_none=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    start_minute = fields.Integer(required=True)
    end_minute = fields.Integer(required=True)
    skip_holidays = fields.Boolean(required=True)
