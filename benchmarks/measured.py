"""One run of the engine on an outside instance, and what a reader wants to know of it."""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path

from solver import Problem, Solution, solve

STATUS = Path("/proc/self/status")


def measured(problem: Problem, *, seconds: float, effort: int | None, seed: int) -> tuple[Solution, str]:
    """Solve on two cores; the solution, and a line of JSON with its figures."""
    before = time.process_time()
    solution = solve(problem, seconds=seconds, effort=effort, seed=seed, workers=2)
    figures = {
        "cost": solution.cost,
        "bound": solution.lower_bound,
        "gap": solution.gap,
        "status": solution.status.value,
        "seconds": round(solution.seconds, 3),
        "cpu_seconds": round(time.process_time() - before, 3),
        "first_feasible_s": solution.trajectory[0][0],
        "peak_mb": round(megabytes()),
    }
    return solution, json.dumps(figures)


def megabytes() -> float:
    """The most memory that this process has held. On Linux `ru_maxrss` begins with that of whoever started it, so the
    kernel's own mark is read there.
    """
    if STATUS.exists():
        marks = dict(line.split(":", 1) for line in STATUS.read_text(encoding="ascii").splitlines())
        return int(marks["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)  # macOS tells bytes
