"""What an activity asks for."""

from __future__ import annotations

from solver.rules.base import Finding
from solver.rules.demand import Coverage, GoesAhead, Minimum
from tests.solver.problems import activity, found, person, problem, role

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
    rule = GoesAhead(cost=10)
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
