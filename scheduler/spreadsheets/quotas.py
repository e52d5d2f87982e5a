"""How many of a kind of people, in one readable cell: 女+志愿者 至少2; 新人 至多1; 单位D01 至少1 至多2.

A number that has signs or words of the cell itself is in quotation marks, which are doubled inside: 单位"A+B" 至少1.
"""

from __future__ import annotations

import re
from typing import Any

from scheduler.domain.quotas import Quota, quota, says_nothing
from scheduler.language import m_
from scheduler.spreadsheets.cells import Cell, CellError, Form, narrow, word
from scheduler.spreadsheets.columns import OTHER_STANDINGS, STANDINGS
from solver.candidates import Gender

EXAMPLE = "女+志愿者 至少2; 新人 至多1"
GROUPS = re.compile(r'(?:"[^"\n]*"|[^;\n])+')
KIND = r'(?:"[^"]*"|[^\s"+])+'
GROUP = re.compile(
    rf"(?P<kinds>{KIND}?(?:\+{KIND}?)*?)\s*(?:至少\s*(?P<least>[0-9]{{1,2}}))?\s*(?:至多\s*(?P<most>[0-9]{{1,2}}))?"
)
BARE = re.compile(r'(?:(?!至[少多])[^\s;+"])+')
QUOTED = re.compile(r'"((?:[^"]|"")+)"')

KINDS: dict[str, tuple[str, Any]] = {
    "女": ("gender", Gender.FEMALE.value),
    "男": ("gender", Gender.MALE.value),
    "新人": ("new", True),
    "非新人": ("new", False),
    "本村人": ("local", True),
    "非本村人": ("local", False),
    **{said: ("capacity", capacity.value) for said, capacity in STANDINGS.items()},
}
READ = {**KINDS, **{said: ("capacity", capacity.value) for said, capacity in OTHER_STANDINGS.items()}}
"""Words that are read; only those of KINDS are written."""

NUMBERED = {"单位": "organisation_id", "队伍": "team_id", "资质": "qualification_id"}
"""Before the office's number of an organisation, a team, a qualification: cells have it where the register has ids."""


def read_quotas(cell: Cell) -> list[Quota]:
    """The quotas of a cell, each with the office's numbers in the place of ids. Raises CellError."""
    lines = re.split(r"[\r\n]+", "" if cell is None else str(cell))
    groups = (group.strip() for group in GROUPS.findall("\n".join(map(narrow, lines))))
    return [read_quota(group) for group in groups if group]


def read_quota(group: str) -> Quota:
    """One quota. Raises CellError."""
    fault = CellError(m_("how many of whom, such as {example}", example=EXAMPLE))
    found = GROUP.fullmatch(group)
    if found is None:
        raise fault
    values: dict[str, Any] = {}
    for kind in re.findall(KIND, found["kinds"]):
        field, value = READ.get(word(kind)) or (NUMBERED.get(word(kind[:2]), ""), bare(kind[2:]))
        if not field or value == "" or field in values:
            raise fault
        values[field] = value
    read = quota({**values, "least": int(found["least"] or 0), "most": int(found["most"]) if found["most"] else None})
    if says_nothing(read):
        raise fault
    if read["most"] is not None and read["most"] < read["least"]:
        raise CellError(m_("at most no fewer than at least"))
    return read


def bare(number: str) -> str:
    """The office's number without its quotation marks; empty where they are not those of the whole number."""
    found = QUOTED.fullmatch(number)
    if found is not None:
        return found[1].replace('""', '"')
    return "" if '"' in number else number


def quoted(number: str) -> str:
    """The office's number as a cell has it, in quotation marks where it could be read as more than a number."""
    number = narrow(number)
    return number if BARE.fullmatch(number) else '"' + number.replace('"', '""') + '"'


def write_quotas(quotas: list[Quota]) -> str:
    """Quotas as they are read."""
    return "; ".join(map(write_quota, quotas))


def write_quota(found: Quota) -> str:
    """One quota, which has the office's numbers in the place of ids."""
    words = [said for said, (field, value) in KINDS.items() if found[field] == value]
    words += [f"{said}{quoted(found[field])}" for said, field in NUMBERED.items() if found[field] is not None]
    least = f" 至少{found['least']}" if found["least"] else ""
    most = "" if found["most"] is None else f" 至多{found['most']}"
    return "+".join(words) + least + most


QUOTAS = Form(read_quotas, write_quotas)
