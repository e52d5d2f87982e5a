"""The register as an export reads it: the tables of a town, and how their rows refer to one another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.models import Activity, Attendance, Organisation, Person, Place, Qualification, Series, Team, Town
from scheduler.services.activities.series import all_series, days_of, follows
from scheduler.spreadsheets.cells import PHONE

Row = TypeVar("Row")
Values = dict[str, Any]


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
        """The activities that say something that no series says already, or whose attendance list does."""
        attended = {row.activity_id for row in self.rows(Attendance)}
        series = {row.id: (row, set(days_of(self.session, row))) for row in all_series(self.session, self.town.id)}

        def said(activity: Activity) -> bool:
            """Whether the series makes the activity just so."""
            if activity.series_id is None or activity.id in attended:
                return False
            owner, days = series[activity.series_id]
            return activity.day in days and follows(owner, activity, self.zone)

        return [activity for activity in self.rows(Activity) if not said(activity)]


def values_of(row: Any, *fields: str) -> Values:
    """These columns of a row."""
    return {name: getattr(row, name) for name in fields}
