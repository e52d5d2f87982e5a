"""What an installation compiles is all that a solve and an explanation call."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from random import Random
from types import ModuleType

from numba.core.dispatcher import Dispatcher

import solver.lines
from solver.engine import solve
from solver.explanations.explain import open_slots
from solver.proof import cheapest, paths, schedules, weeks
from solver.proof.bound import Bound
from solver.search import annealing, booking, filling, forcing, pricing, trail
from solver.search.compiled import Compiled
from solver.tables import Tables
from solver.warm import warm, warm_lines
from tests.solver.lines.test_chains import week
from tests.solver.problems import random_problem
from tests.solver.test_agreement import ALL

MODULES = (annealing, booking, filling, forcing, pricing, trail, cheapest, paths, weeks, schedules)


def compiled() -> dict[str, int]:
    """In how many ways each compiled function of ours is there in this process."""
    return {
        f"{module.__name__}.{name}": len(value.signatures)
        for module in (*MODULES, *modules_of_lines())
        for name, value in vars(module).items()
        if isinstance(value, Dispatcher)
    }


def modules_of_lines() -> list[ModuleType]:
    """The modules of whole schedules."""
    return [import_module(found.name) for found in iter_modules(solver.lines.__path__, "solver.lines.")]


def test_nobody_waits_for_a_compiler_who_solves_proves_and_explains_after_warming() -> None:
    warm()
    warm_lines()
    before, random = compiled(), Random("warm")
    for seed in range(10):
        facts = random_problem(random, ALL)
        open_slots(facts, solve(facts, seconds=60, effort=30, seed=seed).roster)
        Bound(Compiled(Tables(facts), ALL))
        solve(week(2 + seed), seconds=60, effort=10 + 20 * seed, seed=seed, workers=2)
    assert compiled() == before
    assert min(before["solver.search.annealing.anneal"], before["solver.proof.cheapest.all_cheapest"]) > 0
    assert before["solver.lines.recreate.construct"] > 0
