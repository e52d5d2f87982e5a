"""Every rule says the same by `check`, `terms` and `post`: all rosters of tiny random problems are tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from solver import judge
from solver.engine import solve
from solver.explanations.explain import replaced
from solver.judged import Judged
from solver.neighbourhood import Neighbourhood
from solver.policy import read_policy, town_policy
from solver.problem import Problem, Roster
from solver.rules.base import Rule
from solver.rules.clashes import ClashRule, MinimumRest, OnceAnActivity, OneDutyADay, Successions
from solver.rules.composition import CertifiedOfficers, WomenAndMen
from solver.rules.demand import Coverage, GoesAhead, Minimum, Overstaffed
from solver.rules.eligibility import PairRule, ServesInCapacity, WithinReach
from solver.rules.enough import EnoughHours
from solver.rules.fairness import FairRule
from solver.rules.hours import HoursADay, HoursAWeek, HoursInAll, LimitRule
from solver.rules.kinds import DutiesOfAKind
from solver.rules.overtime import Overtime, OvertimeAMonth
from solver.rules.preferences import Evenings, KeepPublished, NearHome, Requests
from solver.rules.rest_days import ConsecutiveDays
from solver.rules.runs import DaysOffInARow, EnoughDaysInARow
from solver.rules.venues import VenueHasRoom
from solver.rules.weekends import WeekendsWorked
from solver.search.booking import put, take
from solver.search.compiled import Compiled
from solver.search.facts import TOO_MUCH
from solver.search.local_search import Search
from solver.search.pricing import marginals
from solver.solution import Status
from solver.tables import Tables
from tests.solver.problems import problem, random_problem, random_rota, rosters

SMALL: dict[str, Rule] = {
    "MinimumRest": MinimumRest(minutes=5),
    "HoursADay": HoursADay(employed=7, overtime=2),
    "HoursAWeek": HoursAWeek(employed=9, overtime=3),
    "OvertimeAMonth": OvertimeAMonth(day=4, week=6, minutes=1),
    "Overtime": Overtime(day=4, week=6, cost=300),
    "ConsecutiveDays": ConsecutiveDays(most=1),
    "CertifiedOfficers": CertifiedOfficers(minimum=1, certificates=("certificate",)),
    "NearHome": NearHome(cost=700),
    "GoesAhead": GoesAhead(low=3_000, normal=6_000, high=9_000, urgent=12_000),
    "Coverage": Coverage(low=1_000, normal=1_500, high=2_000, urgent=4_000),
}
"""Rules with limits that tiny problems reach, and prices that make the choice between them close."""

ALL = tuple(SMALL.get(type(rule).__name__, rule) for rule in read_policy(town_policy()))
BASIC = tuple(
    rule for rule in ALL if isinstance(rule, ServesInCapacity | OnceAnActivity | Minimum | GoesAhead | Coverage)
)
WITHOUT_CREWS = tuple(replace(rule, with_team=0) if isinstance(rule, LimitRule | FairRule) else rule for rule in ALL)
TWICE = (
    *(rule for rule in BASIC if not isinstance(rule, OnceAnActivity)),
    *(rule for rule in ALL if isinstance(rule, WomenAndMen | VenueHasRoom | FairRule)),
)
"""Whoever serves may hold several roles of an activity, and go with a team besides."""
OWN = (*BASIC, WithinReach(volunteer=3, team=3), Evenings(from_minute=5, cost=300), KeepPublished(cost=2_000))
"""Rules that a town's policy adds for itself."""
POLICIES = {
    "all": ALL,
    "without crews": WITHOUT_CREWS,
    "twice": TWICE,
    "own": OWN,
    **{type(rule).__name__: (*BASIC, rule) for rule in ALL if rule not in BASIC},
}
ROTA = (
    *(rule for rule in BASIC if not isinstance(rule, OnceAnActivity)),
    OneDutyADay(),
    Successions(never=("night>early",)),
    HoursInAll(),
    DutiesOfAKind(),
    WeekendsWorked(),
    ConsecutiveDays(),
    Overstaffed(low=400, normal=500, high=600, urgent=700),
    Requests(cost=600),
)
"""What a rota asks that bookings can keep one by one."""
WHOLE = (*ROTA, EnoughHours(), EnoughDaysInARow(), DaysOffInARow())
ROTAS = {"rota": ROTA, "whole": WHOLE}
PROBLEMS = 60
FUZZ: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def tiny(random: Random, name: str) -> Problem:
    """A tiny random problem under a policy of that name, of which there is a roster at all."""
    if name not in ROTAS:
        return random_problem(random, POLICIES[name])
    facts = random_rota(random, ROTAS[name])
    return facts if legal(facts, Compiled(Tables(facts), read_policy(facts.policy))) else tiny(random, name)


