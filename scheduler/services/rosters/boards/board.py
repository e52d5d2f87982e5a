"""The board of a roster: who does what on which day, as coordinators read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Generic

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.clock import local
from scheduler.domain.natural import natural
from scheduler.domain.permissions import Action, Actor
from scheduler.domain.pinyin import named
from scheduler.domain.recurrence import days_between
from scheduler.domain.windows import Window
from scheduler.models import (
    Activity,
    ActivityKind,
    Assignment,
    DayKind,
    Duty,
    DutyState,
    Person,
    PersonCapacity,
    Place,
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
from scheduler.services.rosters.boards.shown import EVERYTHING, UNSETTLED, By, Only, Row, Shown, by_village, villages_of
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

EMPLOYED = frozenset({Group.TEAMS, Group.SOCIAL_WORKERS, Group.GRID_MEMBERS})
"""Whoever of these has no duty is worth seeing; of the others that is nearly everybody."""


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


Cells = dict[date, list[Chip]]
"""Chips by day, in order of time."""


@dataclass(frozen=True)
class Line:
    """The row of one person or team: its chips by day, in order of time, and what they come to. `heading` is the name
    of the village or the kind of activity under which it stands, "" under none of them.
    """

    name: str
    person_id: int | None
    team_id: int | None
    minutes: int
    cells: Cells = field(default_factory=dict)
    heading: str | None = None

    @classmethod
    def of(cls, holder: Person | Team, cells: Cells, heading: str | None = None) -> Line:
        """The line of a person or a team."""
        kind, number = holder_key(holder)
        person_id, team_id = (number, None) if kind == "person" else (None, number)
        return cls(holder.name, person_id, team_id, minutes(cells), cells, heading)

    def of_kind(self, kind: ActivityKind) -> Line:
        """The same line with the duties of one kind alone, under its heading."""
        chosen = {day: [chip for chip in chips if chip.activity.kind is kind] for day, chips in self.cells.items()}
        cells = {day: chips for day, chips in chosen.items() if chips}
        return replace(self, minutes=minutes(cells), cells=cells, heading=kind.value)


@dataclass(frozen=True)
class BoardDay:
    """A day of the board and what is special about it."""

    day: date
    kind: DayKind | None
    name: str


@dataclass(frozen=True)
class Board(Generic[Row]):
    """The days that are looked at, and the lines of people, teams or activities: a page of them."""

    days: list[BoardDay]
    lines: Page[Row]
    window: Window

    def weeks(self) -> list[list[BoardDay]]:
        """The days by calendar week, as a sheet of paper holds them."""
        return by_week(self.days)

    def groups(self) -> list[tuple[str | None, list[Row]]]:
        """The lines under each heading; under None where there are no headings."""
        return [(heading, list(lines)) for heading, lines in groupby(self.lines.rows, lambda line: line.heading)]

    def with_duties(self, days: Sequence[BoardDay]) -> list[Row]:
        """The lines in which something stands on one of these days."""
        return [line for line in self.lines.rows if any(line.cells.get(found.day) for found in days)]


def by_week(days: Iterable[BoardDay]) -> list[list[BoardDay]]:
    """Days by calendar week."""
    return [list(week) for _, week in groupby(days, lambda found: found.day.isocalendar()[:2])]


def board(
    session: Session,
    actor: Actor,
    roster_id: int,
    group: Group,
    shown: Shown = EVERYTHING,
    *,
    number: int = 1,
    size: int = LINES_A_PAGE,
) -> Board[Line]:
    """A page of the board of one group. Of volunteers, Party members and officers only those with duties are shown,
    unless they are asked for by name or for having none. Raises NotFound.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    days, zone = shown.window(roster), session.get_one(Town, roster.town_id).timezone
    chips, villages = chips_by_holder(session, roster), villages_of(session, roster)
    found = []
    for holder in members(session, roster, group):
        home = villages.get(holder.home_id or 0)
        if named(shown.text, holder.name) and shown.lies(home):
            cells = cells_of(chips[holder_key(holder)], days, zone, shown.kind)
            if is_shown(cells, group, shown):
                found.append((home, Line.of(holder, cells)))
    lines = headed(found, shown.by, villages)
    page = Page(lines[(number - 1) * size : number * size], len(lines), number, size)
    return Board(board_days(session, roster, days), page, days)


