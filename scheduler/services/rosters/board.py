"""The board of a roster: who does what on which day, as coordinators read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.clock import local
from scheduler.domain.permissions import Action, Actor
from scheduler.domain.recurrence import days_between
from scheduler.models import (
    Activity,
    Assignment,
    DayKind,
    Duty,
    DutyState,
    Person,
    PersonCapacity,
    PublishedActivity,
    Role,
    Roster,
    RosterState,
    SpecialDay,
    Team,
    Town,
)
from scheduler.services.listing import Page
from scheduler.services.lookup import find
from scheduler.services.rosters.duties import frozen_activities
from solver.candidates import Capacity

LINES_A_PAGE = 60
"""All teams, or all social workers, at once; hundreds of people a page at a time."""


class Group(StrEnum):
    """Whose rows the board shows."""

    TEAMS = "teams"
    SOCIAL_WORKERS = "social_workers"
    GRID_MEMBERS = "grid_members"
    VOLUNTEERS = "volunteers"
    PARTY_MEMBERS = "party_members"
    OFFICERS = "officers"


CAPACITIES = {
    Group.SOCIAL_WORKERS: Capacity.SOCIAL_WORKER,
    Group.GRID_MEMBERS: Capacity.GRID_MEMBER,
    Group.VOLUNTEERS: Capacity.VOLUNTEER,
    Group.PARTY_MEMBERS: Capacity.PARTY_MEMBER,
    Group.OFFICERS: Capacity.OFFICER,
}


@dataclass(frozen=True)
class Chip:
    """One duty in a cell."""

    assignment: Assignment
    activity: Activity | PublishedActivity
    title: str
    with_team: bool
    state: DutyState | None

    @property
    def activity_id(self) -> int:
        """The activity's id, whether it is frozen or not."""
        return self.activity.activity_id if isinstance(self.activity, PublishedActivity) else self.activity.id


@dataclass(frozen=True)
class Line:
    """The row of one person or team: its chips by day, in order of time."""

    name: str
    person_id: int | None
    team_id: int | None
    minutes: int
    cells: dict[date, list[Chip]] = field(default_factory=dict)

    def has_duties(self, days: Iterable[BoardDay]) -> bool:
        """Whether anything stands in the cells of these days."""
        return any(self.cells.get(found.day) for found in days)


@dataclass(frozen=True)
class BoardDay:
    """A day of the board and what is special about it."""

    day: date
    kind: DayKind | None
    name: str


@dataclass(frozen=True)
class Board:
    """A roster's days and lines."""

    days: list[BoardDay]
    lines: Page[Line]

    def weeks(self) -> list[list[BoardDay]]:
        """The days by calendar week, as a sheet of paper holds them."""
        return by_week(self.days)


def by_week(days: Iterable[BoardDay]) -> list[list[BoardDay]]:
    """Days by calendar week."""
    return [list(week) for _, week in groupby(days, lambda found: found.day.isocalendar()[:2])]


def board(
    session: Session,
    actor: Actor,
    roster_id: int,
    group: Group,
    *,
    text: str = "",
    number: int = 1,
    size: int = LINES_A_PAGE,
) -> Board:
    """A page of the board of one group, those whose name contains a text; of volunteers, Party members and officers
    only those with duties. Raises NotFound.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    zone = session.get_one(Town, roster.town_id).timezone
    chips = chips_by_holder(session, roster)
    everybody = group in (Group.TEAMS, Group.SOCIAL_WORKERS, Group.GRID_MEMBERS)
    holders = [
        holder
        for holder in members(session, roster, group)
        if text in holder.name and (everybody or holder_key(holder) in chips)
    ]
    shown = holders[(number - 1) * size : number * size]
    lines = [line(holder, chips[holder_key(holder)], zone) for holder in shown]
    return Board(board_days(session, roster), Page(lines, len(holders), number, size))


def boards(session: Session, actor: Actor, roster_id: int) -> dict[Group, Board]:
    """The whole boards of all groups, each with those who have duties alone. Raises NotFound."""
    roster = find(session, actor, Action.READ, Roster, roster_id)
    zone = session.get_one(Town, roster.town_id).timezone
    chips, days = chips_by_holder(session, roster), board_days(session, roster)
    found = {}
    for group in Group:
        busy = [holder for holder in members(session, roster, group) if holder_key(holder) in chips]
        lines = [line(holder, chips[holder_key(holder)], zone) for holder in busy]
        found[group] = Board(days, Page(lines, len(lines), 1, max(1, len(lines))))
    return found


def members(session: Session, roster: Roster, group: Group) -> Sequence[Person] | Sequence[Team]:
    """The people or teams of a group, in order of id."""
    if group is Group.TEAMS:
        return session.scalars(select(Team).where(Team.town_id == roster.town_id, Team.active).order_by(Team.id)).all()
    holding = Person.capacities.any(PersonCapacity.capacity == CAPACITIES[group])
    return session.scalars(
        select(Person).where(Person.town_id == roster.town_id, Person.active, holding).order_by(Person.id)
    ).all()


def holder_key(holder: Person | Team) -> tuple[str, int]:
    """What stands for a person or a team."""
    return ("team" if isinstance(holder, Team) else "person", holder.id)


def chips_by_holder(session: Session, roster: Roster) -> dict[tuple[str, int], list[Chip]]:
    """Every assignment under the person or team that holds it, a whole team's also under each of its crew."""
    frozen = frozen_activities(session, roster) if roster.state is not RosterState.DRAFT else {}
    states = {
        (duty.person_id, duty.role_id): duty.state
        for duty in session.scalars(select(Duty).where(Duty.roster_id == roster.id))
    }
    rows = session.scalars(
        select(Assignment)
        .options(selectinload(Assignment.role).selectinload(Role.activity))
        .where(Assignment.roster_id == roster.id)
    )
    found: dict[tuple[str, int], list[Chip]] = defaultdict(list)
    for row in rows:
        activity: Activity | PublishedActivity = frozen.get(row.role.activity_id, row.role.activity)
        title = activity.content["title"] if isinstance(activity, PublishedActivity) else activity.title
        for kind, number in keys(row):
            state = states.get((number, row.role_id)) if kind == "person" else None
            with_team = kind == "person" and row.team_id is not None
            found[kind, number].append(Chip(row, activity, title, with_team, state))
    return found


def keys(row: Assignment) -> Iterable[tuple[str, int]]:
    """Under whom an assignment is shown."""
    if row.person_id is not None:
        return [("person", row.person_id)]
    return [("team", row.team_id or 0), *(("person", member) for member in row.crew)]


def line(holder: Person | Team, chips: list[Chip], zone: str) -> Line:
    """The row of one person or team."""
    cells: dict[date, list[Chip]] = defaultdict(list)
    for chip in sorted(chips, key=lambda chip: (chip.activity.starts_at, chip.assignment.id)):
        cells[local(chip.activity.starts_at, zone).date()].append(chip)
    minutes = sum(int((chip.activity.ends_at - chip.activity.starts_at).total_seconds()) // 60 for chip in chips)
    kind, number = holder_key(holder)
    return Line(
        holder.name, number if kind == "person" else None, number if kind == "team" else None, minutes, dict(cells)
    )


def board_days(session: Session, roster: Roster) -> list[BoardDay]:
    """The days of a roster, with holidays, working weekends and days not yet announced."""
    special = {row.day: row for row in session.scalars(select(SpecialDay).where(SpecialDay.town_id == roster.town_id))}
    return [
        BoardDay(day, special[day].kind, special[day].name) if day in special else BoardDay(day, None, "")
        for day in days_between(roster.first_day, roster.last_day)
    ]
