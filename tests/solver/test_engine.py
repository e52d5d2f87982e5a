"""The engine: an answer at once, better ones later, the same for the same input, stoppable, judged."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from threading import current_thread, main_thread

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import judge
from solver.arrays import Ints
from solver.candidates import Capacity
from solver.engine import EXACT_FROM, EXACT_STEPS, Engine, solve
from solver.judge import ModelMismatch
from solver.policy import known_rules, read_policy, town_policy
from solver.problem import Pin, Problem
from solver.proof.bound import Bound
from solver.proof.prover import Prover
from solver.rules.base import Finding, Scope
from solver.rules.preferences import PriceRule
from solver.search.compiled import Compiled
from solver.search.exact import improve
from solver.search.local_search import Search, held_of
from solver.solution import Phase, Progress, Solution, Status
from solver.tables import Tables
from solver.terms import PairPrice
from solver.tiers import Tier
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, legal

DAY = 1440
RULES = read_policy(town_policy())


def town(people: int = 12, activities: int = 20) -> Problem:
    """A few days on which many activities of one and two hours want two of a few people."""
    spans = [(day * DAY + 480 + 60 * hour, 60 + 60 * (hour % 2)) for day in range(5) for hour in range(0, 12, 3)]
    acts = [activity(start, start + length, number % 2) for number, (start, length) in enumerate(spans[:activities])]
    return problem(
        [person(f"p{number}", home=number % 2) for number in range(people)],
        acts,
        [role(number, 1, 2, priority=1 + number % 4) for number in range(len(acts))],
        RULES,
    )


def test_the_first_roster_is_there_without_any_time_and_breaks_no_hard_rule() -> None:
    facts = town()
    solution = solve(facts, seconds=0)
    assert solution.status is Status.TIME_LIMIT
    assert solution.steps == 0
    assert judge.hard_findings(facts, solution.roster) == []
    assert sum(map(len, solution.roster)) == 40


def test_the_trajectory_only_falls_and_ends_at_the_cost() -> None:
    solution = solve(town(), seconds=60, effort=25)
    costs = [cost for _, cost in solution.trajectory]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] == solution.cost == sum(solution.costs.values())
    assert costs[-1] < costs[0]


def test_the_same_input_seed_and_effort_give_the_same_roster_and_another_seed_may_not() -> None:
    first, again, other = (solve(town(), seconds=60, effort=40, seed=seed) for seed in (7, 7, 8))
    assert (first.roster, first.cost, first.steps) == (again.roster, again.cost, again.steps)
    assert first.status is Status.EFFORT
    assert other.roster != first.roster


def test_a_solve_that_is_stopped_ends_at_once_with_the_best_so_far() -> None:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 50

    solution = solve(town(), seconds=60, stop=stop)
    assert (solution.status, solution.steps) == (Status.STOPPED, 50)
    assert judge.cost(town(), solution.roster) == solution.cost


def test_progress_tells_the_first_cost_and_how_full_the_best_roster_is() -> None:
    told: list[Progress] = []
    solution = solve(town(), seconds=1.2, progress=told.append)
    assert len(told) >= 2
    assert {entry.first_cost for entry in told} == {solution.trajectory[0][1]}
    assert {(entry.filled, entry.wanted) for entry in told} == {(40, 40)}
    assert told[-1].cost >= solution.cost


def test_the_bound_reads_not_yet_proven_never_a_guess() -> None:
    solution = solve(town(), seconds=60, effort=2)
    assert (solution.lower_bound, solution.gap) == (None, None)


def test_two_workers_prove_a_bound_and_end_where_nothing_better_is_left() -> None:
    told: list[Progress] = []
    facts = problem(
        [person("a"), person("b")], [activity(480, 600), activity(700, 800)], [role(0, 1, 1), role(1, 1, 1)], RULES
    )
    solution = solve(facts, seconds=60, workers=2, progress=told.append)
    best = min(legal(facts, Compiled(Tables(facts), RULES)).values())
    assert (solution.cost, solution.lower_bound, solution.gap) == (best, best, 0.0)
    assert solution.status is Status.OPTIMAL
    assert {entry.bound for entry in told} <= {None, *range(best + 1)}


def test_a_bound_above_a_roster_is_refused() -> None:
    acts = [activity(480, 600)]
    cheap, dear = (problem(who, acts, [role(0, 1, 1)], RULES) for who in ([person("p")], []))
    engine = Engine(cheap, seconds=0, effort=None, seed=0, workers=1, progress=None, stop=None)
    engine.proofs.provers[Tier.SUM, 1] = prover = Prover(partial(Bound, Compiled(Tables(dear), RULES)))
    prover.thread.join(60)
    with pytest.raises(ModelMismatch, match="420000} are above a roster of"):
        engine.run()


def test_the_same_seed_and_effort_give_the_same_roster_whatever_is_proven_meanwhile() -> None:
    first, again = (solve(town(), seconds=60, effort=40, seed=3, workers=2) for _ in range(2))
    assert (first.roster, first.cost) == (again.roster, again.cost)


def test_pins_hold_whatever_they_cost() -> None:
    facts = town()
    pins = tuple(Pin(number, 11 - number % 3) for number in range(0, 12, 4))
    pinned = problem(facts.people, facts.activities, facts.roles, RULES, pins=pins)
    solution = solve(pinned, seconds=60, effort=25)
    assert [pin for pin in pins if pin.candidate not in solution.roster[pin.role]] == []


def test_an_activity_whose_minimum_cannot_be_met_books_nobody_and_stops_nothing_else() -> None:
    facts = problem(
        [person("a"), person("b")],
        [activity(480, 600), activity(700, 800)],
        [role(0, 3, 3), role(1, 1, 1)],
        RULES,
    )
    solution = solve(facts, seconds=60, effort=5)
    assert solution.roster[0] == ()
    assert len(solution.roster[1]) == 1


def test_progress_tells_costs_by_rule_what_the_engine_does_and_each_tier() -> None:
    told: list[Progress] = []
    facts = town()
    solve(facts, seconds=1.5, progress=told.append)
    for entry in told:
        assert sum(entry.costs.values()) == entry.cost
        assert [(tier.tier, tier.value) for tier in entry.tiers] == [(Tier.SUM, entry.cost)]
        assert (entry.bound, entry.gap, entry.about) == (None, None, Tier.SUM)
    assert told[0].phase is Phase.ANNEAL
    assert {entry.phase for entry in told} <= {Phase.ANNEAL, Phase.EXACT}


def test_best_costs_never_rise_in_what_progress_tells() -> None:
    told: list[Progress] = []
    solution = solve(town(), seconds=1.5, progress=told.append)
    costs = [entry.cost for entry in told]
    assert costs == sorted(costs, reverse=True)
    assert [entry.seconds for entry in told] == sorted(entry.seconds for entry in told)
    assert solution.cost <= costs[-1] <= costs[0] <= told[0].first_cost


def test_a_solve_without_a_moment_of_effort_is_the_first_roster() -> None:
    facts = town()
    solution = solve(facts, seconds=60, effort=0)
    assert (solution.status, solution.steps) == (Status.EFFORT, 0)
    assert [cost for _, cost in solution.trajectory] == [solution.cost]
    assert solution.roster == solve(facts, seconds=0).roster


def test_whoever_stops_before_it_begins_has_the_first_roster() -> None:
    solution = solve(town(), seconds=60, stop=lambda: True)
    assert (solution.status, solution.steps) == (Status.STOPPED, 0)
    assert solution.roster == solve(town(), seconds=0).roster


def test_where_nobody_is_eligible_there_is_nothing_to_decide() -> None:
    facts = problem([person("o", Capacity.OFFICER)], [activity(480, 600)], [role(0, 1, 2)], RULES)
    solution = solve(facts, seconds=60, stop=lambda: True)
    assert (solution.roster, solution.status, solution.steps) == (((),), Status.EMPTY, 0)
    assert solution.cost == judge.cost(facts, ((),)) == sum(solution.costs.values())


def test_costs_are_those_of_each_rule_as_the_judge_adds_them_up() -> None:
    facts = town(people=6)
    solution = solve(facts, seconds=60, effort=5)
    assert solution.costs == judge.costs_by_rule(judge.findings(facts, solution.roster))


def test_annealing_comes_first_and_then_exact_neighbourhoods_that_count_for_many_steps() -> None:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += current_thread() is main_thread()
        return False

    solution = solve(town(), seconds=60, effort=10 * EXACT_STEPS, stop=stop)
    annealed = round(EXACT_FROM * 10 * EXACT_STEPS)
    assert (solution.steps, asked) == (10 * EXACT_STEPS, annealed + 1 + 1)


def test_a_roster_of_more_roles_than_exact_neighbourhoods_reach_is_annealed_to_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    phases: dict[int, set[Phase]] = {}
    for most in (len(town().roles), len(town().roles) - 1):
        monkeypatch.setattr("solver.engine.MOST_ROLES", most)
        monkeypatch.setattr("solver.engine.REPORT_EVERY", 0.0)
        monkeypatch.setattr("solver.engine.REPORT_SHARE", 1e9)
        told: list[Progress] = []
        solve(town(), seconds=60, effort=2 * EXACT_STEPS * 10, progress=told.append)
        phases[most] = {entry.phase for entry in told}
    assert list(phases.values()) == [{Phase.ANNEAL, Phase.EXACT}, {Phase.ANNEAL}]


def test_reports_that_take_long_come_less_often() -> None:
    told: list[Progress] = []

    def tell(progress: Progress) -> None:
        told.append(progress)
        engine.began -= 3.0

    engine = Engine(town(), 60, None, 0, 1, tell, None)
    engine.chains.construct()
    engine.note()
    found = []
    for later in (0.0, 20.0, 10.0):
        engine.began -= later
        engine.report()
        found.append(len(told))
    engine.chains.close()
    assert found == [1, 1, 2]


@pytest.mark.parametrize(("cost", "bound", "gap"), [(200, 150, 0.25), (200, 200, 0.0), (0, 0, 0.0), (7, None, None)])
def test_the_gap_is_a_share_of_the_cost_where_a_bound_is_proven(
    cost: int, bound: int | None, gap: float | None
) -> None:
    assert Solution((), cost, {}, bound, Status.EFFORT, 0.0, 0, ()).gap == gap


@settings(max_examples=200, deadline=None)
@given(random=st.randoms(use_true_random=True))
def test_no_roster_is_cheaper_than_the_best_of_all_and_an_exact_search_of_everything_is_it(random: Random) -> None:
    facts = random_problem(random, ALL)
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    costs = legal(facts, compiled)
    best = min(costs.values())
    solution = solve(facts, seconds=60, effort=1, seed=random.randrange(1 << 20))
    assert costs[solution.roster] == solution.cost >= best
    search = Search(compiled, judge.cost(facts, judge.empty_roster(facts)), 0)
    search.go_on_from(held_of(compiled, solution.roster), solution.cost)
    improved = improve(search, range(len(facts.activities)), effort=10.0, seconds=60.0, workers=1)
    assert (improved, search.cost) == (solution.cost > best, best)


@dataclass(frozen=True)
class Lying(PriceRule):
    """Soft. Costs 5 by its check and 4 by its term: no engine must return what it makes of it."""

    title = "Lying"
    weighs = {}
    scope = Scope.PAIR
    unit = "duty"

    def amounts(self, tables: Tables, role: int, who: Ints) -> Ints:  # noqa: ARG002
        return np.ones(len(who), dtype=np.int64)

    def prices(self, tables: Tables, role: int, who: Ints) -> Ints:
        return 5 * self.amounts(tables, role, who)

    def terms(self, tables: Tables) -> Iterator[PairPrice]:
        yield PairPrice(lambda role, who: 4 * self.amounts(tables, role, who))


@pytest.fixture
def _lying_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.policy.known_rules", lambda: {**known_rules(), "Lying": Lying})


@pytest.mark.usefixtures("_lying_rule")
def test_a_roster_whose_cost_is_not_the_judges_is_never_returned() -> None:
    facts = problem([person("a")], [activity(480, 600)], [role(0, 1, 1)], (*RULES, Lying()))
    with pytest.raises(ModelMismatch, match="claimed"):
        solve(facts, seconds=60, effort=5)


def test_the_judge_names_findings_in_the_order_of_the_policy() -> None:
    facts = town()
    found: list[Finding] = judge.findings(facts, judge.empty_roster(facts))
    order = [type(rule).__name__ for rule in RULES]
    places = [order.index(type(finding.rule).__name__) for finding in found]
    assert places == sorted(places)


def test_time_runs_from_the_beginning_of_the_solve() -> None:
    began = time.monotonic()
    solution = solve(town(), seconds=0.5)
    assert 0.5 <= solution.seconds <= time.monotonic() - began


def test_a_policy_may_leave_out_any_rule() -> None:
    random = Random("selections")
    for seed in range(100):
        facts = random_problem(random, [rule for rule in ALL if random.random() < 0.7])
        solution = solve(facts, seconds=60, effort=1, seed=seed)
        assert judge.hard_findings(facts, solution.roster) == [], facts
        assert judge.cost(facts, solution.roster) == solution.cost, facts
