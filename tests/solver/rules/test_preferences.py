"""Wishes, the way from home, what is published."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from solver.candidates import Capacity, Request, Team, Wish
from solver.problem import Pin, Problem
from solver.rules.base import Finding
from solver.rules.preferences import (
    Continuity,
    Disturbance,
    Evenings,
    KeepPublished,
    NearHome,
    PriceRule,
    Requests,
    Wishes,
)
from solver.spans import DAY, Span
from solver.tables import Tables
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, posted


def prices(rule: PriceRule | Requests | KeepPublished, facts: Problem) -> list[list[int]]:
    """Per role, what its term says that each candidate costs, in whole numbers."""
    [term] = rule.terms(Tables(facts))
    everybody = np.arange(facts.candidates, dtype=np.int64)
    costs = [term.of(number, everybody) for number in range(len(facts.roles))]
    assert {row.dtype for row in costs} <= {np.dtype(np.int64)}
    return [row.tolist() for row in costs]


@pytest.mark.parametrize(
    ("wishes", "cost"),
    [
        ((), 0),
        ((Wish(Span(3, 9), -1),), 400),
        ((Wish(Span(4, 9), -1),), 0),
        ((Wish(Span(3, 9), 1),), 0),
        ((Wish(Span(4, 9), 1),), 150),
        ((Wish(Span(3, 9), 1), Wish(Span(0, 1), -1)), 400),
    ],
)
def test_a_wish_is_about_the_duties_that_it_overlaps(wishes: tuple[Wish, ...], cost: int) -> None:
    facts = problem([person(wishes=wishes)], [activity(0, 4)], [role()])
    assert found(Wishes(), facts, ((0,),)) == ([Finding(Wishes(), (0,), (0,), 1, "duty", cost)] if cost else [])


def test_the_way_from_home_costs_by_the_minute_and_nothing_without_a_home() -> None:
    people = [person(home=1), person(home=0), person()]
    facts = problem(people, [activity(0, 4)], [role(0, 0, 3)])
    assert found(NearHome(cost=7), facts, ((0, 1, 2),)) == [Finding(NearHome(cost=7), (0,), (0,), 4, "min", 28)]


def test_a_new_assignment_disturbs_only_where_something_is_published() -> None:
    duties, roles = [activity(0, 4)], [role(0, 0, 2)]
    first = problem([person(), person()], duties, roles)
    later = problem([person(), person()], duties, roles, published=(Pin(0, 1),))
    rule = Disturbance()
    assert found(rule, first, ((0, 1),)) == []
    assert found(rule, later, ((0, 1),)) == [Finding(rule, (0,), (0,), 1, "assignment", 3_000)]


def test_whatever_is_published_and_not_held_any_more_costs() -> None:
    rule, duties = KeepPublished(cost=5), [activity(0, 4), activity(9, 12)]
    facts = problem([person(), person()], duties, [role(0, 0, 2), role(1)], published=(Pin(0, 1), Pin(1, 0)))
    assert prices(rule, facts) == [[0, -5], [-5, 0]]
    assert [term.nobody for term in rule.terms(Tables(facts))] == [10]
    assert found(rule, facts, ((0,), (0,))) == [Finding(rule, (1,), (0,), 1, "assignment", 5)]
    assert by_post(rule, facts) == by_check(rule, facts)
    assert by_post(rule, facts, (1,), ((1,), ())) == by_check(rule, facts, (1,), ((1,), ()))
    first = replace(facts, published=())
    assert (prices(rule, first), found(rule, first, ((), ()))) == ([[0, 0], [0, 0]], [])
    assert KeepPublished().cost == 1_000_000


def test_a_model_prices_all_that_its_roles_lose_of_what_is_published_and_nothing_besides() -> None:
    rule, duties = KeepPublished(cost=5), [activity(0, 4), activity(9, 12)]
    facts = problem([person(), person()], duties, [role(0, 0, 2), role(1)], published=(Pin(0, 1), Pin(1, 0)))
    assert posted(rule, facts, ((), ())) == 10
    assert posted(rule, facts, ((1,), (0,))) == 0
    assert posted(rule, facts, ((0,), ()), eligible=[(0,), (1,)]) == 10
    assert posted(rule, facts, ((), ()), [1]) == 5


@pytest.mark.parametrize(
    ("pin", "kept"),
    [
        (Pin(1, 0), False),
        (Pin(2, 0), False),
        (Pin(3, 0), True),
        (Pin(4, 0), True),
        (Pin(0, 0), True),
        (Pin(1, 1), True),
        (Pin(0, 1), True),
    ],
    ids=[
        "another role of the activity",
        "at the same time",
        "back to back",
        "at another time",
        "the same",
        "somebody else, elsewhere",
        "somebody else, too",
    ],
)
def test_whoever_is_pinned_to_something_else_at_that_time_does_not_lose_what_is_published(pin: Pin, kept: bool) -> None:
    duties = [activity(4, 8), activity(7, 9), activity(8, 12), activity(20, 24)]
    roles = [role(0), role(0), role(1), role(2), role(3)]
    facts = problem([person(), person()], duties, roles, published=(Pin(0, 0), Pin(4, 1)), pins=(pin,))
    rule, nobody = KeepPublished(cost=5), ((),) * 5
    gone = [(4, 1)] if not kept else [(0, 0), (4, 1)]
    assert found(rule, facts, nobody) == [Finding(rule, (who,), (where,), 1, "assignment", 5) for where, who in gone]
    nothing = [0, 0]
    assert prices(rule, facts) == [[-5, 0] if kept else nothing, nothing, nothing, nothing, [0, -5]]
    assert posted(rule, facts, nobody) == 5 * len(gone)


def test_whoever_did_not_serve_before_costs_where_somebody_did() -> None:
    roles = [role(0, 0, 3, served_before=(0, 3)), role(0, 0, 3), role(0, 0, 1, Capacity.TEAM, served_before=(2, 3))]
    facts = problem([person()] * 3, [activity(0, 4)], roles, teams=[Team("t", (0,)), Team("u", (1,))])
    rule = Continuity(cost=7)
    assert prices(rule, facts) == [[0, 7, 7, 0, 7], [0] * 5, [7, 7, 0, 0, 7]]
    assert found(rule, facts, ((0, 2), (1,), (3, 4))) == [
        Finding(rule, (2,), (0,), 1, "assignment", 7),
        Finding(rule, (4,), (2,), 1, "assignment", 7),
    ]
    assert Continuity().cost == 500


def test_a_wish_against_counts_before_one_for_another_time_and_each_has_its_price() -> None:
    free = Wish(Span(100, 200), 1)
    people = [person(wishes=wishes) for wishes in ((), (free,), (Wish(Span(3, 4), -1),), (free, Wish(Span(0, 1), -1)))]
    facts = problem(
        people, [activity(0, 4), activity(150, 160), activity(300, 301)], [role(0, 0, 4), role(1, 0, 4), role(2)]
    )
    rule = Wishes(rather_not=7, not_gladly=3)
    assert prices(rule, facts) == [[0, 3, 7, 7], [0, 0, 0, 0], [0, 3, 0, 3]]
    assert found(rule, facts, ((0, 1, 2, 3), (0, 1), (1,))) == [
        Finding(rule, (1,), (0,), 1, "duty", 3),
        Finding(rule, (2,), (0,), 1, "duty", 7),
        Finding(rule, (3,), (0,), 1, "duty", 7),
        Finding(rule, (1,), (2,), 1, "duty", 3),
    ]


def test_a_wish_that_costs_nothing_is_no_finding() -> None:
    facts = problem([person(wishes=(Wish(Span(0, 4), -1),))], [activity(0, 4)], [role()])
    assert found(Wishes(rather_not=0), facts, ((0,),)) == []
    assert found(Wishes(not_gladly=0), facts, ((0,),)) == [Finding(Wishes(not_gladly=0), (0,), (0,), 1, "duty", 400)]


def test_the_way_is_the_one_from_home_to_the_place() -> None:
    roads = {"travel": ((0, 4, 0), (9, 0, 5), (0, 4, 0))}
    people, teams = [person(home=0), person(home=1), person()], [Team("t", (0,), 2), Team("u", (0,))]
    duties = [activity(0, 4), activity(0, 4, 1), activity(0, 4, 2)]
    facts = problem(people, duties, [role(0), role(1), role(2, 0, 1, Capacity.TEAM)], teams=teams, **roads)
    assert prices(NearHome(), facts) == [[0, 90, 0, 0, 0], [40, 0, 0, 40, 0], [0, 50, 0, 0, 0]]
    assert found(NearHome(), facts, ((1,), (0,), (3,))) == [
        Finding(NearHome(), (1,), (0,), 9, "min", 90),
        Finding(NearHome(), (0,), (1,), 4, "min", 40),
    ]
    assert found(NearHome(), facts, ((), (0,), ())) == [Finding(NearHome(), (0,), (1,), 4, "min", 40)]


def test_what_is_published_is_a_candidate_in_a_role() -> None:
    facts = problem(
        [person(), person()],
        [activity(0, 4)],
        [role(0, 0, 2), role(0, 0, 2)],
        published=(Pin(0, 1), Pin(1, 0), Pin(0, 0)),
    )
    assert prices(Disturbance(cost=5), facts) == [[0, 0], [0, 5]]
    assert prices(Disturbance(cost=5), replace(facts, published=())) == [[0, 0], [0, 0]]
    assert prices(Disturbance(), facts) == [[0, 0], [0, 3_000]]


def test_of_some_candidates_only_these_are_priced_and_in_their_order() -> None:
    facts = problem(
        [person(home=1), person(home=0, wishes=(Wish(Span(0, 9), -1),)), person()],
        [activity(0, 4)],
        [role(0, 0, 3)],
        published=(Pin(0, 1),),
    )
    for rule, expected in ((NearHome(), [0, 40]), (Wishes(), [0, 0]), (Disturbance(), [3_000, 3_000])):
        [term] = rule.terms(Tables(facts))
        assert term.of(0, np.array([2, 0], dtype=np.int64)).tolist() == expected


def test_nobody_costs_nothing() -> None:
    facts = problem([], [activity(0, 4)], [role()], published=(Pin(0, 0),))
    for rule in (Wishes(), NearHome(), Disturbance()):
        assert (prices(rule, facts), found(rule, facts, ((),)), by_post(rule, facts)) == ([[]], [], {((),): 0})


@pytest.mark.parametrize(
    ("rule", "amounts"),
    [(Wishes(), [[0, 1], [0, 1]]), (NearHome(), [[9, 0], [0, 4]]), (Disturbance(), [[0, 1], [1, 0]])],
)
def test_amounts_are_whole_numbers_in_the_unit_of_the_rule(rule: PriceRule, amounts: list[list[int]]) -> None:
    people = [person(home=1), person(home=0, wishes=(Wish(Span(0, 4), -1),))]
    roads = {"travel": ((0, 4, 0), (9, 0, 5), (0, 4, 0))}
    duties, roles = [activity(0, 4), activity(0, 4, 1)], [role(0), role(1)]
    facts = problem(people, duties, roles, published=(Pin(0, 0), Pin(1, 1)), **roads)
    found = [rule.amounts(Tables(facts), number, np.array([0, 1], dtype=np.int64)) for number in range(2)]
    assert [row.dtype for row in found] == [np.int64, np.int64]
    assert [row.tolist() for row in found] == amounts


@dataclass(frozen=True)
class Numbers(PriceRule):
    """Each candidate costs a hundred times its number."""

    unit = "one"

    def amounts(self, tables: Tables, role: int, who: np.ndarray) -> np.ndarray:  # noqa: ARG002
        return who

    def prices(self, tables: Tables, role: int, who: np.ndarray) -> np.ndarray:  # noqa: ARG002
        return 100 * who


def test_a_finding_has_the_amount_and_its_cost_and_who_costs_nothing_has_none() -> None:
    facts = problem([person()] * 3, [activity(0, 4)], [role(0, 0, 3), role(0, 0, 3)])
    assert found(Numbers(), facts, ((0, 2), (1,))) == [
        Finding(Numbers(), (2,), (0,), 2, "one", 200),
        Finding(Numbers(), (1,), (1,), 1, "one", 100),
    ]


@dataclass(frozen=True)
class Forgetful(Numbers):
    """Prices only the first of those whom it is asked about, or counts only these."""

    counts: bool = True

    def amounts(self, tables: Tables, role: int, who: np.ndarray) -> np.ndarray:  # noqa: ARG002
        return who if self.counts else who[:1]

    def prices(self, tables: Tables, role: int, who: np.ndarray) -> np.ndarray:
        return super().prices(tables, role, who)[:1] if self.counts else super().prices(tables, role, who)


def test_a_rule_that_answers_for_too_few_is_not_taken_at_its_word() -> None:
    facts = problem([person()] * 2, [activity(0, 4)], [role(0, 0, 2)])
    for rule in (Forgetful(), Forgetful(counts=False)):
        with pytest.raises(ValueError, match="shorter"):
            found(rule, facts, ((0, 1),))
    with pytest.raises(ValueError, match="shorter"):
        posted(Forgetful(), facts, ((0, 1),))


@pytest.mark.parametrize("rule", [Wishes(), NearHome(), Disturbance(), Numbers()])
def test_a_model_costs_what_check_finds(rule: PriceRule) -> None:
    people = [person(home=1, wishes=(Wish(Span(0, 2), -1),)), person(home=0, wishes=(Wish(Span(100, 200), 1),))]
    duties, roles = [activity(0, 4), activity(0, 4, 1)], [role(0, 0, 2), role(1, 0, 2), role(1, 0, 1, Capacity.TEAM)]
    facts = problem(people, duties, roles, teams=[Team("t", (0,), 0)], published=(Pin(0, 0), Pin(1, 1)))
    assert by_post(rule, facts) == by_check(rule, facts)
    rest = ((0, 1), (), ())
    assert by_post(rule, facts, [1], rest) == by_check(rule, facts, [1], rest)


def test_an_evening_begins_at_its_minute_whoever_serves_and_on_any_day() -> None:
    starts = (0, 1079, 1080, DAY + 1079, DAY + 1081)
    facts = problem([person(), person()], [activity(at, at + 5) for at in starts], [role(n) for n in range(5)])
    assert prices(Evenings(), facts) == [[0, 0], [0, 0], [100, 100], [0, 0], [100, 100]]
    rule = Evenings(from_minute=1079, cost=7)
    assert found(rule, facts, ((0,), (1,), (), (), (0,))) == [
        Finding(rule, (1,), (1,), 1, "duty", 7),
        Finding(rule, (0,), (4,), 1, "duty", 7),
    ]
    assert by_post(rule, facts) == by_check(rule, facts)


ASKED = [
    person(requests=(Request(0, 1, 3), Request(1, -1, 2), Request(2, 1))),
    person(requests=(Request(1, 1, 5), Request(1, 1, 6), Request(0, -1, 4))),
    person(),
]
DUTIES = problem(ASKED, [activity(0, 4), activity(5, 9)], [role(0, 0, 3), role(1, 0, 3), role(1, 0, 3)])


def test_what_is_asked_for_and_not_given_costs_and_so_does_what_is_given_against_a_request() -> None:
    rule = Requests(cost=10)
    assert found(rule, DUTIES, ((0, 1), (0, 1, 2), ())) == [
        Finding(rule, (0,), (1,), 1, "requests", 20),
        Finding(rule, (0,), (2,), 1, "requests", 10),
        Finding(rule, (1,), (0,), 1, "requests", 40),
    ]
    assert sum(finding.cost for finding in found(rule, DUTIES, ((), (), ()))) == 30 + 10 + 50 + 60
    assert Requests().cost == 100


def test_a_pair_that_grants_a_request_has_a_price_below_0_and_nobody_costs_what_is_asked_for() -> None:
    rule = Requests(cost=10)
    assert prices(rule, DUTIES) == [[-30, 40, 0], [20, -110, 0], [-10, 0, 0]]
    assert [term.nobody for term in rule.terms(Tables(DUTIES))] == [150]
    assert [term.nobody for term in rule.terms(Tables(problem([], [], [])))] == [0]
    assert prices(rule, problem([person()], [activity(0, 4)], [role()])) == [[0]]


def test_a_model_prices_requests_also_of_those_whom_it_does_not_ask() -> None:
    rule = Requests(cost=10)
    assert by_post(rule, DUTIES) == by_check(rule, DUTIES)
    rest = ((0,), (), ())
    assert by_post(rule, DUTIES, [1], rest) == by_check(rule, DUTIES, [1], rest)
    assert posted(rule, DUTIES, ((), (), ())) == 150
    assert posted(rule, DUTIES, ((2,), (), ()), eligible=[(1, 2), (2,), (2,)]) == 150


def test_a_model_of_roles_for_which_nobody_asked_has_no_price() -> None:
    facts = problem([person(requests=(Request(1, 1),))], [activity(0, 4), activity(5, 9)], [role(0), role(1)])
    assert [posted(Requests(), facts, (who, ()), [0]) for who in ((), (0,))] == [0, 0]
    assert by_post(Requests(), facts) == by_check(Requests(), facts)


def test_what_a_person_does_with_a_team_grants_no_request() -> None:
    roles = [role(0, 0, 1, Capacity.TEAM)]
    facts = problem([person(requests=(Request(0, 1),))], [activity(0, 4)], roles, teams=[Team("t", (0,))])
    assert found(Requests(), facts, ((1,),)) == [Finding(Requests(), (0,), (0,), 1, "requests", 100)]
    assert by_post(Requests(), facts) == by_check(Requests(), facts)
