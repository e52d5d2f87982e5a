"""Limits on how much a person does."""

from __future__ import annotations

import pytest

from solver.candidates import Capacity, Commitment, Limits, Person, Team
from solver.problem import Day, Problem, Roster
from solver.rules.base import UNLIMITED, Finding, Rule
from solver.rules.hours import DutiesAMonth, HoursADay, HoursAWeek, HoursInAll, LimitRule, smaller
from solver.spans import DAY, WEEK, Span
from solver.tables import Tables
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, forbidden, terms

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


@pytest.mark.parametrize(
    ("rule", "who", "beyond", "allowed"),
    [
        (HoursADay(), WORKER, 180, True),
        (HoursADay(), WORKER, 181, False),
        (HoursADay(overtime=60), GRID, 120, True),
        (HoursADay(overtime=60), GRID, 121, False),
        (HoursADay(employed=400), WORKER, 180, True),
        (HoursADay(employed=400), WORKER, 181, False),
        (HoursADay(), person("w", Capacity.SOCIAL_WORKER, limits=Limits(minutes_a_day=300)), 360, True),
        (HoursADay(), person("w", Capacity.SOCIAL_WORKER, limits=Limits(minutes_a_day=300)), 361, False),
        (HoursADay(), person(limits=Limits(minutes_a_day=60)), 700, True),
    ],
)
def test_no_employees_day_may_have_more_overtime_than_the_law_allows(
    rule: HoursADay, who: Person, beyond: int, allowed: bool
) -> None:
    facts = problem([person(), who], [activity(0, rule.limit(who) + beyond)], [role()])
    [finding] = found(rule, facts, ((1,),))
    assert finding == Finding(rule, (1,), (0,), beyond, "min")
    assert rule.may_waive(Tables(facts), finding) == allowed


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


def test_a_limit_is_the_smallest_that_is_set() -> None:
    assert [smaller(), smaller(None), smaller(None, 5), smaller(5, 3), smaller(3, 5)] == [UNLIMITED, UNLIMITED, 5, 3, 3]


@pytest.mark.parametrize(
    ("rule", "limits"),
    [
        (HoursADay(), [480, UNLIMITED, 10, 480]),
        (HoursADay(employed=400, overtime=30), [430, UNLIMITED, 10, 430]),
        (HoursAWeek(), [2400, UNLIMITED, 20, 20]),
        (HoursAWeek(employed=2000, overtime=30), [2030, UNLIMITED, 20, 20]),
        (DutiesAMonth(), [UNLIMITED, UNLIMITED, 0, 3]),
    ],
)
def test_the_law_binds_employees_and_their_own_limits_everybody(rule: LimitRule, limits: list[int]) -> None:
    people = [
        WORKER,
        person(),
        person(limits=Limits(10, 20, 0)),
        person("w", Capacity.GRID_MEMBER, limits=Limits(minutes_a_week=20, duties_a_month=3)),
    ]
    assert [rule.limit(who) for who in people] == limits


def test_each_period_over_the_limit_is_a_finding_in_their_order() -> None:
    duties = [
        activity(DAY, DAY + 5),
        activity(0, 3),
        activity(DAY + 10, DAY + 12),
        activity(5, 6),
        activity(2 * DAY, 2 * DAY + 2),
    ]
    strict = person(limits=Limits(minutes_a_day=2))
    facts = problem([strict, person(), strict], duties, [role(number, 0, 3) for number in range(5)])
    rule = HoursADay()
    assert found(rule, facts, ((0, 1), (0, 2), (0,), (0,), (0,))) == [
        Finding(rule, (0,), (1, 3), 2, "min"),
        Finding(rule, (0,), (0, 2), 5, "min"),
        Finding(rule, (2,), (1,), 1, "min"),
    ]


def test_a_duty_with_the_team_counts_for_its_members_and_the_team_has_no_limit() -> None:
    strict = person(limits=Limits(minutes_a_day=2))
    facts = problem([strict], [activity(0, 5)], [role(0, 0, 1, Capacity.TEAM)], teams=[Team("t", (0,))])
    assert found(HoursADay(), facts, ((1,),)) == [Finding(HoursADay(), (0,), (0,), 3, "min")]
    assert forbidden(HoursADay(), facts) == [((1,),)]


NIGHT = [activity(7 * DAY - 60, 7 * DAY + 60), activity(7 * DAY + 100, 7 * DAY + 190), activity(20 * DAY, 20 * DAY + 1)]
ELSEWHERE = (
    Commitment(Span(7 * DAY - 10, 7 * DAY + 5), 0),
    Commitment(Span(7 * DAY, 7 * DAY + 20), 0),
    Commitment(Span(7 * DAY + 200, 7 * DAY + 230), 0),
)
LIMITED = person(limits=Limits(300, 400, 2), commitments=ELSEWHERE)
BOUND = problem([person(), LIMITED, WORKER], NIGHT, [role(n) for n in range(3)], teams=[Team("t", (1,))])


