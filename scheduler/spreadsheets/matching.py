"""Suggestions for sheets and columns whose names are unknown: by synonym, by spelling, by what the cells look like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from scheduler.spreadsheets.cells import Cell, CellError, plain
from scheduler.spreadsheets.columns import Column, SheetKind
from scheduler.spreadsheets.synonyms import COLUMNS, SHEETS

LOOKED_AT = 50
"""So many filled cells of a column are looked at."""

CLOSE = 0.6
"""From this likeness on two headers may mean the same."""

PART = 0.85
"""How alike a header is to one that it contains: 志愿者姓名 and 姓名."""

FITS, CLEARLY_FITS = 0.5, 0.8
"""The share of its cells that a column must read, where its header says what it is, and where only they do."""

RESEMBLES = 2
"""So many columns more than it lacks a sheet must have to be taken for one of a kind."""

NAMED = 10
"""So many columns the name of a sheet counts for."""

NOTHING_SAID = "〇"
"""A text that only a column reads that takes any."""

NAME = re.compile(
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温欧伍]"
    "[\u4e00-\u9fff]{1,2}"
)
"""A person's name as most are: a common surname and one or two characters."""

Columns = Mapping[str, Sequence[Cell]]
"""Header to the cells below it."""


@dataclass(frozen=True)
class Match:
    """A sheet (`header` is "") or a column whose name is unknown: what it most likely is, and what people said it is.

    Both are a kind of sheet, or a field of this `kind` of sheet; "" leaves it out, None says nothing.
    """

    sheet: str
    kind: str
    header: str
    proposed: str | None
    chosen: str | None

    @property
    def taken_for(self) -> str:
        """What it is read as."""
        return (self.proposed if self.chosen is None else self.chosen) or ""

    @property
    def open(self) -> bool:
        """Whether people have to say that what is proposed is right."""
        return self.chosen is None and self.proposed is not None


def propose_columns(kind: SheetKind, unknown: Columns, free: Sequence[Column]) -> dict[str, str]:
    """Header to the field that it most likely means; each of the `free` columns once."""
    samples = {header: filled(cells) for header, cells in unknown.items()}
    found = by_spelling(kind, samples, free)
    return found | by_looks(kind, samples, free, found)


def by_spelling(kind: SheetKind, samples: Columns, free: Sequence[Column]) -> dict[str, str]:
    """What headers mean by what they say, the likeliest first."""
    ranked = sorted(
        (
            (likelihood(kind.kind, column, header, sample), -place, header, column.field)
            for place, (header, sample) in enumerate(samples.items())
            for column in free
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    for score, _, header, field in ranked:
        if score and header not in found and field not in found.values():
            found[header] = field
    return found


def by_looks(kind: SheetKind, samples: Columns, free: Sequence[Column], found: Mapping[str, str]) -> dict[str, str]:
    """What headers that say nothing mean, where their cells fit one column only: telephones, dates, names."""
    looks: dict[str, str] = {}
    for header, sample in samples.items():
        if header in found or not sample:
            continue
        open_ = [column for column in free if column.field not in {*found.values(), *looks.values()}]
        fitting = [column.field for column in open_ if looks_like(kind, column, sample)]
        if len(fitting) == 1:
            looks[header] = fitting[0]
    return looks


def looks_like(kind: SheetKind, column: Column, sample: Sequence[Cell]) -> bool:
    """Whether cells are clearly those of a column."""
    if (kind.kind, column.field) == ("person", "name"):
        return sum(1 for cell in sample if NAME.fullmatch(plain(cell))) >= CLEARLY_FITS * len(sample)
    return telling(column) and fit(column, sample) >= CLEARLY_FITS


def likelihood(kind: str, column: Column, header: str, sample: Sequence[Cell]) -> float:
    """How likely a header means a column, by its spelling; 0 where that says nothing or the cells speak against it."""
    likeness = max(alike(header, name) for name in names_of(kind, column))
    if likeness < CLOSE:
        return 0
    if not sample or not telling(column):
        return likeness
    fits = fit(column, sample)
    return likeness * (1 + fits) / 2 if fits >= FITS or likeness == 1 else 0


def names_of(kind: str, column: Column) -> tuple[str, ...]:
    """What a column is called, by us and by others."""
    also = COLUMNS.get(kind, {}).get(column.field, ())
    return (column.chinese.lower(), column.english, column.chinese.removesuffix("编号").lower(), *also)


def alike(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1."""
    if one == other:
        return 1
    if len(other) > 1 and other in one:
        return PART
    return SequenceMatcher(None, one, other).ratio() if other else 0


def filled(cells: Sequence[Cell]) -> list[Cell]:
    """The first of the cells that hold something."""
    return [cell for cell in cells if plain(cell)][:LOOKED_AT]


def telling(column: Column) -> bool:
    """Whether a column refuses what it is not meant for."""
    return not reads(column, NOTHING_SAID)


def fit(column: Column, sample: Sequence[Cell]) -> float:
    """The share of these cells that a column reads."""
    return sum(1 for cell in sample if reads(column, cell)) / len(sample)


def reads(column: Column, cell: Cell) -> bool:
    """Whether a column can read a cell."""
    try:
        column.read(cell)
    except CellError:
        return False
    return True


def propose_kind(name: str, columns: Columns, kinds: Sequence[SheetKind]) -> str | None:
    """The kind that a sheet most likely is, by its columns and its name; None where little speaks for any."""
    score, kind = max(((resemblance(name, columns, kind), kind.kind) for kind in kinds), key=lambda pair: pair[0])
    return kind if score >= RESEMBLES else None


def resemblance(name: str, columns: Columns, kind: SheetKind) -> float:
    """How much speaks for a sheet being of a kind: columns that it has or seems to have, none that it needs and lacks,
    and most of all its name.
    """
    known = {column.field: header for header in columns for column in kind.columns if column.is_headed(header)}
    unknown = {header: filled(cells) for header, cells in columns.items() if header not in known.values()}
    free = [column for column in kind.columns if column.field not in known]
    there = {*known, *by_spelling(kind, unknown, free).values()}
    lacking = sum(1 for column in kind.columns if column.required and column.field not in there)
    named = max(alike(name, word) for word in (kind.chinese, kind.english, *SHEETS.get(kind.kind, ())))
    return len(there) - lacking + (NAMED * named if named >= CLOSE else 0) if there else 0
