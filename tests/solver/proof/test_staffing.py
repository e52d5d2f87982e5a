"""What is proven of a staffing is true of all rosters; where everybody is named, it is met."""

from __future__ import annotations

from random import Random

import pytest
from ortools.math_opt.python import mathopt

from solver.policy import read_policy
from solver.problem import Pin, Problem
from solver.proof.prover import Over
from solver.proof.staffing import MOST_PAIRS, Measure, Staffing
from solver.repair.distance import Distance, distance, unit
from solver.rules.demand import Coverage, GoesAhead, Minimum
from solver.rules.venues import VenueHasRoom
from solver.search.compiled import Compiled
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import BASIC, POLICIES, legal


def answer(model: mathopt.Model) -> mathopt.SolveResult:
    """What HiGHS finds."""
    limits = mathopt.SolveParameters(relative_gap_tolerance=0.0)
    return mathopt.solve(model, mathopt.SolverType.HIGHS, params=limits)


def compiled_of(facts: Problem) -> Compiled:
    """The problem under its rules."""
    return Compiled(Tables(facts), read_policy(facts.policy))


def measures(compiled: Compiled, named: set[int], most: int = MOST_PAIRS) -> list[Measure]:
    """What a staffing proves of what stays unfilled, and of how much changes at that."""
    staffing = Staffing(compiled, named, most=most)
    found = [staffing.least(staffing.unfilled(compiled.facts), unit(compiled), answer)]
    staffing.limit(staffing.unfilled(compiled.facts), min(one.value for one in found if one), unit(compiled))
    found.append(staffing.least(staffing.changed, 1, answer))
    return [measure for measure in found if measure]


def nearest(facts: Problem, compiled: Compiled) -> Distance:
    """The least distance of all rosters."""
    return min(distance(compiled, roster) for roster in legal(facts, compiled))


@pytest.fixture
def problems(request: pytest.FixtureRequest) -> int:
    """How many tiny problems to try."""
    return 300 if request.config.getoption("--nightly") else 12


@pytest.mark.parametrize("name", POLICIES)
def test_it_is_never_above_the_nearest_of_all_rosters(name: str, problems: int) -> None:
    random = Random(f"staffing {name}")
    for _ in range(problems):
        facts = random_problem(random, POLICIES[name])
        compiled, named = compiled_of(facts), {n for n in range(len(facts.roles)) if random.random() < 0.5}
        most = random.choice([0, 4, MOST_PAIRS])
        best, (unfilled, changed) = nearest(facts, compiled), measures(compiled, named, most)
        assert unfilled.bound <= best.unfilled, facts
        if unfilled.value == best.unfilled:
            assert changed.bound <= best.changed, facts


LEFT_OUT = {
    "FreeDayAWeek",
    "ConsecutiveDays",
    "Quotas",
    "ExperiencedWithNew",
    "KeptApart",
    "ServeTogether",
    "NeverAlone",
    "Trained",
}
EXACT = [name for name in POLICIES if name not in {"all", "without crews", "twice", *LEFT_OUT}]
"""Without rules that a staffing leaves out, or lets somebody who comes in two ways meet twice."""


@pytest.mark.parametrize("name", [name for name in EXACT if name != "OvertimeAMonth"])
def test_where_everybody_is_named_it_is_the_nearest_of_all_rosters(name: str, problems: int) -> None:
    random = Random(f"named {name}")
    for _ in range(problems):
        facts = random_problem(random, POLICIES[name])
        compiled = compiled_of(facts)
        best = nearest(facts, compiled)
        exact = [Measure(best.unfilled, best.unfilled), Measure(best.changed, best.changed)]
        assert measures(compiled, set(range(len(facts.roles)))) == exact, facts


def test_the_solution_says_who_holds_what_and_how_much_is_filled_by_number() -> None:
    facts = problem(
        [person("a"), person("b"), person("c")], [activity(0, 60)], [role(0, 0, 2)], BASIC, published=(Pin(0, 1),)
    )
    staffing = Staffing(compiled_of(facts), set())
    assert staffing.least(staffing.unfilled(staffing.facts), 1, answer) == Measure(0, 0)
    staffing.limit(staffing.unfilled(staffing.facts), 0, 1)
    assert staffing.least(staffing.changed, 1, answer) == Measure(1, 1)
    assert (staffing.found, staffing.filled) == ([Pin(0, 1)], [2])
    assert [staffing.missing(roster) for roster in (((0, 1),), ((1,),), ((0, 2),))] == [set(), {0}, {0}]


def test_roles_that_are_by_name_as_they_are_lack_nothing_that_more_names_would_give() -> None:
    facts = problem([person("a"), person("b")], [activity(0, 60)], [role(0, 0, 2)], BASIC)
    by_name, by_number = Staffing(compiled_of(facts), {0}), Staffing(compiled_of(facts), set())
    assert by_name.least(by_name.unfilled(by_name.facts), 1, answer) == Measure(0, 0)
    assert by_number.least(by_number.unfilled(by_number.facts), 1, answer) == Measure(0, 0)
    assert (by_name.missing(((0,),)), by_number.missing(((0,),))) == (set(), {0})


def test_what_activities_ask_is_held_as_far_as_the_pairs_allow() -> None:
    duties = [activity(0, 60, venue=2, attendees=1), activity(100, 160, venue=2, attendees=1)]  # room for one more
    facts = problem([person("a"), person("b")], duties, [role(0, 0, 2), role(1, 0, 2)], (*BASIC, VenueHasRoom()))
    compiled = compiled_of(facts)
    assert [Staffing(compiled, set(), most=most).particular for most in (1, 2, 4)] == [set(), {0}, {0, 1}]
    assert [measures(compiled, set(), most)[0].bound for most in (1, 2, 4)] == [0, 1500, 3000]


def test_a_large_model_is_broken_off_while_it_is_built() -> None:
    compiled = compiled_of(problem([person("a")], [activity(0, 60)], [role()], BASIC))
    with pytest.raises(Over):
        Staffing(compiled, {0}, lambda: True)


def test_without_an_answer_nothing_is_proven() -> None:
    staffing = Staffing(compiled_of(problem([person("a")], [activity(0, 60)], [role()], BASIC)), set())
    assert staffing.least(staffing.unfilled(staffing.facts), 1, lambda _: None) is None
    staffing.limit(staffing.unfilled(staffing.facts), -1, 1)
    assert staffing.least(staffing.unfilled(staffing.facts), 1, answer) is None


def test_what_stays_unfilled_is_counted_in_units_of_all_prices() -> None:
    rules = (Minimum(), GoesAhead(6), Coverage(4, 10, 14, 20))
    facts = problem([], [activity(0, 60, priority=1)], [role(0, 1, 1), role(0, 0, 2, priority=1)], rules)
    compiled = compiled_of(facts)
    assert (unit(compiled), measures(compiled, set())[0]) == (2, Measure(24, 24))
