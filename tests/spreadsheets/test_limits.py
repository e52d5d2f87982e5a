"""Refusals of files that hold too much or something else, in the words of those who sent them."""

from __future__ import annotations

import pytest

from scheduler.errors import Invalid
from scheduler.spreadsheets import limits

SAID = [
    (limits.too_large("地点"), "Sheet 地点 is too large: at most 20000 rows and 200 columns."),
    (limits.not_a_workbook(), "This is not a workbook. Upload an .xlsx, .xls or .csv file."),
    (limits.too_much(), "The workbook unpacks to far more than a workbook holds; it was not opened."),
]


@pytest.mark.parametrize(("refusal", "sentence"), SAID)
def test_a_refusal_says_what_is_too_much(refusal: Invalid, sentence: str) -> None:
    assert (str(refusal), refusal.fields) == (sentence, {})


def test_the_largest_sheet_fits_into_a_workbook() -> None:
    assert limits.MOST_ROWS * limits.MOST_COLUMNS <= limits.MOST_CELLS
    assert limits.MOST_BYTES < limits.MOST_UNPACKED
