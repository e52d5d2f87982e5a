"""The rows that were measured: kept as `results.json`, read as `RESULTS.md`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

T = TypeVar("T")

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


@dataclass(frozen=True)
class Mended:
    """A town whose published plan people dropped out of: when it was repaired at first, what is left unfilled and how
    many pairs change in the end and at least; and in how many milliseconds who could step in is told, at the median and
    at most, once the plan is laid out.
    """

    instance: int
    repaired_s: float
    seconds: float
    unfilled: int
    unfilled_bound: int
    changed: int
    changed_bound: int
    laid_out_s: float
    median_ms: float
    asked_ms: float
    day: str
    commit: str


@dataclass(frozen=True)
class Seen:
    """A full board in Chromium: what is on it, milliseconds of the server and until it is painted, how long a frame
    takes while it is scrolled, and how much is sent.
    """

    rows: int
    days: int
    assignments: int
    people: int
    server_ms: int
    painted_ms: int
    frame_p50_ms: float
    frame_p95_ms: float
    html_kb: int
    html_gz_kb: float
    js_css_gz_kb: float
    day: str
    commit: str


Rows = tuple[list[Row], list[Mended]]


def read() -> Rows:
    """What was measured."""
    if not ROWS.exists():
        return [], []
    kept = json.loads(ROWS.read_text(encoding="utf-8"))
    return [Row(**row) for row in kept["solved"]], [Mended(**row) for row in kept["mended"]]


def board() -> Seen | None:
    """The board as it was last seen."""
    kept = json.loads(ROWS.read_text(encoding="utf-8")).get("board") if ROWS.exists() else None
    return Seen(**kept) if kept else None


def keep(seen: Seen) -> None:
    """Keep how the board was seen, in the place of the last time."""
    write(*read(), seen)


def write(solved: Sequence[Row], mended: Sequence[Mended], seen: Seen | None = None) -> None:
    """Keep the rows, and the page that is read; without a board the one that is there."""
    seen = seen or board()
    solved = sorted(solved, key=lambda row: row.key)
    mended = sorted(mended, key=lambda row: row.instance)
    kept: dict[str, Any] = {"solved": [asdict(row) for row in solved], "mended": [asdict(row) for row in mended]}
    kept |= {"board": asdict(seen)} if seen else {}
    ROWS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    RESULTS.write_text("\n".join(page(solved, mended, seen)) + "\n", encoding="utf-8")


HEAD = """\
# Results

Costs are those of the outside judges. Each row is one run of our engine on two cores, on the day and at the commit that
it names. Beside a town stands the peer: the better of its two configurations, from our first roster on, in the same
time. `make bench-town`, `bench-county` and `bench-rota` measure what is missing; `make bench` a short choice anew.
"""
SOLVED: dict[str, Callable[[Row], str]] = {
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


MENDED: dict[str, Callable[[Mended], str]] = {
    "instance": lambda row: f"town {row.instance}",
    "first repaired roster, s": lambda row: f"{row.repaired_s:.2f}",
    "took, s": lambda row: f"{row.seconds:.1f}",
    "unfilled, cost": lambda row: f"{row.unfilled:,}",
    "at least": lambda row: f"{row.unfilled_bound:,}",
    "pairs changed": lambda row: f"{row.changed}",
    "at least then": lambda row: f"{row.changed_bound}",
    "laid out, s": lambda row: f"{row.laid_out_s:.2f}",
    "who could step in, ms": lambda row: f"{row.median_ms:.2f}",
    "at most": lambda row: f"{row.asked_ms:.2f}",
    "measured": lambda row: f"{row.day}, {row.commit}",
}


SEEN: dict[str, Callable[[Seen], str]] = {
    "rows x days": lambda seen: f"{seen.rows} x {seen.days}",
    "assignments": lambda seen: f"{seen.assignments:,}",
    "people": lambda seen: f"{seen.people:,}",
    "server, ms": lambda seen: f"{seen.server_ms}",
    "painted, ms": lambda seen: f"{seen.painted_ms}",
    "frame p50, ms": lambda seen: f"{seen.frame_p50_ms:.1f}",
    "p95": lambda seen: f"{seen.frame_p95_ms:.1f}",
    "HTML, KB": lambda seen: f"{seen.html_kb}",
    "gz": lambda seen: f"{seen.html_gz_kb:.1f}",
    "JS + CSS, KB gz": lambda seen: f"{seen.js_css_gz_kb:.1f}",
    "measured": lambda seen: f"{seen.day}, {seen.commit}",
}


def page(solved: Sequence[Row], mended: Sequence[Mended], seen: Seen | None = None) -> Iterator[str]:
    """RESULTS.md, of rows in order: a table for each family, and what its rows come to."""
    yield HEAD
    for family, group in groupby(solved, key=lambda row: row.family):
        found = list(group)
        yield f"## {family}\n"
        yield from table(SOLVED, found)
        yield from medians(found)
    if mended:
        yield "## After people dropped out\n"
        yield "One in twenty drops out of our plan of ten seconds from the second week on.\n"
        yield from table(MENDED, mended)
    if seen:
        yield "## The board\n"
        yield "A month of social workers in Chromium, 1280 x 800, on one machine with its server: `make bench-board`.\n"
        yield from table(SEEN, [seen])


def table(columns: dict[str, Callable[[T], str]], rows: Iterable[T]) -> Iterator[str]:
    """A table."""
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield line(columns, row)
    yield ""


def line(columns: dict[str, Callable[[T], str]], row: T) -> str:
    """A row of a table."""
    return f"| {' | '.join(cell(row) for cell in columns.values())} |"


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
