"""What an import would do or did: per sheet what is new, changed and as before, every bad row, every question."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from scheduler.language import Message
from scheduler.spreadsheets.matching import Match

MOST_LISTED = 200
"""So many faults are listed one by one; what goes beyond is counted by sheet and column."""


@dataclass(frozen=True)
class Fault:
    """Something wrong in a sheet: row and column as the spreadsheet shows them, and what would be right.

    `about` is what the row is about, as far as it says so. `mendable`: the file can be read with another value in this
    column of the row, or without the row; a header is mended only in the file. `everywhere`: what is said of this cell
    holds for all rows of the sheet, whose column is missing.
    """

    sheet: str
    row: int
    column: str
    value: str
    message: Message
    about: str = ""
    mendable: bool = True
    everywhere: bool = False

    @property
    def key(self) -> str:
        """How answers and mends name the row."""
        return key_of(self.sheet, self.row)


def key_of(sheet: str, row: int) -> str:
    """How answers and mends name a row."""
    return f"{sheet}!{row}"


@dataclass(frozen=True)
class Question:
    """The person of that row may be one of these (answer, name and phone), or somebody new: only people can tell."""

    key: str
    sheet: str
    row: int
    name: str
    candidates: tuple[tuple[str, str], ...]


@dataclass
class Report:
    """The report of an import. `beyond` counts, by sheet and column, the faults that are not listed; `dated` what
    becomes of the dated activities of series: "made", "changed", "called_off", "revived". `warnings` say what is left
    out, `notes` what is imported but looked at before, `matches` what sheets and columns of unknown names are taken
    for.

    `left_out` are the numbers and names of rows that are wrong, `asked` of those that wait for an answer: what refers
    to them waits too, and is no fault of its own. `bad` says by row what is wrong with it, or that it waits for one
    that is.
    """

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    beyond: Counter[tuple[str, str]] = field(default_factory=Counter)
    dated: Counter[str] = field(default_factory=Counter)
    warnings: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    bad: dict[str, list[Fault]] = field(default_factory=dict)

    def count(self, sheet: str, outcome: str) -> None:
        """Count a row: "new", "changed" or "unchanged"."""
        self.counts.setdefault(sheet, Counter())[outcome] += 1

    def fault(self, fault: Fault) -> None:
        """Add something wrong."""
        if fault.mendable:
            self.bad.setdefault(fault.key, []).append(fault)
        if len(self.faults) < MOST_LISTED:
            self.faults.append(fault)
        else:
            self.beyond[fault.sheet, fault.column] += 1

    def match(self, match: Match) -> None:
        """Add what an unknown name is taken for; a header is asked about once for all sheets of a kind."""
        if match.header and any((found.kind, found.header) == (match.kind, match.header) for found in self.matches):
            return
        self.matches.append(match)

    def sort(self) -> None:
        """Bring the faults of a sheet into the order of its rows: references were looked at after all cells were."""
        sheets = {fault.sheet: place for place, fault in reversed(list(enumerate(self.faults)))}
        self.faults.sort(key=lambda fault: (sheets[fault.sheet], fault.row))

    @property
    def fault_count(self) -> int:
        """How many things are wrong, listed or not."""
        return len(self.faults) + self.beyond.total()

    def as_json(self) -> dict[str, Any]:
        """The report as it is stored; sentences stay messages, rendered in the reader's language."""
        return {
            "counts": {sheet: dict(counts) for sheet, counts in self.counts.items()},
            "dated": dict(self.dated),
            "fault_count": self.fault_count,
            "faults": [fault_json(fault) for fault in self.faults],
            "beyond": [[sheet, column, count] for (sheet, column), count in self.beyond.items()],
            "warnings": [fault_json(fault) for fault in self.warnings],
            "notes": [fault_json(fault) for fault in self.notes],
            "matches": [{**asdict(match), "open": match.open} for match in self.matches],
            "questions": [question_json(question) for question in self.questions],
            "bad_rows": len(self.bad),
        }

    def bad_json(self) -> dict[str, Any]:
        """What is wrong with each bad row, as it is stored beside the report."""
        return {key: [fault_json(fault) for fault in faults] for key, faults in self.bad.items()}


def fault_json(fault: Fault) -> dict[str, Any]:
    """A fault as JSON."""
    return {
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "message": {"text": fault.message.text, "parameters": fault.message.parameters},
        "about": fault.about,
        "mendable": fault.mendable,
        "everywhere": fault.everywhere,
    }


def question_json(question: Question) -> dict[str, Any]:
    """A question as JSON."""
    return {
        "key": question.key,
        "sheet": question.sheet,
        "row": question.row,
        "name": question.name,
        "candidates": [list(candidate) for candidate in question.candidates],
    }
