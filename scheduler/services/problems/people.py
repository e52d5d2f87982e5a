"""People and teams of a problem: from the register's tables to the solver's facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from scheduler.domain.clock import local, local_instant
from scheduler.models import (
    Absence,
    Activity,
    ActivityState,
    Assignment,
    Attendance,
    Duty,
    DutyState,
    HeldQualification,
    LedgerEntry,
    Person,
    PublishedActivity,
    Recusal,
    Role,
    Roster,
    RosterState,
    Team,
    WeeklyTime,
    Wish,
)
from scheduler.services.problems.rows import Rows
from scheduler.services.problems.times import FOREVER, Timeline, Window, adult_from, unavailable, wishes
from solver.candidates import Carried, Commitment, Held, Limits
from solver.candidates import Person as PersonFacts
from solver.candidates import Team as TeamFacts
from solver.spans import Span

LEDGER_DAYS = 180
"""How far back the ledger counts for fairness."""

Row = TypeVar("Row")
Key = TypeVar("Key")


@dataclass
class Register:
    """The rows that people and teams are made of, each list by the id of the person or team."""

    weekly: dict[int, list[Window]] = field(default_factory=dict)
    team_weekly: dict[int, list[Window]] = field(default_factory=dict)
    absences: dict[int, list[Absence]] = field(default_factory=dict)
    team_absences: dict[int, list[Absence]] = field(default_factory=dict)
    wishes: dict[int, list[Wish]] = field(default_factory=dict)
    trained: dict[int, list[Activity]] = field(default_factory=dict)
    carried: dict[int, Carried] = field(default_factory=dict)
    team_carried: dict[int, Carried] = field(default_factory=dict)
    commitments: dict[int, list[Commitment]] = field(default_factory=dict)
    recusals: dict[int, list[Recusal]] = field(default_factory=dict)


def grouped(rows: Iterable[Row], key: Callable[[Row], int | None]) -> dict[int, list[Row]]:
    """Rows by key; rows whose key is None are left out."""
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        owner = key(row)
        if owner is not None:
            groups[owner].append(row)
    return groups


def read_register(session: Session, roster: Roster, timeline: Timeline, numbered: Rows) -> Register:
    """Read all that people and teams of the roster's town are made of."""

    def rows(model: type[Row]) -> Sequence[Row]:
        table: Any = model
        return session.scalars(select(model).where(table.town_id == roster.town_id).order_by(table.id)).all()

    absences = rows(Absence)
    ledger = ledger_before(session, roster)
    return Register(
        weekly=weekly_times(session, roster.town_id, WeeklyTime.person_id),
        team_weekly=weekly_times(session, roster.town_id, WeeklyTime.team_id),
        absences=grouped(absences, lambda row: row.person_id),
        team_absences=grouped(absences, lambda row: row.team_id),
        wishes=grouped(rows(Wish), lambda row: row.person_id),
        trained=trained(session, roster),
        carried=totals(grouped(ledger, lambda row: row.person_id)),
        team_carried=totals(grouped(ledger, lambda row: row.team_id)),
        commitments=commitments(session, roster, timeline, numbered),
        recusals=grouped(rows(Recusal), lambda row: row.person_id),
    )


def weekly_times(session: Session, town_id: int, owner: InstrumentedAttribute[int | None]) -> dict[int, list[Window]]:
    """The weekly times by the person or team in this column; read as numbers, as there are thousands."""
    query = select(owner, WeeklyTime.weekday, WeeklyTime.start_minute, WeeklyTime.end_minute)
    rows = session.execute(query.where(WeeklyTime.town_id == town_id))
    return {number: [row[1:] for row in found] for number, found in grouped(rows, lambda row: row[0]).items()}


def ledger_before(session: Session, roster: Roster) -> Sequence[LedgerEntry]:
    """Ledger entries of the published rosters of the months before."""
    return session.scalars(
        select(LedgerEntry)
        .join(Roster, LedgerEntry.roster_id == Roster.id)
        .where(
            Roster.town_id == roster.town_id,
            Roster.state == RosterState.PUBLISHED,
            Roster.first_day < roster.first_day,
            Roster.first_day >= roster.first_day - timedelta(days=LEDGER_DAYS),
        )
    ).all()


def totals(entries: dict[int, list[LedgerEntry]]) -> dict[int, Carried]:
    """The sum of each owner's ledger entries."""
    return {
        owner: Carried(
            sum(row.minutes for row in rows), sum(row.weekends for row in rows), sum(row.unpleasant for row in rows)
        )
        for owner, rows in entries.items()
    }


def trained(session: Session, roster: Roster) -> dict[int, list[Activity]]:
    """Per person, the planned training sessions that grant a qualification and whose attendance list names them, or in
    which a published roster of another period has them hold a role that trains.
    """
    granting = (Activity.grants_id.is_not(None), Activity.state == ActivityState.PLANNED)
    listed = session.execute(
        select(Attendance.person_id, Activity)
        .join(Activity, Attendance.activity_id == Activity.id)
        .where(Attendance.town_id == roster.town_id, *granting)
    )
    sessions = {(person_id, activity.id): activity for person_id, activity in listed}
    refused = declined_by(session, roster.town_id)
    served = session.execute(
        select(Assignment, Activity)
        .join(Role, Assignment.role_id == Role.id)
        .join(Activity, Role.activity_id == Activity.id)
        .join(Roster, Assignment.roster_id == Roster.id)
        .where(Role.trains, *granting, *published_elsewhere(roster))
    )
    for assignment, activity in served:
        for person_id in booked(assignment):
            if (person_id, assignment.role_id) not in refused:
                sessions[person_id, activity.id] = activity
    ordered = sorted(sessions.items(), key=lambda item: (item[1].ends_at, item[1].id))
    return {
        who: [activity for _, activity in found] for who, found in grouped(ordered, lambda item: item[0][0]).items()
    }


