"""Exact re-optimisation of a neighbourhood with CP-SAT, everything else fixed as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread

import numpy as np
from ortools.sat.python import cp_model

from solver.judged import Judged
from solver.neighbourhood import Neighbourhood
from solver.problem import Pin
from solver.search.booking import roster_of
from solver.search.compiled import Compiled
from solver.search.facts import TOO_MUCH
from solver.search.filling import empty
from solver.search.local_search import Search
from solver.search.pricing import marginal, marginals
from solver.search.trail import place, undo
from solver.spans import DAY

MOST_ROLES = 40
"""Roles in one neighbourhood: larger ones take longer than they gain."""

MOST_CANDIDATES = 12
"""Candidates of a role in a neighbourhood, beside those who hold or are pinned to it: the cheapest as things stand."""

ASK_EVERY = 0.1
"""Seconds between two questions whether to stop."""


def neighbourhood(search: Search) -> list[int]:
    """A random activity and others near it in time or of the same people, as many as one exact neighbourhood holds."""
    compiled, random = search.compiled, search.random
    seed = int(random.integers(len(compiled.problem.activities)))
    starts = compiled.tables.starts
    near = set(np.flatnonzero(np.abs(starts - starts[seed]) < DAY + DAY // 2).tolist())
    for role in compiled.problem.roles_of[seed]:
        first = compiled.facts.slot_start[role]
        for candidate in search.held.slots[first : first + search.held.filled[role]]:
            near.update(search.held.bookings[candidate, : search.held.duties[candidate], 0].tolist())
    others = sorted(near - {seed})
    random.shuffle(others)
    chosen, roles = [], 0
    for activity in [seed, *others]:
        roles += len(compiled.problem.roles_of[activity])
        if roles > MOST_ROLES:
            break
        chosen.append(activity)
    return chosen


def improve(
    search: Search,
    activities: Sequence[int],
    *,
    effort: float,
    seconds: float,
    workers: int,
    stop: Callable[[], bool] | None = None,
) -> bool:
    """Re-optimise the activities exactly; keep the result if it is cheaper. Returns whether it was.

    `effort` is CP-SAT's deterministic time, so that the same input gives the same result; `seconds` is a last resort.
    `stop` is asked in another thread, several times a second.
    """
    facts, held, trail, before = search.facts_ref, search.held_ref, search.trail_ref, search.cost
    old = pairs_of(search, activities)
    for activity in activities:
        empty(facts, held, trail, activity)
    rest = Judged(search.compiled.tables, roster_of(search.facts, search.held))
    model = Neighbourhood(rest, activities, promising(search, activities, old))
    for rule in search.compiled.rules:
        rule.post(model)
    model.cp.minimize(sum(model.costs))
    hint(model, old)
    chosen = solved(model, effort, seconds, workers, int(search.random.integers(1 << 30)), stop)
    if chosen is None or not apply(search, chosen) or search.cost >= before:
        undo(facts, held, trail, before)
        return False
    search.trail.size[0] = 0
    return True


def pairs_of(search: Search, activities: Sequence[int]) -> list[Pin]:
    """Who holds what in some activities."""
    facts, held = search.facts, search.held
    return [
        Pin(role, int(candidate))
        for activity in activities
        for role in search.compiled.problem.roles_of[activity]
        for candidate in held.slots[facts.slot_start[role] : facts.slot_start[role] + held.filled[role]]
    ]


def solved(
    model: Neighbourhood, effort: float, seconds: float, workers: int, seed: int, stop: Callable[[], bool] | None
) -> list[Pin] | None:
    """What the best solution of a model books; None where none was found."""
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = effort
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    with stoppable(solver, stop):
        status = solver.solve(model.cp)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [
        Pin(role, candidate)
        for role, slots in model.slots.items()
        for candidate, literal in slots.items()
        if solver.boolean_value(literal)
    ]


@contextmanager
def stoppable(solver: cp_model.CpSolver, stop: Callable[[], bool] | None) -> Iterator[None]:
    """While a model is solved, ask whether to stop, in a thread of its own: the solver lets go of nothing else."""
    if stop is None:
        yield
        return
    ended = Event()

    def watch() -> None:
        while not ended.wait(ASK_EVERY):
            if stop():
                solver.stop_search()

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def promising(search: Search, activities: Sequence[int], old: Sequence[Pin]) -> dict[int, list[int]]:
    """Per role of the emptied activities, who could take it: the cheapest, and whoever held it or is pinned to it.

    Where something has to come before a role, also the cheapest of those who could still be given that.
    """
    compiled: Compiled = search.compiled
    kept: dict[int, set[int]] = {role: set() for a in activities for role in compiled.problem.roles_of[a]}
    for pair in old:
        kept[pair.role].add(pair.candidate)
    for role, candidates in kept.items():
        eligible = compiled.eligible[role]
        pins = compiled.facts.pins[compiled.facts.pin_start[role] : compiled.facts.pin_start[role + 1]]
        candidates.update(np.intersect1d(pins, eligible).tolist())
        for ahead in (False, True)[: 1 + int(compiled.facts.linked[role])]:
            prices = marginals(search.facts_ref, search.held_ref, role, ahead)
            order = np.argsort(prices, kind="stable")[: MOST_CANDIDATES + compiled.problem.roles[role].takes]
            candidates.update(int(eligible[n]) for n in order if prices[n] < TOO_MUCH)
    return {role: sorted(candidates) for role, candidates in kept.items()}


def apply(search: Search, pairs: Sequence[Pin]) -> bool:
    """Book the pairs, what comes first first; False where the rules forbid one, which then is missing."""
    facts, held = search.facts_ref, search.held_ref
    starts = search.compiled.tables.starts[search.facts.role_activity]
    for pair in sorted(pairs, key=lambda pair: int(starts[pair.role])):
        price = marginal(facts, held, pair.role, pair.candidate)
        if price >= TOO_MUCH:
            return False
        place(facts, held, search.trail_ref, pair.role, pair.candidate, price)
    return True


def hint(model: Neighbourhood, pairs: Sequence[Pin]) -> None:
    """Hint the model with the roster as it was, every auxiliary variable included: an incomplete hint is ignored."""
    held = {pair.role: set[int]() for pair in pairs}
    for pair in pairs:
        held[pair.role].add(pair.candidate)
    values: dict[int, int] = {}
    for role, slots in model.slots.items():
        for candidate, literal in slots.items():
            values[literal.index] = candidate in held.get(role, ())
            model.cp.add_hint(literal, values[literal.index])
    for activity, goes in model.goes.items():
        model.cp.add_hint(goes, any(role in held for role in model.problem.roles_of[activity]))
    for literal, combine, parts in model.derived:
        values[literal.index] = combine(values[part.index] for part in parts)
        model.cp.add_hint(literal, values[literal.index])
