"""Activities, series, roles and attendance: what the database keeps out on either kind."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from scheduler.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Attendance,
    Recurrence,
    Role,
    SavedTemplate,
    Series,
    SeriesRole,
)
from tests.conftest import NOW
from tests.models.refusals import DAY, HOURS, Refused, refusal
from tests.services.small_town import SmallTown

SLOTS = {"name": "协助", "accepts": ["volunteer"], "minimum": 1, "wanted": 2}


def activity(small: SmallTown, **more: Any) -> Activity:
    facts = {"code": "A1", "kind": ActivityKind.SERVICE, "title": "敬老服务", "place_id": small.village.id}
    return Activity(**{"town_id": small.town.id, **facts, **HOURS, "roles": [], **more})


def series(small: SmallTown, **more: Any) -> Series:
    facts = {"code": "Z1", "kind": ActivityKind.STATION, "title": "驻点联系", "place_id": small.village.id}
    days = {"recurrence": Recurrence.WEEKLY, "weekdays": "0", "first_day": DAY, "last_day": DAY}
    return Series(
        **{"town_id": small.town.id, **facts, **days, "start_minute": 540, "end_minute": 600, "roles": [], **more}
    )


def role(small: SmallTown, **more: Any) -> Role:
    return Role(**{"town_id": small.town.id, "activity_id": small.activity().id, **SLOTS, **more})


def series_role(small: SmallTown, **more: Any) -> SeriesRole:
    return SeriesRole(**{"town_id": small.town.id, "series_id": small.add(series(small)).id, **SLOTS, **more})


def template(small: SmallTown, **more: Any) -> SavedTemplate:
    return SavedTemplate(
        **{"town_id": small.town.id, "name": "T", "start_minute": 540, "end_minute": 600, "content": {}, **more}
    )


def dated_twice(small: SmallTown) -> list[Any]:
    number = small.add(series(small)).id
    return [activity(small, code=code, series_id=number, day=DAY) for code in ("A1", "A2")]


def attended_twice(small: SmallTown) -> list[Any]:
    values = {"town_id": small.town.id, "activity_id": small.activity().id, "person_id": small.worker().id}
    return [Attendance(**values), Attendance(**values)]


REFUSED: Refused = (
    ("UNIQUE activity.town_id, activity.code", lambda small: [activity(small), activity(small)]),
    ("UNIQUE activity.series_id, activity.day", dated_twice),
    ("CHECK ck_activity_in_order", lambda small: [activity(small, starts_at=NOW, ends_at=NOW)]),
    ("CHECK ck_activity_priority", lambda small: [activity(small, priority=0)]),
    ("CHECK ck_activity_priority", lambda small: [activity(small, priority=5)]),
    ("UNIQUE series.town_id, series.code", lambda small: [series(small), series(small)]),
    *(
        ("CHECK ck_series_role_slots", lambda small, make=make, wrong=wrong: [make(small, **wrong)])
        for make in (role, series_role)
        for wrong in ({"minimum": -1}, {"minimum": 3}, {"minimum": 0, "wanted": 0})
    ),
    ("CHECK ck_series_role_priority", lambda small: [role(small, priority=0)]),
    ("CHECK ck_series_role_priority", lambda small: [series_role(small, priority=5)]),
    ("UNIQUE attendance.activity_id, attendance.person_id", attended_twice),
    ("CHECK ck_saved_template_in_order", lambda small: [template(small, end_minute=540)]),
    ("UNIQUE saved_template.town_id, saved_template.name", lambda small: [template(small), template(small)]),
    ("NOT NULL activity.title", lambda small: [activity(small, title=None)]),
    ("FOREIGN KEY", lambda small: [activity(small, place_id=10**6)]),
    ("FOREIGN KEY", lambda small: [role(small, qualification_id=10**6)]),
)


@pytest.mark.parametrize(("constraint", "rows"), REFUSED)
def test_what_cannot_be_is_kept_out(small: SmallTown, constraint: str, rows: Any) -> None:
    assert refusal(small, rows(small)) == constraint


def test_what_can_be_is_let_in_and_so_in_every_town(small: SmallTown) -> None:
    """Also any number of activities that belong to no series."""
    for town in (small, SmallTown(small.session)):
        for row in (
            activity(town),
            activity(town, code="A2", priority=1),
            activity(town, code="A3", priority=4),
            role(town, minimum=0, wanted=1, priority=4),
            series_role(town, minimum=2, wanted=2, priority=1),
        ):
            town.add(row)


def test_a_new_activity_is_planned_open_and_asks_for_nothing_special(small: SmallTown) -> None:
    made = small.add(activity(small))
    small.session.expire(made)
    assert (made.state, made.priority, made.confidential, made.departments, made.grants_months, made.revision) == (
        ActivityState.PLANNED,
        2,
        False,
        [],
        12,
        1,
    )
    assert (made.place.name, made.venue, made.roles) == ("龙山塘村", None, [])


def test_roles_go_with_their_activity(small: SmallTown) -> None:
    made = small.activity()
    number = made.roles[0].id
    small.session.delete(made)
    small.session.flush()
    assert small.session.scalars(select(Role).where(Role.id == number)).all() == []


def test_a_change_of_what_somebody_else_changed_meanwhile_is_noticed(small: SmallTown) -> None:
    made = small.activity()
    table = Activity.__table__
    small.session.execute(table.update().where(table.c.id == made.id).values(revision=7))  # type: ignore[attr-defined]
    made.title = "新"
    with pytest.raises(StaleDataError), small.session.begin_nested():
        small.session.flush()


@pytest.mark.parametrize(
    ("kind", "confidential", "adults_only"),
    [
        (ActivityKind.SERVICE, False, False),
        (ActivityKind.TRAINING, False, False),
        (ActivityKind.ENFORCEMENT, True, True),
        (ActivityKind.STATION, False, False),
        (ActivityKind.SHARED, False, False),
        (ActivityKind.EMERGENCY, False, True),
    ],
)
def test_the_kind_says_what_is_usual(kind: ActivityKind, confidential: bool, adults_only: bool) -> None:
    assert kind.usual == {"confidential": confidential, "adults_only": adults_only}
