"""What the activities of a period lack: roles, a place that can be found on the map, training before duty."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.models import (
    Activity,
    ActivityState,
    Attendance,
    HeldQualification,
    Person,
    Place,
    Qualification,
    Role,
    Town,
)
from scheduler.services.problems.people import months_later


@dataclass(frozen=True)
class Untrained:
    """Duties that ask for what only training grants, while too few hold it and no session before them grants it.

    `holders` is how many hold it on the day of the first such duty, `wanted` the most that one of the duties wants.
    """

    qualification: Qualification
    activities: Sequence[Activity]
    holders: int
    wanted: int


def without_roles(activities: Sequence[Activity]) -> list[Activity]:
    """The activities to which nobody can be assigned, as they have no roles."""
    return [activity for activity in activities if not activity.roles]


def unlocated(activities: Sequence[Activity]) -> list[Place]:
    """The places at which something takes place and whose coordinates nobody wrote down: the way there is a guess."""
    places = {place.id: place for activity in activities for place in (activity.venue or activity.place,)}
    return [places[number] for number in sorted(places) if places[number].latitude is None]


@dataclass(frozen=True)
class Trained:
    """Who holds what training grants, by certificate or by attending a session that is planned."""

    zone: str
    held: Sequence[HeldQualification]
    sessions: Sequence[Activity]
    attendees: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, session: Session, town: Town, qualifications: Collection[int]) -> Trained:
        """What the active people hold, and the planned sessions with their attendance lists."""
        sessions = session.scalars(
            select(Activity).where(
                Activity.town_id == town.id,
                Activity.state == ActivityState.PLANNED,
                Activity.grants_id.in_(qualifications),
            )
        ).all()
        listed = session.scalars(select(Attendance).where(Attendance.activity_id.in_([each.id for each in sessions])))
        attendees: dict[int, list[int]] = {}
        for row in listed:
            attendees.setdefault(row.activity_id, []).append(row.person_id)
        held = session.scalars(
            select(HeldQualification)
            .join(Person, Person.id == HeldQualification.person_id)
            .where(Person.town_id == town.id, Person.active, HeldQualification.qualification_id.in_(qualifications))
        ).all()
        return cls(town.timezone, held, sessions, attendees)

    def lacks(self, activity: Activity, role: Role) -> bool:
        """Whether fewer hold what a role asks for than it wants, and no session before it grants it."""
        return not self.sessions_before(activity, role) and len(self.holders(activity, role)) < role.wanted

    def holders(self, activity: Activity, role: Role) -> set[int]:
        """Who holds what a role asks for on the day of its activity."""
        day = local(activity.starts_at, self.zone).date()
        certified = {
            row.person_id
            for row in self.held
            if (row.qualification_id, True) == (role.qualification_id, row.level >= role.level)
            and (row.valid_from or day) <= day <= (row.valid_until or day)
        }
        sessions = self.sessions_before(activity, role)
        return certified.union(*(self.attendees.get(each.id, ()) for each in sessions))

    def sessions_before(self, activity: Activity, role: Role) -> list[Activity]:
        """The sessions that end before an activity and grant what a role of it asks for, and still do on its day."""
        day = local(activity.starts_at, self.zone).date()
        return [
            each
            for each in self.sessions
            if each.grants_id == role.qualification_id
            and each.grants_level >= role.level
            and each.ends_at <= activity.starts_at
            and day < months_later(local(each.ends_at, self.zone), each.grants_months)
        ]


def untrained(session: Session, town: Town, activities: Sequence[Activity]) -> list[Untrained]:
    """The duties before which training would have to be scheduled, by qualification."""
    asked: dict[int, list[tuple[Activity, Role]]] = {}
    for activity in activities:
        for role in activity.roles:
            if role.qualification is not None and role.qualification.by_training:
                asked.setdefault(role.qualification.id, []).append((activity, role))
    trained = Trained.of(session, town, asked.keys())
    lacking = {
        number: found
        for number, pairs in sorted(asked.items())
        if (found := [pair for pair in pairs if trained.lacks(*pair)])
    }
    return [
        Untrained(
            session.get_one(Qualification, number),
            list({activity.id: activity for activity, _ in pairs}.values()),
            len(trained.holders(*pairs[0])),
            max(role.wanted for _, role in pairs),
        )
        for number, pairs in lacking.items()
    ]
