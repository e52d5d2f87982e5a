"""The mixture of known schedules, and the prices that it gives."""

from __future__ import annotations

import numpy as np
import pytest

from solver.policy import read_policy
from solver.proof.crews import Cut
from solver.proof.master import Master, Prices, may_be_spare
from solver.rules.base import Rule
from solver.rules.clashes import OnceAnActivity
from solver.rules.demand import Coverage, GoesAhead, Minimum, Overstaffed
from solver.rules.eligibility import ServesInCapacity
from solver.search.compiled import Compiled
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, role

RULES = (ServesInCapacity(), OnceAnActivity(), Minimum(), Coverage())


def master(minimum: int = 0, rules: tuple[Rule, ...] = RULES) -> Master:
    """Two volunteers; an activity that wants two of them, and another that wants one."""
    people = [person("p"), person("q")]
    roles = [role(0, minimum, 2, priority=2), role(1, 0, 1, priority=1)]
    facts = problem(people, [activity(0, 60), activity(90, 150)], roles, rules)
    return Master(Compiled(Tables(facts), read_policy(facts.policy)).facts)


def solved(found: Master) -> tuple[list[float], list[float], dict[int, dict[int, float]]]:
    """Worths, tolls and usage, to three decimals."""
    result = found.solve(1e-8, 10)
    assert result is not None
    prices, usage = result
    shares = {c: {a: round(share, 3) for a, share in done.items()} for c, done in usage.items()}
    return prices.worth.round(2).tolist(), prices.toll.round(2).tolist(), shares


def test_a_slot_that_stays_open_is_worth_its_price() -> None:
    assert solved(master()) == ([20_000, 10_000], [], {})


def test_schedules_compete_for_people_and_slots() -> None:
    found = master()
    assert [found.add(0, [0], 100), found.add(0, [1], 50), found.add(1, [0, 1], 700)] == [True] * 3
    worth, tolls, usage = solved(found)
    assert (tolls, usage) == ([], {0: {0: 1.0}, 1: {0: 1.0, 1: 1.0}})
    assert 100 <= worth[0] <= 20_000
    assert 0 <= worth[1] <= 10_000


def test_one_too_many_has_its_price_where_a_role_takes_more_than_it_wants() -> None:
    rules = (*RULES, Overstaffed(normal=300))
    facts = problem([person("p"), person("q")], [activity(0, 60)], [role(0, 0, 1, priority=2, most=5)], rules)
    found = Master(Compiled(Tables(facts), read_policy(facts.policy)).facts)
    for candidate in range(2):
        found.add(candidate, [0], -1000)
    assert solved(found) == ([-300], [], {0: {0: 1.0}, 1: {0: 1.0}})


def test_a_role_may_be_held_in_vain_where_that_saves_nothing() -> None:
    rules = (*RULES, Overstaffed(normal=300))
    roles = [role(0, 0, 1, priority=2), role(1, 0, 1, priority=2, most=5)]
    facts = problem([person("p")], [activity(0, 60), activity(90, 150)], roles, rules)
    read = Compiled(Tables(facts), read_policy(facts.policy)).facts
    assert may_be_spare(read).tolist() == [True, False]
    assert may_be_spare(read._replace(pair_price=np.array([-1, 0]))).tolist() == [False, False]


def test_what_would_be_held_in_vain_is_worth_nothing() -> None:
    found = master()
    for candidate in range(2):
        found.add(candidate, [0, 1], 10)
    worth, _, usage = solved(found)
    assert (worth[1], usage) == (0, {c: {0: 1.0, 1: 1.0} for c in range(2)})


def test_a_schedule_is_known_once_and_nothing_is_none() -> None:
    found = master()
    assert [found.add(0, roles, 5) for roles in ([1, 0], [0, 1], [])] == [True, False, False]
    assert found.size == 1


def test_a_cut_holds_for_schedules_that_come_before_and_after_it() -> None:
    found = master()
    found.add(0, [0], 10)
    found.cut(Cut(0, 1, {0: frozenset({0}), 1: frozenset({0})}))
    found.add(1, [0], 20)
    worth, tolls, usage = solved(found)
    assert (worth, usage) == ([20_000, 10_000], {0: {0: 1.0}})
    assert 19_980 <= tolls[0] <= 19_990
    assert found.size == 3


def test_an_activity_without_its_minimum_does_not_go_ahead() -> None:
    found = master(2, (*RULES, GoesAhead(30_000, 60_000, 90_000, 120_000)))
    found.add(0, [0], 10)
    worth, _, usage = solved(found)
    assert usage == {0: {0: 0.5}} or usage == {0: {0: 1.0}}
    assert worth[0] > 20_000


def test_without_time_nothing_is_said() -> None:
    assert master().solve(1e-12, 0.0) is None


@pytest.mark.parametrize(("share", "worth", "toll"), [(0.0, [10.0], [4.0, 0.0]), (0.5, [15.0], [2.0, 3.0])])
def test_prices_lie_between_two_where_only_one_knows_a_cut(share: float, worth: list[float], toll: list[float]) -> None:
    one, other = Prices(np.array([10.0]), np.array([4.0])), Prices(np.array([20.0]), np.array([0.0, 6.0]))
    between = one.towards(other, share)
    assert (between.worth.tolist(), between.toll.tolist()) == (worth, toll)
