"""What if: a change, both rosters, and what lies between them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.engine import solve
from solver.policy import town_policy
from solver.problem import Problem
from solver.spans import Span
from solver.what_if import Change, changed, what_if
from tests.solver.problems import activity, person, problem, role
from tests.solver.test_engine import RULES


def small() -> Problem:
    """Two duties at the same time, for two people who live elsewhere and here."""
    duties = [activity(480, 600), activity(480, 600)]
    people = [person("a", home=0), person("b", home=1)]
    return problem(people, duties, [role(0, 1, 1, priority=4), role(1, 1, 1)], RULES)


def test_without_a_change_nothing_differs() -> None:
    found = what_if(small(), Change(), seconds=60, effort=10)
    assert (found.lost, found.new) == ((), ())
    assert all(before == after for before, after in found.costs.values())


def test_without_somebody_the_less_urgent_duty_falls_out_and_its_cost_is_told_by_rule() -> None:
    facts = small()
    found = what_if(facts, Change(people={0: ()}), seconds=60, effort=10)
    assert found.before.roster == solve(facts, seconds=60, effort=10).roster
    assert found.after.roster == ((1,), ())
    assert (set(found.lost), set(found.new)) == (
        {(number, who[0]) for number, who in enumerate(found.before.roster)} - {(0, 1)},
        {(0, 1)} - {(number, who[0]) for number, who in enumerate(found.before.roster)},
    )
    assert (found.costs["GoesAhead"], found.costs["Coverage"]) == ((0, 400_000), (0, 20_000))


def test_people_can_be_away_for_a_while_and_roles_want_more_or_fewer() -> None:
    facts = small()
    away = Span(0, 500)
    found = changed(facts, Change(people={1: (away,)}, wanted={0: 3, 1: 0}))
    assert found.people[1].unavailable == (away,)
    assert [(one.minimum, one.wanted) for one in found.roles] == [(1, 3), (0, 0)]
    assert replace(found, people=facts.people, roles=facts.roles) == facts


def test_a_role_that_wants_more_takes_at_least_these() -> None:
    facts = problem([person("a")], [activity(0, 60)], [role(0, 0, 1, most=2)])
    found = [changed(facts, Change(wanted={0: wanted})).roles[0] for wanted in (0, 2, 3)]
    assert [(one.wanted, one.takes) for one in found] == [(0, 2), (2, 2), (3, 3)]


def test_a_policy_is_changed_as_a_whole() -> None:
    found = what_if(small(), Change(policy=town_policy()), seconds=60, effort=10)
    assert (len(found.before.tiers), len(found.after.tiers)) == (1, 11)


def test_nobody_can_be_wanted_less_than_not_at_all_and_only_who_is_there_is_away() -> None:
    with pytest.raises(ValueError, match="role r0 cannot want -1"):
        changed(small(), Change(wanted={0: -1}))
    with pytest.raises(IndexError):
        changed(small(), Change(people={7: ()}))
