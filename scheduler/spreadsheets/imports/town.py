"""Rows about the town: places, markets, holidays, travel, partner organisations, qualifications."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.language import m_
from scheduler.models import Market, Organisation, Place, Qualification, SpecialDay, Travel
from scheduler.spreadsheets.columns import SheetKind
from scheduler.spreadsheets.importer import Importer, RowError, Values
from scheduler.spreadsheets.imports.rows import ImportRows, coded, each
from scheduler.spreadsheets.rows import SheetRow


def import_places(importer: Importer, kind: SheetKind, rows: Sequence[SheetRow]) -> None:
    """Places first, then where each lies: a row may name one further down."""
    made = []
    for row in rows:
        with importer.row(kind, row):
            values = {name: value for name, value in row.values.items() if name not in ("code", "parent")}
            made.append((row, importer.upsert(row, "code", Place, {"code": row.values["code"]}, values)))
    importer.flush()
    for row, place in made:
        with importer.row(kind, row):
            if "parent" in row.values:
                code = row.values["parent"]
                parent_id = None if code is None else importer.known(Place, code, "parent").id
                if importer.change(place, {"parent_id": parent_id}):
                    importer.note(row, "changed")
    for row, place in made:
        with importer.row(kind, row):
            check_ancestors(importer, place)
    importer.flush()


def check_ancestors(importer: Importer, place: Place) -> None:
    """Raise RowError where a place would lie within itself."""
    seen, current = set(), place
    while current.parent_id is not None and current.id not in seen:
        seen.add(current.id)
        current = importer.session.get_one(Place, current.parent_id)
        if current is place:
            raise RowError("parent", m_("a place that does not itself lie in {name}", name=place.name))


def import_market(importer: Importer, row: SheetRow, values: Values) -> None:
    """A market's rule; one a place."""
    importer.upsert(row, "place", Market, {"place_id": values.pop("place_id")}, values)


def import_special_day(importer: Importer, row: SheetRow, values: Values) -> None:
    """A holiday, a working weekend, a day not yet announced."""
    importer.upsert(row, "day", SpecialDay, {"day": values.pop("day")}, values)


def import_travel(importer: Importer, row: SheetRow, values: Values) -> None:
    """A way set by hand."""
    low, high = sorted((values["one_id"], values["other_id"]))
    if low == high:
        raise RowError("other", m_("another place than the first"))
    key = {"from_place_id": low, "to_place_id": high}
    importer.upsert(row, "one", Travel, key, {"minutes": values["minutes"]})


TOWN: dict[str, ImportRows] = {
    "place": import_places,
    "market": each(import_market),
    "special_day": each(import_special_day),
    "travel": each(import_travel),
    "organisation": coded(Organisation),
    "qualification": coded(Qualification),
}
