"""The least change, as all rosters of tiny problems say, and what is said of one that was not proven."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from solver import judge
from solver.candidates import Limits
from solver.engine import Progress, Status
from solver.files import write_roster
from solver.judge import ModelMismatch
from solver.policy import PolicyError, read_policy
from solver.problem import Pin, Problem
from solver.repair.distance import Distance, distance
from solver.repair.least_change import LeastChange, least_change
from solver.rules.enough import EnoughHours
from solver.search.compiled import Compiled
from solver.spans import Span
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, BASIC, legal


def dropped_out() -> Problem:
    """Of two who served, one is away now, and only the other may take that place."""
    people = [person("away", unavailable=(Span(0, 60),)), person("b"), person("c", unavailable=(Span(0, 50),))]
    spans = [activity(0, 60), activity(50, 90)]
    return problem(people, spans, [role(0, priority=4), role(1)], ALL, published=(Pin(0, 0), Pin(1, 1)))


def test_a_slot_is_filled_by_moving_somebody_whose_place_another_takes() -> None:
    found = least_change(dropped_out(), seconds=60)
    assert found.solution.roster == ((1,), (2,))
    assert (found.distance, found.least_unfilled, found.fewest_changed) == (Distance(0, 4), 0, 4)
    assert (found.solution.status, found.solution.cost) == (
        Status.OPTIMAL,
        judge.cost(dropped_out(), found.solution.roster),
    )


def test_it_is_the_nearest_of_all_rosters() -> None:
    random = Random(8)
    for _ in range(4):
        facts = random_problem(random, ALL)
        compiled = Compiled(Tables(facts), read_policy(facts.policy))
        found = least_change(facts, seconds=60)
        nearest = min(distance(compiled, roster) for roster in legal(facts, compiled))
        assert (found.distance, distance(compiled, found.solution.roster)) == (nearest, nearest)
        assert Distance(found.least_unfilled, found.fewest_changed) <= nearest


def test_the_same_seed_gives_the_same_roster() -> None:
    facts = random_problem(Random(9), ALL)
    one, other = (least_change(facts, seconds=60, seed=3) for _ in range(2))
    assert (one.solution.roster, one.distance) == (other.solution.roster, other.distance)


def test_the_same_seed_and_effort_give_the_same_roster_byte_for_byte_and_no_clock_decides(tmp_path: Path) -> None:
    random = Random(10)
    for _ in range(3):
        facts = random_problem(random, ALL)
        one, other, slow = (
            least_change(facts, seconds=60, effort=6, seed=3, stop=pause) for pause in (None, None, slowly)
        )
        for name, found in (("one", one), ("other", other), ("slow", slow)):
            write_roster(facts, found.solution.roster, tmp_path / name)
        first, *others = ((tmp_path / name).read_bytes() for name in ("one", "other", "slow"))
        assert others == [first, first]
        assert {one.solution.status, slow.solution.status} <= {Status.OPTIMAL, Status.EFFORT}
        assert (one.distance, one.least_unfilled, one.solution.steps) == (slow.distance, slow.least_unfilled, 6)


def slowly() -> bool:
    """Whoever asks whether to stop keeps the solver waiting."""
    time.sleep(0.01)
    return False


def test_an_effort_that_is_used_up_without_a_proof_says_so_and_one_beyond_the_seconds_does_not() -> None:
    repair = LeastChange(dropped_out(), 60, 3, 0, None, None)
    assert (repair.before, repair.after, repair.status) == (1, 2, Status.EFFORT)
    assert least_change(dropped_out(), seconds=0, effort=3).solution.status is Status.TIME_LIMIT


def test_one_that_is_stopped_has_the_first_repaired_roster_and_what_is_lost_for_a_bound() -> None:
    told: list[Progress] = []
    found = least_change(dropped_out(), seconds=60, progress=told.append, stop=lambda: True)
    assert (found.solution.status, found.distance, found.fewest_changed) == (Status.STOPPED, found.first, 1)
    assert judge.hard_findings(dropped_out(), found.solution.roster) == []


def test_without_time_it_ends_by_the_limit() -> None:
    assert least_change(dropped_out(), seconds=0).solution.status is Status.TIME_LIMIT


def test_how_far_it_is_is_told_with_the_cost_and_the_slots() -> None:
    told: list[Progress] = []
    repair = LeastChange(dropped_out(), 60, None, 0, told.append, None)
    repair.reported = -1
    repair.report()
    repair.report()
    filled = sum(map(len, repair.best))
    assert [(each.cost, each.filled, each.wanted, each.bound) for each in told] == [(repair.best_cost, filled, 2, None)]


def test_a_bound_above_the_roster_is_an_error() -> None:
    repair = LeastChange(problem([person("a")], [activity(0, 60)], [role()], BASIC), 60, None, 0, None, None)
    repair.least_unfilled = 1
    with pytest.raises(ModelMismatch):
        repair.judged()


def test_of_whole_schedules_and_of_roles_that_take_more_than_they_want_no_fewest_changes_are_found() -> None:
    strict = problem([person(limits=Limits(least_minutes=60))], [activity(0, 60)], [role()], [EnoughHours()])
    roomy = problem([person()], [activity(0, 60)], [role(0, 0, 1, most=2)], BASIC)
    for facts in (strict, roomy):
        with pytest.raises(PolicyError, match="the fewest changes cannot be found of whole schedules, nor of roles"):
            least_change(facts, seconds=1)
