"""The sheets of a workbook, as data: what each column is called, how its cells are read and written.

This one description drives the import, the template, the export and the sample workbook: a new column is one line here.
"""

from __future__ import annotations

from datetime import date

from scheduler.spreadsheets.columns import SheetKind
from scheduler.spreadsheets.sheets.people import people_sheets
from scheduler.spreadsheets.sheets.town import town_sheets
from scheduler.spreadsheets.sheets.work import work_sheets
from scheduler.spreadsheets.times import birthday, day


def sheet_kinds(today: date) -> tuple[SheetKind, ...]:
    """All kinds of sheet, in the order in which they are imported: what others refer to comes first.

    `today` decides the year of dates without one.
    """
    form = day(today)
    return (*town_sheets(form), *people_sheets(form, birthday(today)), *work_sheets(form))
