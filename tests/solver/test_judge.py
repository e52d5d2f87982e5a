"""The one measure that every roster is held against."""

from __future__ import annotations

from solver import judge
from solver.problem import Pin
from solver.rules.base import Finding
from solver.rules.clashes import NotInTwoPlaces
from solver.rules.demand import Coverage, GoesAhead, Minimum, Overstaffed
from solver.rules.fairness import FairHours
from solver.rules.pins import Pinned
from solver.rules.preferences import Wishes
from tests.solver.problems import activity, person, problem, role

RULES = (Coverage(), NotInTwoPlaces(), Minimum(), Pinned(), GoesAhead())
FACTS = problem(
    [person("a"), person("b")],
    [activity(0, 60), activity(30, 90)],
    [role(0, 2, 3), role(1, 0, 1, priority=1)],
    RULES,
    pins=(Pin(1, 1),),
)
ROSTER = ((0,), (0,))
OPEN = Finding(Coverage(), (), (0,), 2, "slots", 40_000)
CLASH = Finding(NotInTwoPlaces(), (0,), (0, 1), 30, "min")
TOO_FEW = Finding(Minimum(), (), (0,), 1, "slots", reason="missing")
NO_PIN = Finding(Pinned(), (1,), (1,), 1, "assignment", reason="missing")


def test_findings_are_those_of_all_rules_in_the_order_of_the_policy() -> None:
    assert judge.findings(FACTS, ROSTER) == [OPEN, CLASH, TOO_FEW, NO_PIN]
    assert judge.findings(FACTS, ROSTER, [Minimum(), Coverage()]) == [TOO_FEW, OPEN]


def test_hard_findings_are_those_of_hard_rules_and_the_cost_is_that_of_soft_ones() -> None:
    assert judge.hard_findings(FACTS, ROSTER) == [CLASH, TOO_FEW, NO_PIN]
    assert judge.cost(FACTS, ROSTER) == 40_000


def test_the_empty_roster_breaks_nothing_and_costs_what_does_not_go_ahead() -> None:
    nobody = judge.empty_roster(FACTS)
    assert nobody == ((), ())
    assert judge.hard_findings(FACTS, nobody) == []
    found = judge.findings(FACTS, nobody)
    goes_ahead = GoesAhead().price(FACTS, 0)
    assert judge.costs_by_rule(found) == {"Coverage": 3 * 20_000 + 10_000, "GoesAhead": goes_ahead}
    assert judge.cost(FACTS, nobody) == 70_000 + goes_ahead


def test_costs_are_added_up_by_rule_and_hard_rules_have_none() -> None:
    found = [OPEN, CLASH, Finding(Coverage(), (), (1,), 1, "slots", 5), Finding(GoesAhead(), cost=7)]
    assert judge.costs_by_rule(found) == {"Coverage": 40_005, "GoesAhead": 7}
    assert judge.costs_by_rule([]) == {}


def test_what_soft_rules_find_is_added_up_in_their_own_units_and_in_points() -> None:
    found = [OPEN, CLASH, Finding(Coverage(), (), (1,), 1, "slots", 5), Finding(GoesAhead(), (), (), 1, "activity", 7)]
    assert judge.shares_by_rule(found) == {
        "Coverage": judge.Share(3, "slots", 40_005),
        "GoesAhead": judge.Share(1, "activity", 7),
    }


def test_costs_are_added_up_by_person_and_what_is_nobodys_own_is_left_out() -> None:
    wishes = [Finding(Wishes(), (one,), (0,), 1, "duty", cost) for one, cost in ((2, 400), (0, 150), (2, 400))]
    together = Finding(Overstaffed(), (0, 2), (0,), 1, "slots", 1_000)
    found = [OPEN, CLASH, *wishes, together, Finding(FairHours(), (2,), (0,), 3, "share", 90)]
    assert judge.costs_by_person(found) == {0: {"Wishes": 150}, 2: {"Wishes": 800, "FairHours": 90}}
    assert judge.costs_by_person([OPEN, CLASH]) == {}


def test_slots_are_filled_by_no_more_than_are_wanted() -> None:
    rota = problem([person("a"), person("b"), person("c")], [activity(0, 60)], [role(0, 0, 2, most=3), role(0, 0, 2)])
    rosters = [((), ()), ((0,), ()), ((0, 1, 2), ()), ((0, 1), (2,))]
    assert [judge.filled(rota, roster) for roster in rosters] == [0, 1, 2, 3]
