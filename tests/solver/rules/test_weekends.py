"""How many weekends a person works."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.candidates import Capacity, Commitment, Limits, Team
from solver.problem import Day, Problem, Roster
from solver.rules.base import UNLIMITED, Finding
from solver.rules.weekends import WeekendsWorked, weekends
from solver.spans import DAY, Span
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, forbidden, terms

RULE = WeekendsWorked()


def on_days(*days: int, most: int | None, elsewhere: tuple[int, ...] = ()) -> tuple[Problem, Roster]:
    """A duty on each of these days for somebody who works so many weekends, and the roster that gives all of them."""
    busy = tuple(Commitment(Span(day * DAY + 5, day * DAY + 9), 0) for day in elsewhere)
    who = person(limits=Limits(weekends=most), commitments=busy)
    duties = [activity(day * DAY, day * DAY + 9) for day in days]
    facts = problem([person(), who], duties, [role(number, 0, 2) for number in range(len(days))])
    return facts, ((0, 1),) * len(days)


@pytest.mark.parametrize(
    ("days", "most", "elsewhere", "excess"),
    [
        ((5, 12), 2, (), 0),
        ((5, 12), 1, (), 1),
        ((5, 6, 12, 13, 20), 1, (), 2),
        ((5, 6), 1, (), 0),
        ((4, 6, 7), 1, (), 0),
        ((5,), 0, (), 1),
        ((5, 12), None, (), 0),
        ((5,), 1, (12,), 1),
        ((5,), 1, (6,), 0),
        ((4,), 0, (5,), 0),
        ((5,), 1, (4,), 0),
        ((5, 12), 1, (4, 7), 1),
        ((6,), 0, (5,), 0),
        ((6, 12), 0, (5, 20), 1),
        ((6, 12, 20), 3, (5,), 0),
        ((6, 12, 20), 2, (5,), 1),
    ],
)
def test_a_weekend_with_any_duty_is_worked_and_nobody_works_more_than_their_limit(
    days: tuple[int, ...], most: int | None, elsewhere: tuple[int, ...], excess: int
) -> None:
    facts, roster = on_days(*days, most=most, elsewhere=elsewhere)
    before = {day // 7 for day in elsewhere if day % 7 >= 5}
    roles = tuple(number for number, day in enumerate(days) if day % 7 >= 5 and day // 7 not in before)
    assert found(RULE, facts, roster) == ([Finding(RULE, (1,), roles, excess, "weekends")] if excess else [])
    assert by_post(RULE, facts) == by_check(RULE, facts)


def test_days_that_are_worked_by_decree_are_no_weekend_nor_are_holidays_and_days_outside_the_horizon() -> None:
    rest = (0, 5, 12, 13, 19)
    days = tuple(Day(rest=number in rest, month=0) for number in range(21))
    facts = problem([], [], [], days=days, horizon=Span(7 * DAY, 20 * DAY))
    assert weekends(facts).tolist() == [-1] * 12 + [1, 1] + [-1] * 5 + [2, -1]


def test_weekends_are_numbered_by_their_week_however_many_there_are() -> None:
    days = tuple(Day(rest=True, month=0) for _ in range(70))
    assert weekends(problem([], [], [], days=days)).tolist() == [n for week in range(10) for n in [-1] * 5 + [week] * 2]


def test_without_days_there_are_no_weekends() -> None:
    facts = problem([person(limits=Limits(weekends=1))], [], [], days=())
    assert terms(RULE, facts) == [{"term": "Weekends", "weekend": [], "most": [1], "fixed": [[]]}]


def test_terms_tell_the_weekends_and_what_is_taken_elsewhere() -> None:
    facts, _ = on_days(5, most=1, elsewhere=(6,))
    facts = replace(facts, days=facts.days[:8], teams=(Team("t", (1,)),))
    nothing = [False] * 8
    assert terms(RULE, facts) == [
        {
            "term": "Weekends",
            "weekend": [-1] * 5 + [0, 0, -1],
            "most": [UNLIMITED, 1, UNLIMITED],
            "fixed": [nothing, [*[False] * 6, True, False], nothing],
        }
    ]
    assert terms(RULE, on_days(5, most=None)[0]) == []


def test_a_model_counts_the_weekends_of_the_other_activities() -> None:
    facts, _ = on_days(5, 6, 12, most=1)
    rest = ((0, 1), (), ())
    assert forbidden(RULE, facts, [2], rest) == [((0, 1), (), (1,)), ((0, 1), (), (0, 1))]
    assert forbidden(RULE, facts, [1], rest) == []
    both = ((1,), (), (1,))
    assert forbidden(on := RULE, facts, [1], both) == [] == forbidden(on, facts, [1], both)


def test_a_team_has_weekends_of_its_own_and_gives_its_members_theirs() -> None:
    team = Team("t", (0,), limits=Limits(weekends=1))
    duties = [activity(day * DAY, day * DAY + 9) for day in (5, 12)]
    facts = problem(
        [person(limits=Limits(weekends=1))], duties, [role(n, 0, 1, Capacity.TEAM) for n in (0, 1)], teams=[team]
    )
    assert found(RULE, facts, ((1,), (1,))) == [
        Finding(RULE, (0,), (0, 1), 1, "weekends"),
        Finding(RULE, (1,), (0, 1), 1, "weekends"),
    ]
    assert forbidden(RULE, facts) == [((1,), (1,))]
