"""Runs of days with duty, and of days without."""

from __future__ import annotations

import pytest

from solver.candidates import Capacity, Commitment, Limits, Person, Team
from solver.problem import Problem, Roster
from solver.rules.base import UNLIMITED, Finding
from solver.rules.runs import DaysOffInARow, EnoughDaysInARow, RunRule, runs
from solver.spans import DAY, Span
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, forbidden, posted, terms

WORK, OFF = EnoughDaysInARow(), DaysOffInARow()
DAYS = 7


def week(who: Person, **more: object) -> Problem:
    """A duty on each day of a week."""
    duties = [activity(day * DAY, day * DAY + 60) for day in range(DAYS)]
    facts = {"days": problem([], [], []).days[:DAYS], **more}
    return problem([person(), who], duties, [role(number, 0, 2) for number in range(DAYS)], **facts)


def roster(pattern: str) -> Roster:
    """The second person's duties: x on days with one."""
    return tuple((1,) if day == "x" else () for day in pattern)


def told(rule: RunRule, limits: Limits, pattern: str) -> list[tuple[tuple[int, ...], int, str]]:
    """The roles, amount and reason of each finding."""
    facts = week(person(limits=limits))
    findings = found(rule, facts, roster(pattern))
    assert [(f.rule, f.people, f.unit, f.cost) for f in findings] == [(rule, (1,), "days", 0)] * len(findings)
    return [(finding.roles, finding.amount, finding.reason) for finding in findings]


@pytest.mark.parametrize(
    ("pattern", "short"),
    [
        ("..xxx..", []),
        ("..xx...", [((2, 3), 1)]),
        ("...x...", [((3,), 2)]),
        ("xx.xxx.", []),
        ("x......", []),
        (".....xx", []),
        (".xx.x..", [((1, 2), 1), ((4,), 2)]),
        (".......", []),
        ("xxxxxxx", []),
        (".xxxxx.", []),
        (".xx...x", [((1, 2), 1)]),
    ],
)
def test_days_with_duty_come_in_runs_that_are_long_enough_unless_they_touch_the_border(
    pattern: str, short: list[tuple[tuple[int, ...], int]]
) -> None:
    limits = Limits(least_days_in_a_row=3)
    assert told(WORK, limits, pattern) == [(roles, amount, "short") for roles, amount in short]
    assert (posted(WORK, week(person(limits=limits)), roster(pattern)) is None) == bool(short)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("xx..xxx", []),
        ("xx.xxxx", [((1, 3), 1, "short")]),
        (".xxxxxx", []),
        ("xxxxxx.", []),
        ("x.x.xxx", [((0, 2), 1, "short"), ((2, 4), 1, "short")]),
        ("x...xxx", []),
        ("x....xx", [((0, 5), 1, "long")]),
        ("....xxx", [((4,), 1, "long")]),
        ("xxx....", [((2,), 1, "long")]),
        ("...xxxx", []),
        (".......", [((), 4, "long")]),
    ],
)
def test_days_off_come_in_runs_of_the_lengths_allowed_and_no_border_makes_them_longer(
    pattern: str, expected: list[tuple[tuple[int, ...], int, str]]
) -> None:
    limits = Limits(least_days_off=2, days_off=3)
    assert told(OFF, limits, pattern) == expected
    assert (posted(OFF, week(person(limits=limits)), roster(pattern)) is None) == bool(expected)


def test_what_more_duties_can_mend_is_no_contradiction() -> None:
    assert (WORK.mended_by_more, OFF.mended_by_more) == ({"short", "long"}, {"short", "long"})


@pytest.mark.parametrize(
    ("rule", "limits"),
    [
        (WORK, Limits(least_days_in_a_row=2)),
        (WORK, Limits(least_days_in_a_row=4)),
        (WORK, Limits(least_days_in_a_row=20)),
        (OFF, Limits(least_days_off=3)),
        (OFF, Limits(days_off=1)),
        (OFF, Limits(days_off=0)),
        (OFF, Limits(least_days_off=2, days_off=2)),
        (OFF, Limits(days_off=6)),
        (OFF, Limits(days_off=7)),
    ],
)
def test_a_model_allows_what_check_allows(rule: RunRule, limits: Limits) -> None:
    duties = [activity(day * DAY + 9, day * DAY + 60) for day in (0, 1, 2, 4, 5, 6)]
    facts = problem([person(limits=limits)], duties, [role(n) for n in range(6)], days=week(person()).days)
    assert by_post(rule, facts) == by_check(rule, facts)
    rest = ((0,), (), (), (), (0,), ())
    assert by_post(rule, facts, [1, 2, 3], rest) == by_check(rule, facts, [1, 2, 3], rest)