def legal(facts: Problem, compiled: Compiled) -> dict[Roster, int]:
    """The cost of every roster that breaks no hard rule."""
    costs = {}
    for roster in rosters(compiled.eligible):
        found = judge.findings(facts, roster, compiled.rules)
        if not any(finding.rule.hard for finding in found):
            costs[roster] = sum(finding.cost for finding in found)
    return costs


def exact(compiled: Compiled, fixed: Roster, free: Sequence[int]) -> tuple[int, Roster]:
    """The optimum by the rules' constraints over some activities, the others as they are: its objective, its roster."""
    kept = tuple(
        () if compiled.problem.roles[number].activity in free else candidates for number, candidates in enumerate(fixed)
    )
    rest = Judged(compiled.tables, kept)
    model = Neighbourhood(rest, free, {number: [int(n) for n in who] for number, who in enumerate(compiled.eligible)})
    for rule in compiled.rules:
        rule.post(model)
    model.cp.minimize(sum(model.costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model.cp) == cp_model.OPTIMAL
    chosen = {
        number: tuple(candidate for candidate, literal in slots.items() if solver.boolean_value(literal))
        for number, slots in model.slots.items()
    }
    return round(solver.objective_value), tuple(chosen.get(number, kept[number]) for number in range(len(kept)))


@pytest.fixture
def problems(request: pytest.FixtureRequest) -> int:
    """How many tiny problems to try."""
    return 5 * PROBLEMS if request.config.getoption("--nightly") else PROBLEMS


@pytest.mark.parametrize("name", [*POLICIES, *ROTAS])
def test_post_has_the_same_optimum_as_check_over_all_rosters(name: str, problems: int) -> None:
    random = Random(f"post {name}")
    for _ in range(problems):
        facts = tiny(random, name)
        compiled = Compiled(Tables(facts), read_policy(facts.policy))
        costs = legal(facts, compiled)
        objective, roster = exact(compiled, judge.empty_roster(facts), range(len(facts.activities)))
        assert objective == costs[roster] == min(costs.values()), facts


@pytest.mark.parametrize("name", [*POLICIES, *ROTAS])
def test_post_finds_the_best_of_some_activities_where_the_others_stay_as_they_are(name: str, problems: int) -> None:
    random = Random(f"part {name}")
    for _ in range(problems):
        facts = tiny(random, name)
        compiled = Compiled(Tables(facts), read_policy(facts.policy))
        costs, free = legal(facts, compiled), {random.randrange(len(facts.activities))}
        fixed = random.choice(sorted(costs))
        same = [role for role, asked in enumerate(facts.roles) if asked.activity not in free]
        best = min(cost for roster, cost in costs.items() if all(roster[role] == fixed[role] for role in same))
        _, roster = exact(compiled, fixed, sorted(free))
        assert costs.get(roster) == best, (facts, fixed, free)


@pytest.mark.parametrize("name", [*POLICIES, "rota"])
def test_terms_price_every_booking_as_check_does_and_forbid_what_breaks_a_hard_rule(name: str, problems: int) -> None:
    random = Random(f"delta {name}")
    for _ in range(problems):
        walk(random, tiny(random, name))


def walk(random: Random, facts: Problem) -> None:
    """Book one candidate after the other: each price is the difference that check finds, each refusal a broken rule."""
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    search, roster = Search(compiled, 0, 0), judge.empty_roster(facts)
    cost = judge.cost(facts, roster)
    for _ in range(8):
        number = random.randrange(len(facts.roles))
        prices = marginals(search.facts_ref, search.held_ref, number)
        free = [n for n, c in enumerate(compiled.eligible[number].tolist()) if c not in roster[number]]
        if not free:
            continue
        place = random.choice(free)
        candidate, price = int(compiled.eligible[number][place]), int(prices[place])
        after = replaced(roster, number, {*roster[number], candidate})
        worse = broken_for_good(facts, after, compiled) > broken_for_good(facts, roster, compiled)
        assert (price >= TOO_MUCH) == worse, (facts, after)
        if not worse:
            put(search.facts_ref, search.held_ref, number, candidate)
            take(search.facts_ref, search.held_ref, number, candidate)
            assert marginals(search.facts_ref, search.held_ref, number)[place] == price
            put(search.facts_ref, search.held_ref, number, candidate)
            roster, cost = after, cost + price
            assert cost == judge.cost(facts, roster)


@given(st.randoms(use_true_random=False))
@settings(max_examples=200, **FUZZ)
def test_any_walk_costs_what_check_finds(random: Random) -> None:
    walk(random, random_problem(random, ALL))


@pytest.mark.nightly
@given(st.randoms(use_true_random=False))
@settings(max_examples=5_000, **FUZZ)
def test_very_many_walks_cost_what_check_finds(random: Random) -> None:
    walk(random, random_problem(random, ALL))


def stand_alone(random: Random) -> None:
    """Eligible for a role is just who breaks no rule about pairs and clashes when booked in it and nobody else is, but
    that they lack a training that they could attend.
    """
    facts = random_problem(random, [rule for rule in ALL if isinstance(rule, PairRule | ClashRule)])
    compiled, nobody = Compiled(Tables(facts), read_policy(facts.policy)), judge.empty_roster(facts)
    for number, eligible in enumerate(compiled.eligible):
        alone = {who: judge.findings(facts, replaced(nobody, number, {who})) for who in range(facts.candidates)}
        kept = {who for who, found in alone.items() if {finding.reason for finding in found} - {"untrained"}}
        assert eligible.tolist() == [who for who in alone if who not in kept], (number, facts)


@given(st.randoms(use_true_random=False))
@settings(max_examples=200, **FUZZ)
def test_whom_rules_block_is_whom_check_finds_at_fault_alone(random: Random) -> None:
    stand_alone(random)


@pytest.mark.nightly
@given(st.randoms(use_true_random=False))
@settings(max_examples=5_000, **FUZZ)
def test_whom_rules_block_is_whom_check_finds_at_fault_alone_in_very_many_problems(random: Random) -> None:
    stand_alone(random)


def broken_for_good(facts: Problem, roster: Roster, compiled: Compiled) -> int:
    """How much a roster breaks that more bookings on the same activity cannot mend: what is missing is not counted, but
    for training, which has to be there first.
    """
    found = judge.findings(facts, roster, compiled.rules)
    mended = {rule: rule.mended_by_more - {"untrained"} for rule in compiled.rules}
    return sum(f.amount for f in found if f.rule.hard and f.reason not in mended[f.rule])


def test_search_is_never_below_the_optimum_of_tiny_problems_and_nearly_always_at_it() -> None:
    random, reached = Random("search"), 0
    for seed in range(PROBLEMS):
        facts = random_problem(random, ALL)
        best = min(legal(facts, Compiled(Tables(facts), read_policy(facts.policy))).values())
        cost = solve(facts, seconds=30, effort=3, seed=seed).cost
        assert cost >= best, facts
        reached += cost == best
    assert reached >= 0.95 * PROBLEMS


def test_an_empty_problem_has_the_empty_roster_and_costs_nothing() -> None:
    solution = solve(problem((), (), (), ALL), seconds=1)
    assert (solution.roster, solution.cost, solution.costs, solution.status) == ((), 0, {}, Status.EMPTY)
