"""Special days: set, cleared, listed, and seeded a year at a time without touching what was set by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain import holidays
from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.models import Audit, DayKind, SpecialDay
from scheduler.services.register import days
from tests.conftest import NOW
from tests.refused import reasons

CHRISTMAS = date(2026, 12, 25)


def facts(rows: Sequence[SpecialDay]) -> list[tuple[date, DayKind, str]]:
    return [(row.day, row.kind, row.name) for row in rows]


def test_a_day_is_set_listed_changed_and_cleared(session: Session, coordinator: Actor) -> None:
    days.set_day(session, coordinator, CHRISTMAS, DayKind.HOLIDAY, "镇庆", now=NOW)
    days.set_day(session, coordinator, date(2026, 12, 27), DayKind.WORKING_WEEKEND, now=NOW)
    days.set_day(session, coordinator, CHRISTMAS, DayKind.UNANNOUNCED, "镇庆", now=NOW)
    assert facts(days.list_days(session, coordinator, CHRISTMAS, date(2026, 12, 27))) == [
        (CHRISTMAS, DayKind.UNANNOUNCED, "镇庆"),
        (date(2026, 12, 27), DayKind.WORKING_WEEKEND, ""),
    ]
    days.clear_day(session, coordinator, CHRISTMAS, now=NOW)
    assert facts(days.list_days(session, coordinator, CHRISTMAS, CHRISTMAS)) == []


def test_every_change_of_a_day_writes_an_audit_row(session: Session, coordinator: Actor) -> None:
    row = days.set_day(session, coordinator, CHRISTMAS, DayKind.HOLIDAY, "镇庆", now=NOW)
    days.set_day(session, coordinator, CHRISTMAS, DayKind.UNANNOUNCED, "镇庆", now=NOW)
    days.clear_day(session, coordinator, CHRISTMAS, now=NOW)
    rows = session.execute(
        select(Audit.action, Audit.actor).where(Audit.table_name == "special_day", Audit.row_id == row.id)
    ).all()
    assert [tuple(row) for row in rows] == [(kind, "coordinator") for kind in ("insert", "update", "delete")]


def test_a_day_with_nothing_special_cannot_be_cleared(session: Session, coordinator: Actor) -> None:
    with pytest.raises(NotFound, match="There is nothing special about 25 Dec 2026"):
        days.clear_day(session, coordinator, CHRISTMAS, now=NOW)


def test_a_working_weekend_is_a_saturday_or_sunday(session: Session, coordinator: Actor) -> None:
    with pytest.raises(Invalid, match="Saturday or Sunday") as refused:
        days.set_day(session, coordinator, CHRISTMAS, DayKind.WORKING_WEEKEND, now=NOW)
    assert list(refused.value.fields) == ["day"]


def test_a_period_that_ends_before_it_begins_is_refused(session: Session, coordinator: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        days.list_days(session, coordinator, date(2026, 2, 2), date(2026, 2, 1))
    assert reasons(refused) == {"last_day": "Not before 2 Feb 2026."}


@pytest.mark.parametrize("year", [2003, 2101])
def test_a_year_out_of_range_is_refused(session: Session, coordinator: Actor, year: int) -> None:
    with pytest.raises(Invalid, match="A year from 2004 to 2100."):
        days.seed_year(session, coordinator, year, now=NOW)


def test_a_person_can_neither_read_nor_change_the_table(session: Session, coordinator: Actor) -> None:
    person = Actor("person 1", ActorRole.PERSON, coordinator.town_id, 1)
    with pytest.raises(Forbidden):
        days.list_days(session, person, CHRISTMAS, CHRISTMAS)
    with pytest.raises(Forbidden):
        days.set_day(session, person, CHRISTMAS, DayKind.HOLIDAY, now=NOW)
    with pytest.raises(Forbidden):
        days.clear_day(session, person, CHRISTMAS, now=NOW)
    with pytest.raises(Forbidden):
        days.seed_year(session, person, 2026, now=NOW)


def test_an_announced_year_comes_with_its_holidays_and_working_weekends(session: Session, coordinator: Actor) -> None:
    made = days.seed_year(session, coordinator, 2026, now=NOW)
    assert Counter(row.kind for row in made) == {DayKind.HOLIDAY: 33, DayKind.WORKING_WEEKEND: 6}
    assert facts(days.list_days(session, coordinator, date(2026, 9, 20), date(2026, 10, 10))) == [
        (date(2026, 9, 20), DayKind.WORKING_WEEKEND, "国庆节"),
        *((date(2026, 9, number), DayKind.HOLIDAY, "中秋节") for number in (25, 26, 27)),
        *((date(2026, 10, number), DayKind.HOLIDAY, "国庆节") for number in range(1, 8)),
        (date(2026, 10, 10), DayKind.WORKING_WEEKEND, "国庆节"),
    ]


def test_a_year_that_is_not_announced_comes_with_its_statutory_holidays(session: Session, coordinator: Actor) -> None:
    made = days.seed_year(session, coordinator, 2027, now=NOW)
    assert facts(made) == [
        (day, DayKind.UNANNOUNCED, name)
        for day, name in (
            (date(2027, 1, 1), "元旦"),
            (date(2027, 2, 5), "春节"),
            (date(2027, 2, 6), "春节"),
            (date(2027, 2, 7), "春节"),
            (date(2027, 2, 8), "春节"),
            (date(2027, 4, 5), "清明节"),
            (date(2027, 5, 1), "劳动节"),
            (date(2027, 5, 2), "劳动节"),
            (date(2027, 6, 9), "端午节"),
            (date(2027, 9, 15), "中秋节"),
            (date(2027, 10, 1), "国庆节"),
            (date(2027, 10, 2), "国庆节"),
            (date(2027, 10, 3), "国庆节"),
        )
    ]


@pytest.mark.parametrize("year", [2026, 2027])
def test_seeding_a_year_again_changes_nothing(session: Session, coordinator: Actor, year: int) -> None:
    days.seed_year(session, coordinator, year, now=NOW)
    assert days.seed_year(session, coordinator, year, now=NOW) == []


@pytest.mark.parametrize("year", [2026, 2027])
def test_seeding_leaves_what_was_set_by_hand(session: Session, coordinator: Actor, year: int) -> None:
    new_year = date(year, 1, 1)
    days.set_day(session, coordinator, new_year, DayKind.UNANNOUNCED, "值班", now=NOW)
    seeded = days.seed_year(session, coordinator, year, now=NOW)
    assert new_year not in {row.day for row in seeded}
    assert facts(days.list_days(session, coordinator, new_year, new_year)) == [(new_year, DayKind.UNANNOUNCED, "值班")]


def test_days_that_waited_for_the_announcement_are_settled_by_seeding_again(
    session: Session, coordinator: Actor
) -> None:
    for day, (kind, name) in holidays.unannounced(2026).items():
        days.set_day(session, coordinator, day, kind, name, now=NOW)
    days.seed_year(session, coordinator, 2026, now=NOW)
    whole_year = facts(days.list_days(session, coordinator, date(2026, 1, 1), date(2026, 12, 31)))
    assert whole_year == [(day, *known) for day, known in sorted(holidays.announced(2026).items())]
