"""Rows about the work: series, activities, roles, attendance lists."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.clock import local
from scheduler.domain.quotas import Quota
from scheduler.models import (
    Activity,
    Attendance,
    Market,
    Organisation,
    Person,
    Place,
    Qualification,
    Role,
    Series,
    SeriesRole,
    Team,
)
from scheduler.services.activities.series import all_series
from scheduler.services.register.exports.register import Register, Values, values_of
from solver.candidates import Capacity

DEMAND = (
    "code",
    "kind",
    "title",
    "priority",
    "confidential",
    "unpleasant",
    "adults_only",
    "local",
    "women",
    "men",
    "organisations",
    "never_alone",
    "attendees",
    "departments",
    "notes",
)


def demand_values(register: Register, row: Series | Activity) -> Values:
    """What a series and an activity have in common."""
    grants = values_of(row, "grants_level", "grants_months") if row.grants_id is not None else {}
    return {
        **values_of(row, *DEMAND),
        **grants,
        "place": register.code(Place, row.place_id),
        "venue": register.code(Place, row.venue_id),
        "grants": register.code(Qualification, row.grants_id),
        "quotas": [quota_values(register, quota) for quota in row.quotas],
    }


def quota_values(register: Register, quota: Quota) -> Values:
    """A quota as a cell has it: with the office's numbers in the place of ids."""
    return {
        **quota,
        "organisation_id": register.code(Organisation, quota["organisation_id"]),
        "team_id": register.code(Team, quota["team_id"]),
        "qualification_id": register.code(Qualification, quota["qualification_id"]),
    }


def series(register: Register) -> Iterator[Values]:
    """Rows of 系列活动."""
    markets_by_id = {market.id: market for market in register.rows(Market)}
    for row in all_series(register.session, register.town.id):
        market = markets_by_id.get(row.market_id or 0)
        yield {
            **demand_values(register, row),
            **values_of(row, "recurrence", "weekdays", "every_weeks", "first_day", "last_day", "skip_holidays"),
            "market_place": register.code(Place, market.place_id) if market else None,
            "start": row.start_minute,
            "end": row.end_minute,
        }


def activities(register: Register) -> Iterator[Values]:
    """Rows of 活动."""
    for row in register.dated:
        starts_at = local(row.starts_at, register.zone)
        start = starts_at.hour * 60 + starts_at.minute
        yield {
            **demand_values(register, row),
            "day": starts_at.date(),
            "start": start,
            "end": start + int((row.ends_at - row.starts_at).total_seconds()) // 60,
            "state": row.state,
            "series": register.code(Series, row.series_id),
            "series_day": row.day,
        }


def roles(register: Register) -> Iterator[Values]:
    """Rows of 岗位."""
    owners: list[Series | Activity] = [*all_series(register.session, register.town.id), *register.dated]
    for owner in owners:
        for row in owner.roles:
            yield {**role_values(register, row), "activity": owner.code}


def role_values(register: Register, row: Role | SeriesRole) -> Values:
    """What a role asks for."""
    return {
        **values_of(row, "name", "minimum", "wanted", "priority", "level", "trains"),
        "accepts": [Capacity(capacity) for capacity in row.accepts],
        "qualification": register.code(Qualification, row.qualification_id),
        "organisation": register.code(Organisation, row.organisation_id),
        "team": register.code(Team, row.team_id),
    }


def attendance(register: Register) -> Iterator[Values]:
    """Rows of 培训名单: of training sessions that grant something, as no others have such lists."""
    granting = {activity.id for activity in register.rows(Activity) if activity.grants_id is not None}
    for row in (row for row in register.rows(Attendance) if row.activity_id in granting):
        person, activity = register.code(Person, row.person_id), register.code(Activity, row.activity_id)
        yield {"person": person, "activity": activity}


WORK = {"series": series, "activity": activities, "role": roles, "attendance": attendance}
"""Kind of sheet to the values of its rows."""
