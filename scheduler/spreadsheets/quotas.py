"""How many of a kind of people, in one readable cell: 女+志愿者 至少2; 新人 至多1; 单位D01 至少1 至多2."""

from __future__ import annotations

import re
from typing import Any

from scheduler.domain.quotas import Quota, quota
from scheduler.language import m_
from scheduler.spreadsheets.cells import Cell, CellError, Form, narrow, word
from scheduler.spreadsheets.columns import STANDINGS
from solver.candidates import Gender

EXAMPLE = "女+志愿者 至少2; 新人 至多1"
GROUP = re.compile(r"(?P<kinds>\S+?)\s*(?:至少\s*(?P<least>[0-9]{1,2}))?\s*(?:至多\s*(?P<most>[0-9]{1,2}))?")
KINDS: dict[str, tuple[str, Any]] = {
    "女": ("gender", Gender.FEMALE.value),
    "男": ("gender", Gender.MALE.value),
    "新人": ("new", True),
    "非新人": ("new", False),
    "本村人": ("local", True),
    "非本村人": ("local", False),
    **{said: ("capacity", capacity.value) for said, capacity in STANDINGS.items()},
}
NUMBERED = {"单位": "organisation_id", "队伍": "team_id", "资质": "qualification_id"}
"""Before the office's number of an organisation, a team, a qualification: cells have it where the register has ids."""


def read_quotas(cell: Cell) -> list[Quota]:
    """The quotas of a cell, each with the office's numbers in the place of ids. Raises CellError."""
    groups = (narrow(group) for group in re.split(r"[;；\r\n]+", "" if cell is None else str(cell)))
    return [read_quota(group) for group in groups if group]


def read_quota(group: str) -> Quota:
    """One quota. Raises CellError."""
    found = GROUP.fullmatch(group)
    if found is None or not (found["least"] or found["most"]):
        raise CellError(m_("how many of whom, such as {example}", example=EXAMPLE))
    values: dict[str, Any] = {}
    for kind in found["kinds"].split("+"):
        field, value = KINDS.get(word(kind)) or (NUMBERED.get(word(kind[:2]), ""), kind[2:])
        if not field or value == "" or field in values:
            raise CellError(m_("how many of whom, such as {example}", example=EXAMPLE))
        values[field] = value
    least, most = int(found["least"] or 0), int(found["most"]) if found["most"] else None
    if most is not None and most < least:
        raise CellError(m_("at most no fewer than at least"))
    return quota({**values, "least": least, "most": most})


def write_quotas(quotas: list[Quota]) -> str:
    """Quotas as they are read."""
    return "; ".join(map(write_quota, quotas))


def write_quota(found: Quota) -> str:
    """One quota, which has the office's numbers in the place of ids."""
    words = [said for said, (field, value) in KINDS.items() if found[field] == value]
    words += [f"{said}{found[field]}" for said, field in NUMBERED.items() if found[field] is not None]
    least = f" 至少{found['least']}" if found["least"] else ""
    most = "" if found["most"] is None else f" 至多{found['most']}"
    return "+".join(words) + least + most


QUOTAS = Form(read_quotas, write_quotas)
