"""Overtime of employees: flagged, and capped by the month."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.problem import DAY, Activity, Capacity, Commitment, Person, Span
from solver.rules.base import Finding
from solver.rules.hours import HoursADay, HoursAWeek
from solver.rules.overtime import Overtime, OvertimeAMonth
from tests.solver.problems import activity, found, person, problem, role

WORKER = person("w", Capacity.VOLUNTEER, Capacity.SOCIAL_WORKER)
GRID = person("g", Capacity.VOLUNTEER, Capacity.GRID_MEMBER)


def duty(day: int, minutes: int) -> Activity:
    return activity(day * DAY, day * DAY + minutes)


def roles(count: int) -> list:  # type: ignore[type-arg]
    return [role(number) for number in range(count)]


@pytest.mark.parametrize(
    ("who", "minutes", "overtime"),
    [(WORKER, 480, 0), (WORKER, 481, 1), (GRID, 490, 10), (person(), 600, 0)],
)
def test_minutes_beyond_eight_hours_of_a_day_are_overtime_of_employees(
    who: Person, minutes: int, overtime: int
) -> None:
    rule = Overtime(cost=7)
    facts = problem([who], [duty(0, 400), activity(500, 100 + minutes)], roles(2))
    expected = [Finding(rule, (0,), (0, 1), overtime, "min", 7 * overtime)] if overtime else []
    assert found(rule, facts, ((0,), (0,))) == expected


@pytest.mark.parametrize(("last", "overtime"), [(480, 0), (481, 1), (540, 60)])
def test_minutes_beyond_forty_hours_of_a_week_are_overtime_once(last: int, overtime: int) -> None:
    rule = Overtime(cost=1)
    facts = problem([WORKER], [*(duty(day, 480) for day in range(4)), duty(5, last)], roles(5))
    expected = [Finding(rule, (0,), (0, 1, 2, 3, 4), overtime, "min", overtime)] if overtime else []
    assert found(rule, facts, ((0,),) * 5) == expected


def test_of_the_days_and_the_week_the_larger_overtime_counts() -> None:
    rule = Overtime(cost=1)
    few_long_days = problem([WORKER], [duty(0, 600), duty(1, 490)], roles(2))
    assert [finding.amount for finding in found(rule, few_long_days, ((0,), (0,)))] == [130]
    many_days = problem([WORKER], [duty(day, 490) for day in range(6)], roles(6))
    assert [finding.amount for finding in found(rule, many_days, ((0,),) * 6)] == [540]


def test_weeks_are_counted_apart() -> None:
    rule = Overtime(cost=1)
    facts = problem([WORKER], [duty(6, 481), duty(7, 482)], roles(2))
    assert found(rule, facts, ((0,), (0,))) == [
        Finding(rule, (0,), (0,), 1, "min", 1),
        Finding(rule, (0,), (1,), 2, "min", 2),
    ]


def test_a_roster_is_charged_only_with_the_overtime_that_it_adds_to_duties_fixed_elsewhere() -> None:
    rule = Overtime(cost=1)
    busy = replace(WORKER, commitments=(Commitment(Span(0, 500), 0),))
    facts = problem([busy], [activity(600, 630), duty(1, 30)], roles(2))
    assert found(rule, facts, ((0,), ())) == [Finding(rule, (0,), (0,), 30, "min", 30)]
    assert found(rule, facts, ((), (0,))) == []


@pytest.mark.parametrize(("second", "excess"), [(541, 0), (542, 1)])
def test_overtime_of_a_months_weeks_stays_within_the_cap(second: int, excess: int) -> None:
    rule = OvertimeAMonth(minutes=121)
    facts = problem([WORKER], [duty(1, 540), duty(8, second)], roles(2))
    expected = [Finding(rule, (0,), (0, 1), excess, "min")] if excess else []
    assert found(rule, facts, ((0,), (0,))) == expected


def test_a_week_counts_for_the_month_of_its_monday() -> None:
    rule = OvertimeAMonth(minutes=60)
    facts = problem([WORKER], [duty(9, 540), duty(14, 540)], roles(2))
    assert found(rule, facts, ((0,), (0,))) == []
    same_month = problem([WORKER], [duty(9, 540), duty(12, 490)], roles(2))
    assert found(rule, same_month, ((0,), (0,))) == [Finding(rule, (0,), (0, 1), 10, "min")]


def test_overtime_fixed_elsewhere_counts_for_the_cap_but_is_no_finding_by_itself() -> None:
    rule = OvertimeAMonth(minutes=60)
    busy = replace(WORKER, commitments=(Commitment(Span(0, 550), 0),))
    facts = problem([busy], [duty(8, 30), duty(15, 30)], roles(2))
    assert found(rule, facts, ((), ())) == []
    assert found(rule, facts, ((0,), ())) == [Finding(rule, (0,), (0,), 10, "min")]
    assert found(rule, facts, ((), (0,))) == []


def test_the_hours_of_a_day_and_week_go_beyond_the_regular_ones_only_by_the_overtime_of_the_policy() -> None:
    facts = problem([WORKER], [duty(0, 500)], roles(1))
    assert found(HoursADay(), facts, ((0,),)) == [Finding(HoursADay(), (0,), (0,), 20, "min")]
    assert found(HoursADay(overtime=20), facts, ((0,),)) == []
    assert found(HoursADay(overtime=19), facts, ((0,),)) == [Finding(HoursADay(overtime=19), (0,), (0,), 1, "min")]
    week = problem([WORKER], [duty(day, 480) for day in range(6)], roles(6))
    assert found(HoursAWeek(overtime=480), week, ((0,),) * 6) == []
    assert [f.amount for f in found(HoursAWeek(overtime=479), week, ((0,),) * 6)] == [1]
