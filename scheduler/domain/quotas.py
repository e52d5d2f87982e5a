"""How many of a kind of people an activity asks for: what a quota says, as activities and series keep it."""

from __future__ import annotations

from typing import Any

CRITERIA = ("gender", "capacity", "organisation_id", "team_id", "qualification_id", "new", "local")
"""What the people of a quota have in common: all that is named, None for what does not matter."""

Quota = dict[str, Any]
"""`least` and `most` (None: any number) and each of the `CRITERIA`, as JSON holds them."""


def quota(values: dict[str, Any]) -> Quota:
    """A quota with all of its fields, whatever is said of them."""
    least, most = values.get("least") or 0, values.get("most")
    return {"least": least, "most": most, **{name: values.get(name) for name in CRITERIA}}


def says_nothing(found: Quota) -> bool:
    """Whether a quota asks for nothing: for no number, or of nobody in particular."""
    return (not found["least"] and found["most"] is None) or all(found[name] is None for name in CRITERIA)
