"""What an activity asks for."""

from __future__ import annotations

import pytest

from solver.judged import Judged
from solver.problem import Roster
from solver.rules.base import Finding, Rule
from solver.rules.demand import Coverage, GoesAhead, Minimum, Overstaffed, demanded
from solver.tables import Tables
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, forbidden, posted, terms

PEOPLE = [person(), person(), person()]


def test_an_activity_that_goes_ahead_has_the_minimum_of_each_role_and_no_more_than_it_wants() -> None:
    facts = problem(PEOPLE, [activity(0, 4)], [role(0, 1, 1), role(0, 2, 2)])
    rule = Minimum()
    missing = Finding(rule, (), (1,), 1, "slots", reason="missing")
    assert found(rule, facts, ((0,), (1, 2))) == []
    assert found(rule, facts, ((0,), (1,))) == [missing]
    assert found(rule, facts, ((), (1, 2))) == [Finding(rule, (), (0,), 1, "slots", reason="missing")]
    assert found(rule, facts, ((0, 1), (1, 2))) == [Finding(rule, (0, 1), (0,), 1, "slots", reason="over")]
    assert found(rule, facts, ((), ())) == []


def test_one_that_cannot_go_ahead_costs_by_its_priority_and_one_without_a_minimum_goes_always() -> None:
    duties = [activity(0, 4, priority=3), activity(0, 4, priority=4)]
    facts = problem(PEOPLE, duties, [role(0, 1, 1), role(0), role(1)])
    rule = GoesAhead(10, 20, 30, 40)
    assert found(rule, facts, ((), (), ())) == [Finding(rule, (), (0, 1), 1, "activity", 30)]
    assert found(rule, facts, ((0,), (), ())) == []


def test_open_slots_cost_by_the_priority_of_their_role() -> None:
    roles = [role(0, 0, 2, priority=priority) for priority in (1, 2, 3, 4)]
    facts = problem(PEOPLE, [activity(0, 4)], roles)
    rule = Coverage(low=1, normal=10, high=100, urgent=1000)
    assert found(rule, facts, ((), (0,), (0, 1), (2,))) == [
        Finding(rule, (), (0,), 2, "slots", 2),
        Finding(rule, (), (1,), 1, "slots", 10),
        Finding(rule, (), (3,), 1, "slots", 1000),
    ]


def test_a_role_without_a_minimum_stays_empty_and_one_that_is_full_is_no_finding() -> None:
    facts = problem(PEOPLE, [activity(0, 4), activity(5, 9)], [role(0, 1, 2), role(0), role(1, 1, 1)])
    assert found(Minimum(), facts, ((0, 1), (), ())) == []
    assert found(Minimum(), facts, ((), (0, 1, 2), (2,))) == [
        Finding(Minimum(), (), (0,), 1, "slots", reason="missing"),
        Finding(Minimum(), (0, 1, 2), (1,), 2, "slots", reason="over"),
    ]


def test_each_activity_that_does_not_go_ahead_is_a_finding_of_its_own() -> None:
    duties = [activity(0, 4, priority=1), activity(0, 4, priority=2), activity(0, 4, priority=4)]
    facts = problem(PEOPLE, duties, [role(0, 1, 1), role(1, 2, 2), role(2, 0, 1)])
    rule = GoesAhead()
    assert found(rule, facts, ((), (0,), ())) == [Finding(rule, (), (0,), 1, "activity", 200_000)]
    assert found(rule, facts, ((0,), (), ())) == [Finding(rule, (), (1,), 1, "activity", 400_000)]
    assert found(GoesAhead(0, 0, 0, 0), facts, ((), (), ())) == []


def test_a_role_with_more_people_than_it_wants_has_no_open_slot() -> None:
    facts = problem(PEOPLE, [activity(0, 4)], [role(0, 0, 2, priority=4)])
    assert [found(Coverage(), facts, (who,)) for who in ((0,), (0, 1), (0, 1, 2))] == [
        [Finding(Coverage(), (), (0,), 1, "slots", 80_000)],
        [],
        [],
    ]


def test_an_open_slot_costs_twice_as_much_with_each_step_of_priority_unless_a_policy_says_otherwise() -> None:
    assert [Coverage().price(priority) for priority in (1, 2, 3, 4)] == [10_000, 20_000, 40_000, 80_000]


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ((), (0, 3)),
        ((0,), (0, 3)),
        ((1,), (1, 3)),
        ((2,), (2, 3)),
        ((3,), (0, 3)),
        ((1, 3), (1, 3)),
        ((1, 2), (1, 2, 3)),
    ],
)
def test_of_several_options_the_one_that_goes_ahead_is_asked_for_else_the_first(
    held: tuple[int, ...], asked: tuple[int, ...]
) -> None:
    duties = [activity(n, n + 4, alternative_of=first) for n, first in enumerate((None, 0, 0, None))]
    facts = problem(PEOPLE, duties, [role(n, 1, 2) for n in range(4)])
    roster = tuple((0,) if n in held else () for n in range(4))
    goes, filled = GoesAhead(), Coverage()
    assert demanded(Judged(Tables(facts), roster)) == [n in asked for n in range(4)]
    assert found(goes, facts, roster) == [
        Finding(goes, (), (n,), 1, "activity", 400_000) for n in asked if n not in held
    ]
    missing = [(n, 1 if n in held else 2) for n in asked]
    assert found(filled, facts, roster) == [Finding(filled, (), (n,), m, "slots", 20_000 * m) for n, m in missing]


ROLES = [role(0, 1, 2, priority=4), role(0, 0, 3, priority=1), role(1, 2, 2)]


