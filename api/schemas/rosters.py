"""Rosters: drafts, runs, who is assigned, what is open, what publishing changes."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.activities import RoleSchema
from api.schemas.fields import Choice, Day, Flag, Number, PageQuery, QueryNumber, Real, Strict, Text
from api.schemas.people import WhoSchema
from scheduler.models import DayKind, DutyState, JobKind, JobState, RosterState, RunMode
from scheduler.services.rosters.board import Group
from scheduler.services.rosters.problem_file import Names
from solver.candidates import Capacity


class PeriodSchema(Strict):
    """A period of whole days, both included."""

    first_day = Day(required=True)
    last_day = Day(required=True)


class TierSchema(Schema):
    """How good a roster is in one tier of the policy: no roster that is as good in all tiers above has less than
    `bound`; null reads "not yet proven".
    """

    tier = fields.String(required=True)
    value = fields.Integer(required=True)
    bound = fields.Integer(required=True, allow_none=True)


class RosterSchema(Schema):
    """A version of a roster. `bound` null reads "not yet proven"; `tiers` come highest first."""

    id = fields.Integer(required=True)
    revision = fields.Integer(required=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    version = fields.Integer(required=True)
    state = Choice(RosterState, required=True)
    based_on_id = fields.Integer(required=True, allow_none=True)
    restores_id = fields.Integer(required=True, allow_none=True)
    published_at = fields.AwareDateTime(required=True, allow_none=True)
    published_by = fields.String(required=True, allow_none=True)
    cost = fields.Integer(required=True, allow_none=True)
    bound = fields.Integer(required=True, allow_none=True)
    costs = fields.Dict(required=True)
    tiers = fields.List(fields.Nested(TierSchema), required=True)


class RunRequestSchema(Strict):
    """Limits of a solve, and what it is after. Of `both` the run that is answered is after few changes, and the one
    `beside` it after the best roster, in a further draft.
    """

    seconds = Real(1, 3600, load_default=30.0)
    effort = Number(1, load_default=None, allow_none=True)
    seed = Number(0, load_default=0)
    mode = Choice(RunMode, load_default=RunMode.BEST)


class JobSchema(Schema):
    """A background job."""

    id = fields.Integer(required=True)
    kind = Choice(JobKind, required=True)
    state = Choice(JobState, required=True)
    attempt = fields.Integer(required=True)
    progress = fields.Dict(required=True)
    result = fields.Dict(required=True, allow_none=True)
    error = fields.String(required=True, allow_none=True)


class RunSchema(Schema):
    """A solver run; `beside_id` is the run of another draft that was asked for together with it."""

    id = fields.Integer(required=True)
    roster_id = fields.Integer(required=True)
    seconds = fields.Float(required=True)
    mode = Choice(RunMode, required=True)
    beside_id = fields.Integer(required=True, allow_none=True)
    job = fields.Nested(JobSchema, required=True)


class ChangeSchema(Schema):
    """What a version changes for one person: role numbers."""

    person_id = fields.Integer(required=True)
    added = fields.List(fields.Integer(), required=True)
    removed = fields.List(fields.Integer(), required=True)
    moved = fields.List(fields.Integer(), required=True)


class SummarySchema(Schema):
    """How full a roster is."""

    filled = fields.Integer(required=True)
    wanted = fields.Integer(required=True)
    activities = fields.Integer(required=True)


class AssignmentsQuery(PageQuery):
    """Which assignments."""

    person_id = QueryNumber(1)
    team_id = QueryNumber(1)
    activity_id = QueryNumber(1)


class NewAssignmentSchema(Strict):
    """A slot given by hand to a person or to a team: the solver leaves it so."""

    role_id = Number(1, required=True)
    person_id = Number(1)
    team_id = Number(1)


class PinSchema(Strict):
    """Pin an assignment as it is, or release it."""

    pinned = Flag(required=True)


class AssignmentSchema(Schema):
    """Who holds a slot; `crew` are the people whom a whole team books."""

    id = fields.Integer(required=True)
    roster_id = fields.Integer(required=True)
    role_id = fields.Integer(required=True)
    person_id = fields.Integer(required=True, allow_none=True)
    team_id = fields.Integer(required=True, allow_none=True)
    capacity = Choice(Capacity, required=True)
    crew = fields.List(fields.Integer(), required=True)
    pinned = fields.Boolean(required=True)


class HolderSchema(Schema):
    """Who holds a slot, and how they answered."""

    assignment = fields.Nested(AssignmentSchema, required=True)
    name = fields.String(required=True)
    state = Choice(DutyState, required=True, allow_none=True)


class StaffedRoleSchema(Schema):
    """A role and who holds its slots."""

    role = fields.Nested(RoleSchema, required=True)
    holders = fields.List(fields.Nested(HolderSchema), required=True)
    open = fields.Integer(required=True)


class ProblemQuery(Strict):
    """With names, or with numbers in their place."""

    names = Choice(Names, load_default=Names.REPLACED)


class BoardQuery(PageQuery):
    """Whose lines, and which page of them."""

    group = Choice(Group, load_default=Group.TEAMS)
    text = Text(60, load_default="", metadata={"description": "Part of a name"})


class BoardPaperQuery(Strict):
    """Whose board, and of which week; all of the period where none is named."""

    group = Choice(Group, load_default=Group.TEAMS)
    week = Day(load_default=None, metadata={"description": "Any day of the week"})


class TeamPaperQuery(Strict):
    """Of which team."""

    team_id = QueryNumber(1, required=True)


class TaskPaperQuery(Strict):
    """Of which activity."""

    activity_id = QueryNumber(1, required=True)


class BoardDaySchema(Schema):
    """A day of the board."""

    day = fields.Date(required=True)
    kind = Choice(DayKind, required=True, allow_none=True)
    name = fields.String(required=True)


class ChipSchema(Schema):
    """One duty in a cell."""

    assignment_id = fields.Integer(required=True, attribute="assignment.id")
    activity_id = fields.Integer(required=True)
    role_id = fields.Integer(required=True, attribute="assignment.role_id")
    title = fields.String(required=True)
    starts_at = fields.AwareDateTime(required=True, attribute="activity.starts_at")
    ends_at = fields.AwareDateTime(required=True, attribute="activity.ends_at")
    pinned = fields.Boolean(required=True, attribute="assignment.pinned")
    with_team = fields.Boolean(required=True)
    state = Choice(DutyState, required=True, allow_none=True)


class LineSchema(WhoSchema):
    """The row of one person or team: its duties by day."""

    minutes = fields.Integer(required=True)
    cells = fields.Dict(keys=fields.Date(), values=fields.List(fields.Nested(ChipSchema)), required=True)


class BoardSchema(Schema):
    """Days and lines."""

    days = fields.List(fields.Nested(BoardDaySchema), required=True)
    lines = fields.List(fields.Nested(LineSchema), required=True, attribute="lines.rows")