@pytest.mark.parametrize(
    ("rule", "amount", "period", "fixed", "most"),
    [
        (HoursADay(), [120, 90, 1], [0, 1, 2], [15, 50, 0], [UNLIMITED, 300, 480, UNLIMITED]),
        (HoursAWeek(), [120, 90, 1], [0, 1, 2], [15, 50, 0], [UNLIMITED, 400, 2400, UNLIMITED]),
        (DutiesAMonth(), [1, 1, 1], [0, 0, 1], [3, 0], [UNLIMITED, 2, UNLIMITED, UNLIMITED]),
    ],
)
def test_sums_count_what_is_fixed_elsewhere_in_periods_that_are_numbered_from_0(
    rule: Rule, amount: list[int], period: list[int], fixed: list[int], most: list[int]
) -> None:
    nothing = [0] * len(fixed)
    assert terms(rule, BOUND) == [
        {
            "term": "Sum",
            "amount": amount,
            "period": period,
            "fixed": [nothing, fixed, nothing, nothing],
            "most": most,
            "weight": [0] * 4,
            "base": [0] * 4,
            "crews": True,
        }
    ]


def test_periods_of_commitments_alone_are_numbered_too() -> None:
    busy = person(limits=Limits(minutes_a_day=9), commitments=(Commitment(Span(DAY, DAY + 5), 0),))
    facts = problem([busy], [activity(0, 1), activity(2 * DAY, 2 * DAY + 1)], [role(0), role(1)])
    [term] = terms(HoursADay(), facts)
    assert (term["period"], term["fixed"]) == ([0, 2], [[0, 5, 0]])


def test_where_there_is_nothing_to_do_only_commitments_add_up() -> None:
    nothing = {"amount": [], "period": [], "most": [300], "weight": [0], "base": [0], "crews": True}
    for commitments, fixed in (((), [[]]), (ELSEWHERE, [[15, 50]])):
        facts = problem([person(limits=Limits(minutes_a_day=300), commitments=commitments)], [], [])
        assert terms(HoursADay(), facts) == [{"term": "Sum", "fixed": fixed, **nothing}]


def test_where_nobody_has_a_limit_there_is_nothing_to_add_up() -> None:
    free = problem([person()], [activity(0, 5)], [role()], teams=[Team("t", (0,))])
    for rule in (HoursADay(), HoursAWeek(), DutiesAMonth()):
        assert terms(rule, free) == []
        assert forbidden(rule, free) == []
        assert (found(rule, problem([], [], []), ()), terms(rule, problem([], [], []))) == ([], [])


def limited(*starts: int, commitments: tuple[Commitment, ...] = (), **limits: int) -> Problem:
    """Duties of ten minutes for somebody with limits."""
    who = person(limits=Limits(**limits), commitments=commitments)
    duties = [activity(start, start + 10) for start in starts]
    return problem([who], duties, [role(number) for number in range(len(duties))])


SHORT = Commitment(Span(100, 101), 0)


@pytest.mark.parametrize(
    ("rule", "facts", "never"),
    [
        (HoursADay(), limited(0, 20, minutes_a_day=20), []),
        (HoursADay(), limited(0, 20, minutes_a_day=19), [((0,), (0,))]),
        (HoursADay(), limited(0, 20, minutes_a_day=20, commitments=(SHORT,)), [((0,), (0,))]),
        (HoursADay(), limited(0, DAY, minutes_a_day=10, commitments=(SHORT,)), [((0,), ()), ((0,), (0,))]),
        (HoursADay(), limited(0, DAY - 5, DAY + 10, minutes_a_day=19), [((0,), (0,), ()), ((0,), (0,), (0,))]),
        (HoursADay(), limited(0, minutes_a_day=0, commitments=(SHORT,)), [((0,),)]),
        (
            HoursADay(),
            limited(0, DAY, minutes_a_day=10, commitments=(Commitment(Span(0, 60), 0),)),
            [((0,), ()), ((0,), (0,))],
        ),
        (HoursADay(), limited(0), []),
        (
            DutiesAMonth(),
            limited(0, 20, duties_a_month=1, commitments=(SHORT, SHORT)),
            [((), (0,)), ((0,), ()), ((0,), (0,))],
        ),
        (HoursAWeek(), limited(0, WEEK - 5, WEEK, minutes_a_week=19), [((0,), (0,), ()), ((0,), (0,), (0,))]),
        (HoursAWeek(), limited(0, WEEK - 5, WEEK, minutes_a_week=20), []),
        (DutiesAMonth(), limited(0, 9 * DAY, 10 * DAY, duties_a_month=1), [((0,), (0,), ()), ((0,), (0,), (0,))]),
        (DutiesAMonth(), limited(0, 9 * DAY, duties_a_month=2, commitments=(SHORT,)), [((0,), (0,))]),
    ],
)
def test_a_model_allows_what_check_allows(rule: Rule, facts: Problem, never: list[Roster]) -> None:
    assert forbidden(rule, facts) == never
    assert by_post(rule, facts) == by_check(rule, facts)


