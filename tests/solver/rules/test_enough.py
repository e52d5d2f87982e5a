"""How much a person does at least."""

from __future__ import annotations

import pytest

from solver.candidates import Capacity, Commitment, Limits, Team
from solver.rules.base import Finding
from solver.rules.enough import EnoughHours
from solver.spans import DAY, Span
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, forbidden, posted, terms

EAGER = person(limits=Limits(least_minutes=100))
DUTIES = [activity(0, 60), activity(DAY + 9, DAY + 49), activity(3 * DAY - 39, 3 * DAY)]
ROLES = [role(number, 0, 2) for number in range(3)]
RULE = EnoughHours()


@pytest.mark.parametrize(
    ("held", "missing"), [((0, 1), 0), ((0, 2), 1), ((1, 2), 21), ((0,), 40), ((0, 1, 2), 0), ((), 100)]
)
def test_everybody_serves_their_least_minutes(held: tuple[int, ...], missing: int) -> None:
    facts = problem([person(), EAGER], DUTIES, ROLES)
    roster = tuple((1,) if number in held else () for number in range(3))
    short = Finding(RULE, (1,), held, missing, "min", reason="too few")
    assert found(RULE, facts, roster) == ([short] if missing else [])
    assert RULE.mended_by_more == {"too few"}


def test_a_model_allows_what_check_allows() -> None:
    facts = problem([EAGER], DUTIES, ROLES)
    nobody, all_of_them = (), (0,)
    few = [(a, b, c) for a in (nobody, all_of_them) for b in (nobody, all_of_them) for c in (nobody, all_of_them)]
    assert forbidden(RULE, facts) == [roster for roster in few if not (roster[0] and roster[1])]
    assert by_post(RULE, facts) == by_check(RULE, facts)
    rest = ((0,), (), ())
    assert by_post(RULE, facts, [1], rest) == by_check(RULE, facts, [1], rest) == {((0,), (0,), ()): 0}


def test_who_cannot_serve_enough_makes_a_model_impossible() -> None:
    facts = problem([EAGER, person()], DUTIES, ROLES)
    assert posted(RULE, facts, ((), (), ()), eligible=[(1,), (1,), (1,)]) is None
    assert posted(RULE, problem([person()], DUTIES, ROLES), ((), (), ())) == 0


def test_what_is_done_elsewhere_within_the_horizon_counts() -> None:
    outside = (Commitment(Span(6 * DAY, 6 * DAY + 90), 0), Commitment(Span(14 * DAY, 14 * DAY + 90), 0))
    busy = person(limits=Limits(least_minutes=100), commitments=(*outside, Commitment(Span(7 * DAY, 7 * DAY + 50), 0)))
    duties = [activity(8 * DAY, 8 * DAY + 50), activity(9 * DAY, 9 * DAY + 49)]
    facts = problem([busy], duties, [role(0), role(1)], horizon=Span(7 * DAY, 14 * DAY))
    assert found(RULE, facts, ((0,), ())) == []
    assert found(RULE, facts, ((), (0,))) == [Finding(RULE, (0,), (1,), 1, "min", reason="too few")]
    assert terms(RULE, facts) == [{"term": "AtLeast", "amount": [50, 49], "fixed": [50], "least": [100]}]
    assert by_post(RULE, facts) == by_check(RULE, facts)


def test_duties_with_a_team_count_unless_the_rule_says_otherwise() -> None:
    facts = problem([EAGER], [activity(0, 100)], [role(0, 0, 1, Capacity.TEAM)], teams=[Team("t", (0,))])
    alone = EnoughHours(with_team=0)
    assert found(RULE, facts, ((1,),)) == []
    assert found(alone, facts, ((1,),)) == [Finding(alone, (0,), (0,), 100, "min", reason="too few")]
    for rule in (RULE, alone):
        assert by_post(rule, facts) == by_check(rule, facts)
    assert terms(RULE, facts)[0]["least"] == [100, 0]


def test_where_nobody_has_a_least_there_is_nothing_to_keep() -> None:
    facts = problem([person(), person(limits=Limits(least_minutes=0))], DUTIES, ROLES)
    assert (terms(RULE, facts), found(RULE, facts, ((), (), ())), forbidden(RULE, facts)) == ([], [], [])