def test_demand_and_prices_are_those_of_the_roles_and_activities() -> None:
    duties = [activity(0, 4, priority=3), activity(5, 9, priority=1), activity(5, 9, priority=4)]
    facts = problem(PEOPLE, duties, [*ROLES, role(2, most=5)])
    assert terms(Minimum(), facts) == [
        {"term": "Demand", "minimum": [1, 0, 2, 0], "wanted": [2, 3, 2, 1], "most": [2, 3, 2, 5]}
    ]
    assert terms(GoesAhead(7, 14, 21, 28), facts) == [{"term": "ActivityPrice", "activities": [21, 7, 0]}]
    assert terms(Coverage(), facts) == [{"term": "SlotPrice", "roles": [80_000, 10_000, 20_000, 20_000]}]


def test_an_empty_problem_asks_for_nothing() -> None:
    facts = problem([], [], [])
    for rule in (Minimum(), GoesAhead(), Coverage(), Overstaffed()):
        assert (found(rule, facts, ()), by_post(rule, facts)) == ([], {(): 0})
    assert terms(Minimum(), facts) == [{"term": "Demand", "minimum": [], "wanted": [], "most": []}]
    assert terms(GoesAhead(), facts) == [{"term": "ActivityPrice", "activities": []}]
    assert terms(Coverage(), facts) == [{"term": "SlotPrice", "roles": []}]
    assert terms(Overstaffed(), facts) == [{"term": "OverPrice", "roles": []}]


@pytest.mark.parametrize(
    ("minimum", "wanted", "never"),
    [
        (0, 1, [((0, 1), ()), ((0, 1), (0,)), ((0, 1), (1,)), ((0, 1), (0, 1))]),
        (0, 2, []),
        (1, 2, [((), (0,)), ((), (1,)), ((), (0, 1))]),
        (
            2,
            2,
            [((), (0,)), ((), (1,)), ((), (0, 1))]
            + [(who, other) for who in ((0,), (1,)) for other in ((), (0,), (1,), (0, 1))],
        ),
    ],
)
def test_a_model_keeps_between_the_minimum_and_what_is_wanted(minimum: int, wanted: int, never: list[Roster]) -> None:
    facts = problem(PEOPLE[:2], [activity(0, 4)], [role(0, minimum, wanted), role(0, 0, 2)])
    assert forbidden(Minimum(), facts) == never
    assert by_post(Minimum(), facts) == by_check(Minimum(), facts)


@pytest.mark.parametrize("rule", [GoesAhead(7, 14, 21, 28), Coverage(low=1, normal=10, high=100, urgent=1000)])
def test_a_model_costs_what_check_finds(rule: Rule) -> None:
    duties = [activity(0, 4, priority=3), activity(5, 9, priority=2), activity(5, 9)]
    roles = [role(0, 1, 2, priority=3), role(0, 0, 2, priority=1), role(1, 0, 2), role(2, 1, 1)]
    facts = problem(PEOPLE[:2], duties, roles)
    few = problem(PEOPLE[:1], duties, [role(0, 1, 1), role(1, 0, 2, priority=4), role(2, 1, 1)])
    assert by_post(rule, few) == by_check(rule, few)
    rest = ((), (), (0,), (0,))
    assert by_post(rule, facts, [0], rest) == by_check(rule, facts, [0], rest)
    nobody = ((),) * 3
    assert posted(rule, few, nobody) == sum(finding.cost for finding in found(rule, few, nobody))


ROOMY = role(0, 0, 1, most=2, priority=3)


def test_a_role_takes_more_than_it_wants_up_to_its_most() -> None:
    facts = problem(PEOPLE, [activity(0, 4)], [ROOMY])
    assert (ROOMY.takes, role(0, 0, 1).takes) == (2, 1)
    assert found(Minimum(), facts, ((0, 1),)) == []
    assert found(Minimum(), facts, ((0, 1, 2),)) == [Finding(Minimum(), (0, 1, 2), (0,), 1, "slots", reason="over")]
    assert forbidden(Minimum(), facts) == [((0, 1, 2),)]


def test_each_beyond_what_is_wanted_costs_by_the_priority_of_the_role() -> None:
    roles = [role(0, 0, 1, priority=priority, most=3) for priority in (1, 2, 3, 4)]
    facts = problem(PEOPLE, [activity(0, 4)], roles)
    rule = Overstaffed(low=1, normal=10, high=0, urgent=1000)
    assert found(rule, facts, ((0, 1, 2), (0, 1), (0, 1), (2,))) == [
        Finding(rule, (0, 1, 2), (0,), 2, "slots", 2),
        Finding(rule, (0, 1), (1,), 1, "slots", 10),
    ]
    assert terms(rule, facts) == [{"term": "OverPrice", "roles": [1, 10, 0, 1000]}]


def test_one_too_many_costs_the_same_whatever_the_priority_unless_a_policy_says_otherwise() -> None:
    assert [Overstaffed().price(priority) for priority in (1, 2, 3, 4)] == [1_000] * 4


@pytest.mark.parametrize(
    "rule", [Overstaffed(low=1, normal=10, high=100, urgent=1000), Coverage(low=1, normal=10, high=100, urgent=1000)]
)
def test_a_model_prices_what_is_missing_and_what_is_too_much_of_a_role_that_takes_more(rule: Rule) -> None:
    facts = problem(PEOPLE, [activity(0, 4), activity(5, 9)], [ROOMY, role(1, 0, 0, most=3), role(1, 0, 2, most=3)])
    assert by_post(rule, facts) == by_check(rule, facts)
    rest = ((0, 1), (), ())
    assert by_post(rule, facts, [1], rest) == by_check(rule, facts, [1], rest)
