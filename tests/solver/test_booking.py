"""The exact price of one more booking, and putting it in or taking it out."""

from __future__ import annotations

from tests.solver.desk import Desk
from tests.solver.problems import activity, person, problem, role

TWO = [activity(0, 10), activity(20, 30)]


def test_nobody_holds_two_slots_of_a_role_even_where_no_rule_forbids_it() -> None:
    desk = Desk(problem([person("a"), person("b")], TWO, [role(0, 0, 2), role(1)])).book((0, 0))
    assert [desk.price(candidate) for candidate in (0, 1)] == [None, 0]
