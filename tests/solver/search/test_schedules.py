"""What a booking costs or forbids in the schedule of one candidate: clashes, sums, free days, weekends, overtime."""

from __future__ import annotations

import numpy as np
import pytest

from solver import judge
from solver.candidates import Carried
from solver.rules.fairness import FairHours
from solver.search.schedules import overtime_of
from solver.spans import DAY
from solver.terms import FreeDay, Overtime, Sum, Weekends
from tests.solver.desk import (
    FACTS,
    PEOPLE,
    SPANS,
    WITH_TEAM,
    A,
    B,
    C,
    Desk,
    T,
    clash,
    counted,
    flags,
    grid,
    ints,
    prices,
)
from tests.solver.problems import activity, person, problem, role


def test_clashing_activities_are_forbidden_to_who_does_one_of_them_and_to_nobody_else() -> None:
    desk = Desk(FACTS, clash((0, 1))).book((A, 0))
    assert prices(desk, (A, 1), (A, 2), (B, 1)) == [None, 0, 0]
    desk.unbook((A, 0))
    desk.book((A, 1))
    assert prices(desk, (A, 0), (A, 2), (B, 0)) == [None, 0, 0]


def test_an_activity_that_clashes_with_itself_takes_nobody_in_two_roles() -> None:
    desk = Desk(problem(PEOPLE, SPANS, [role(0), role(0)]), clash((0, 0))).book((A, 0))
    assert prices(desk, (A, 1), (B, 1)) == [None, 0]


def test_a_team_clashes_where_one_of_its_crew_does_and_its_crew_where_the_team_does() -> None:
    desk = Desk(WITH_TEAM, clash((0, 1), candidates=4)).book((B, 0))
    assert prices(desk, (T, 1), (T, 2)) == [None, 0]
    desk.unbook((B, 0))
    desk.book((T, 0))
    assert prices(desk, (A, 1), (B, 1), (C, 1), (T, 1), (A, 2)) == [None, None, 0, None, 0]


def test_a_sum_is_allowed_up_to_its_limit_and_not_beyond() -> None:
    desk = Desk(FACTS, counted(2, 3, 4, most=(5, 6, 1)))
    assert prices(desk, (A, 0), (A, 2), (C, 0)) == [0, 0, None]
    desk.book((A, 0), (B, 0))
    assert prices(desk, (A, 1), (A, 2), (B, 1), (B, 2)) == [0, None, 0, 0]
    desk.book((A, 1))
    assert prices(desk, (A, 2), (B, 2)) == [None, 0]


def test_a_sum_counts_each_period_by_itself_and_what_is_fixed_in_it() -> None:
    desk = Desk(FACTS, counted(2, 3, 4, period=(0, 0, 1), most=(5, 5, 5), fixed=(0, 1, 2)))
    assert prices(desk, (A, 2), (B, 2), (C, 2)) == [0, 0, None]
    desk.book((A, 0), (B, 0), (C, 0))
    assert prices(desk, (A, 1), (B, 1), (C, 1)) == [0, None, None]
    assert prices(desk, (A, 2), (B, 2)) == [0, 0]


def test_what_counts_nothing_is_never_over_a_limit() -> None:
    desk = Desk(FACTS, counted(0, 1, 1, most=(0, 0, 0), fixed=(9, 0, 0)))
    assert prices(desk, (A, 0), (B, 1)) == [0, None]


def test_a_weighed_sum_costs_the_growth_of_its_square() -> None:
    desk = Desk(FACTS, counted(2, 5, 1, weight=(3, 10, 0), base=(4, 0, 9)))
    assert prices(desk, (A, 0), (B, 0), (C, 0)) == [3 * (6**2 - 4**2), 10 * 2**2, 0]
    desk.book((A, 0), (B, 0))
    assert prices(desk, (A, 1), (B, 1)) == [3 * (11**2 - 6**2), 10 * (7**2 - 2**2)]
    desk.book((A, 1))
    assert desk.cost == 3 * (11**2 - 4**2) + 10 * 2**2
    desk.unbook((A, 0))
    assert desk.cost == 3 * (9**2 - 4**2) + 10 * 2**2


