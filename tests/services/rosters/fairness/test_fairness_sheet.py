"""Fairness as a table to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date

from scheduler.services.rosters.fairness.fairness import FairLine, Fairness, Measure
from scheduler.services.rosters.fairness.fairness_sheet import fairness_csv, fairness_xlsx
from scheduler.services.rosters.fairness.ledger import Load
from scheduler.spreadsheets.reading import read_book
from solver.candidates import Capacity
from tests.conftest import NOW

NOVEMBER = date(2026, 11, 1)
SHARES = {Measure.HOURS: 100.0, Measure.REST_DAYS: 0.5, Measure.UNPLEASANT: 0.0}


def line(name: str, minutes: int) -> FairLine:
    own = Load(minutes, 1, 0)
    return FairLine(name, 1, None, Capacity.VOLUNTEER, Load(), own, {NOVEMBER: own}, SHARES)


UNWEIGHED = frozenset({(Measure.UNPLEASANT, Capacity.VOLUNTEER)})
FOUND = Fairness([line("=1+1", 90), line("@甲", 110)], [NOVEMBER], None, UNWEIGHED)
FIGURES = ("in all", "fair share", "beyond the share")
NAMES = ("Hours", "Duties on days of rest", "Unpleasant duties")
HEAD = [
    *("Group", "Name"),
    *(f"{name}: {figure}" for name in NAMES for figure in FIGURES),
    *(f"{name} 2026-11" for name in NAMES),
]


def test_the_csv_has_its_mark_numbers_as_numbers_and_no_formulas() -> None:
    content = fairness_csv(FOUND, "en")
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        HEAD,
        ["Volunteers", "'@甲", "1.83", "1.67", "0.17", "1", "0.5", "0.5", "0", "", "", "1.83", "1", "0"],
        ["Volunteers", "'=1+1", "1.5", "1.67", "-0.17", "1", "0.5", "0.5", "0", "", "", "1.5", "1", "0"],
    ]


def test_the_workbook_has_the_same_cells_and_its_texts_are_texts() -> None:
    (sheet,) = read_book("fairness.xlsx", fairness_xlsx(FOUND, "zh_Hans", now=NOW)).sheets
    assert (sheet.name, sheet.rows[0][:3]) == ("公平", ["类别", "名称", "时长：合计"])
    assert sheet.rows[2][:9] == ["志愿者", "=1+1", 1.5, 1.67, -0.17, 1, 0.5, 0.5, 0]
