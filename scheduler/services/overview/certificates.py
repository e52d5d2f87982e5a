"""Certificates that expire within a period, and the activities for which their holders are lost thereby."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.clock import local
from scheduler.models import Activity, HeldQualification, Organisation, Person, Role


@dataclass(frozen=True)
class Expiring:
    """A certificate whose last day lies within the period; `lost` are the activities after it that ask for it."""

    person: Person
    held: HeldQualification
    valid_until: date
    lost: Sequence[Activity]


def expiring(
    session: Session, town_id: int, activities: Sequence[Activity], first_day: date, last_day: date, zone: str
) -> list[Expiring]:
    """The certificates of active people that expire in the period and are not renewed; most activities lost first."""
    ending = select(HeldQualification.person_id).where(HeldQualification.valid_until.between(first_day, last_day))
    people = session.scalars(
        select(Person)
        .options(selectinload(Person.capacities), selectinload(Person.qualifications))
        .where(Person.town_id == town_id, Person.active, Person.id.in_(ending))
        .order_by(Person.id)
    ).all()
    codes = dict(
        session.execute(select(Organisation.id, Organisation.code).where(Organisation.town_id == town_id)).all()
    )
    found = [
        Expiring(person, held, held.valid_until, lost_to(person, held, held.valid_until, activities, codes, zone))
        for person in people
        for held in person.qualifications
        if held.valid_until is not None
        and first_day <= held.valid_until <= last_day
        and not renewed(held, held.valid_until, person.qualifications)
    ]
    return sorted(found, key=lambda each: (-len(each.lost), each.valid_until, each.person.id))


def renewed(held: HeldQualification, valid_until: date, others: Iterable[HeldQualification]) -> bool:
    """Whether the same is held at no lower level from the day after on."""
    return any(
        other.qualification_id == held.qualification_id
        and other.level >= held.level
        and (other.valid_from is None or (other.valid_from - valid_until).days <= 1)
        and (other.valid_until is None or other.valid_until > valid_until)
        for other in others
    )


def lost_to(
    person: Person,
    held: HeldQualification,
    valid_until: date,
    activities: Sequence[Activity],
    codes: Mapping[int, str],
    zone: str,
) -> list[Activity]:
    """The activities after a certificate's last day for which its holder would have counted by it."""
    code = codes.get(person.organisation_id or 0)
    return [
        activity
        for activity in activities
        if local(activity.starts_at, zone).date() > valid_until
        and (
            (held.qualification.enforcement and code in activity.departments)
            or any(asks_for(role, person, held) for role in activity.roles)
        )
    ]


def asks_for(role: Role, person: Person, held: HeldQualification) -> bool:
    """Whether a role asks for a certificate that somebody holds, and takes people such as them."""
    return (
        role.qualification_id == held.qualification_id
        and role.level <= held.level
        and role.organisation_id in (None, person.organisation_id)
        and any(each.capacity in role.accepts for each in person.capacities)
    )
