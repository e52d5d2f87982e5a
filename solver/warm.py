"""Compiles what is compiled, so that an installation's first solve need not wait: `python -m solver.warm`."""

from __future__ import annotations

from dataclasses import replace

from solver.compiled import Compiled
from solver.engine import solve
from solver.explain import open_slots
from solver.lines.closing import closed
from solver.lines.generation import everybody
from solver.lines.reading import read
from solver.policy import read_policy, town_policy
from solver.problem import Activity, Capacity, Day, Limits, Option, Person, Pin, Place, Problem, Role, Span
from solver.proof.bound import Bound
from solver.repair.least_change import least_change
from solver.tables import Tables

VOLUNTEERS = frozenset({Capacity.VOLUNTEER})


def warm() -> None:
    """Solve, prove, repair and explain the smallest problem: compiled functions are kept beside their sources."""
    smallest = Problem(
        people=(Person("one", VOLUNTEERS),),
        teams=(),
        places=(Place("here", 0),),
        qualifications=(),
        activities=(Activity("duty", "service", 0, (Option(Span(0, 60)),)),),
        roles=(Role("duty", 0, VOLUNTEERS, 0, 2),),
        days=tuple(Day(rest=False, month=1) for _ in range(7)),
        travel=((0,),),
        policy=town_policy(),
    )
    Bound(Compiled(Tables(smallest), read_policy(smallest.policy)))
    least_change(replace(smallest, published=(Pin(0, 0),)), seconds=60, stop=lambda: True)
    unproven = replace(smallest, policy=(*smallest.policy, {"mode": "sum"}))
    open_slots(smallest, solve(unproven, seconds=60, effort=30).roster)
    strict = rota(smallest)
    solve(strict, seconds=60, effort=30)
    generation = everybody(read(Compiled(Tables(strict), read_policy(strict.policy))).lines)
    closed(generation, 1 + (generation.bound or 0))


def rota(town: Problem) -> Problem:
    """The same where schedules are legal only as a whole."""
    strict = replace(town.people[0], limits=Limits(least_minutes=60))
    names = ("OneDutyADay", "EnoughHours", "Coverage")
    return replace(town, people=(strict,), policy=tuple({"rule": name} for name in names))


if __name__ == "__main__":
    warm()
