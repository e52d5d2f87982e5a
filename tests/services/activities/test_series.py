"""Series and their dated activities: expanded once, carried along while nobody changes them by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Conflict, Forbidden, Invalid
from scheduler.models import Activity, ActivityKind, ActivityState, Recurrence, Series, Town
from scheduler.services.activities import series as register
from scheduler.services.activities.series import days_of, expand
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown
from tests.services.trail import trail
from tests.spreadsheets.imports.checking import Rows, bring
from tests.spreadsheets.imports.test_work import PLACES, activity, role, series


def dated(session: Session) -> list[tuple[str, str, str, str]]:
    """Number, start, title and state of all dated activities."""
    rows = session.scalars(select(Activity).order_by(Activity.code))
    return [(row.code, f"{local(row.starts_at):%m-%d %H:%M}", row.title, row.state.value) for row in rows]


def start(session: Session, coordinator: Actor, *rows: dict[str, Any], days: Rows | None = None) -> Series:
    bring(session, coordinator, place=PLACES, special_day=days or [], series=list(rows), role=[role("Z1")])
    return session.scalars(select(Series).where(Series.code == "Z1")).one()


FIRST = ("Z1-20261124", "11-24 09:00", "驻点", "planned")
SECOND = ("Z1-20261201", "12-01 09:00", "驻点", "planned")


def test_a_series_is_expanded_once(session: Session, coordinator: Actor) -> None:
    row = start(session, coordinator, series())
    assert dated(session) == [FIRST, SECOND]
    assert expand(session, coordinator, row, now=NOW) == []


def test_every_second_week_counts_from_the_week_of_the_first_day(session: Session, coordinator: Actor) -> None:
    row = start(session, coordinator, series(every_weeks=2, weekdays="周一、周日", first_day="2026/11/24"))
    assert days_of(session, row) == [date(2026, 11, 29)]


@pytest.mark.parametrize(("skip", "expected"), [("是", [SECOND]), ("否", [FIRST, SECOND])])
def test_holidays_are_left_out_where_the_series_says_so(
    session: Session, coordinator: Actor, skip: str, expected: object
) -> None:
    days = [{"day": "2026/11/24", "kind": "放假"}, {"day": "2026/12/1", "kind": "未公布"}]
    start(session, coordinator, series(skip_holidays=skip), days=days)
    assert dated(session) == expected


def test_a_changed_series_carries_its_activities_along_but_for_those_changed_by_hand(
    session: Session, coordinator: Actor
) -> None:
    start(session, coordinator, series())
    first, _ = session.scalars(select(Activity).order_by(Activity.code)).all()
    first.title = "人工改过"
    upload = bring(session, coordinator, series=[series(start="10:00", end="12:00")])
    assert (upload.report["dated"], dated(session)) == (
        {"changed": 1},
        [(FIRST[0], FIRST[1], "人工改过", "planned"), (SECOND[0], "12-01 10:00", "驻点", "planned")],
    )


def test_roles_of_a_series_are_carried_along_and_keep_their_rows(session: Session, coordinator: Actor) -> None:
    start(session, coordinator, series())
    before = {row.code: row.roles[0].id for row in session.scalars(select(Activity))}
    bring(session, coordinator, role=[role("Z1", wanted=5), role("Z1", name="新岗")])
    rows = session.scalars(select(Activity)).all()
    assert {row.code: [(r.name, r.wanted) for r in row.roles] for row in rows} == {
        code: [("岗", 5), ("新岗", 2)] for code in before
    }
    assert {row.code: row.roles[0].id for row in rows} == before


def test_days_that_a_series_no_longer_has_are_called_off_and_new_ones_made(
    session: Session, coordinator: Actor
) -> None:
    start(session, coordinator, series())
    upload = bring(session, coordinator, series=[series(weekdays="周三", last_day="2026/11/29")])
    assert (upload.report["dated"], dated(session)) == (
        {"made": 1, "called_off": 2},
        [(*FIRST[:3], "cancelled"), ("Z1-20261125", "11-25 09:00", "驻点", "planned"), (*SECOND[:3], "cancelled")],
    )


def test_a_day_that_a_series_left_out_takes_place_again_when_it_is_one_of_it_again(
    session: Session, coordinator: Actor
) -> None:
    start(session, coordinator, series())
    bring(session, coordinator, series=[series(weekdays="周三")])
    upload = bring(session, coordinator, series=[series(title="改名")])
    assert upload.report["dated"] == {"revived": 2, "called_off": 2}
    assert [row for row in dated(session) if row[3] == "planned"] == [
        (*FIRST[:2], "改名", "planned"),
        (*SECOND[:2], "改名", "planned"),
    ]


def test_a_day_that_somebody_called_off_stays_so_whatever_its_series_did(session: Session, coordinator: Actor) -> None:
    start(session, coordinator, series())
    bring(session, coordinator, series=[series(weekdays="周三")])
    session.scalars(select(Activity).where(Activity.code == FIRST[0])).one().notes = "改期另行通知"
    session.flush()
    off = activity(SECOND[0], kind="驻点联系", title="驻点", day="2026/12/1", state="取消")
    upload = bring(session, coordinator, series=[series()], activity=[off])
    assert upload.report["dated"] == {"called_off": 2}
    assert {row[3] for row in dated(session)} == {"cancelled"}


def test_what_is_past_stays_as_it_was(session: Session, coordinator: Actor) -> None:
    start(session, coordinator, series(first_day="2026/11/16"))
    bring(session, coordinator, series=[series(first_day="2026/11/16", title="改名")])
    assert [(code, title) for code, _, title, _ in dated(session)] == [
        ("Z1-20261117", "驻点"),
        ("Z1-20261124", "改名"),
        ("Z1-20261201", "改名"),
    ]


def test_an_activity_that_was_called_off_is_not_made_again(session: Session, coordinator: Actor) -> None:
    row = start(session, coordinator, series())
    session.scalars(select(Activity).where(Activity.code == FIRST[0])).one().state = ActivityState.CANCELLED
    assert expand(session, coordinator, row, now=NOW) == []


def test_a_number_that_is_taken_is_left_to_its_activity(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, place=PLACES, activity=[activity(FIRST[0], title="另一场")])
    start(session, coordinator, series())
    assert dated(session) == [(FIRST[0], FIRST[1], "另一场", "planned"), SECOND]


def test_others_may_not_expand_a_series(session: Session, coordinator: Actor, town: Town) -> None:
    row = start(session, coordinator, series())
    with pytest.raises(Forbidden):
        expand(session, Actor("p", ActorRole.PERSON, town.id, person_id=1), row, now=NOW)


ROLE = {"name": "值班", "accepts": ["social_worker"], "minimum": 1, "wanted": 1}


def add(small: SmallTown, **changed: Any) -> Series:
    values = {
        "code": "S1",
        "kind": ActivityKind.STATION,
        "title": "驻点",
        "place_id": small.village.id,
        "recurrence": Recurrence.WEEKLY,
        "weekdays": "04",
        "first_day": date(2026, 11, 23),
        "last_day": date(2026, 11, 29),
        "start_minute": 540,
        "end_minute": 600,
        "roles": [ROLE],
    }
    return register.add_series(small.session, small.actor, {**values, **changed}, now=NOW)


def edit(small: SmallTown, row: Series, **changed: Any) -> Series:
    return register.edit_series(small.session, small.actor, row.id, changed, now=NOW)


def test_a_series_is_registered_changed_and_listed(small: SmallTown) -> None:
    add(SmallTown(small.session))
    row = add(small)
    edit(small, row, title="值守", roles=[{**ROLE, "wanted": 2}, {**ROLE, "name": "登记"}])
    assert register.list_series(small.session, small.actor).rows == [row]
    assert register.get_series(small.session, small.actor, row.id) is row
    assert (row.title, row.weekdays, [(role.name, role.wanted) for role in row.roles]) == (
        "值守",
        "04",
        [("值班", 2), ("登记", 1)],
    )
    assert days_of(small.session, row) == [date(2026, 11, 23), date(2026, 11, 27)]
    assert trail(small, "series")[1:] == [("coordinator", "update", {"title": ["驻点", "值守"]})]


FIELDS: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"weekdays": ""}, {"weekdays": "Digits of weekdays, 0 for Monday."}),
    ({"weekdays": "07"}, {"weekdays": "Digits of weekdays, 0 for Monday."}),
    ({"weekdays": "Mon"}, {"weekdays": "Digits of weekdays, 0 for Monday."}),
    ({"recurrence": Recurrence.MARKET}, {"market_id": "The number of a market."}),
    ({"market_id": 10**8}, {"market_id": f"There is no such entry (number {10**8})."}),
    ({"place_id": 10**8}, {"place_id": f"There is no such entry (number {10**8})."}),
    ({"last_day": date(2026, 11, 22)}, {"last_day": "From the first day on, at most 800 days."}),
    ({"last_day": date(2029, 1, 31)}, {"last_day": "From the first day on, at most 800 days."}),
    ({"end_minute": 540}, {"end_minute": "After its start, at most a day later."}),
    ({"end_minute": 540 + 1441}, {"end_minute": "After its start, at most a day later."}),
    ({"departments": ["D9"]}, {"departments": "There is no organisation D9."}),
    ({"roles": []}, {"roles": "At least one."}),
    ({"roles": [{**ROLE, "accepts": []}]}, {"roles.0.accepts": "Capacities of people, or whole teams alone."}),
)


@pytest.mark.parametrize(("changed", "fields"), FIELDS)
def test_a_wrong_value_of_a_series_is_refused_with_its_field(
    small: SmallTown, changed: dict[str, Any], fields: dict[str, str]
) -> None:
    row = add(small)
    for ask in (lambda: add(small, **{"code": "S2", **changed}), lambda: edit(small, row, **changed)):
        with pytest.raises(Invalid) as refused:
            ask()
        assert reasons(refused) == fields


def test_a_number_of_a_series_that_is_taken_is_a_conflict(small: SmallTown) -> None:
    add(small)
    other = add(small, code="S2")
    for ask in (lambda: add(small), lambda: edit(small, other, code="S1")):
        with pytest.raises(Conflict, match="There is an entry with the number S1 already."):
            ask()


def test_a_person_neither_reads_nor_changes_series(small: SmallTown) -> None:
    row, me = add(small), small.as_person(small.worker())
    for ask in (
        lambda: register.list_series(small.session, me),
        lambda: register.get_series(small.session, me, row.id),
        lambda: register.add_series(small.session, me, {}, now=NOW),
        lambda: register.edit_series(small.session, me, row.id, {}, now=NOW),
        lambda: expand(small.session, me, row, now=NOW),
    ):
        with pytest.raises(Forbidden, match="You may not do this."):
            ask()
