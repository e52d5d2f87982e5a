"""Our engine and the peer on the outside towns, a row at a time; `RESULTS.md` is written after each.

Rows that are there already are kept, so that a table broken off goes on where it was.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import outside

HERE = Path(__file__).parent
ROWS, RESULTS = HERE / "results.json", HERE / "RESULTS.md"
CONFIGURATIONS = ("default", "tuned")
BEST_KNOWN = {("town", 1): 2_634_236, ("town", 2): 1_596_799, ("town", 3): 1_866_887}
"""The best plans known when the instances were made."""


@dataclass(frozen=True)
class Row:
    """One instance, solved by both for the same time in one run. `peer` is the better of its configurations, if any."""

    kind: str
    seed: int
    seconds: float
    first_s: float
    ours: int
    bound: int | None
    peer: int | None
    peak_mb: int
    day: str
    commit: str

    @property
    def key(self) -> tuple[str, int, float]:
        """What the row is about."""
        return self.kind, self.seed, self.seconds

    @property
    def ratio(self) -> float | None:
        """Ours as a share of the peer's."""
        return None if self.peer is None else self.ours / self.peer


def fill(kind: str, seeds: Sequence[int], seconds: Sequence[float]) -> None:
    """Measure the rows that are missing."""
    rows = read()
    with tempfile.TemporaryDirectory() as folder:
        for limit in seconds:
            for seed in seeds:
                if (kind, seed, limit) not in {row.key for row in rows}:
                    rows.append(measure(kind, seed, limit, Path(folder)))
                    write(rows)
                    print(line(rows[-1]), flush=True)


def measure(kind: str, seed: int, seconds: float, work: Path) -> Row:
    """One row. Raises MissingOutside without the instances."""
    instance, first, plan = outside.generated(kind, seed, work), work / "first.json", work / "plan.json"
    outside.ours(instance, 0, seed, first)
    figures = outside.ours(instance, seconds, seed, plan)
    return Row(
        kind,
        seed,
        seconds,
        figures["first_feasible_s"],
        outside.cost(instance, plan),
        figures["bound"],
        peer(instance, seconds, first, work),
        figures["peak_mb"],
        datetime.now(UTC).date().isoformat(),
        commit(),
    )


def peer(instance: Path, seconds: float, first: Path, work: Path) -> int | None:
    """The better of the peer's configurations, from our first roster on; None where it cannot run."""
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


def read() -> list[Row]:
    """The rows that were measured."""
    return [Row(**row) for row in json.loads(ROWS.read_text(encoding="utf-8"))] if ROWS.exists() else []


def write(rows: Sequence[Row]) -> None:
    """Keep the rows, and the table that is read."""
    ROWS.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")
    RESULTS.write_text("\n".join(page(sorted(rows, key=lambda row: (row.kind, row.seconds, row.seed)))) + "\n")


HEAD = """\
# Results

Costs are those of the outside judge. Each row is one run on two cores: our engine, then the peer (the better of its two
configurations, started from our first roster) for the same time. `make bench-town` adds what is missing.
"""
COLUMNS = (
    "instance",
    "seconds",
    "first roster, s",
    "ours",
    "proven bound",
    "gap",
    "over the best known",
    "peer",
    "ours / peer",
    "MB",
    "measured",
)


def page(rows: Sequence[Row]) -> Iterator[str]:
    """RESULTS.md."""
    yield HEAD
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{'---|' * len(COLUMNS)}"
    yield from map(line, rows)
    for kind, limit in sorted({(row.kind, row.seconds) for row in rows}):
        ratios = [row.ratio for row in rows if (row.kind, row.seconds) == (kind, limit) and row.ratio is not None]
        if ratios:
            yield f"\n{kind}, {limit:g} s: median of ours / peer {median(ratios):.3f} over {len(ratios)} instances."


def line(row: Row) -> str:
    """A row of the table."""
    known = BEST_KNOWN.get((row.kind, row.seed))
    cells = (
        f"{row.kind} {row.seed}",
        f"{row.seconds:g}",
        f"{row.first_s:.2f}",
        f"{row.ours:,}",
        "-" if row.bound is None else f"{row.bound:,}",
        "-" if not row.bound else f"{(row.ours - row.bound) / row.ours:.1%}",
        "-" if known is None else f"{row.ours / known - 1:+.2%}",
        "no JDK or jars" if row.peer is None else f"{row.peer:,}",
        "-" if row.ratio is None else f"{row.ratio:.3f}",
        f"{row.peak_mb}",
        f"{row.day}, {row.commit}",
    )
    return f"| {' | '.join(cells)} |"
