"""The order in which people look for numbered things: D2 before D10."""

from __future__ import annotations

import re

NUMBER = re.compile(r"([0-9]+)")


def natural(text: str) -> tuple[str | int, ...]:
    """What to sort by: the numbers in a text count as numbers, letters alike whether small or capital."""
    return tuple(int(part) if at % 2 else part.casefold() for at, part in enumerate(NUMBER.split(text)))