def test_the_dearest_policy_that_can_be_written_makes_a_duty_dear_and_not_forbidden() -> None:
    dearest, carried = FairHours(volunteer=10**9), Carried(minutes=600_000)
    facts = problem([person(carried=carried)], [activity(480, 960)], [role()], [dearest])
    price = 10**9 * 16 * (16 + 2 * 20_000)
    assert Desk(facts, rules=[dearest]).price(0) == judge.cost(facts, ((0,),)) == price


def test_a_team_pays_for_itself_and_for_each_of_its_crew() -> None:
    squares = Sum(
        ints(2, 2, 2), ints(0, 0, 0), grid((0,), (0,), (0,), (0,)), ints(9, 9, 9, 9), ints(1, 1, 1, 5), ints(0, 3, 0, 0)
    )
    desk = Desk(WITH_TEAM, squares)
    assert prices(desk, (A, 0), (B, 0), (T, 0)) == [4, 16, 5 * 4 + 4 + 16]
    desk.book((T, 0))
    assert prices(desk, (A, 1), (C, 1), (T, 1)) == [12, 4, 5 * 12 + 12 + 24]


def test_a_team_stays_away_where_one_of_its_crew_is_at_a_limit() -> None:
    tight = Sum(
        ints(1, 1, 1), ints(0, 0, 0), grid((0,), (0,), (0,), (0,)), ints(1, 2, 9, 9), ints(0, 0, 0, 0), ints(0, 0, 0, 0)
    )
    desk = Desk(WITH_TEAM, tight).book((B, 0))
    assert prices(desk, (T, 1), (B, 1)) == [0, 0]
    desk.book((T, 1))
    assert prices(desk, (T, 2), (A, 2), (B, 2), (C, 2)) == [None, None, None, 0]


def free_day(*windows: range, fixed: tuple[int, ...] = ()) -> FreeDay:
    """Windows that bind a and b; `fixed` are days of b that are taken."""
    taken = grid(*[(0,) * 21] * 3).astype(bool)
    taken[B, list(fixed)] = True
    return FreeDay(windows, flags(1, 1, 0), taken)


def test_the_last_free_day_of_a_window_stays_free_for_whom_it_binds() -> None:
    desk = Desk(FACTS, free_day(range(3))).book((A, 0), (C, 0))
    assert prices(desk, (A, 1), (A, 2)) == [0, 0]
    desk.book((A, 1), (C, 1))
    assert prices(desk, (A, 2), (B, 2), (C, 2)) == [None, 0, 0]
    desk.unbook((A, 0))
    assert prices(desk, (A, 2)) == [0]


def test_a_second_duty_on_a_day_takes_no_free_day_and_duties_elsewhere_do() -> None:
    spans = [*SPANS[:2], activity(DAY + 100, DAY + 200)]
    desk = Desk(problem(PEOPLE, spans, FACTS.roles), free_day(range(3), fixed=(2,)))
    desk.book((A, 0), (A, 1), (B, 1))
    assert prices(desk, (A, 2), (B, 2), (B, 0)) == [0, 0, None]


def test_each_window_that_holds_a_day_has_its_say_and_no_other() -> None:
    desk = Desk(FACTS, free_day(range(2), range(2, 4))).book((A, 0))
    assert prices(desk, (A, 1), (A, 2)) == [None, 0]
    one_day = Desk(FACTS, free_day(range(1, 2)))
    assert prices(one_day, (A, 0), (A, 1), (C, 1)) == [0, None, 0]


@pytest.mark.parametrize(
    ("minutes", "overtime"),
    [
        ((8, 8, 8, 8, 8, 0, 0), 0),
        ((9, 8, 8, 8, 7, 0, 0), 1),
        ((8, 8, 8, 8, 8, 1, 0), 1),
        ((9, 9, 8, 8, 8, 0, 0), 2),
        ((20, 0, 0, 0, 0, 0, 0), 12),
        ((0, 0, 0, 0, 0, 0, 0), 0),
    ],
)
def test_overtime_is_the_greater_of_what_is_beyond_the_days_and_beyond_the_week(
    minutes: tuple[int, ...], overtime: int
) -> None:
    assert overtime_of(ints(*minutes), 8, 40) == overtime