def is_shown(cells: Cells, group: Group, shown: Shown) -> bool:
    """Whether a line with these duties stands on the board."""
    if shown.only is Only.IDLE:
        return not cells
    if shown.only is Only.OPEN:
        return any(chip.state in UNSETTLED for chips in cells.values() for chip in chips)
    return bool(cells or shown.text or (group in EMPLOYED and shown.kind is None))


def headed(found: Sequence[tuple[Place | None, Line]], by: By | None, villages: Mapping[int, Place]) -> list[Line]:
    """Lines and where each is at home, in order, under their headings: of each kind of activity a line with its duties
    stands under it, and at last whoever has none.
    """
    if by is By.VILLAGE:
        return by_village(found, villages)
    if by is By.KIND:
        kinds = [line.of_kind(kind) for kind in ActivityKind for _, line in found]
        return [
            *(line for line in kinds if line.cells),
            *(replace(line, heading="") for _, line in found if not line.cells),
        ]
    return [line for _, line in found]


def boards(session: Session, actor: Actor, roster_id: int) -> dict[Group, Board[Line]]:
    """The whole boards of all groups, each with those who have duties alone. Raises NotFound."""
    roster = find(session, actor, Action.READ, Roster, roster_id)
    zone, window = session.get_one(Town, roster.town_id).timezone, EVERYTHING.window(roster)
    chips, days = chips_by_holder(session, roster), board_days(session, roster, window)
    found = {}
    for group in Group:
        busy = [holder for holder in members(session, roster, group) if holder_key(holder) in chips]
        lines = [Line.of(holder, cells_of(chips[holder_key(holder)], window, zone, None)) for holder in busy]
        found[group] = Board(days, Page(lines, len(lines), 1, max(1, len(lines))), window)
    return found


def members(session: Session, roster: Roster, group: Group) -> Sequence[Person] | Sequence[Team]:
    """The teams in order of their numbers, or the people of a group in order of id."""
    if group is Group.TEAMS:
        teams = session.scalars(select(Team).where(Team.town_id == roster.town_id, Team.active))
        return sorted(teams, key=lambda team: natural(team.code))
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
    states = states_of(session, roster)
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


def states_of(session: Session, roster: Roster) -> dict[tuple[int, int], DutyState]:
    """How each person was told of a role of a roster, or answered, by their ids."""
    rows = session.execute(select(Duty.person_id, Duty.role_id, Duty.state).where(Duty.roster_id == roster.id))
    return {(person_id, role_id): state for person_id, role_id, state in rows}


def keys(row: Assignment) -> Iterable[tuple[str, int]]:
    """Under whom an assignment is shown."""
    if row.person_id is not None:
        return [("person", row.person_id)]
    return [("team", row.team_id or 0), *(("person", member) for member in row.crew)]


def cells_of(chips: Iterable[Chip], days: Window, zone: str, kind: ActivityKind | None) -> Cells:
    """The chips that begin on these days, of one kind where it is asked for."""
    cells: Cells = defaultdict(list)
    for chip in sorted(chips, key=lambda chip: (chip.activity.starts_at, chip.assignment.id)):
        day = local(chip.activity.starts_at, zone).date()
        if day in days and kind in (None, chip.activity.kind):
            cells[day].append(chip)
    return dict(cells)


def minutes(cells: Cells) -> int:
    """How long all duties take."""
    spans = (chip.activity.ends_at - chip.activity.starts_at for chips in cells.values() for chip in chips)
    return sum(int(span.total_seconds()) // 60 for span in spans)


def board_days(session: Session, roster: Roster, days: Window) -> list[BoardDay]:
    """Days of a roster, with holidays, working weekends and days not yet announced."""
    special = {row.day: row for row in session.scalars(select(SpecialDay).where(SpecialDay.town_id == roster.town_id))}
    return [
        BoardDay(day, special[day].kind, special[day].name) if day in special else BoardDay(day, None, "")
        for day in days_between(days.first, days.last)
    ]
