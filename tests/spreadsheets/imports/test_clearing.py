"""The word 清空 in every column of every sheet: it takes away what can be without, and is refused elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.services.register.export import register_workbook
from scheduler.spreadsheets.columns import KEPT, SheetKind
from scheduler.spreadsheets.examples import EXAMPLES
from scheduler.spreadsheets.reading import read_book
from scheduler.spreadsheets.sheets import sheet_kinds
from tests.conftest import NOW
from tests.spreadsheets.imports.checking import bring, check, counts, faults
from tests.workbooks import MONDAY

KINDS = {kind.kind: kind for kind in sheet_kinds(MONDAY)}
CLEARED = {
    "place": ["parent", "latitude", "longitude", "capacity", "owner"],
    "market": [],
    "special_day": ["name"],
    "travel": [],
    "organisation": ["place"],
    "qualification": [],
    "person": [
        "phone",
        "email",
        "gender",
        "born_on",
        "home",
        "organisation",
        "minutes_a_day",
        "minutes_a_week",
        "duties_a_month",
        "weekly",
        "wishes",
    ],
    "held_qualification": ["valid_until"],
    "team": ["leader", "members", "home", "weekly"],
    "absence": ["reason"],
    "recusal": ["reason"],
    "couple": [],
    "series": ["venue", "quotas", "departments", "grants", "notes"],
    "activity": ["venue", "quotas", "departments", "grants", "notes"],
    "role": ["qualification", "organisation", "team"],
    "attendance": [],
}
FULL: dict[str, list[dict[str, Any]]] = {
    **EXAMPLES,
    "place": [
        {**EXAMPLES["place"][1], "capacity": "30", "owner": "陈记"},
        *EXAMPLES["place"][:1],
        *EXAMPLES["place"][2:],
    ],
    "person": [{**EXAMPLES["person"][0], "organisation": "D01"}, *EXAMPLES["person"][1:]],
    "series": [
        {
            **EXAMPLES["series"][0],
            "venue": "H1",
            "departments": "D01",
            "grants": "Q01",
            "notes": "带水",
            "quotas": "女 至少1",
        },
        *EXAMPLES["series"][1:],
    ],
    "attendance": [],
}
"""The template's examples, the first row of each sheet with a value in every column that can be cleared; nobody is on
the attendance list that would forbid it.
"""


GRANTED = ("grants_level", "grants_months")
"""What says nothing any more where no qualification is granted."""


def key_of(row: dict[str, Any]) -> tuple[Any, Any]:
    """What tells the first row of a sheet from the others."""
    return row.get("code"), row.get("activity")


def exported(session: Session, actor: Actor, kind: SheetKind) -> list[dict[str, Any]]:
    """The rows of a sheet of the register as it is exported, by field."""
    book = read_book("register.xlsx", register_workbook(session, actor, now=NOW))
    rows = next(sheet.rows for sheet in book.sheets if sheet.name == kind.chinese)
    fields = [column.field for column in kind.columns]
    return [dict(zip(fields, row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("name", [name for name, fields in CLEARED.items() if fields])
def test_every_column_that_can_be_without_a_value_is_cleared_and_nothing_else_changes(
    session: Session, coordinator: Actor, name: str
) -> None:
    bring(session, coordinator, **FULL)
    before = exported(session, coordinator, KINDS[name])
    first = FULL[name][0]
    position = next(number for number, row in enumerate(before) if key_of(row) == key_of(first))
    assert [field for field in CLEARED[name] if not before[position][field]] == []
    cleared = {**first, **dict.fromkeys(CLEARED[name], "清空")}
    assert counts(bring(session, coordinator, **{name: [cleared]})) == {KINDS[name].chinese: {"changed": 1}}
    without = [*CLEARED[name], *(GRANTED if "grants" in CLEARED[name] else ())]
    before[position] |= dict.fromkeys(without, "")
    assert exported(session, coordinator, KINDS[name]) == before
    assert counts(bring(session, coordinator, **{name: [cleared]})) == {KINDS[name].chinese: {"unchanged": 1}}


@pytest.mark.parametrize("name", list(CLEARED))
def test_every_other_column_refuses_to_be_cleared(session: Session, coordinator: Actor, name: str) -> None:
    kind = KINDS[name]
    assert [column.field for column in kind.columns if column.cleared is not KEPT] == CLEARED[name]
    upload = check(session, coordinator, **{name: [{column.field: "清空" for column in kind.columns}]})
    assert faults(upload) == [
        (kind.chinese, 2, column.chinese, "a value; this one cannot be cleared")
        for column in kind.columns
        if column.field not in CLEARED[name]
    ]


def test_a_new_row_that_clears_is_one_without_these_values(session: Session, coordinator: Actor) -> None:
    row = {"code": "P1", "name": "张三", "capacities": "志愿者", **dict.fromkeys(CLEARED["person"], "clear")}
    assert counts(bring(session, coordinator, person=[row])) == {"人员": {"new": 1}}
    found = {field: cell for field, cell in exported(session, coordinator, KINDS["person"])[0].items() if cell}
    assert found == {
        "code": "P1",
        "name": "张三",
        "capacities": "志愿者",
        "new": "否",
        "not_alone": "否",
        "active": "是",
    }
