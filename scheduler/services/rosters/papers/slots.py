"""A roster slot by slot: what is held and what is open, in order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.models import (
    Activity,
    Assignment,
    Duty,
    DutyState,
    Person,
    PublishedActivity,
    Role,
    Roster,
    RosterState,
    Town,
)
from scheduler.services.lookup import find
from scheduler.services.problems.rows import read_activities
from scheduler.services.problems.trying import other_demand
from scheduler.services.rosters.duties import frozen_activities
from scheduler.services.rosters.papers.told import Told, role_name, told
from solver.candidates import Capacity


@dataclass(frozen=True)
class RoleSlots:
    """A role of an activity in a roster's period, the assignments that hold it, and how many slots the roster has."""

    role: Role
    activity: Told
    name: str
    held: Sequence[Assignment]
    wanted: int

    @property
    def open(self) -> int:
        """How many slots nobody holds."""
        return max(0, self.wanted - len(self.held))

    @property
    def whole_teams(self) -> bool:
        """Whether teams hold it."""
        return Capacity.TEAM in self.role.accepts


def role_slots(session: Session, roster: Roster) -> list[RoleSlots]:
    """The roles of a roster: of what is planned in its period, or of what was published with it. Who declined holds
    nothing.
    """
    zone = session.get_one(Town, roster.town_id).timezone
    held, other = assignments_by_role(session, roster), other_demand(session, roster)
    return [
        RoleSlots(role, told(activity, zone), role_name(role, activity), held[role.id], other.get(role.id, role.wanted))
        for activity, roles in activities(session, roster, zone)
        for role in roles
    ]


def told_activities(session: Session, actor: Actor, roster_id: int) -> list[tuple[int, Told]]:
    """What a roster tells of, by id, in order of time. Raises NotFound."""
    roster = find(session, actor, Action.READ, Roster, roster_id)
    zone = session.get_one(Town, roster.town_id).timezone
    return [
        (activity.activity_id if isinstance(activity, PublishedActivity) else activity.id, told(activity, zone))
        for activity, _ in activities(session, roster, zone)
    ]


def activities(
    session: Session, roster: Roster, zone: str
) -> list[tuple[Activity | PublishedActivity, Sequence[Role]]]:
    """What a roster tells of, in order of time, with its roles."""
    if roster.state is RosterState.DRAFT:
        return [(activity, activity.roles) for activity in read_activities(session, roster, zone)]
    frozen = frozen_activities(session, roster)
    roles: dict[int, list[Role]] = defaultdict(list)
    for role in session.scalars(select(Role).where(Role.activity_id.in_(frozen)).order_by(Role.id)):
        if str(role.id) in frozen[role.activity_id].content["roles"]:
            roles[role.activity_id].append(role)
    in_order = sorted(frozen.values(), key=lambda one: (one.starts_at, one.activity_id))
    return [(activity, roles[activity.activity_id]) for activity in in_order]


def assignments_by_role(session: Session, roster: Roster) -> dict[int, list[Assignment]]:
    """A roster's assignments by role, without those that were declined."""
    declined = select(Duty.person_id, Duty.role_id).where(
        Duty.roster_id == roster.id, Duty.state == DutyState.DECLINED, Duty.team_id.is_(None)
    )
    gone = {(person, role) for person, role in session.execute(declined)}
    found: dict[int, list[Assignment]] = defaultdict(list)
    rows = select(Assignment).where(Assignment.roster_id == roster.id).order_by(Assignment.id)
    for row in session.scalars(rows):
        if (row.person_id, row.role_id) not in gone:
            found[row.role_id].append(row)
    return found


@dataclass(frozen=True)
class Coming:
    """Who comes in a roster's assignments: names by id, and who declined which role."""

    people: Mapping[int, str]
    declined: Collection[tuple[int, int]]

    @classmethod
    def to(cls, session: Session, roster: Roster, slots: Iterable[RoleSlots]) -> Coming:
        """Those of a roster."""
        people = {person for role in slots for row in role.held for person in booked(row)}
        rows = session.execute(select(Person.id, Person.name).where(Person.town_id == roster.town_id))
        answers = session.execute(
            select(Duty.person_id, Duty.role_id).where(Duty.roster_id == roster.id, Duty.state == DutyState.DECLINED)
        )
        return cls(
            {number: name for number, name in rows if number in people}, {(person, role) for person, role in answers}
        )

    def ids(self, row: Assignment) -> list[int]:
        """The ids of those whom an assignment books and who did not decline."""
        return [person for person in booked(row) if (person, row.role_id) not in self.declined]

    def names(self, row: Assignment) -> list[str]:
        """Their names."""
        return [self.people[person] for person in self.ids(row)]


def booked(row: Assignment) -> list[int]:
    """The ids of all whom an assignment books: of a whole team none before the roster was generated or published."""
    return row.crew if row.person_id is None else [row.person_id]
