"""What an installation compiles is all that a solve and an explanation call."""

from __future__ import annotations

from random import Random

from numba.core.dispatcher import Dispatcher

from solver import annealing, booking, filling, pricing, references
from solver.compiled import Compiled
from solver.engine import solve
from solver.explain import open_slots
from solver.proof import cheapest, schedules
from solver.proof.bound import Bound
from solver.tables import Tables
from solver.warm import warm
from tests.solver.problems import random_problem
from tests.solver.test_agreement import ALL


def compiled() -> dict[str, int]:
    """In how many ways each compiled function of ours is there in this process."""
    return {
        f"{module.__name__}.{name}": len(value.signatures)
        for module in (annealing, booking, filling, pricing, references, cheapest, schedules)
        for name, value in vars(module).items()
        if isinstance(value, Dispatcher)
    }


def test_nobody_waits_for_a_compiler_who_solves_proves_and_explains_after_warming() -> None:
    warm()
    before, random = compiled(), Random("warm")
    for seed in range(10):
        facts = random_problem(random, ALL)
        open_slots(facts, solve(facts, seconds=60, effort=30, seed=seed).roster)
        Bound(Compiled(Tables(facts), ALL))
    assert compiled() == before
    assert min(before["solver.annealing.anneal"], before["solver.proof.cheapest.all_cheapest"]) > 0
