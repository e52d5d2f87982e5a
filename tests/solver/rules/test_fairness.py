"""The load is shared by squares of what each carries."""

from __future__ import annotations

import pytest

from solver.candidates import Capacity, Carried, Commitment, Person, Team
from solver.problem import Problem, Roster
from solver.rules.base import UNLIMITED, Finding
from solver.rules.fairness import FairHours, FairRestDays, FairRule, FairUnpleasant
from solver.spans import DAY, Span
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, posted, terms


@pytest.mark.parametrize(
    ("minutes", "carried", "cost"),
    [(30, 0, 10), (31, 0, 40), (60, 0, 40), (60, 30, 10 * (9 - 1)), (60, 31, 10 * (16 - 4))],
)
def test_hours_weigh_by_their_square_on_top_of_the_ledger(minutes: int, carried: int, cost: int) -> None:
    facts = problem([person(carried=Carried(minutes=carried))], [activity(0, minutes)], [role()])
    rule, halves = FairHours(), -(-minutes // 30)
    assert found(rule, facts, ((0,),)) == [Finding(rule, (0,), (0,), halves, "share", cost)]


@pytest.mark.parametrize(
    ("capacities", "weight"),
    [
        ((Capacity.VOLUNTEER,), 10),
        ((Capacity.VOLUNTEER, Capacity.SOCIAL_WORKER), 1),
        ((Capacity.VOLUNTEER, Capacity.GRID_MEMBER), 3),
        ((Capacity.VOLUNTEER, Capacity.PARTY_MEMBER), 10),
    ],
)
def test_a_person_is_weighed_by_the_first_of_their_standings(capacities: tuple[Capacity, ...], weight: int) -> None:
    facts = problem([person("p", *capacities)], [activity(0, 60)], [role()])
    assert [finding.cost for finding in found(FairHours(), facts, ((0,),))] == [4 * weight]


def test_a_teams_duty_is_carried_by_the_team_and_by_its_crew() -> None:
    facts = problem([person()], [activity(0, 60)], [role(0, 0, 1, Capacity.TEAM)], teams=[Team("t", (0,))])
    rule = FairHours()
    assert found(rule, facts, ((1,),)) == [
        Finding(rule, (0,), (0,), 2, "share", 40),
        Finding(rule, (1,), (0,), 2, "share", 20),
    ]


def test_days_of_rest_and_unpleasant_duties_are_counted_by_duties() -> None:
    duties = [activity(5 * DAY, 5 * DAY + 4, unpleasant=True), activity(6 * DAY, 6 * DAY + 4), activity(0, 4)]
    carried = Carried(weekends=1, unpleasant=1)
    facts = problem([person(carried=carried)], duties, [role(0), role(1), role(2)])
    everything = ((0,), (0,), (0,))
    assert found(FairRestDays(), facts, everything) == [
        Finding(FairRestDays(), (0,), (2, 0, 1), 2, "share", 100 * (9 - 1))
    ]
    assert found(FairUnpleasant(), facts, everything) == [
        Finding(FairUnpleasant(), (0,), (2, 0, 1), 1, "share", 300 * (4 - 1))
    ]


def test_a_duty_over_midnight_counts_for_the_day_on_which_it_begins() -> None:
    duties = [activity(5 * DAY - 60, 5 * DAY + 60), activity(7 * DAY - 60, 7 * DAY + 60)]
    facts = problem([person()], duties, [role(0), role(1)])
    assert found(FairRestDays(), facts, ((0,), ())) == []
    assert found(FairRestDays(), facts, ((), (0,))) == [Finding(FairRestDays(), (0,), (1,), 1, "share", 100)]


def test_commitments_are_in_the_ledger_already() -> None:
    busy = person(commitments=(Commitment(Span(5 * DAY, 5 * DAY + 600), 0),), carried=Carried(minutes=600, weekends=1))
    facts = problem([busy], [activity(6 * DAY, 6 * DAY + 30)], [role()])
    assert found(FairHours(), facts, ((),)) == []
    assert found(FairHours(), facts, ((0,),)) == [Finding(FairHours(), (0,), (0,), 1, "share", 10 * (21**2 - 20**2))]
    assert found(FairRestDays(), facts, ((0,),)) == [Finding(FairRestDays(), (0,), (0,), 1, "share", 100 * (4 - 1))]
    assert by_post(FairRestDays(), facts) == {((),): 0, ((0,),): 300}


def test_what_is_neither_weighed_nor_unpleasant_costs_nothing() -> None:
    facts = problem([person()], [activity(0, 60)], [role()])
    assert found(FairRestDays(), facts, ((0,),)) == []
    assert found(FairUnpleasant(), facts, ((0,),)) == []
    assert found(FairHours(volunteer=0), facts, ((0,),)) == []
    assert terms(FairHours(volunteer=0), facts) == []


STANDINGS = [
    person("s", *Capacity),
    person("g", *(set(Capacity) - {Capacity.SOCIAL_WORKER})),
    person("o", Capacity.OFFICER, Capacity.VOLUNTEER, Capacity.PARTY_MEMBER),
    person("v", Capacity.VOLUNTEER, Capacity.PARTY_MEMBER),
    person("p", Capacity.PARTY_MEMBER),
    person("t", Capacity.TEAM),
]
LEDGER = Carried(minutes=31, weekends=4, unpleasant=5)


@pytest.mark.parametrize(
    ("rule", "amount", "base", "weights"),
    [
        (FairHours(), [4, 3, 1], 2, [1, 3, 3, 10, 10, 0, 5]),
        (FairRestDays(), [0, 1, 0], 4, [200, 200, 200, 100, 50, 0, 200]),
        (FairUnpleasant(), [0, 0, 1], 5, [300] * 5 + [0, 300]),
        (FairHours(1, 2, 3, 4, 5, 6), [4, 3, 1], 2, [1, 2, 3, 4, 5, 0, 6]),
    ],
)
def test_a_square_has_the_weight_of_the_standing_and_what_the_ledger_says(
    rule: FairRule, amount: list[int], base: int, weights: list[int]
) -> None:
    duties = [activity(0, 120), activity(6 * DAY, 6 * DAY + 61), activity(DAY, DAY + 1, unpleasant=True)]
    teams = [Team("t", (0,), carried=LEDGER)]
    assert terms(rule, problem(STANDINGS, duties, [role(2), role(0)], teams=teams)) == [
        {
            "term": "Sum",
            "amount": amount,
            "period": [0, 0, 0],
            "fixed": [[0]] * 7,
            "most": [UNLIMITED] * 7,
            "weight": weights,
            "base": [0] * 6 + [base],
            "crews": True,
        }
    ]


def test_somebody_without_any_standing_is_not_weighed() -> None:
    facts = problem([Person("n", frozenset())], [activity(0, 60)], [role()])
    assert found(FairHours(), facts, ((0,),)) == []
    assert terms(FairHours(), facts) == []


def test_nothing_is_shared_where_there_is_nothing_to_do_or_nobody() -> None:
    for rule in (FairHours(), FairRestDays(), FairUnpleasant()):
        empty, idle = problem([], [], []), problem([person()], [], [])
        assert (found(rule, empty, ()), terms(rule, empty), by_post(rule, empty)) == ([], [], {(): 0})
        assert (found(rule, idle, ()), by_post(rule, idle)) == ([], {(): 0})
        [term] = terms(rule, idle)
        assert (term["amount"], term["period"], term["fixed"], term["base"]) == ([], [], [[0]], [0])


WEEKEND = [activity(5 * DAY, 5 * DAY + 61, unpleasant=True), activity(6 * DAY, 6 * DAY + 30, unpleasant=True)]
WEEKDAY = activity(0, 90)
CARRIED = person(carried=Carried(minutes=31, weekends=2, unpleasant=3))
MIXED = problem([CARRIED, person()], [*WEEKEND, WEEKDAY], [role(0), role(1), role(2)])
WITH_TEAM = problem(
    [CARRIED, person()],
    [*WEEKEND, WEEKDAY],
    [role(0, 0, 1, Capacity.TEAM), role(1), role(2)],
    teams=[Team("t", (0, 1), carried=Carried(minutes=90, weekends=1, unpleasant=1))],
)


@pytest.mark.parametrize("rule", [FairHours(), FairRestDays(), FairUnpleasant()])
@pytest.mark.parametrize("facts", [MIXED, WITH_TEAM])
def test_a_model_costs_what_check_finds(rule: FairRule, facts: Problem) -> None:
    assert by_post(rule, facts) == by_check(rule, facts)


@pytest.mark.parametrize("rule", [FairHours(), FairRestDays(), FairUnpleasant()])
@pytest.mark.parametrize("rest", [((), (0,), (0, 1)), ((), (), (1,)), ((), (1,), (0,))])
def test_a_model_of_one_activity_prices_it_on_top_of_what_is_booked_already(rule: FairRule, rest: Roster) -> None:
    first = (rest[1], (), rest[2])
    assert by_post(rule, MIXED, [1], first) == by_check(rule, MIXED, [1], first)
    assert by_post(rule, MIXED, [0], rest) == by_check(rule, MIXED, [0], rest)
    assert by_post(rule, WITH_TEAM, [0], rest) == by_check(rule, WITH_TEAM, [0], rest)


def test_a_model_of_nothing_new_costs_nothing() -> None:
    assert posted(FairHours(), MIXED, ((), (0,), (0,)), [0], ((), (0,), (0,))) == 0


def test_what_a_person_does_with_a_team_counts_only_where_the_rule_says_so() -> None:
    facts = problem([person()], [activity(0, 60)], [role(0, 0, 1, Capacity.TEAM)], teams=[Team("t", (0,))])
    both, apart = FairHours(), FairHours(with_team=0)
    assert [finding.people for finding in found(both, facts, ((1,),))] == [(0,), (1,)]
    assert [finding.people for finding in found(apart, facts, ((1,),))] == [(1,)]
    assert [terms(rule, facts)[0]["crews"] for rule in (both, apart)] == [True, False]
    for rule in (both, apart):
        assert by_post(rule, facts) == by_check(rule, facts)
