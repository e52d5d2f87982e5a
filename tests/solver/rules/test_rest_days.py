"""Days without duty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.candidates import Capacity, Commitment, Limits, Person, Team
from solver.problem import Day, Problem, Roster
from solver.rules.base import Finding, Rule
from solver.rules.rest_days import ConsecutiveDays, FreeDayAWeek
from solver.spans import DAY, Span
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, forbidden, terms

WORKER = person("w", Capacity.VOLUNTEER, Capacity.SOCIAL_WORKER)


def on_days(*days: int, who: Person = WORKER) -> tuple[Problem, Roster]:
    """A problem with one duty on each of these days, and the roster that gives all to person 0."""
    facts = problem(
        [who], [activity(day * DAY + 5, day * DAY + 60) for day in days], [role(number) for number in range(len(days))]
    )
    return facts, ((0,),) * len(days)


def busy(*days: int) -> Person:
    """An employee with a duty of another roster on each of these days."""
    return replace(WORKER, commitments=tuple(Commitment(Span(day * DAY + 9, day * DAY + 60), 0) for day in days))


def test_an_employee_has_a_free_day_in_each_calendar_week() -> None:
    rule = FreeDayAWeek()
    assert found(rule, *on_days(*range(6))) == []
    assert found(rule, *on_days(*range(7))) == [Finding(rule, (0,), tuple(range(7)), 7, "days")]
    assert found(rule, *on_days(*range(1, 8))) == []


@pytest.mark.parametrize(
    ("most", "days", "windows"),
    [
        (2, (0, 1), []),
        (2, (0, 1, 2), [(0, 1, 2)]),
        (2, (0, 1, 2, 3), [(0, 1, 2), (1, 2, 3)]),
        (2, (0, 1, 3), []),
        (6, tuple(range(3, 9)), []),
        (6, tuple(range(3, 10)), [tuple(range(7))]),
        (1, (19, 20), [(0, 1)]),
        (0, (20,), [(0,)]),
    ],
)
def test_days_in_a_row_are_counted_by_windows(most: int, days: tuple[int, ...], windows: list[tuple[int, ...]]) -> None:
    rule = ConsecutiveDays(most)
    assert found(rule, *on_days(*days)) == [Finding(rule, (0,), roles, most + 1, "days") for roles in windows]


def test_six_days_in_a_row_are_the_most_unless_a_policy_says_otherwise() -> None:
    assert ConsecutiveDays() == ConsecutiveDays(most=6)


@pytest.mark.parametrize(
    ("days", "weeks", "runs"),
    [
        (0, [], []),
        (6, [], [range(5), range(1, 6)]),
        (7, [range(7)], [range(5), range(1, 6), range(2, 7)]),
        (13, [range(7)], [range(first, first + 5) for first in range(9)]),
        (14, [range(7), range(7, 14)], [range(first, first + 5) for first in range(10)]),
    ],
)
def test_windows_are_whole_weeks_or_runs_of_one_day_more_than_allowed(
    days: int, weeks: list[range], runs: list[range]
) -> None:
    assert FreeDayAWeek().windows(days, WORKER) == tuple(weeks)
    assert ConsecutiveDays(4).windows(days, WORKER) == tuple(runs)


@pytest.mark.parametrize(
    ("who", "most"),
    [
        (WORKER, 6),
        (person(), None),
        (person(limits=Limits(days_in_a_row=9)), 9),
        (replace(WORKER, limits=Limits(days_in_a_row=9)), 6),
        (replace(WORKER, limits=Limits(days_in_a_row=2)), 2),
    ],
)
def test_days_in_a_row_are_bound_by_the_smaller_of_the_towns_and_a_persons_own(who: Person, most: int | None) -> None:
    length = 0 if most is None else most + 1
    assert ConsecutiveDays().windows(12, who) == tuple(range(n, n + length) for n in range(12 - length + 1) if length)


def test_people_with_the_same_limit_share_their_windows_and_are_bound_by_no_others() -> None:
    strict = person(limits=Limits(days_in_a_row=1), commitments=(Commitment(Span(DAY, DAY + 5), 0),))
    duties = [activity(day * DAY, day * DAY + 9) for day in range(3)]
    facts = problem([strict, WORKER, person(), strict], duties, [role(n, 0, 4) for n in range(3)])
    facts = replace(facts, days=facts.days[:3])
    rule, windows = ConsecutiveDays(2), ((range(2), range(1, 3)), (range(3),))
    nothing, second = [False] * 3, [False, True, False]
    assert terms(rule, facts) == [
        {
            "term": "FreeDay",
            "windows": windows[0],
            "bound": [True, False, False, True],
            "fixed": [second, nothing, nothing, second],
        },
        {"term": "FreeDay", "windows": windows[1], "bound": [False, True, False, False], "fixed": [nothing] * 4},
    ]
    assert found(rule, facts, ((0,), (), ())) == [Finding(rule, (0,), (0,), 2, "days")]
    assert found(rule, facts, ((1, 2), (1, 2), (2,))) == []


def test_volunteers_are_not_bound() -> None:
    volunteer = person()
    for rule in (FreeDayAWeek(), ConsecutiveDays(1)):
        facts, roster = on_days(*range(7), who=volunteer)
        assert (found(rule, facts, roster), terms(rule, facts)) == ([], [])
        assert forbidden(rule, facts) == []


def test_commitments_count_as_duties_and_alone_are_no_finding() -> None:
    rule = ConsecutiveDays(1)
    assert found(rule, *on_days(1, who=busy(0))) == [Finding(rule, (0,), (0,), 2, "days")]
    assert found(rule, *on_days(4, who=busy(0, 1, 2))) == []
    assert found(rule, *on_days(1, who=busy(0, 1))) == [Finding(rule, (0,), (0,), 2, "days")]


def test_a_team_needs_no_free_day_but_its_members_do() -> None:
    duties = [activity(day * DAY, day * DAY + 9) for day in (0, 1)]
    facts = problem(
        [WORKER, person()],
        duties,
        [role(number, 0, 2, Capacity.TEAM) for number in (0, 1)],
        teams=[Team("t", (1,)), Team("u", (0,))],
    )
    rule, both = ConsecutiveDays(1), (2, 3)
    assert found(rule, facts, (both, both)) == [Finding(rule, (0,), (0, 1), 2, "days")]
    assert forbidden(rule, facts) == [((3,), (3,)), ((3,), both), (both, (3,)), (both, both)]
    assert by_post(rule, facts) == by_check(rule, facts)


def test_a_duty_over_midnight_counts_for_its_first_day_only() -> None:
    night = problem([WORKER], [activity(DAY - 60, DAY + 60), activity(2 * DAY, 2 * DAY + 60)], [role(0), role(1)])
    assert found(ConsecutiveDays(1), night, ((0,), (0,))) == []
    early = problem([WORKER], [activity(DAY - 1, DAY + 60), activity(DAY, DAY + 60)], [role(0), role(1)])
    assert found(ConsecutiveDays(1), early, ((0,), (0,))) == [Finding(ConsecutiveDays(1), (0,), (0, 1), 2, "days")]


def test_all_duties_of_the_days_in_a_row_are_named() -> None:
    duties = [activity(DAY, DAY + 5), activity(0, 5), activity(10, 15)]
    facts = problem([person(), WORKER], duties, [role(0, 0, 2), role(1, 0, 2), role(2, 0, 2)])
    rule = ConsecutiveDays(1)
    assert found(rule, facts, ((0, 1), (0, 1), (0, 1))) == [Finding(rule, (1,), (1, 2, 0), 2, "days")]


def test_windows_bind_employees_and_what_is_fixed_elsewhere_takes_its_days() -> None:
    people = [person(commitments=(Commitment(Span(0, 5), 0),)), busy(1, 2), WORKER]
    facts = problem(people, [activity(0, 60)], [role()], teams=[Team("t", (1,))], days=(Day(rest=False, month=0),) * 8)
    bound, nothing = [False, True, True, False], [False] * 8
    fixed = [nothing, [False, True, True] + [False] * 5, nothing, nothing]
    assert terms(FreeDayAWeek(), facts) == [{"term": "FreeDay", "windows": (range(7),), "bound": bound, "fixed": fixed}]
    assert terms(ConsecutiveDays(), facts) == [
        {"term": "FreeDay", "windows": (range(7), range(1, 8)), "bound": bound, "fixed": fixed}
    ]


def test_nobody_needs_a_free_day_in_an_empty_problem() -> None:
    facts = problem([], [], [])
    for rule in (FreeDayAWeek(), ConsecutiveDays()):
        assert (found(rule, facts, ()), terms(rule, facts), by_post(rule, facts)) == ([], [], {(): 0})


ALL = (0,)


@pytest.mark.parametrize(
    ("rule", "who", "days", "never"),
    [
        (ConsecutiveDays(1), WORKER, (0, 1), [(ALL, ALL)]),
        (ConsecutiveDays(1), WORKER, (0, 2), []),
        (ConsecutiveDays(2), WORKER, (0, 1, 2), [(ALL, ALL, ALL)]),
        (ConsecutiveDays(1), WORKER, (0, 0, 1), [((), ALL, ALL), (ALL, (), ALL), (ALL, ALL, ALL)]),
        (ConsecutiveDays(2), busy(0), (1, 2), [(ALL, ALL)]),
        (ConsecutiveDays(1), busy(0), (1, 2), [(ALL, ()), (ALL, ALL)]),
        (ConsecutiveDays(1), busy(0, 1), (1, 4), [(ALL, ()), (ALL, ALL)]),
        (ConsecutiveDays(1), busy(0, 1), (1, 1), [((), ALL), (ALL, ()), (ALL, ALL)]),
        (ConsecutiveDays(2), busy(1, 2), (1, 3), [((), ALL), (ALL, ALL)]),
        (FreeDayAWeek(), busy(0, 1, 2, 3, 4), (5, 6, 7), [(ALL, ALL, ()), (ALL, ALL, ALL)]),
        (FreeDayAWeek(), busy(1, 2, 3, 4, 5, 6), (0, 7), [(ALL, ()), (ALL, ALL)]),
        (FreeDayAWeek(), busy(*range(7)), (3, 8), [(ALL, ()), (ALL, ALL)]),
    ],
)
def test_a_model_allows_what_check_allows(rule: Rule, who: Person, days: tuple[int, ...], never: list[Roster]) -> None:
    facts, _ = on_days(*days, who=who)
    assert forbidden(rule, facts) == never
    assert by_post(rule, facts) == by_check(rule, facts)


def test_a_model_of_some_days_heeds_the_duties_of_the_others_and_binds_each_by_itself() -> None:
    facts = problem(
        [person(), WORKER, WORKER],
        [activity(0, 9), activity(DAY, DAY + 9), activity(2 * DAY, 2 * DAY + 9)],
        [role(0, 0, 3), role(1, 0, 3), role(2, 0, 3)],
    )
    rule, rest = ConsecutiveDays(2), ((0, 1), (0, 1, 2), ())
    assert forbidden(rule, facts, [2], rest) == [(*rest[:2], who) for who in ((1,), (0, 1), (1, 2), (0, 1, 2))]
    assert by_post(rule, facts, [2], rest) == by_check(rule, facts, [2], rest)
    gap = ((0, 1), (), (1, 2))
    assert forbidden(rule, facts, [1], gap) == [(gap[0], who, gap[2]) for who in ((1,), (0, 1), (1, 2), (0, 1, 2))]
