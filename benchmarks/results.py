"""The rows that were measured: kept as `results.json`, read as `RESULTS.md`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
ROWS, RESULTS = HERE / "results.json", HERE / "RESULTS.md"
BEST_PLANS = {("town", 1): 2_634_236, ("town", 2): 1_596_799, ("town", 3): 1_866_887}
"""What the best plans of towns cost that were known when the instances were made."""


@dataclass(frozen=True)
class Row:
    """One run on an instance: which family (town, county, rota ...) and which of it, for how long, with which seed.

    `peer` is the better of the peer's configurations in the same time, if it ran; `known` the best cost known.
    """

    family: str
    instance: int
    limit: float
    seed: int
    first_s: float
    cost: int
    bound: int | None
    seconds: float
    peak_mb: int
    peer: int | None
    known: int | None
    day: str
    commit: str

    @property
    def key(self) -> tuple[str, float, int, int]:
        """What the row is about, in the order in which rows are read."""
        return self.family, self.limit, self.instance, self.seed

    @property
    def gap(self) -> float | None:
        """How far the cost can be above the optimum, as a share of the cost."""
        return None if self.bound is None or self.bound <= 0 else (self.cost - self.bound) / self.cost

    @property
    def over_known(self) -> float | None:
        """How far the cost is above the best known."""
        return None if self.known is None else self.cost / self.known - 1

    @property
    def of_peer(self) -> float | None:
        """The cost as a share of the peer's."""
        return None if self.peer is None else self.cost / self.peer


def read() -> list[Row]:
    """The rows that were measured."""
    return [Row(**row) for row in json.loads(ROWS.read_text(encoding="utf-8"))] if ROWS.exists() else []


def write(rows: Sequence[Row]) -> None:
    """Keep the rows, and the page that is read."""
    ordered = sorted(rows, key=lambda row: row.key)
    ROWS.write_text(json.dumps([asdict(row) for row in ordered], indent=1) + "\n", encoding="utf-8")
    RESULTS.write_text("\n".join(page(ordered)) + "\n", encoding="utf-8")


HEAD = """\
# Results

Costs are those of the outside judges. Each row is one run of our engine on two cores, on the day and at the commit that
it names. Beside a town stands the peer: the better of its two configurations, from our first roster on, in the same
time. `make bench-town`, `bench-county` and `bench-rota` measure what is missing; `make bench` a short choice anew.
"""
COLUMNS: dict[str, Callable[[Row], str]] = {
    "instance": lambda row: f"{row.family} {row.instance}",
    "limit, s": lambda row: f"{row.limit:g}",
    "seed": lambda row: f"{row.seed}",
    "first roster, s": lambda row: f"{row.first_s:.2f}",
    "cost": lambda row: f"{row.cost:,}",
    "proven bound": lambda row: "-" if row.bound is None else f"{row.bound:,}",
    "gap": lambda row: "-" if row.gap is None else f"{row.gap:.1%}",
    "over the best known": lambda row: "-" if row.over_known is None else f"{row.over_known:+.2%}",
    "peer": lambda row: "-" if row.peer is None else f"{row.peer:,}",
    "ours / peer": lambda row: "-" if row.of_peer is None else f"{row.of_peer:.3f}",
    "took, s": lambda row: f"{row.seconds:.1f}",
    "MB": lambda row: f"{row.peak_mb}",
    "measured": lambda row: f"{row.day}, {row.commit}",
}


def page(rows: Sequence[Row]) -> Iterator[str]:
    """RESULTS.md, of rows in order: a table for each family, and what its rows come to."""
    yield HEAD
    for family, group in groupby(rows, key=lambda row: row.family):
        found = list(group)
        yield f"## {family}\n"
        yield f"| {' | '.join(COLUMNS)} |"
        yield f"|{'---|' * len(COLUMNS)}"
        yield from map(line, found)
        yield ""
        yield from medians(found)


def line(row: Row) -> str:
    """A row of the table."""
    return f"| {' | '.join(cell(row) for cell in COLUMNS.values())} |"


def medians(rows: Sequence[Row]) -> Iterator[str]:
    """For each limit the median of ours / peer, and of each instance that ran more than once over the best known."""
    for limit, group in groupby(rows, key=lambda row: row.limit):
        found = list(group)
        ratios = [row.of_peer for row in found if row.of_peer is not None]
        if ratios:
            yield f"- {limit:g} s: median of ours / peer {median(ratios):.3f} over {len(ratios)} runs."
        for instance, runs in groupby(found, key=lambda row: row.instance):
            over = [row.over_known for row in runs if row.over_known is not None]
            if len(over) > 1:
                yield f"- {limit:g} s, {instance}: median over the best known {median(over):+.2%} of {len(over)} runs."
    yield ""
