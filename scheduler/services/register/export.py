"""The register as a workbook that the import takes again: importing it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.models import (
    Absence,
    Activity,
    Attendance,
    HeldQualification,
    Market,
    Organisation,
    Person,
    Place,
    Qualification,
    Role,
    Series,
    SeriesRole,
    SpecialDay,
    Team,
    Town,
    Travel,
    WeeklyTime,
    Wish,
)
from scheduler.services.register.series import all_series, days_of, follows
from scheduler.spreadsheets.cells import PHONE
from scheduler.spreadsheets.columns import SheetKind
from scheduler.spreadsheets.sheets import sheet_kinds
from scheduler.spreadsheets.writing import workbook_bytes
from solver.problem import Capacity

Row = TypeVar("Row")
Values = dict[str, Any]


def register_workbook(session: Session, actor: Actor, *, now: datetime) -> bytes:
    """The whole register of the actor's town. Dated activities that follow their series are left to the series."""
    demand(actor, Action.READ, None)
    register = Register(session, session.get_one(Town, actor.town_id))
    today = local(now, register.zone).date()
    rows = {kind.kind: [written(kind, values) for values in SHEETS[kind.kind](register)] for kind in sheet_kinds(today)}
    return workbook_bytes(rows, today=today, created=local(now, register.zone).replace(tzinfo=None))


def written(kind: SheetKind, values: Values) -> Values:
    """The values of a row as cells; what is not set stays empty."""
    cells = {}
    for column in kind.columns:
        value = values.get(column.field)
        if value is not None and value not in ("", []):
            cells[column.field] = column.form.write(value)
    return cells


class Register:
    """The tables of a town, and how their rows refer to one another."""

    def __init__(self, session: Session, town: Town) -> None:
        self.session, self.town, self.zone = session, town, town.timezone

    def rows(self, model: type[Row]) -> Sequence[Row]:
        """All rows of a table, in order of id."""
        table: Any = model
        return self.session.scalars(select(table).where(table.town_id == self.town.id).order_by(table.id)).all()

    @cached_property
    def codes(self) -> dict[tuple[type[Any], int | None], str]:
        """What refers to a row of a table: its code; for a person without one the name, with the telephone if any."""
        found: dict[tuple[type[Any], int | None], str] = {}
        coded: tuple[type[Any], ...] = (Place, Organisation, Qualification, Team, Series, Activity)
        for model in coded:
            found.update({(model, row.id): row.code for row in self.rows(model)})
        for person in self.rows(Person):
            phone = f"/{PHONE.write(person.phone)}" if person.phone else ""
            found[Person, person.id] = person.code or person.name + phone
        return found

    def code(self, model: type[Any], number: int | None) -> str | None:
        """What refers to the row with this id."""
        return self.codes.get((model, number))

    def by_owner(self, model: type[Any], owner: str) -> dict[int, list[Any]]:
        """The rows of a table by the id in this column."""
        found: dict[int, list[Any]] = {}
        for row in self.rows(model):
            found.setdefault(getattr(row, owner), []).append(row)
        return found

    @cached_property
    def dated(self) -> list[Activity]:
        """The activities that say something that no series says already."""
        series = {row.id: (row, set(days_of(self.session, row))) for row in all_series(self.session, self.town.id)}

        def said(activity: Activity) -> bool:
            if activity.series_id is None:
                return False
            owner, days = series[activity.series_id]
            return activity.day in days and follows(owner, activity, self.zone)

        return [activity for activity in self.rows(Activity) if not said(activity)]


def values_of(row: Any, *fields: str) -> Values:
    """These columns of a row."""
    return {name: getattr(row, name) for name in fields}


def places(register: Register) -> Iterator[Values]:
    """Rows of 地点."""
    for row in register.rows(Place):
        values = values_of(row, "code", "name", "kind", "latitude", "longitude", "capacity")
        yield {**values, "parent": register.code(Place, row.parent_id)}


def markets(register: Register) -> Iterator[Values]:
    """Rows of 圩日."""
    for row in register.rows(Market):
        yield {**values_of(row, "calendar", "digits"), "place": register.code(Place, row.place_id)}


def special_days(register: Register) -> Iterator[Values]:
    """Rows of 节假日."""
    for row in register.rows(SpecialDay):
        yield values_of(row, "day", "kind", "name")


def travel(register: Register) -> Iterator[Values]:
    """Rows of 路程."""
    for row in register.rows(Travel):
        ends = (register.code(Place, number) for number in (row.from_place_id, row.to_place_id))
        yield {**dict(zip(("one", "other"), ends, strict=True)), "minutes": row.minutes}


def organisations(register: Register) -> Iterator[Values]:
    """Rows of 单位."""
    for row in register.rows(Organisation):
        yield {**values_of(row, "code", "name", "enforces"), "place": register.code(Place, row.place_id)}


def qualifications(register: Register) -> Iterator[Values]:
    """Rows of 资质."""
    for row in register.rows(Qualification):
        yield values_of(row, "code", "name", "by_training", "enforcement")


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
    """Rows of 请假: those of whole days, which is what the sheet can say."""
    for row in register.rows(Absence):
        first, end = local(row.starts_at, register.zone), local(row.ends_at, register.zone)
        if (first.hour, first.minute, end.hour, end.minute) == (0, 0, 0, 0):
            yield {
                "person": register.code(Person, row.person_id),
                "team": register.code(Team, row.team_id),
                "first_day": first.date(),
                "last_day": end.date() - timedelta(days=1),
                "reason": row.reason,
            }


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
        **values_of(row, "name", "minimum", "wanted", "priority", "level"),
        "accepts": [Capacity(capacity) for capacity in row.accepts],
        "qualification": register.code(Qualification, row.qualification_id),
        "organisation": register.code(Organisation, row.organisation_id),
        "team": register.code(Team, row.team_id),
    }


def attendance(register: Register) -> Iterator[Values]:
    """Rows of 培训名单."""
    for row in register.rows(Attendance):
        person, activity = register.code(Person, row.person_id), register.code(Activity, row.activity_id)
        yield {"person": person, "activity": activity}


SHEETS: dict[str, Callable[[Register], Iterator[Values]]] = {
    "place": places,
    "market": markets,
    "special_day": special_days,
    "travel": travel,
    "organisation": organisations,
    "qualification": qualifications,
    "person": people,
    "held_qualification": held_qualifications,
    "team": teams,
    "absence": absences,
    "series": series,
    "activity": activities,
    "role": roles,
    "attendance": attendance,
}
"""Kind of sheet to the values of its rows."""