def test_duties_elsewhere_are_part_of_runs_and_a_second_duty_of_a_day_is_not() -> None:
    elsewhere = tuple(Commitment(Span(day * DAY + 100, day * DAY + 190), 0) for day in (2, 4))
    busy = person(limits=Limits(least_days_in_a_row=3, least_days_off=2), commitments=elsewhere)
    facts = week(busy)
    assert found(WORK, facts, roster("...x...")) == []
    assert found(WORK, facts, roster("..x.x..")) == [
        Finding(WORK, (1,), (2,), 2, "days", reason="short"),
        Finding(WORK, (1,), (4,), 2, "days", reason="short"),
    ]
    assert found(OFF, facts, roster("x.....x")) == [
        Finding(OFF, (1,), (0,), 1, "days", reason="short"),
        Finding(OFF, (1,), (), 1, "days", reason="short"),
        Finding(OFF, (1,), (6,), 1, "days", reason="short"),
    ]
    few = problem([busy], [activity(3 * DAY, 3 * DAY + 9), activity(4 * DAY, 4 * DAY + 9)], [role(0), role(1)])
    for rule in (WORK, OFF):
        assert by_post(rule, few) == by_check(rule, few)


def test_borders_are_those_of_the_horizon() -> None:
    limits = Limits(least_days_in_a_row=3, days_off=2)
    facts = week(person(limits=limits), horizon=Span(2 * DAY, 6 * DAY))
    assert found(WORK, facts, roster("..x....")) == []
    assert found(WORK, facts, roster(".....x.")) == []
    assert found(WORK, facts, roster("...x...")) == [Finding(WORK, (1,), (3,), 2, "days", reason="short")]
    assert found(OFF, facts, roster("..x..x.")) == []
    assert found(OFF, facts, roster("..x....")) == [Finding(OFF, (1,), (2,), 1, "days", reason="long")]
    for pattern in ("..x....", "...x...", "....xx.", "..x..x."):
        for rule in (WORK, OFF):
            assert (posted(rule, facts, roster(pattern)) is None) == bool(found(rule, facts, roster(pattern)))


def test_a_duty_with_a_team_is_a_day_of_its_members() -> None:
    strict = person(limits=Limits(least_days_in_a_row=2))
    duties = [activity(day * DAY, day * DAY + 9) for day in (3, 4)]
    facts = problem([strict], duties, [role(0, 0, 1, Capacity.TEAM), role(1)], teams=[Team("t", (0,))])
    assert found(WORK, facts, ((1,), ())) == [Finding(WORK, (0,), (0,), 1, "days", reason="short")]
    assert forbidden(WORK, facts) == [((), (0,)), ((1,), ())]
    assert by_post(WORK, facts) == by_check(WORK, facts)


def test_runs_are_of_successive_days() -> None:
    assert list(runs(range(3, 8), [True, True, False, True, False])) == [range(3, 5), range(6, 7)]
    assert list(runs(range(3, 5), [False, False])) == []
    assert list(runs(range(3, 5), [True, True])) == [range(3, 5)]
    with pytest.raises(ValueError, match="shorter"):
        list(runs(range(3, 5), [True]))


def test_terms_bind_as_they_are_said() -> None:
    elsewhere = (Commitment(Span(2 * DAY, 2 * DAY + 9), 0),)
    people = [
        person(limits=Limits(least_days_in_a_row=2, least_days_off=3, days_off=4), commitments=elsewhere),
        person(),
    ]
    facts = problem(people, [], [], horizon=Span(DAY, 4 * DAY), days=week(person()).days[:4])
    said = {
        "term": "Runs",
        "days": range(1, 4),
        "shortest_work": [0, 0],
        "shortest_free": [0, 0],
        "longest_free": [UNLIMITED, UNLIMITED],
        "fixed": [[False, False, True, False], [False] * 4],
    }
    assert terms(WORK, facts) == [{**said, "shortest_work": [2, 0]}]
    assert terms(OFF, facts) == [{**said, "shortest_free": [3, 0], "longest_free": [4, UNLIMITED]}]
    for limits in (Limits(), Limits(least_days_in_a_row=1, least_days_off=1)):
        nothing = problem([person(limits=limits)], [], [])
        assert (terms(WORK, nothing), terms(OFF, nothing)) == ([], [])
    assert len(terms(OFF, problem([person(limits=Limits(days_off=9))], [], []))) == 1
    assert len(terms(OFF, problem([person(limits=Limits(least_days_off=2))], [], []))) == 1
