"""Every rule says the same by `check`, `delta` and `post`: all rosters of tiny random problems are tried."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from ortools.sat.python import cp_model

from solver import judge
from solver.engine import Status, solve
from solver.neighbourhood import Neighbourhood
from solver.policy import read_policy, town_policy
from solver.pricing import Pricing
from solver.problem import Problem, Roster
from solver.rules.base import TOO_MUCH, Rule
from solver.rules.clashes import MinimumRest, OnceAnActivity
from solver.rules.composition import CertifiedOfficers
from solver.rules.demand import Coverage, GoesAhead, Minimum
from solver.rules.eligibility import ServesInCapacity
from solver.rules.hours import HoursADay, HoursAWeek
from solver.rules.overtime import Overtime, OvertimeAMonth
from solver.rules.preferences import NearHome
from solver.rules.rest_days import ConsecutiveDays
from tests.solver.problems import problem, random_problem, rosters

SMALL: dict[str, Rule] = {
    "MinimumRest": MinimumRest(minutes=5),
    "HoursADay": HoursADay(employed=7, overtime=2),
    "HoursAWeek": HoursAWeek(employed=9, overtime=3),
    "OvertimeAMonth": OvertimeAMonth(day=4, week=6, minutes=3),
    "Overtime": Overtime(day=4, week=6, cost=300),
    "ConsecutiveDays": ConsecutiveDays(most=1),
    "CertifiedOfficers": CertifiedOfficers(minimum=1, certificates=("certificate",)),
    "NearHome": NearHome(cost=700),
    "GoesAhead": GoesAhead(cost=3_000),
    "Coverage": Coverage(low=1_000, normal=1_500, high=2_000, urgent=4_000),
}
"""Rules with limits that tiny problems reach, and prices that make the choice between them close."""

ALL = tuple(SMALL.get(type(rule).__name__, rule) for rule in read_policy(town_policy()))
BASIC = tuple(
    rule for rule in ALL if isinstance(rule, ServesInCapacity | OnceAnActivity | Minimum | GoesAhead | Coverage)
)
POLICIES = {"all": ALL, **{type(rule).__name__: (*BASIC, rule) for rule in ALL if rule not in BASIC}}
PROBLEMS = 60


def legal(facts: Problem, pricing: Pricing) -> dict[Roster, int]:
    """The cost of every roster that breaks no hard rule."""
    costs = {}
    for roster in rosters(pricing.eligible):
        found = judge.findings(facts, roster, pricing.rules)
        if not any(finding.rule.hard for finding in found):
            costs[roster] = sum(finding.cost for finding in found)
    return costs


def exact(pricing: Pricing, fixed: Roster, free: Sequence[int]) -> tuple[int, Roster]:
    """The optimum by the rules' constraints over some activities, the others as they are: its objective, its roster."""
    state = pricing.new_state()
    for number, candidates in enumerate(fixed):
        for candidate in candidates if pricing.problem.roles[number].activity not in free else ():
            state.place(number, candidate)
    model = Neighbourhood(state, free, {number: [int(n) for n in who] for number, who in enumerate(pricing.eligible)})
    for rule in pricing.rules:
        rule.post(model)
    model.cp.minimize(sum(model.costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model.cp) == cp_model.OPTIMAL
    for number, slots in model.slots.items():
        for candidate, literal in slots.items():
            if solver.boolean_value(literal):
                state.place(number, candidate)
    return round(solver.objective_value), state.roster()


@pytest.fixture
def problems(request: pytest.FixtureRequest) -> int:
    """How many tiny problems to try."""
    return 40 * PROBLEMS if request.config.getoption("--nightly") else PROBLEMS


@pytest.mark.parametrize("name", POLICIES)
def test_post_has_the_same_optimum_as_check_over_all_rosters(name: str, problems: int) -> None:
    random = Random(f"post {name}")
    for _ in range(problems):
        facts = random_problem(random, POLICIES[name])
        pricing = Pricing(facts, read_policy(facts.policy))
        costs = legal(facts, pricing)
        objective, roster = exact(pricing, judge.empty_roster(facts), range(len(facts.activities)))
        assert objective == costs[roster] == min(costs.values()), facts


@pytest.mark.parametrize("name", POLICIES)
def test_post_finds_the_best_of_some_activities_where_the_others_stay_as_they_are(name: str, problems: int) -> None:
    random = Random(f"part {name}")
    for _ in range(problems):
        facts = random_problem(random, POLICIES[name])
        pricing = Pricing(facts, read_policy(facts.policy))
        costs, free = legal(facts, pricing), {random.randrange(len(facts.activities))}
        fixed = random.choice(sorted(costs))
        same = [role for role, asked in enumerate(facts.roles) if asked.activity not in free]
        best = min(cost for roster, cost in costs.items() if all(roster[role] == fixed[role] for role in same))
        _, roster = exact(pricing, fixed, sorted(free))
        assert costs.get(roster) == best, (facts, fixed, free)


@pytest.mark.parametrize("name", POLICIES)
def test_delta_prices_every_booking_as_check_does_and_forbids_what_breaks_a_hard_rule(name: str, problems: int) -> None:
    random = Random(f"delta {name}")
    for _ in range(problems):
        facts = random_problem(random, POLICIES[name])
        pricing = Pricing(facts, read_policy(facts.policy))
        state, cost = pricing.new_state(), judge.cost(facts, judge.empty_roster(facts))
        for _ in range(8):
            number = random.randrange(len(facts.roles))
            free = [int(n) for n in pricing.eligible[number] if n not in state.slots[number]]
            if not free:
                continue
            candidate = random.choice(free)
            price = int(pricing.marginal(state, number, np.array([candidate], dtype=np.int64))[0])
            before = broken_for_good(facts, state.roster(), pricing)
            state.place(number, candidate)
            after = broken_for_good(facts, state.roster(), pricing)
            assert (price >= TOO_MUCH) == (after > before), (facts, state.roster())
            if price >= TOO_MUCH:
                state.remove(number, candidate)
            else:
                cost += price
                assert cost == judge.cost(facts, state.roster())
                assert (
                    int(pricing.price(state_without(state, number, candidate), number, np.array([candidate]))[0])
                    == price
                )
                state.place(number, candidate)


def state_without(state, number: int, candidate: int):  # type: ignore[no-untyped-def]
    """The state before a booking."""
    state.remove(number, candidate)
    return state


def broken_for_good(facts: Problem, roster: Roster, pricing: Pricing) -> int:
    """How much a roster breaks that more bookings cannot mend: what is missing is not counted."""
    found = judge.findings(facts, roster, pricing.rules)
    return sum(f.amount for f in found if f.rule.hard and f.reason not in f.rule.mended_by_more)


def test_search_is_never_below_the_optimum_of_tiny_problems_and_nearly_always_at_it() -> None:
    random, reached = Random("search"), 0
    for seed in range(PROBLEMS):
        facts = random_problem(random, ALL)
        best = min(legal(facts, Pricing(facts, read_policy(facts.policy))).values())
        cost = solve(facts, seconds=30, effort=300, seed=seed).cost
        assert cost >= best, facts
        reached += cost == best
    assert reached >= 0.95 * PROBLEMS


def test_an_empty_problem_has_the_empty_roster_and_costs_nothing() -> None:
    solution = solve(problem((), (), (), ALL), seconds=1)
    assert (solution.roster, solution.cost, solution.costs, solution.status) == ((), 0, {}, Status.EMPTY)