def test_a_model_binds_those_who_have_a_limit_whoever_else_has_none() -> None:
    people = [person(), person(limits=Limits(minutes_a_day=9)), person(), WORKER]
    facts = problem(people, [activity(0, 10)], [role(0, 0, 4)])
    assert list(by_post(HoursADay(), facts)) == [
        (who,) for who in ((), (0,), (2,), (3,), (0, 2), (0, 3), (2, 3), (0, 2, 3))
    ]
    assert by_post(HoursADay(), facts) == by_check(HoursADay(), facts)


def test_a_model_of_some_activities_heeds_what_is_booked_in_the_others() -> None:
    facts = problem(
        [person(limits=Limits(minutes_a_day=20)), WORKER],
        [activity(0, 10), activity(20, 31), activity(DAY, DAY + 20), activity(40, 510)],
        [role(0, 0, 2), role(1), role(2), role(3)],
    )
    rest = ((), (0,), (0,), (1,))
    assert forbidden(HoursADay(), facts, [0], rest) == [((0,), *rest[1:]), ((0, 1), *rest[1:])]
    assert by_post(HoursADay(), facts, [0], rest) == by_check(HoursADay(), facts, [0], rest)


def test_a_month_is_the_one_that_the_calendar_names() -> None:
    days = tuple(Day(rest=False, month=11 if number < 2 else 12) for number in range(21))
    facts = problem(
        [person(limits=Limits(duties_a_month=1))],
        [activity(DAY, DAY + 5), activity(2 * DAY, 2 * DAY + 5), activity(2 * DAY + 10, 2 * DAY + 15)],
        [role(number) for number in range(3)],
        days=days,
    )
    assert found(DutiesAMonth(), facts, ((0,), (0,), ())) == []
    assert found(DutiesAMonth(), facts, ((0,), (0,), (0,))) == [Finding(DutiesAMonth(), (0,), (1, 2), 1, "duties")]


def test_what_a_person_does_with_a_team_counts_only_where_the_rule_says_so() -> None:
    facts = problem(
        [person(limits=Limits(minutes_a_day=100))],
        [activity(0, 60), activity(90, 150)],
        [role(0, 0, 1, Capacity.TEAM), role(1)],
        teams=[Team("t", (0,))],
    )
    both, apart = HoursADay(), HoursADay(with_team=0)
    assert found(both, facts, ((1,), (0,))) == [Finding(both, (0,), (0, 1), 20, "min")]
    assert found(apart, facts, ((1,), (0,))) == []
    assert [terms(rule, facts)[0]["crews"] for rule in (both, apart)] == [True, False]
    for rule in (both, apart):
        assert by_post(rule, facts) == by_check(rule, facts)
        assert by_post(rule, facts, [1], ((1,), ())) == by_check(rule, facts, [1], ((1,), ()))


def test_a_team_has_limits_of_its_own_and_is_no_employee() -> None:
    team = Team("t", (), limits=Limits(minutes_a_week=100))
    facts = problem(
        [WORKER], [activity(0, 60), activity(90, 150)], [role(n, 0, 1, Capacity.TEAM) for n in (0, 1)], teams=[team]
    )
    rule = HoursAWeek(employed=80)
    assert found(rule, facts, ((1,), (1,))) == [Finding(rule, (1,), (0, 1), 20, "min")]
    assert terms(rule, facts)[0]["most"] == [80, 100]
    assert forbidden(rule, facts) == [((1,), (1,))]


@pytest.mark.parametrize(("last", "excess"), [(30, 0), (31, 1)])
def test_hours_of_the_period_are_those_of_its_days(last: int, excess: int) -> None:
    outside = (Commitment(Span(6 * DAY, 6 * DAY + 90), 0), Commitment(Span(14 * DAY, 14 * DAY + 90), 0))
    inside = Commitment(Span(7 * DAY, 7 * DAY + 10), 0)
    strict = person(limits=Limits(minutes=100), commitments=(*outside, inside))
    duties = [activity(8 * DAY, 8 * DAY + 60), activity(14 * DAY - 20, 14 * DAY - 20 + last)]
    facts = problem([strict, person()], duties, TWO, horizon=Span(7 * DAY, 14 * DAY))
    rule = HoursInAll()
    assert found(rule, facts, ((0,), (0,))) == ([Finding(rule, (0,), (0, 1), excess, "min")] if excess else [])
    [term] = terms(rule, facts)
    assert (term["amount"], term["period"]) == ([60, last], [0, 0])
    assert (term["fixed"], term["most"]) == ([[10, 180], [0, 0]], [100, UNLIMITED])
    assert by_post(rule, facts) == by_check(rule, facts)
    whole = problem([strict], duties, TWO)
    assert found(rule, whole, ((), (0,))) == [Finding(rule, (0,), (1,), 90 + last, "min")]
    assert terms(rule, problem([person()], duties, TWO)) == []


TWO = [role(0, 0, 2), role(1, 0, 2)]
