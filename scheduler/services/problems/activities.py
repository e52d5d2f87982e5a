"""Places, activities and roles of a problem: from the register's tables to the solver's facts."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.domain.quotas import Quota
from scheduler.models import Activity, Place, PlaceKind, Role
from scheduler.services.problems.rows import Rows
from scheduler.services.problems.times import Timeline
from solver.candidates import Capacity, Gender
from solver.problem import Activity as ActivityFacts
from solver.problem import Grant, Option, Requirement
from solver.problem import Place as PlaceFacts
from solver.problem import Quota as QuotaFacts
from solver.problem import Role as RoleFacts

VILLAGES = frozenset({PlaceKind.VILLAGE, PlaceKind.COMMUNITY, PlaceKind.MARKET})


def place_facts(places: Sequence[Place]) -> tuple[PlaceFacts, ...]:
    """The solver's facts about all places, in the same order."""
    by_id = {place.id: place for place in places}
    numbers = {place.id: number for number, place in enumerate(places)}
    return tuple(PlaceFacts(place.code, numbers[village_of(place, by_id).id], place.capacity) for place in places)


def village_of(place: Place, by_id: dict[int, Place]) -> Place:
    """The village, community or market town that a place lies in; the place itself where it lies in none."""
    seen, current = set(), place
    while current.kind not in VILLAGES:
        if current.parent_id is None or current.id in seen:
            return place
        seen.add(current.id)
        current = by_id[current.parent_id]
    return current


def activity_facts(activity: Activity, timeline: Timeline, rows: Rows) -> ActivityFacts:
    """The solver's facts about one activity."""
    places, departments = rows.place_numbers, rows.department_codes
    span = timeline.span(activity.starts_at, activity.ends_at)
    return ActivityFacts(
        key=activity.code,
        kind=activity.kind,
        place=places[activity.place_id],
        options=(Option(span, places.get(activity.venue_id)),),
        priority=activity.priority,
        departments=tuple(departments[code] for code in activity.departments if code in departments),
        local=activity.local,
        women=activity.women,
        men=activity.men,
        attendees=activity.attendees,
        unpleasant=activity.unpleasant,
        adults_only=activity.adults_only,
        owners=owners_of(activity, rows),
        organisations=activity.organisations,
        quotas=tuple(quota_facts(quota, rows) for quota in activity.quotas if at_work(quota, rows)),
        never_alone=activity.never_alone,
    )


def owners_of(activity: Activity, rows: Rows) -> tuple[int, ...]:
    """Whom an activity concerns: the owners of its place and its venue."""
    names = {place.owner for place in (activity.place, activity.venue) if place is not None}
    return tuple(sorted(rows.owner_numbers[name] for name in names if name is not None))


def at_work(quota: Quota, rows: Rows) -> bool:
    """Whether a quota still means somebody: one of a team that is at work no longer asks for nothing."""
    return quota["team_id"] is None or quota["team_id"] in rows.team_numbers


def quota_facts(quota: Quota, rows: Rows) -> QuotaFacts:
    """The solver's facts about one quota."""
    return QuotaFacts(
        least=quota["least"],
        most=quota["most"],
        gender=None if quota["gender"] is None else Gender(quota["gender"]),
        capacity=None if quota["capacity"] is None else Capacity(quota["capacity"]),
        department=rows.department_numbers.get(quota["organisation_id"]),
        team=rows.team_numbers.get(quota["team_id"]),
        qualification=rows.qualification_numbers.get(quota["qualification_id"]),
        new=quota["new"],
        local=quota["local"],
    )


def role_facts(role: Role, rows: Rows) -> RoleFacts:
    """The solver's facts about one role."""
    qualification = rows.qualification_numbers.get(role.qualification_id)
    granted = rows.qualification_numbers.get(role.activity.grants_id)
    return RoleFacts(
        key=f"{role.activity.code}/{role.name}",
        activity=rows.activity_numbers[role.activity_id],
        capacities=frozenset(Capacity(capacity) for capacity in role.accepts),
        minimum=role.minimum,
        wanted=role.wanted,
        priority=role.priority,
        requirements=() if qualification is None else (Requirement(qualification, role.level),),
        department=rows.department_numbers.get(role.organisation_id),
        team=rows.team_numbers.get(role.team_id),
        grants=() if granted is None or not role.trains else (Grant(granted, role.activity.grants_level),),
    )
