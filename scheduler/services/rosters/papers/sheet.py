"""A roster as a table to open in a spreadsheet: a row for each assignment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.dates import WEEKDAYS
from scheduler.domain.permissions import Action, Actor
from scheduler.language import Message, m_
from scheduler.models import (
    Assignment,
    Duty,
    DutyState,
    PublishedActivity,
    Role,
    Roster,
    RosterState,
    Town,
)
from scheduler.services.lookup import find
from scheduler.services.rosters.duties import frozen_activities
from scheduler.services.rosters.papers.told import role_name, told
from scheduler.spreadsheets.tables import table_csv, table_xlsx

HEADERS = (m_("Date"), m_("Weekday"), m_("Time"), m_("Activity"), m_("Place"), m_("Role"), m_("Who"), m_("State"))
STATES = {
    DutyState.ASSIGNED: m_("Assigned"),
    DutyState.OFFERED: m_("Asked"),
    DutyState.ACCEPTED: m_("Accepted"),
    DutyState.DECLINED: m_("Declined"),
    DutyState.WITHDRAWN: m_("Withdrawn"),
}
DRAFT = m_("Draft")


@dataclass(frozen=True)
class Line:
    """One assignment as it is told: in a published roster as published, in a draft as the register says now."""

    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    role: str
    who: str
    state: Message

    def cells(self, locale: str) -> list[object]:
        """The line as cells in a language; times are on the town's wall clock."""
        return [
            self.starts_at.date(),
            WEEKDAYS[self.starts_at.weekday()].render(locale),
            f"{self.starts_at:%H:%M}-{self.ends_at:%H:%M}",
            self.title,
            self.place,
            self.role,
            self.who,
            self.state.render(locale),
        ]


def lines(session: Session, actor: Actor, roster_id: int) -> list[Line]:
    """The assignments of a roster in order of time. Raises NotFound, Forbidden."""
    roster = find(session, actor, Action.READ, Roster, roster_id)
    zone = session.get_one(Town, roster.town_id).timezone
    draft = roster.state is RosterState.DRAFT
    frozen = {} if draft else frozen_activities(session, roster)
    states = {
        (duty.person_id, duty.role_id): duty.state
        for duty in session.scalars(select(Duty).where(Duty.roster_id == roster.id))
    }
    rows = session.scalars(
        select(Assignment)
        .options(
            selectinload(Assignment.role).selectinload(Role.activity),
            selectinload(Assignment.person),
            selectinload(Assignment.team),
        )
        .where(Assignment.roster_id == roster.id)
    )
    found = [
        line(row, frozen.get(row.role.activity_id), DRAFT if draft else state_of(row, states), zone) for row in rows
    ]
    return sorted(found, key=lambda one: (one.starts_at, one.title, one.place, one.role, one.who))


def line(row: Assignment, published: PublishedActivity | None, state: Message, zone: str) -> Line:
    """An assignment of an activity, as it was published if it was."""
    activity = published or row.role.activity
    told_of, holder = told(activity, zone), row.person or row.team
    return Line(
        starts_at=told_of.starts_at,
        ends_at=told_of.ends_at,
        title=told_of.title,
        place=told_of.place,
        role=role_name(row.role, activity),
        who=holder.name if holder else "",
        state=state,
    )


def state_of(row: Assignment, states: dict[tuple[int, int], DutyState]) -> Message:
    """The state of an assignment: that of the person's duty, or of most of a team's."""
    people = row.crew if row.person_id is None else [row.person_id]
    known = Counter(states[person, row.role_id] for person in people if (person, row.role_id) in states)
    return STATES[known.most_common(1)[0][0]] if known else STATES[DutyState.ASSIGNED]


def roster_xlsx(session: Session, actor: Actor, roster_id: int, locale: str, *, now: datetime) -> bytes:
    """The roster as a workbook. Raises NotFound, Forbidden."""
    rows = [one.cells(locale) for one in lines(session, actor, roster_id)]
    headers = [header.render(locale) for header in HEADERS]
    return table_xlsx(m_("Roster").render(locale), headers, rows, created=now.replace(tzinfo=None))


def roster_csv(session: Session, actor: Actor, roster_id: int, locale: str) -> bytes:
    """The roster as a .csv. Raises NotFound, Forbidden."""
    rows = [one.cells(locale) for one in lines(session, actor, roster_id)]
    return table_csv([header.render(locale) for header in HEADERS], rows)
