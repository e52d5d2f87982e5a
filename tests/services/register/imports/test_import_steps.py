"""What an import did to each row, read from its audit rows; values as the audit trail tells them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.models import Activity, Audit, Person, Place, PlaceKind, Upload
from scheduler.services.register.imports.import_steps import Step, owner_of, steps_of, value_of
from tests.conftest import NOW
from tests.spreadsheets.imports.checking import check
from tests.workbooks import PLACES

Change = tuple[str, str, int, dict[str, list[Any]]]


def written(session: Session, actor: Actor, *changes: Change) -> list[Step]:
    """The steps of an import that wrote these audit rows."""
    upload: Upload = check(session, actor, place=PLACES)
    for action, table, number, columns in changes:
        row = {"action": action, "table_name": table, "row_id": number, "changes": columns}
        session.add(Audit(town_id=actor.town_id, at=NOW, actor="x", upload_id=upload.id, **row))
        session.flush()
    return steps_of(session, upload)


def test_what_was_done_to_a_row_in_several_steps_is_one(session: Session, coordinator: Actor) -> None:
    found = written(
        session,
        coordinator,
        ("insert", "place", 901, {"name": [None, "甲"]}),
        ("update", "place", 901, {"name": ["甲", "乙"], "parent_id": [None, 902]}),
        ("update", "place", 902, {"name": ["丙", "丁"]}),
        ("update", "place", 902, {"name": ["丁", "戊"], "capacity": [None, 5]}),
        ("update", "wish", 903, {"liking": [1, -1]}),
        ("delete", "wish", 903, {"liking": [-1, None], "person_id": [7, None]}),
        ("insert", "wish", 904, {"liking": [None, 1]}),
        ("delete", "wish", 904, {"liking": [1, None]}),
    )
    assert found == [
        Step("place", 901, None, {"name": "乙", "parent_id": 902}, ("place", 901)),
        Step("place", 902, {"name": "丙", "capacity": None}, {"name": "戊", "capacity": 5}, ("place", 902)),
        Step("wish", 903, {"liking": 1, "person_id": 7}, None, ("person", 7)),
    ]
    assert [step.made for step in found] == [True, False, False]


def test_a_number_that_was_given_again_is_a_row_that_was_changed(session: Session, coordinator: Actor) -> None:
    found = written(
        session,
        coordinator,
        ("delete", "team_member", 901, {"team_id": [1, None], "person_id": [7, None]}),
        ("insert", "team_member", 901, {"team_id": [None, 2], "person_id": [None, 7]}),
    )
    after = {"team_id": 2, "person_id": 7}
    assert found == [Step("team_member", 901, {"team_id": 1, "person_id": 7}, after, ("team", 2))]


def test_a_row_belongs_to_what_it_says_or_is_a_thing_itself() -> None:
    assert owner_of(Step("couple", 1, None, {"one_id": 3, "other_id": 4}), None) == ("person", 3)
    assert owner_of(Step("absence", 1, None, {"team_id": 5}), None) == ("team", 5)
    assert owner_of(Step("role", 1, {"wanted": 1}, {"wanted": 2}), None) == ("role", 1)


@pytest.mark.parametrize(
    ("model", "column", "told", "value"),
    [
        (Place, "kind", "village", PlaceKind.VILLAGE),
        (Place, "latitude", 22.5, 22.5),
        (Person, "born_on", "1990-05-21", date(1990, 5, 21)),
        (Person, "born_on", None, None),
        (Person, "name", "1990-05-21", "1990-05-21"),
        (Activity, "starts_at", "2026-11-24T09:00:00+08:00", datetime(2026, 11, 24, 1, tzinfo=UTC)),
        (Activity, "departments", ["D1"], ["D1"]),
    ],
)
def test_a_value_is_what_the_audit_trail_tells_of_it(model: type[Any], column: str, told: Any, value: Any) -> None:
    assert value_of(model, column, told) == value
