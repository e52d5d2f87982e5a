"""Rows about people: themselves, what they hold, their teams and absences, where they keep away, with whom they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from scheduler.domain.clock import local
from scheduler.models import (
    Absence,
    Couple,
    HeldQualification,
    Organisation,
    Person,
    Place,
    Qualification,
    Recusal,
    Team,
    WeeklyTime,
    Wish,
)
from scheduler.services.register.exports.register import Register, Values, values_of

PERSONAL = (
    "code",
    "name",
    "phone",
    "email",
    "gender",
    "born_on",
    "minutes_a_day",
    "minutes_a_week",
    "duties_a_month",
    "new",
    "not_alone",
    "active",
)


def people(register: Register) -> Iterator[Values]:
    """Rows of 人员."""
    weekly, wishes = register.by_owner(WeeklyTime, "person_id"), register.by_owner(Wish, "person_id")
    for row in register.rows(Person):
        yield {
            **values_of(row, *PERSONAL),
            "home": register.code(Place, row.home_id),
            "organisation": register.code(Organisation, row.organisation_id),
            "capacities": [held.capacity for held in row.capacities],
            "weekly": windows(weekly.get(row.id, [])),
            "wishes": [(wish.weekday, wish.part, wish.liking) for wish in wishes.get(row.id, [])],
        }


def windows(rows: Sequence[WeeklyTime]) -> list[tuple[int, int, int]]:
    """Weekly times as a cell has them."""
    return [(row.weekday, row.start_minute, row.end_minute) for row in rows]


def held_qualifications(register: Register) -> Iterator[Values]:
    """Rows of 持有资质."""
    for row in register.rows(HeldQualification):
        yield {
            **values_of(row, "level", "valid_from", "valid_until"),
            "person": register.code(Person, row.person_id),
            "qualification": register.code(Qualification, row.qualification_id),
        }


def teams(register: Register) -> Iterator[Values]:
    """Rows of 队伍."""
    weekly = register.by_owner(WeeklyTime, "team_id")
    for row in register.rows(Team):
        yield {
            **values_of(row, "code", "name", "quorum", "active"),
            "leader": register.code(Person, row.leader_id),
            "members": [register.code(Person, member.person_id) for member in row.memberships],
            "home": register.code(Place, row.home_id),
            "weekly": windows(weekly.get(row.id, [])),
        }


def absences(register: Register) -> Iterator[Values]:
    """Rows of 请假; of several that say the same the first."""
    told = set()
    for row in register.rows(Absence):
        key = (row.person_id, row.team_id, row.starts_at, row.ends_at)
        if key not in told:
            told.add(key)
            yield {
                "person": register.code(Person, row.person_id),
                "team": register.code(Team, row.team_id),
                **absent(local(row.starts_at, register.zone), local(row.ends_at, register.zone)),
                "reason": row.reason,
            }


def absent(start: datetime, end: datetime) -> Values:
    """The days of an absence, and the times on the first and the last of them where these are not whole."""
    from_midnight, to_midnight = minute_of(start) == 0, minute_of(end) == 0
    return {
        "first_day": start.date(),
        "start": None if from_midnight else minute_of(start),
        "last_day": end.date() - timedelta(days=1) if to_midnight else end.date(),
        "end": None if to_midnight else minute_of(end),
    }


def minute_of(moment: datetime) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def recusals(register: Register) -> Iterator[Values]:
    """Rows of 回避; those from an owner to whom nothing belongs any more keep nobody away."""
    owners = {None, *(place.owner for place in register.rows(Place))}
    for row in register.rows(Recusal):
        if row.owner in owners:
            yield {
                **values_of(row, "owner", "reason"),
                "person": register.code(Person, row.person_id),
                "place": register.code(Place, row.place_id),
            }


def couples(register: Register) -> Iterator[Values]:
    """Rows of 搭班."""
    for row in register.rows(Couple):
        people = (register.code(Person, number) for number in (row.one_id, row.other_id))
        yield {**dict(zip(("one", "other"), people, strict=True)), "company": row.company}


PEOPLE = {
    "person": people,
    "held_qualification": held_qualifications,
    "team": teams,
    "absence": absences,
    "recusal": recusals,
    "couple": couples,
}
"""Kind of sheet to the values of its rows."""
