"""The outside towns after people dropped out: a repaired roster at once, the least change, and who could step in."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from benchmarks import town
from benchmarks.measured import megabytes
from solver.explanations.explain import open_slots
from solver.explanations.laid_out import LaidOut
from solver.explanations.stepping_in import stand_ins
from solver.repair.least_change import least_change


def repair(instance: Path, seconds: float, effort: int | None, seed: int, out: Path) -> str:
    """Change what is published in an instance as little as can be, write the plan; a line of JSON with its figures."""
    problem, order = town.read_town(instance)
    before = time.process_time()
    found = least_change(problem, seconds=seconds, effort=effort, seed=seed)
    plan = town.plan(found.solution.roster, order)
    out.write_text(json.dumps({**plan, "trace": found.solution.trajectory}), encoding="utf-8")
    figures = {
        "repaired_s": round(found.first_seconds, 3),
        "repaired": {"unfilled": found.first.unfilled, "changed": found.first.changed},
        "unfilled": found.distance.unfilled,
        "unfilled_bound": found.least_unfilled,
        "changed": found.distance.changed,
        "changed_bound": found.fewest_changed,
        "cost": found.solution.cost,
        "status": found.solution.status.value,
        "seconds": round(found.solution.seconds, 3),
        "cpu_seconds": round(time.process_time() - before, 3),
        "peak_mb": round(megabytes()),
    }
    return json.dumps(figures)


def step_in(instance: Path, plan: Path) -> str:
    """Who could take the open slots of a plan; a line of JSON with the first's answer and how long each part took."""
    problem, order = town.read_town(instance)
    roster = town.roster_of(json.loads(plan.read_text(encoding="utf-8")), order)
    began = time.perf_counter()
    laid_out = LaidOut(problem, roster)
    laid = time.perf_counter()
    _ = laid_out.hard, laid_out.soft
    by_rule = time.perf_counter()
    each, first = [], None
    for role in (found.role for found in open_slots(problem, roster)):
        asked = time.perf_counter()
        found = stand_ins(laid_out, role)
        each.append(time.perf_counter() - asked)
        first = first or found
    figures: dict[str, Any] = {
        "laid_out_s": round(laid - began, 3),
        "each_rule_alone_s": round(by_rule - laid, 3),
        "slots": len(each),
        "asked_ms": round(1000 * max(each, default=0.0), 2),
        "median_ms": round(1000 * sorted(each)[len(each) // 2], 2) if each else None,
    }
    if first is not None:
        figures["role"] = first.role
        figures["best"] = [[order[one.candidate], one.cost, one.costs] for one in first.best]
        figures["kept_away"] = [
            [order[one], type(rule).__name__, reason] for one, (rule, reason) in first.kept_away.items()
        ][:5]
    return json.dumps(figures)