def published_elsewhere(roster: Roster) -> tuple[ColumnElement[bool], ...]:
    """Conditions on rosters: published ones of the same town and of other periods."""
    return (
        Roster.town_id == roster.town_id,
        Roster.state == RosterState.PUBLISHED,
        Roster.first_day != roster.first_day,
    )


def booked(assignment: Assignment) -> list[int]:
    """The ids of those whom an assignment books."""
    return [assignment.person_id] if assignment.person_id else assignment.crew


def declined_by(session: Session, town_id: int) -> set[tuple[int, int]]:
    """Who (by id of the person) declined which role: it binds them no longer."""
    refused = select(Duty.person_id, Duty.role_id).where(Duty.town_id == town_id, Duty.state == DutyState.DECLINED)
    return {(row.person_id, row.role_id) for row in session.execute(refused)}


def commitments(session: Session, roster: Roster, timeline: Timeline, numbered: Rows) -> dict[int, list[Commitment]]:
    """Per person, the duties that published rosters of other periods have fixed, within reach of this one's rules.

    What somebody declined binds them no longer.
    """
    first, end = (local_instant(day, 0, timeline.zone) for day in (timeline.origin, timeline.end))
    rows = session.execute(
        select(Assignment, PublishedActivity)
        .join(Roster, Assignment.roster_id == Roster.id)
        .join(PublishedActivity, PublishedActivity.roster_id == Roster.id)
        .where(
            *published_elsewhere(roster),
            Assignment.role.has(activity_id=PublishedActivity.activity_id),
            PublishedActivity.starts_at >= first,
            PublishedActivity.starts_at < end,
        )
        .order_by(PublishedActivity.starts_at)
    ).all()
    declined = declined_by(session, roster.town_id)
    fixed: dict[int, list[Commitment]] = defaultdict(list)
    for assignment, activity in rows:
        duty = Commitment(
            timeline.span(activity.starts_at, activity.ends_at), numbered.place_numbers[activity.place_id]
        )
        for person_id in booked(assignment):
            if (person_id, assignment.role_id) not in declined:
                fixed[person_id].append(duty)
    return fixed


def person_facts(person: Person, register: Register, timeline: Timeline, rows: Rows) -> PersonFacts:
    """The solver's facts about one person."""
    held = [held_facts(row, timeline, rows) for row in person.qualifications]
    recusals = register.recusals.get(person.id, [])
    held += [granted(training, timeline, rows) for training in register.trained.get(person.id, [])]
    return PersonFacts(
        key=person.code or f"#{person.id}",
        capacities=frozenset(row.capacity for row in person.capacities),
        home=rows.place_numbers.get(person.home_id),
        gender=person.gender,
        department=rows.department_numbers.get(person.organisation_id),
        qualifications=tuple(held),
        unavailable=unavailable(timeline, register.weekly.get(person.id, []), register.absences.get(person.id, [])),
        adult_from=adult_from(timeline, person.born_on),
        limits=Limits(person.minutes_a_day, person.minutes_a_week, person.duties_a_month),
        wishes=wishes(timeline, register.wishes.get(person.id, [])),
        carried=register.carried.get(person.id, Carried()),
        commitments=tuple(register.commitments.get(person.id, [])),
        new=person.new,
        not_alone=person.not_alone,
        recused_places=numbered(rows.place_numbers, (row.place_id for row in recusals)),
        recused_owners=numbered(rows.owner_numbers, (row.owner for row in recusals)),
    )


def numbered(numbers: Mapping[Key, int], keys: Iterable[Key]) -> tuple[int, ...]:
    """The numbers of those of these keys that have one, in order."""
    return tuple(sorted(numbers[key] for key in keys if key in numbers))


def held_facts(row: HeldQualification, timeline: Timeline, rows: Rows) -> Held:
    """A qualification in the register: valid from the first minute of its first day to the last of its last."""
    start = 0 if row.valid_from is None else max(0, timeline.day_start(row.valid_from))
    end = FOREVER if row.valid_until is None else max(start, timeline.day_start(row.valid_until + timedelta(days=1)))
    return Held(rows.qualification_numbers[row.qualification_id], row.level, Span(start, end))


def granted(training: Activity, timeline: Timeline, rows: Rows) -> Held:
    """The qualification that a training session grants to those who attend, from its end on."""
    expiry = months_later(local(training.ends_at, timeline.zone), training.grants_months)
    span = Span(max(0, timeline.minute(training.ends_at)), max(0, timeline.day_start(expiry)))
    return Held(rows.qualification_numbers[training.grants_id], training.grants_level, span)


def months_later(moment: datetime, months: int) -> date:
    """The same day of the month so many months later, or the first of the month after where there is no such day."""
    month = moment.month - 1 + months
    year, month = moment.year + month // 12, month % 12 + 1
    try:
        return date(year, month, moment.day)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)


def team_facts(team: Team, register: Register, timeline: Timeline, rows: Rows) -> TeamFacts:
    """The solver's facts about one team; members who are no longer active are left out."""
    members = (rows.person_numbers.get(membership.person_id) for membership in team.memberships)
    return TeamFacts(
        key=team.code,
        members=tuple(member for member in members if member is not None),
        home=rows.place_numbers.get(team.home_id),
        quorum=team.quorum,
        unavailable=unavailable(
            timeline, register.team_weekly.get(team.id, []), register.team_absences.get(team.id, [])
        ),
        carried=register.team_carried.get(team.id, Carried()),
    )
