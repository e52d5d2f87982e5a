"""The exact price of one more booking, and putting it in or taking it out."""

from __future__ import annotations

from solver import judge
from solver.problem import Carried
from solver.rules.fairness import FairHours
from tests.solver.desk import Desk
from tests.solver.problems import activity, person, problem, role

TWO = [activity(0, 10), activity(20, 30)]


def test_nobody_holds_two_slots_of_a_role_even_where_no_rule_forbids_it() -> None:
    desk = Desk(problem([person("a"), person("b")], TWO, [role(0, 0, 2), role(1)])).book((0, 0))
    assert [desk.price(candidate) for candidate in (0, 1)] == [None, 0]


def test_the_dearest_policy_that_can_be_written_makes_a_duty_dear_and_not_forbidden() -> None:
    dearest, carried = FairHours(volunteer=10**9), Carried(minutes=600_000)
    facts = problem([person(carried=carried)], [activity(480, 960)], [role()], [dearest])
    price = 10**9 * 16 * (16 + 2 * 20_000)
    assert Desk(facts, rules=[dearest]).price(0) == judge.cost(facts, ((0,),)) == price
