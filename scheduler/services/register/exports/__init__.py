"""What the rows of each kind of sheet say of the register; the imports of `scheduler.spreadsheets` read them again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scheduler.services.register.exports.people import PEOPLE
from scheduler.services.register.exports.register import Register, Values
from scheduler.services.register.exports.town import TOWN
from scheduler.services.register.exports.work import WORK

EXPORTS: dict[str, Callable[[Register], Iterator[Values]]] = {**TOWN, **PEOPLE, **WORK}
"""Kind of sheet to the values of its rows."""