def overtime(cost: int, most: int = 1 << 30) -> Overtime:
    """Over 50 minutes a day or 130 a week of a and b, the weeks in months 0, 0 and 1; a has 10 minutes on day 7."""
    fixed = grid(*[(0,) * 21] * 3)
    fixed[A, 7] = 10
    return Overtime(50, 130, cost, most, ints(0, 0, 1), flags(1, 1, 0), fixed)


def test_overtime_costs_the_minutes_that_a_booking_adds_of_whom_it_binds() -> None:
    desk = Desk(FACTS, overtime(7))
    assert prices(desk, (A, 0), (C, 0)) == [70, 0]
    desk.book((A, 0), (A, 1))
    assert desk.cost == 7 * 20
    assert prices(desk, (A, 2)) == [7 * (50 - 20)]
    desk.book((A, 2))
    desk.unbook((A, 0))
    assert desk.cost == 7 * 20


def test_overtime_of_two_terms_adds_up() -> None:
    assert prices(Desk(FACTS, overtime(7), overtime(1)), (A, 0)) == [80]


def test_overtime_of_the_weeks_of_a_month_is_allowed_up_to_its_most() -> None:
    spans = [activity(0, 60), activity(8 * DAY, 8 * DAY + 60), activity(14 * DAY, 14 * DAY + 60)]
    facts = problem(PEOPLE, spans, FACTS.roles)
    at_most = Desk(facts, overtime(0, most=20)).book((A, 0))
    assert prices(at_most, (A, 1), (A, 2)) == [0, 0]
    beyond = Desk(facts, overtime(0, most=19)).book((A, 0))
    assert prices(beyond, (A, 1), (A, 2), (B, 1), (C, 1)) == [None, 0, 0, 0]
    none = Desk(facts, overtime(0, most=9))
    assert prices(none, (A, 0), (C, 0)) == [None, 0]


def test_duties_elsewhere_count_in_the_overtime() -> None:
    spans = [activity(7 * DAY + 100, 7 * DAY + 141), *SPANS[1:]]
    desk = Desk(problem(PEOPLE, spans, FACTS.roles), overtime(5))
    assert prices(desk, (A, 0), (B, 0)) == [5, 0]


WEEKENDS = ints(0, 0, -1, 2, 2, *[-1] * 16)


def test_a_booking_in_a_weekend_that_is_worked_already_takes_none_more() -> None:
    taken = np.zeros((3, 21), dtype=bool)
    taken[C, 4] = True
    days = [activity(day * DAY, day * DAY + 60) for day in range(5)]
    facts = problem(PEOPLE, days, [role(number, 0, 3) for number in range(5)])
    desk = Desk(facts, Weekends(WEEKENDS, ints(1, 0, 1), taken))
    assert [[desk.price(who, number) for number in range(5)] for who in (A, B, C)] == [
        [0] * 5,
        [None, None, 0, None, None],
        [None, None, 0, 0, 0],
    ]
    desk.book((A, 0))
    assert [desk.price(A, number) for number in range(1, 5)] == [0, 0, None, None]


def test_what_a_team_does_counts_for_its_people_only_where_a_sum_says_so() -> None:
    def counted(crews: bool) -> Desk:
        most, weight, base = ints(5, 5, 5, 9), ints(1, 1, 1, 1), ints(0, 0, 0, 0)
        return Desk(WITH_TEAM, Sum(ints(2, 3, 4), ints(0, 0, 0), grid(*[(0,)] * 4), most, weight, base, crews=crews))

    with_crews, without = counted(crews=True), counted(crews=False)
    assert (with_crews.price(T, 1), without.price(T, 1)) == (9 + 9 + 9, 9)
    with_crews.book((T, 1))
    without.book((T, 1))
    assert [desk.held.sums[:, 0, 0].tolist() for desk in (with_crews, without)] == [[3, 3, 0, 3], [0, 0, 0, 3]]
    assert (with_crews.price(A, 0), without.price(A, 0)) == (2 * (2 + 2 * 3), 4)
    assert (with_crews.price(A, 2), without.price(A, 2)) == (None, 16)
    for desk in (with_crews, without):
        desk.unbook((T, 1))
    assert with_crews.held.sums.tolist() == without.held.sums.tolist() == [[[0]]] * 4
