"""How often a person does duties of one kind."""

from __future__ import annotations

import pytest

from solver.candidates import Capacity, Commitment, DutiesOf, Limits, Team
from solver.rules.base import UNLIMITED, Finding
from solver.rules.kinds import DutiesOfAKind
from solver.spans import DAY, Span
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, forbidden, terms

RULE = DutiesOfAKind()
DUTIES = [activity(day * DAY, day * DAY + 9, kind="night" if day % 2 else "early") for day in range(4)]
ROLES = [role(number, 0, 2) for number in range(4)]


def limited(**most: int) -> Limits:
    """So many duties of these kinds."""
    return Limits(kinds=tuple(DutiesOf(kind, number) for kind, number in most.items()))


@pytest.mark.parametrize(
    ("most", "excess"), [({"night": 2}, 0), ({"night": 1}, 1), ({"night": 0}, 2), ({"late": 0}, 0), ({}, 0)]
)
def test_nobody_has_more_duties_of_a_kind_than_their_own_limit(most: dict[str, int], excess: int) -> None:
    facts = problem([person(), person(limits=limited(**most))], DUTIES, ROLES)
    expected = [Finding(RULE, (1,), (1, 3), excess, "duties")] if excess else []
    assert found(RULE, facts, ((0, 1), (0, 1), (0, 1), (0, 1))) == expected


def test_each_kind_that_somebody_limits_is_a_sum_of_its_own() -> None:
    people = [person(limits=limited(night=1, early=2)), person(limits=limited(late=0)), person()]
    sums = {"term": "Sum", "period": [0] * 4, "fixed": [[0]] * 3, "weight": [0] * 3, "base": [0] * 3, "crews": True}
    assert terms(RULE, problem(people, DUTIES, ROLES)) == [
        {**sums, "amount": [1, 0, 1, 0], "most": [2, UNLIMITED, UNLIMITED]},
        {**sums, "amount": [0, 0, 0, 0], "most": [UNLIMITED, 0, UNLIMITED]},
        {**sums, "amount": [0, 1, 0, 1], "most": [1, UNLIMITED, UNLIMITED]},
    ]
    assert terms(RULE, problem(people[2:], DUTIES, ROLES)) == []


def test_a_model_allows_what_check_allows() -> None:
    facts = problem([person(limits=limited(night=1, early=0))], DUTIES, ROLES)
    assert by_post(RULE, facts) == by_check(RULE, facts)
    assert list(by_post(RULE, facts)) == [((), (), (), ()), ((), (), (), (0,)), ((), (0,), (), ())]
    rest = ((), (0,), (), ())
    assert forbidden(RULE, facts, [3], rest) == [((), (0,), (), (0,))]
    assert forbidden(RULE, facts, [2], rest) == [((), (0,), (0,), ())]
    beyond = ((0,), (), (), ())
    assert forbidden(RULE, facts, [2], beyond) == [((0,), (), (0,), ())]


def test_of_a_duty_elsewhere_the_kind_is_not_known_and_a_teams_counts_unless_the_rule_says_otherwise() -> None:
    strict = person(limits=limited(night=0), commitments=(Commitment(Span(DAY, DAY + 9), 0),))
    facts = problem([strict], [activity(0, 9, kind="night")], [role(0, 0, 1, Capacity.TEAM)], teams=[Team("t", (0,))])
    alone = DutiesOfAKind(with_team=0)
    assert found(RULE, facts, ((),)) == []
    assert found(RULE, facts, ((1,),)) == [Finding(RULE, (0,), (0,), 1, "duties")]
    assert found(alone, facts, ((1,),)) == []
    assert [terms(rule, facts)[0]["crews"] for rule in (RULE, alone)] == [True, False]
    for rule in (RULE, alone):
        assert by_post(rule, facts) == by_check(rule, facts)
