"""What an import would do or did: per sheet what is new, changed and as before, every bad row, every question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from scheduler.language import Message


@dataclass(frozen=True)
class Fault:
    """Something wrong in a sheet: row and column as the spreadsheet shows them, and what would be right."""

    sheet: str
    row: int
    column: str
    value: str
    message: Message


@dataclass(frozen=True)
class Question:
    """The person of that row may be one of these (id, name and phone), or somebody new: only people can tell."""

    key: str
    sheet: str
    row: int
    name: str
    candidates: tuple[tuple[int, str], ...]


@dataclass
class Report:
    """The report of an import."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def count(self, sheet: str, outcome: str) -> None:
        """Count a row: "new", "changed" or "unchanged"."""
        self.counts.setdefault(sheet, Counter())[outcome] += 1

    @property
    def clean(self) -> bool:
        """Whether the import can be committed."""
        return not self.faults and not self.questions

    def as_json(self) -> dict[str, Any]:
        """The report as it is stored; sentences stay messages, rendered in the reader's language."""
        return {
            "counts": {sheet: dict(counts) for sheet, counts in self.counts.items()},
            "faults": [fault_json(fault) for fault in self.faults],
            "warnings": [fault_json(fault) for fault in self.warnings],
            "questions": [
                {
                    "key": q.key,
                    "sheet": q.sheet,
                    "row": q.row,
                    "name": q.name,
                    "candidates": [list(c) for c in q.candidates],
                }
                for q in self.questions
            ],
        }


def fault_json(fault: Fault) -> dict[str, Any]:
    """A fault as JSON."""
    return {
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "message": {"text": fault.message.text, "parameters": fault.message.parameters},
    }
