"""Our engine and the peer on the outside instances, a row at a time; `RESULTS.md` is written after each.

Rows that are there already are kept, so that a table broken off goes on where it was.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks import outside, results
from benchmarks.results import BEST_PLANS, HERE, Mended, Row

CONFIGURATIONS = ("default", "tuned")
PUBLISHED_SECONDS = 10.0
"""How long the plan was searched for that people drop out of."""


def fill(family: str, instances: Sequence[int] | None, limits: Sequence[float], seeds: Sequence[int]) -> None:
    """Measure the rows that are missing: of these instances, or of all rotas, or of the first five generated ones."""
    if instances is None:
        instances = outside.rotas() if family == "rota" else range(1, 6)
    known = {row.key for row in results.read()[0]}
    for limit, instance, seed in product(limits, instances, seeds):
        if (family, limit, instance, seed) not in known:
            renew(family, instance, limit, seed)


def renew(family: str, instance: int, limit: float, seed: int) -> None:
    """Measure a row, in the place of one that is there. The peer runs beside the first seed of an instance."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        new = rota(instance, limit, seed, work) if family == "rota" else town(family, instance, limit, seed, work)
    solved, mended = results.read()
    results.write([*(old for old in solved if old.key != new.key), new], mended)
    print(results.line(results.SOLVED, new), flush=True)


def mend(instance: int, limit: float) -> None:
    """Measure a town that people dropped out of, in the place of the row that is there."""
    with tempfile.TemporaryDirectory() as folder:
        row = mended_town(instance, limit, Path(folder))
    solved, mended = results.read()
    results.write(solved, [*(old for old in mended if old.instance != instance), row])
    print(results.line(results.MENDED, row), flush=True)


def mended_town(instance: int, limit: float, work: Path) -> Mended:
    """The row of a town that people dropped out of. Raises MissingOutside without the instances."""
    path, plan = outside.generated("town", instance, work), work / "plan.json"
    outside.ours("town", path, PUBLISHED_SECONDS, 1, plan)
    dropped, kept = outside.dropped_out(path, plan, instance, work)
    repaired = work / "repaired.json"
    figures = outside.ours("repair", dropped, limit, 1, repaired)
    outside.cost(dropped, repaired)
    asked = outside.step_in(dropped, kept)
    return Mended(
        instance,
        figures["repaired_s"],
        figures["seconds"],
        figures["unfilled"],
        figures["unfilled_bound"],
        outside.changed(dropped, repaired),
        figures["changed_bound"],
        asked["laid_out_s"],
        asked["median_ms"],
        asked["asked_ms"],
        datetime.now(UTC).date().isoformat(),
        commit(),
    )


def town(family: str, instance: int, limit: float, seed: int, work: Path) -> Row:
    """A row of a generated instance. Raises MissingOutside without the instances."""
    path, plan = outside.generated(family, instance, work), work / "plan.json"
    figures = outside.ours("town", path, limit, seed, plan)
    beside = peer(path, limit, work) if seed == 1 else None
    return row(
        (family, instance, limit, seed), figures, outside.cost(path, plan), beside, BEST_PLANS.get((family, instance))
    )


def rota(instance: int, limit: float, seed: int, work: Path) -> Row:
    """A row of a published rota. Raises MissingOutside without the instances."""
    path, solution = outside.rota(instance), work / "solution.txt"
    figures = outside.ours("rota", path, limit, seed, solution)
    cost, known = outside.rota_cost(path, solution), outside.best_known_rota(instance)
    return row(("rota", instance, limit, seed), figures, cost, None, known)


def row(
    what: tuple[str, int, float, int], figures: dict[str, Any], cost: int, beside: int | None, known: int | None
) -> Row:
    """The row of a family, instance, limit and seed: what our engine said, the judge, the peer, the best known."""
    ours = (figures["bound"], figures["seconds"], figures["peak_mb"])
    today = datetime.now(UTC).date().isoformat()
    return Row(*what, figures["first_feasible_s"], cost, *ours, beside, known, today, commit())


def peer(instance: Path, seconds: float, work: Path) -> int | None:
    """The better of the peer's configurations, from our first roster on; None where it cannot run."""
    first = work / "first.json"
    outside.ours("town", instance, 0, 1, first)
    try:
        return min(outside.peer(instance, seconds, conf, first, work / "peer.json") for conf in CONFIGURATIONS)
    except outside.MissingOutside as missing:
        print(missing)
        return None


def commit() -> str:
    """The commit that is measured."""
    return subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, check=True, capture_output=True, text=True
    ).stdout.strip()
