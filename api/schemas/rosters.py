"""Rosters: drafts, runs, who is assigned, what is open, what publishing changes."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load

from api.schemas.activities import RoleSchema
from api.schemas.fields import Choice, Day, Flag, Number, PageQuery, QueryNumber, Real, Strict, Text
from api.schemas.people import WhoSchema
from scheduler.domain.windows import View
from scheduler.models import ActivityKind, DayKind, DutyState, JobKind, JobState, RosterState, RunMode
from scheduler.services.rosters.boards.board import Group
from scheduler.services.rosters.boards.shown import By, Only, Shown
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
    """A version of a roster. `bound` null reads "not yet proven"; `tiers` come highest first. A `what_if` only tries
    something, and is not published.
    """

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
    what_if = fields.Boolean(required=True, attribute="tries")


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
    """A role and who holds its slots; `wanted` are those of the role, or what a what-if tries in their place."""

    role = fields.Nested(RoleSchema, required=True)
    holders = fields.List(fields.Nested(HolderSchema), required=True)
    wanted = fields.Integer(required=True)
    open = fields.Integer(required=True)


class ProblemQuery(Strict):
    """With names, or with numbers in their place."""

    names = Choice(Names, load_default=Names.REPLACED)


class ShownQuery(PageQuery):
    """What of a board is shown, and which page of its lines."""

    view = Choice(View, metadata={"description": "How many days; all of the roster where it is left out"})
    day = Day(metadata={"description": "A day of the month or week to look at, or the one; the first if left out"})
    by = Choice(By, metadata={"description": "What lines are grouped by"})
    kind = Choice(ActivityKind, metadata={"description": "Only duties of this kind"})
    village_id = QueryNumber(1, metadata={"description": "Only those at home, or activities, in this village"})
    lines = Choice(
        Only,
        data_key="only",
        attribute="only",
        metadata={"description": "Only lines with what is open or declined, or without any duty"},
    )
    text = Text(60, metadata={"description": "Part of a name, in characters or pinyin"})

    @post_load
    def gather(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        """What is shown is one value of the use case."""
        shown = {name: values.pop(name) for name in Shown.__dataclass_fields__ if name in values}
        return {**values, "shown": Shown(**shown)}


class BoardQuery(ShownQuery):
    """Whose lines."""

    group = Choice(Group, load_default=Group.TEAMS)


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


class Heading(fields.String):
    """Under what a line stands."""

    def __init__(self) -> None:
        about = "Name of the village or kind of activity by which lines are grouped, empty for none; else null"
        super().__init__(required=True, allow_none=True, metadata={"description": about})


class LineSchema(WhoSchema):
    """The row of one person or team: its duties by day."""

    minutes = fields.Integer(required=True)
    heading = Heading()
    cells = fields.Dict(keys=fields.Date(), values=fields.List(fields.Nested(ChipSchema)), required=True)


class WindowSchema(Schema):
    """The days that are looked at; `before` and `after` are days of the windows beside it, null at the ends."""

    first = fields.Date(required=True)
    last = fields.Date(required=True)
    before = fields.Date(required=True, allow_none=True)
    after = fields.Date(required=True, allow_none=True)


class BoardSchema(Schema):
    """Days and lines."""

    window = fields.Nested(WindowSchema, required=True)
    days = fields.List(fields.Nested(BoardDaySchema), required=True)
    lines = fields.List(fields.Nested(LineSchema), required=True, attribute="lines.rows")


class PostSchema(Schema):
    """One activity in a cell, and who is on it; `open` where a slot is not filled or somebody has not accepted."""

    activity_id = fields.Integer(required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    names = fields.List(fields.String(), required=True)
    filled = fields.Integer(required=True)
    wanted = fields.Integer(required=True)
    open = fields.Boolean(required=True)


class ActivityLineSchema(Schema):
    """The row of all activities of one title, kind and place."""

    title = fields.String(required=True)
    kind = Choice(ActivityKind, required=True)
    place = fields.String(required=True)
    heading = Heading()
    cells = fields.Dict(keys=fields.Date(), values=fields.List(fields.Nested(PostSchema)), required=True)


class ActivityBoardSchema(BoardSchema):
    """Days and lines of activities."""

    lines = fields.List(fields.Nested(ActivityLineSchema), required=True, attribute="lines.rows")
