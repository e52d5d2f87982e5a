"""The engine where schedules are legal only as a whole."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from solver import judge
from solver.candidates import Limits
from solver.engine import Status, solve
from solver.lines.chains import LineChains, NoSchedule
from solver.lines.reading import NotLines
from solver.policy import write_policy
from solver.problem import Pin, Problem
from solver.rules.enough import EnoughHours
from solver.search.compiled import Compiled
from solver.spans import DAY, Span
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, random_rota, role
from tests.solver.test_agreement import WHOLE, legal

NONE = "^p[01]: no schedule at all keeps to this person's limits and times$"


def tiny(random: Random) -> tuple[Problem, int | None]:
    """A tiny rota, and the cost of its best roster; None where there is none."""
    facts = random_rota(random, WHOLE)
    facts = replace(facts, people=tuple(replace(one, commitments=()) for one in facts.people))
    costs = legal(facts, Compiled(Tables(facts), WHOLE))
    return facts, min(costs.values()) if costs else None


def test_of_all_rosters_of_a_tiny_rota_it_finds_the_best_or_says_that_somebody_has_none(
    request: pytest.FixtureRequest,
) -> None:
    random, found = Random("lines"), [0, 0]
    for seed in range(1000 if request.config.getoption("--nightly") else 40):
        facts, best = tiny(random)
        found[best is None] += 1
        if best is None:
            with pytest.raises(NoSchedule, match=NONE):
                solve(facts, seconds=60, effort=1, seed=seed)
        else:
            assert solve(facts, seconds=60, effort=40, seed=seed).cost == best, facts
    assert min(found) > 5


def test_no_bound_is_above_the_best_and_it_ends_where_they_meet(request: pytest.FixtureRequest) -> None:
    random, proven = Random("bounds"), 0
    for seed in range(500 if request.config.getoption("--nightly") else 15):
        facts, best = tiny(random)
        if best is not None:
            solution = solve(facts, seconds=5, effort=2000, seed=seed, workers=2)
            assert solution.cost == best
            assert solution.lower_bound is None or solution.lower_bound <= best, facts
            assert solution.lower_bound == best or solution.status is not Status.OPTIMAL
            proven += solution.status is Status.OPTIMAL
    assert proven > 0


def week(people: int = 6, **more: object) -> Problem:
    """Two weeks of day and night duties, with requests against some of them."""
    days = range(14)
    kinds = [(day, kind) for day in days for kind in ("early", "night")]
    duties = [activity(day * DAY + 480, day * DAY + 960, kind=kind) for day, kind in kinds]
    limits = Limits(
        minutes=4800, least_minutes=2400, weekends=1, days_in_a_row=5, least_days_in_a_row=2, least_days_off=2
    )
    roles = [role(number, 0, 1 + number % 2, priority=1 + number % 4, most=people) for number in range(len(duties))]
    staff = [person(f"p{n}", limits=limits, unavailable=(Span(n * DAY, n * DAY + 9 * 60),)) for n in range(people)]
    return problem(staff, duties, roles, WHOLE, days=problem([], [], []).days[:14], **more)


@pytest.mark.parametrize("workers", [1, 3])
def test_the_same_input_seed_and_effort_give_the_same_roster_and_it_is_legal(workers: int) -> None:
    first, again = (solve(week(), seconds=60, effort=20, seed=3, workers=workers) for _ in range(2))
    assert (first.roster, first.cost) == (again.roster, again.cost)
    assert first.status is Status.OPTIMAL or (first.status, first.steps) == (Status.EFFORT, 20)
    assert judge.hard_findings(week(), first.roster) == []
    assert [cost for _, cost in first.trajectory] == sorted((cost for _, cost in first.trajectory), reverse=True)


def test_who_falls_behind_goes_on_from_the_leaders_roster() -> None:
    chains = LineChains(Compiled(Tables(week()), WHOLE), 0, 3)
    chains.construct()
    leader = chains.leader
    for _ in range(30):
        leader.step()
    assert any(search.best_cost > leader.best_cost for search in chains.searches)
    while not chains.step(0.0) and any(search.best_cost > leader.best_cost for search in chains.searches):
        pass
    chains.close()
    assert chains.best_cost == judge.cost(week(), chains.best_roster())


def test_the_first_roster_is_there_without_any_time() -> None:
    solution = solve(week(), seconds=0)
    assert (solution.status, solution.steps) == (Status.TIME_LIMIT, 0)
    assert judge.hard_findings(week(), solution.roster) == []


def test_what_whole_schedules_cannot_keep_is_refused_before_anything_is_searched() -> None:
    with pytest.raises(NotLines, match="rules about whole schedules are in force, but some duties are pinned"):
        solve(week(pins=(Pin(0, 0),)), seconds=60)


def test_who_has_nobody_bound_by_a_least_is_searched_for_by_bookings() -> None:
    facts = replace(week(), people=(person("p"),), policy=write_policy((*WHOLE, EnoughHours(with_team=0))))
    solution = solve(facts, seconds=60, effort=5)
    assert judge.hard_findings(facts, solution.roster) == []
