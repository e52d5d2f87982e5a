"""Rows one after the other, with their references looked up, written together."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.models import Audit, Organisation, Place
from scheduler.spreadsheets.importer import Importer, RowError, Values
from scheduler.spreadsheets.imports.rows import coded, each, resolved
from scheduler.spreadsheets.report import fault_json
from scheduler.spreadsheets.rows import SheetRow
from tests.conftest import NOW
from tests.services.small_town import SmallTown
from tests.spreadsheets.imports.checking import bring
from tests.spreadsheets.sheets.reading import KINDS
from tests.workbooks import PEOPLE, PLACES

ORGANISATION = KINDS["organisation"]


@pytest.fixture
def importer(session: Session, small: SmallTown) -> Importer:
    return Importer(session, small.town, NOW)


def row(number: int = 2, **values: Any) -> SheetRow:
    return SheetRow("单位", number, values, values)


def test_references_become_ids_and_other_values_stay(importer: Importer, small: SmallTown) -> None:
    found = resolved(importer, ORGANISATION, row(code="D1", name="派出所", place="N002"))
    assert found == {"code": "D1", "name": "派出所", "place_id": small.community.id}
    assert resolved(importer, ORGANISATION, row(code="D1", place=None)) == {"code": "D1", "place_id": None}
    with pytest.raises(RowError, match="a number that exists; there is no V9"):
        resolved(importer, ORGANISATION, row(place="V9"))


def test_each_row_is_looked_at_whatever_the_one_before(importer: Importer) -> None:
    seen: list[Values] = []

    def look(_: Importer, looked: SheetRow, values: Values) -> None:
        seen.append({"row": looked.number, **values})

    each(look)(importer, ORGANISATION, [row(2, place="V9"), row(3, code="D1"), row(4, code="D2")])
    assert seen == [{"row": 3, "code": "D1"}, {"row": 4, "code": "D2"}]
    assert [(fault["row"], fault["column"], fault["value"]) for fault in map(fault_json, importer.report.faults)] == [
        (2, "地点编号", "V9")
    ]


def test_rows_that_are_known_by_their_code_are_written_when_the_sheet_ends(
    importer: Importer, small: SmallTown
) -> None:
    rows = [row(2, code="D1", name="派出所", place="N001"), row(3, code="D2", name="卫生院", enforces=False)]
    coded(Organisation)(importer, ORGANISATION, rows)
    found = small.session.scalars(
        select(Organisation).where(Organisation.town_id == small.town.id).order_by(Organisation.id)
    )
    assert [(made.code, made.name, made.place_id, made.enforces) for made in found] == [
        ("D1", "派出所", small.village.id, False),
        ("D2", "卫生院", None, False),
    ]


def test_a_sheet_is_written_at_once_and_every_row_of_it_is_audited(session: Session, coordinator: Actor) -> None:
    inserted: list[int] = []

    def count(_: Session, __: Any, ___: Any = None) -> None:
        inserted.append(sum(isinstance(thing, Place) for thing in session.new))

    event.listen(session, "before_flush", count)
    places = [{**PLACES[0], "code": f"V{number}"} for number in range(50)]
    bring(session, coordinator, place=places, person=PEOPLE[:0])
    event.remove(session, "before_flush", count)
    assert sorted(filter(None, inserted)) == [50, 50]
    audited = select(Audit.row_id).where(Audit.table_name == "place", Audit.action == "insert").order_by(Audit.id)
    ids = session.scalars(select(Place.id).where(Place.town_id == coordinator.town_id).order_by(Place.id)).all()
    assert session.scalars(audited.where(Audit.town_id == coordinator.town_id)).all() == ids
