"""Limits on how much a person does."""

from __future__ import annotations

import pytest

from solver.problem import DAY, WEEK, Capacity, Commitment, Limits, Person, Span
from solver.rules.base import Finding
from solver.rules.hours import DutiesAMonth, HoursADay, HoursAWeek
from tests.solver.problems import activity, found, person, problem, role

WORKER = person("w", Capacity.VOLUNTEER, Capacity.SOCIAL_WORKER)
GRID = person("g", Capacity.VOLUNTEER, Capacity.GRID_MEMBER)


@pytest.mark.parametrize(
    ("who", "minutes", "excess"),
    [
        (WORKER, 480, 0),
        (WORKER, 481, 1),
        (GRID, 481, 1),
        (person(), 481, 0),
        (person(limits=Limits(minutes_a_day=60)), 60, 0),
        (person(limits=Limits(minutes_a_day=60)), 61, 1),
    ],
)
def test_hours_of_a_day(who: Person, minutes: int, excess: int) -> None:
    facts = problem([who], [activity(0, 30), activity(40, 10 + minutes)], [role(0), role(1)])
    rule = HoursADay()
    assert found(rule, facts, ((0,), (0,))) == ([Finding(rule, (0,), (0, 1), excess, "min")] if excess else [])


def test_an_employees_own_smaller_limit_counts_and_a_larger_one_does_not() -> None:
    capacities = (Capacity.VOLUNTEER, Capacity.SOCIAL_WORKER)
    for own, limit in ((60, 60), (600, 480)):
        facts = problem([person("w", *capacities, limits=Limits(minutes_a_day=own))], [activity(0, 700)], [role()])
        assert found(HoursADay(), facts, ((0,),)) == [Finding(HoursADay(), (0,), (0,), 700 - limit, "min")]


def test_days_are_counted_apart_and_a_duty_over_midnight_for_its_first_day() -> None:
    facts = problem([WORKER], [activity(DAY - 100, DAY + 300), activity(DAY + 400, DAY + 800)], [role(0), role(1)])
    assert found(HoursADay(), facts, ((0,), (0,))) == []


@pytest.mark.parametrize(("last", "excess"), [(480, 0), (481, 1)])
def test_hours_of_a_week_from_monday_to_sunday(last: int, excess: int) -> None:
    days = [activity(day * DAY, day * DAY + 480) for day in range(4)] + [activity(6 * DAY, 6 * DAY + last)]
    days.append(activity(WEEK, WEEK + 480))
    facts = problem([WORKER], days, [role(number) for number in range(6)])
    rule = HoursAWeek()
    expected = [Finding(rule, (0,), (0, 1, 2, 3, 4), excess, "min")] if excess else []
    assert found(rule, facts, ((0,),) * 6) == expected


def test_a_volunteers_own_hours_a_week_and_duties_a_month() -> None:
    limits = Limits(minutes_a_week=100, duties_a_month=1)
    facts = problem([person(limits=limits)], [activity(0, 60), activity(2 * DAY, 2 * DAY + 60)], [role(0), role(1)])
    both = ((0,), (0,))
    assert found(HoursAWeek(), facts, both) == [Finding(HoursAWeek(), (0,), (0, 1), 20, "min")]
    assert found(DutiesAMonth(), facts, both) == [Finding(DutiesAMonth(), (0,), (0, 1), 1, "duties")]


def test_months_are_counted_apart_and_commitments_with_them() -> None:
    days = [activity(9 * DAY, 9 * DAY + 60), activity(10 * DAY, 10 * DAY + 60)]
    limits = Limits(duties_a_month=1)
    free = problem([person(limits=limits)], days, [role(0), role(1)])
    assert found(DutiesAMonth(), free, ((0,), (0,))) == []
    busy = person(limits=limits, commitments=(Commitment(Span(11 * DAY, 11 * DAY + 60), 0),))
    facts = problem([busy], days, [role(0), role(1)])
    assert found(DutiesAMonth(), facts, ((0,), (0,))) == [Finding(DutiesAMonth(), (0,), (1,), 1, "duties")]


def test_commitments_alone_are_no_finding() -> None:
    busy = person(limits=Limits(minutes_a_day=10), commitments=(Commitment(Span(0, 60), 0),))
    assert found(HoursADay(), problem([busy], [activity(DAY, DAY + 5)], [role()]), ((0,),)) == []
