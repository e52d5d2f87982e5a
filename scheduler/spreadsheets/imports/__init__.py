"""What the rows of each kind of sheet do to the register: each finds what it is about by a key, or makes it."""

from __future__ import annotations

from scheduler.spreadsheets.imports.people import PEOPLE
from scheduler.spreadsheets.imports.rows import ImportRows
from scheduler.spreadsheets.imports.town import TOWN
from scheduler.spreadsheets.imports.work import WORK

IMPORTS: dict[str, ImportRows] = {**TOWN, **PEOPLE, **WORK}
"""Kind of sheet to what its rows do."""
