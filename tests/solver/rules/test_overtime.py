"""Overtime of employees: flagged, and capped by the month."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from solver.candidates import Capacity, Commitment, Person, Team
from solver.judged import Booking
from solver.problem import Activity, Day, Role, Roster
from solver.rules.base import UNLIMITED, Finding
from solver.rules.hours import HoursADay, HoursAWeek
from solver.rules.overtime import Overtime, OvertimeAMonth, week_minutes
from solver.spans import DAY, WEEK, Span
from solver.tables import Tables
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, forbidden, posted, terms

WORKER = person("w", Capacity.VOLUNTEER, Capacity.SOCIAL_WORKER)
GRID = person("g", Capacity.VOLUNTEER, Capacity.GRID_MEMBER)


def duty(day: int, minutes: int) -> Activity:
    return activity(day * DAY, day * DAY + minutes)


def roles(count: int) -> list[Role]:
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


def busy(*duties: tuple[int, int]) -> Person:
    """An employee with duties of another roster: on this day, of so many minutes."""
    return replace(WORKER, commitments=tuple(Commitment(Span(day * DAY, day * DAY + n), 0) for day, n in duties))


@pytest.mark.parametrize(
    ("minutes", "overtime"),
    [
        ([0, 0, 0, 0, 0, 0, 0], 0),
        ([480, 480, 480, 480, 480, 0, 0], 0),
        ([480, 480, 480, 480, 480, 0, 1], 1),
        ([481, 0, 0, 0, 0, 0, 482], 3),
        ([481, 480, 480, 480, 480, 0, 0], 1),
        ([500, 480, 480, 480, 480, 0, 10], 30),
        ([500, 500, 500, 500, 380, 0, 0], 80),
    ],
)
def test_the_overtime_of_a_week_is_that_of_its_days_or_of_the_week_whichever_is_more(
    minutes: list[int], overtime: int
) -> None:
    assert Overtime().overtime(np.array(minutes)).tolist() == overtime
    assert Overtime().overtime(np.array([[[0] * 7, minutes]])).tolist() == [[0, overtime]]


def test_regular_hours_are_those_of_the_policy() -> None:
    facts = problem([WORKER], [duty(0, 8), duty(1, 3)], roles(2))
    for rule, amount in ((Overtime(day=7), 1), (Overtime(day=7, week=10), 1), (Overtime(day=7, week=9), 2)):
        assert found(rule, facts, ((0,), (0,))) == [Finding(rule, (0,), (0, 1), amount, "min", 100 * amount)]


def test_a_duty_over_midnight_counts_for_its_first_day_and_week() -> None:
    night = [activity(WEEK - 100, WEEK + 400), activity(WEEK + 400, WEEK + 800)]
    rule = Overtime(cost=1)
    assert found(rule, problem([WORKER], night, roles(2)), ((0,), (0,))) == [Finding(rule, (0,), (0,), 20, "min", 20)]


def test_each_employees_overtime_is_a_finding_of_its_own_and_a_teams_duty_counts_for_its_members() -> None:
    facts = problem(
        [person(), WORKER, GRID],
        [duty(0, 490), duty(1, 500)],
        [role(0, 0, 3), role(1, 0, 1, Capacity.TEAM)],
        teams=[Team("t", (0, 2))],
    )
    rule = Overtime(cost=2)
    assert found(rule, facts, ((0, 1, 2), (3,))) == [
        Finding(rule, (1,), (0,), 10, "min", 20),
        Finding(rule, (2,), (0, 1), 30, "min", 60),
    ]


def test_the_excess_of_a_month_is_found_for_each_employee_and_month() -> None:
    rule = OvertimeAMonth(minutes=60)
    duties = [duty(0, 500), duty(7, 530), duty(14, 550)]
    facts = problem([WORKER, person(), GRID], duties, [role(number, 0, 3) for number in range(3)])
    assert found(rule, facts, ((0, 1, 2), (0, 1), (0, 1, 2))) == [
        Finding(rule, (0,), (0, 1), 10, "min"),
        Finding(rule, (0,), (2,), 10, "min"),
        Finding(rule, (2,), (2,), 10, "min"),
    ]


def test_the_law_allows_thirty_six_hours_a_month() -> None:
    assert OvertimeAMonth() == OvertimeAMonth(day=480, week=2400, minutes=2160)


@pytest.mark.parametrize(
    ("minutes", "beyond", "allowed"),
    [(2_000, 160, True), (2_000, 161, False), (0, 2_160, True), (0, 2_161, False), (2_160, 1, False)],
)
def test_a_stricter_cap_of_a_policy_may_be_waived_up_to_that_of_the_law(
    minutes: int, beyond: int, allowed: bool
) -> None:
    rule = OvertimeAMonth(minutes=minutes)
    facts = problem([WORKER], [activity(0, 480 + minutes + beyond)], roles(1))
    [finding] = found(rule, facts, ((0,),))
    assert finding == Finding(rule, (0,), (0,), beyond, "min")
    assert rule.may_waive(Tables(facts), finding) == allowed


def test_the_minutes_of_a_week_are_those_of_its_days() -> None:
    bookings = [Booking(Span(start, start + 9), 0, -1, -1) for start in (0, 20, WEEK + 5, WEEK - 2, 15 * DAY)]
    minutes = week_minutes(bookings)
    assert (minutes.tolist(), minutes.dtype) == ([27, 9, 0, 0, 0, 0, 9], np.int64)


def test_terms_say_the_regular_hours_the_price_or_the_cap_and_what_is_fixed_elsewhere() -> None:
    volunteer = person(commitments=(Commitment(Span(0, 600), 0),))
    days = tuple(Day(rest=False, month=5 + number // 10) for number in range(16))
    people = [volunteer, busy((0, 30), (0, 40), (8, 500)), GRID]
    facts = problem(people, [duty(0, 60)], roles(1), teams=[Team("t", (1,))], days=days)
    nothing = [0] * 21
    fixed = [nothing, [70, *[0] * 7, 500, *[0] * 12], nothing, nothing]
    same = {"term": "Overtime", "month": [0, 0, 1], "bound": [False, True, True, False], "fixed": fixed}
    assert terms(Overtime(day=1, week=2, cost=3), facts) == [
        {**same, "day": 1, "week": 2, "cost": 3, "most": UNLIMITED}
    ]
    assert terms(OvertimeAMonth(minutes=4), facts) == [{**same, "day": 480, "week": 2400, "cost": 0, "most": 4}]


def test_without_days_there_are_no_weeks() -> None:
    [term] = terms(Overtime(), problem([WORKER], [], [], days=()))
    assert (term["month"], term["fixed"]) == ([], [[]])


def test_where_nobody_is_employed_there_is_no_overtime() -> None:
    for rule in (Overtime(), OvertimeAMonth(minutes=0)):
        for facts in (problem([person()], [duty(0, 900)], roles(1)), problem([person()], [], [])):
            assert terms(rule, facts) == []
            assert set(by_post(rule, facts).values()) == {0}
        empty = problem([], [], [])
        assert (found(rule, empty, ()), terms(rule, empty), by_post(rule, empty)) == ([], [], {(): 0})


# Regular hours of ten minutes a day and twenty-five a week, so that few duties reach them.
SHORT = {"day": 10, "week": 25}
WEEKS = [duty(0, 8), activity(20, 25), duty(1, 12), duty(2, 9), duty(7, 11)]


@pytest.mark.parametrize("who", [WORKER, busy((0, 4)), busy((0, 14), (3, 10)), busy((3, 30)), busy((8, 11)), person()])
def test_a_model_costs_what_check_finds(who: Person) -> None:
    rule, facts = Overtime(**SHORT, cost=3), problem([who], WEEKS, roles(5))
    assert by_post(rule, facts) == by_check(rule, facts)
    assert {roster: posted(rule, facts, roster) for roster in by_check(rule, facts)} == by_check(rule, facts)


@pytest.mark.parametrize("rest", [((), (0, 1), (1,), (), ()), ((), (0,), (0,), (0,), (0,)), ((), (), (), (1,), (1,))])
def test_a_model_of_one_duty_prices_it_on_top_of_what_is_booked_already(rest: Roster) -> None:
    both = [role(number, 0, 2) for number in range(5)]
    rule, facts = Overtime(**SHORT, cost=3), problem([busy((0, 4)), GRID], WEEKS, both)
    assert by_post(rule, facts, [0], rest) == by_check(rule, facts, [0], rest)
    assert by_post(rule, facts, [0, 4], (*rest[:4], ())) == by_check(rule, facts, [0, 4], (*rest[:4], ()))


def test_a_model_of_a_teams_duty_prices_its_members_overtime() -> None:
    duties, jobs = [duty(0, 8), duty(0, 5)], [role(0, 0, 1, Capacity.TEAM), role(1, 0, 2)]
    facts = problem([WORKER, person()], duties, jobs, teams=[Team("t", (0, 1))])
    rule = Overtime(**SHORT, cost=1)
    assert by_post(rule, facts) == by_check(rule, facts)
    assert by_post(rule, facts)[((2,), (0, 1))] == 3


A, N = (0,), ()
MONTH = [duty(1, 12), duty(2, 11), duty(8, 13), duty(14, 13)]
"""Overtime of two, one and three minutes in two weeks of one month, and of three in the next month."""


BOTH_WEEKS = [(A, N, A, N), (N, A, A, N), (A, A, A, N)]


@pytest.mark.parametrize(
    ("who", "cap", "never"),
    [
        (WORKER, 6, []),
        (WORKER, 5, [(A, A, A, N), (A, A, A, A)]),
        (WORKER, 3, [*BOTH_WEEKS, *((*who[:3], A) for who in BOTH_WEEKS)]),
        (person(), 0, []),
        (busy((4, 12)), 7, [(A, A, N, N), (A, A, N, A), (A, A, A, N), (A, A, A, A)]),
        (busy((9, 14)), 9, [(A, A, A, N), (A, A, A, A)]),
        (busy((8, 1)), 6, [(A, A, A, N), (A, A, A, A)]),
        (
            busy((15, 11)),
            3,
            [*((*who, A) for who in product((N, A), repeat=3)), (A, N, A, N), (N, A, A, N), (A, A, A, N)],
        ),
    ],
)
def test_a_model_keeps_within_the_cap_of_each_month(who: Person, cap: int, never: list[Roster]) -> None:
    rule, facts = OvertimeAMonth(**SHORT, minutes=cap), problem([who], MONTH, roles(4))
    assert set(forbidden(rule, facts)) == set(never)
    assert by_post(rule, facts) == by_check(rule, facts)


@pytest.mark.parametrize("day", [0, 8])
@pytest.mark.parametrize(
    ("minutes", "cap", "allowed"),
    [(15, 6, [(N, N), (N, A), (A, N), (A, A)]), (15, 5, [(N, N), (A, N)]), (16, 5, [(N, N)]), (40, 0, [(N, N)])],
)
def test_a_model_adds_nothing_to_a_month_whose_cap_other_duties_exceed(
    day: int, minutes: int, cap: int, allowed: list[Roster]
) -> None:
    rule = OvertimeAMonth(**SHORT, minutes=cap)
    facts = problem([busy((day, minutes))], [duty(2, 5), duty(1, 11), duty(14, 10)], roles(3))
    assert by_check(rule, facts) == {(*who, last): 0 for who in allowed for last in (N, A)}
    assert by_post(rule, facts) == by_check(rule, facts)


def test_a_model_binds_each_employee_and_month_by_itself() -> None:
    rule = OvertimeAMonth(**SHORT, minutes=5)
    people, everybody = [person(), busy((0, 40)), WORKER], [role(number, 0, 3) for number in range(2)]
    facts = problem(people, [duty(2, 5), duty(14, 16)], everybody)
    alone = [(0,), (2,), (0, 2)]
    assert set(by_post(rule, facts)) == {(first, last) for first in ((), *alone) for last in ((), (0,))}
    assert by_post(rule, facts) == by_check(rule, facts)


@pytest.mark.parametrize("rest", [(N, A, A, A), (N, N, A, A), (N, A, N, N)])
@pytest.mark.parametrize("cap", [3, 4, 5, 6])
def test_a_model_of_some_duties_heeds_those_of_the_months_other_weeks(rest: Roster, cap: int) -> None:
    rule, facts = OvertimeAMonth(**SHORT, minutes=cap), problem([WORKER], MONTH, roles(4))
    for free in ([0], [0, 3]):
        kept = tuple(() if number in free else who for number, who in enumerate(rest))
        if not found(rule, facts, kept):
            assert by_post(rule, facts, free, kept) == by_check(rule, facts, free, kept)
