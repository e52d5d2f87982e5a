"""Compiles what is compiled, so that an installation's first solve need not wait: `python -m solver.warm`, and
`python -m solver.warm lines` for the problems of whole schedules, which a town has none of.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from solver.candidates import Capacity, Limits, Person
from solver.engine import solve
from solver.explanations.explain import open_slots
from solver.lines.closing import closed
from solver.lines.generation import everybody
from solver.lines.reading import read
from solver.policy import read_policy, town_policy
from solver.problem import Activity, Day, Option, Pin, Place, Problem, Role
from solver.proof.bound import Bound
from solver.repair.least_change import least_change
from solver.search.compiled import Compiled
from solver.spans import Span
from solver.tables import Tables

VOLUNTEERS = frozenset({Capacity.VOLUNTEER})
SMALLEST = Problem(
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


def warm() -> None:
    """Solve, prove, repair and explain the smallest problem: compiled functions are kept beside their sources."""
    Bound(Compiled(Tables(SMALLEST), read_policy(SMALLEST.policy)))
    least_change(replace(SMALLEST, published=(Pin(0, 0),)), seconds=60, stop=lambda: True)
    unproven = replace(SMALLEST, policy=(*SMALLEST.policy, {"mode": "sum"}))
    open_slots(SMALLEST, solve(unproven, seconds=60, effort=30).roster)


def warm_lines() -> None:
    """The same where schedules are legal only as a whole."""
    strict = replace(SMALLEST.people[0], limits=Limits(least_minutes=60))
    names = ("OneDutyADay", "EnoughHours", "Coverage")
    rota = replace(SMALLEST, people=(strict,), policy=tuple({"rule": name} for name in names))
    solve(rota, seconds=60, effort=30)
    generation = everybody(read(Compiled(Tables(rota), read_policy(rota.policy))).lines)
    closed(generation, 1 + (generation.bound or 0))


if __name__ == "__main__":
    warm_lines() if sys.argv[1:] == ["lines"] else warm()
