"""Lexicographic rosters: on tiny problems the engine's is the best of all, tier by tier."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from solver import judge
from solver.engine import Engine, solve
from solver.judged import Judged
from solver.objective import Costs, Objective, TierValue, vector
from solver.policy import read_policy
from solver.problem import Pin, Problem, Roster
from solver.rules.clashes import NotInTwoPlaces
from solver.rules.demand import Coverage, GoesAhead, Minimum
from solver.rules.eligibility import ServesInCapacity
from solver.rules.fairness import FairHours
from solver.rules.preferences import Disturbance, NearHome
from solver.search.compiled import Compiled
from solver.solution import Progress, Status
from solver.stages import STAGES, weights
from solver.tables import Tables
from solver.tiers import Mode, Tier
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, legal
from tests.solver.test_engine import town

RULES = (ServesInCapacity(), NotInTwoPlaces(), Minimum(), GoesAhead(), Coverage())
SOFT = (Disturbance(), FairHours(), NearHome())


def tiered(facts: Problem) -> Problem:
    """The same problem, tier by tier."""
    return replace(facts, policy=facts.policy[1:])


def all_costs(facts: Problem) -> dict[Roster, Costs]:
    """What every roster that breaks no hard rule costs in each tier."""
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    objective = Objective(compiled.rules, Mode.TIERS)
    found = {}
    for roster in legal(facts, compiled):
        judged = Judged(compiled.tables, roster)
        found[roster] = objective.costs(judged, judge.checked(judged, compiled.rules))
    return found


def test_the_engines_roster_is_the_best_of_all_tier_by_tier(request: pytest.FixtureRequest) -> None:
    random = Random("tiers")
    for seed in range(1000 if request.config.getoption("--nightly") else 60):
        facts = tiered(random_problem(random, ALL))
        costs, objective = all_costs(facts), Objective(read_policy(facts.policy), Mode.TIERS)
        solution = solve(facts, seconds=60, effort=20, seed=seed)
        own = costs[solution.roster]
        assert vector(own) == min(map(vector, costs.values())), facts
        assert [tier.value for tier in solution.tiers] == [objective.counted(tier, cost) for tier, cost in own.items()]
        assert all(tier.bound is None or tier.bound <= tier.value for tier in solution.tiers)


def test_an_urgent_slot_is_not_given_up_for_any_number_of_low_ones() -> None:
    duties = [activity(0, 600), *(activity(60 * hour, 60 * hour + 30) for hour in range(9))]
    roles = [role(0, 0, 1, priority=4), *(role(number, 0, 1, priority=1) for number in range(1, 10))]
    rules = (*RULES[:-1], Coverage(urgent=20_000))
    facts = problem([person(home=0)], duties, roles, (*rules, *SOFT))
    assert solve(facts, seconds=60, effort=20).roster == ((), *((0,),) * 9)
    best = solve(tiered(facts), seconds=60, effort=20)
    assert best.roster == ((0,), *((),) * 9)
    assert best.tiers[:3] == (
        TierValue(Tier.URGENT_ACTIVITIES, 0, 0),
        TierValue(Tier.URGENT_SLOTS, 0, 0),
        TierValue(Tier.HIGH_ACTIVITIES, 0, 0),
    )
    assert best.unproven == TierValue(Tier.LOW_SLOTS, 9, None)


def test_what_was_published_stays_however_unfair_it_is_and_fairness_comes_before_wishes() -> None:
    people = [person("far", home=1), person("near", home=0)]
    duties = [activity(60 * hour, 60 * hour + 60) for hour in range(0, 8, 2)]
    facts = problem(people, duties, [role(n, 0, 1) for n in range(4)], (*RULES, *SOFT))
    assert [solve(tiered(facts), seconds=60, effort=20).roster.count((n,)) for n in (0, 1)] == [2, 2]
    kept = replace(tiered(facts), published=tuple(Pin(number, 0) for number in range(4)))
    solution = solve(kept, seconds=60, effort=20)
    assert solution.roster == ((0,),) * 4
    assert [tier.unit for tier in solution.tiers][-3:] == ["assignments", "points", "points"]


def test_what_nobody_can_fill_is_proven_by_counting_and_the_first_tier_that_is_not_is_named() -> None:
    duties = [activity(0, 60, priority=3), activity(120, 180)]
    roles = [role(0, 2, 3, priority=3), role(1, 0, 4, priority=4)]
    solution = solve(tiered(problem([person()], duties, roles, (*RULES, *SOFT))), seconds=60, effort=20)
    assert solution.roster == ((), (0,))
    assert [(tier.tier, tier.value) for tier in solution.tiers if tier.proven and tier.value] == [
        (Tier.URGENT_SLOTS, 3),
        (Tier.HIGH_ACTIVITIES, 1),
        (Tier.HIGH_SLOTS, 3),
    ]
    assert solution.unproven == TierValue(Tier.FAIRNESS, 40, None)
    assert (solution.lower_bound, solution.gap) == (None, None)


def test_with_two_workers_all_tiers_of_a_small_problem_are_proven_and_the_solve_ends() -> None:
    duties = [activity(60 * hour, 60 * hour + 60) for hour in range(0, 8, 2)]
    facts = problem([person("a", home=0), person("b", home=0)], duties, [role(n, 1, 2) for n in range(4)], RULES)
    told: list[Progress] = []
    solution = solve(tiered(facts), seconds=60, workers=2, progress=told.append)
    assert (solution.status, solution.unproven) == (Status.OPTIMAL, None)


def test_the_same_seed_and_effort_give_the_same_roster_whatever_is_told_meanwhile() -> None:
    facts, told = tiered(town()), list[Progress]()
    first = solve(facts, seconds=60, effort=40, seed=3, progress=told.append)
    again = solve(facts, seconds=60, effort=40, seed=3, workers=2)
    assert (first.roster, first.tiers[0]) == (again.roster, again.tiers[0])
    assert {entry.about for entry in told} <= {Tier.SUM, Tier.FAIRNESS, Tier.WISHES}


def test_a_policy_of_one_sum_has_one_tier() -> None:
    solution = solve(town(), seconds=60, effort=5)
    assert solution.tiers == (TierValue(Tier.SUM, solution.cost, None),)


def test_a_stage_is_left_when_what_it_is_about_is_proven_unless_the_effort_ends_the_solve() -> None:
    settled = []
    for effort in (None, 10):
        engine = Engine(tiered(town()), seconds=60, effort=effort, seed=0, workers=1, progress=None, stop=None)
        engine.chains.construct()
        engine.note()
        engine.enter(0.0)
        settled.append(engine.settled())
        engine.enter(0.5)
        settled.append(engine.settled())
    assert settled == [True, False, False, False]


def test_all_stages_are_gone_through() -> None:
    engine = Engine(tiered(town()), seconds=60, effort=10, seed=0, workers=1, progress=None, stop=None)
    engine.run()
    assert (engine.staged.course.number, engine.staged.course.about) == (3, Tier.WISHES)


def test_the_search_goes_on_from_what_the_proof_of_coverage_booked_unless_the_effort_ends_the_solve() -> None:
    facts, taken = tiered(town()), []
    better = solve(facts, seconds=60, effort=5).roster
    for effort in (None, 10):
        engine = Engine(facts, seconds=60, effort=effort, seed=0, workers=1, progress=None, stop=None)
        engine.chains.start_from(judge.empty_roster(facts), engine.answers.nobody.cost)
        engine.note()
        engine.enter(0.0)
        engine.take_over(better)
        made_for = weights(engine.objective, STAGES[0], engine.best.by_tier, engine.staged.worst)
        taken.append((engine.best.roster, engine.chains.best_roster()))
        assert engine.staged.weights == made_for
        engine.chains.close()
    assert taken == [(better, better), (judge.empty_roster(facts),) * 2]


def test_with_time_and_two_workers_coverage_is_proven_and_as_good_as_it_can_be() -> None:
    people = [person("a"), person("b"), *(person(f"p{number}", home=0) for number in range(6))]
    duties = [activity(60 * (number % 4), 60 * (number % 4) + 90, number % 2) for number in range(16)]
    facts = tiered(problem(people, duties, [role(n, 0, 2, priority=1 + n % 4) for n in range(16)], (*RULES, *SOFT)))
    told: list[Progress] = []

    def enough() -> bool:
        return bool(told) and all(tier.proven for tier in told[-1].tiers if tier.unit == "slots")

    solution = solve(facts, seconds=240, workers=2, progress=told.append, stop=enough)
    coverage = [tier for tier in solution.tiers if tier.unit == "slots"]
    assert [(tier.value, tier.proven) for tier in coverage] == [(0, True), (8, True), (0, True), (8, True)]
