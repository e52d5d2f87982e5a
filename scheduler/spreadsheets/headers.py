"""Which kind a sheet is, where its header stands, and which column stands where."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.spreadsheets.cells import Cell, CellError, plain, word
from scheduler.spreadsheets.columns import Column, SheetKind
from scheduler.spreadsheets.matching import Match, propose_columns, propose_kind
from scheduler.spreadsheets.mending import Mends
from scheduler.spreadsheets.reading import Book, Sheet
from scheduler.spreadsheets.report import Fault, Report, key_of

NOTES = ("说明", "notes")
"""Names of sheets that are for people only."""

LONGEST = 100
"""A longer header is none: nobody is asked about it."""

REMARKS = "错误说明"
"""The header of what is wrong in a workbook of bad rows: for people only."""


def sheets_by_kind(
    book: Book, kinds: tuple[SheetKind, ...], mends: Mends, report: Report
) -> list[tuple[SheetKind, Sheet]]:
    """The sheets of a workbook in the order in which they are imported; one of an unknown name as people said, or as
    what it most likely is. Raises Invalid where no sheet is any.
    """
    found = []
    for sheet in book.sheets:
        kind = kind_of(sheet, kinds)
        if kind is None:
            if header_at(sheet) is None or word(sheet.name) in NOTES:
                continue
            kind = matched_kind(sheet, kinds, mends, report)
        if kind is not None:
            found.append((kind, sheet))
        else:
            message = m_("this sheet is not known and is left out")
            report.warnings.append(Fault(sheet.name, 1, "", sheet.name, message, mendable=False))
    if not found:
        raise Invalid(m_("No sheet of this file is known. Start from the template."))
    return sorted(found, key=lambda pair: kinds.index(pair[0]))


def matched_kind(sheet: Sheet, kinds: tuple[SheetKind, ...], mends: Mends, report: Report) -> SheetKind | None:
    """The kind that people said a sheet is, or that it seems to be; None for one that is left out."""
    columns = {header: cells_below(sheet, position) for position, header in headers_of(sheet).items()}
    match = Match(sheet.name, "", "", propose_kind(word(sheet.name), columns, kinds), mends.sheets.get(sheet.name))
    report.match(match)
    return next((kind for kind in kinds if kind.kind == match.taken_for), None)


def kind_of(sheet: Sheet, kinds: tuple[SheetKind, ...]) -> SheetKind | None:
    """Which kind a sheet is: by its name, or by its header where the name says nothing."""
    for kind in kinds:
        if word(sheet.name) in (kind.chinese, kind.english):
            return kind
    headers = set(headers_of(sheet).values())

    def score(kind: SheetKind) -> int:
        there = [column for column in kind.columns if any(map(column.is_headed, headers))]
        return len(there) if all(column in there for column in kind.columns if column.required) else 0

    best = max(kinds, key=score)
    return best if score(best) else None


def header_at(sheet: Sheet) -> int | None:
    """The index of the header: the first row with more than a title in it. None for a sheet without rows."""
    single = None
    for index, row in enumerate(sheet.rows):
        filled = sum(1 for cell in row if plain(cell))
        if filled > 1:
            return index
        if filled and single is None:
            single = index
    return single


def headers_of(sheet: Sheet) -> dict[int, str]:
    """The headers of a sheet by position, as words."""
    index = header_at(sheet)
    cells = sheet.rows[index] if index is not None else []
    return {position: name for position, cell in enumerate(cells) if (name := word(cell).strip("*").strip())}


def cells_below(sheet: Sheet, position: int) -> list[Cell]:
    """The cells of a column."""
    rows = sheet.rows[(header_at(sheet) or 0) + 1 :]
    return [cells[position] for cells in rows if position < len(cells)]


def columns_of(sheet: Sheet, kind: SheetKind, mends: Mends, report: Report) -> dict[int, Column] | None:
    """Which column stands where; unknown headers as people said, or as what they most likely are.

    Two alike are a fault, and none where one is needed and nobody said what holds for every row.

    None where the rows cannot be read without a column.
    """
    number = (header_at(sheet) or 0) + 1
    found: dict[int, Column] = {}
    unknown: dict[int, str] = {}
    for position, name in headers_of(sheet).items():
        column = next((column for column in kind.columns if column.is_headed(name)), None)
        if column is None:
            if name != REMARKS:
                unknown[position] = name
        elif column in found.values():
            report.fault(Fault(sheet.name, number, name, name, m_("each column only once"), mendable=False))
        else:
            found[position] = column
    match_columns(sheet, kind, unknown, found, mends, report)
    faults = list(missing_columns(sheet, kind, found, mends))
    for fault in faults:
        report.fault(fault)
    return None if faults else dict(sorted(found.items()))


def missing_columns(sheet: Sheet, kind: SheetKind, found: dict[int, Column], mends: Mends) -> Iterator[Fault]:
    """Columns that are needed and not there, where nobody said what holds for every row, or said something wrong."""
    number = (header_at(sheet) or 0) + 1
    for column in kind.columns:
        if column.required and column not in found.values():
            said = plain(mends.cells.get(key_of(sheet.name, number), {}).get(column.chinese))
            message = m_("this column is needed: {column}; write here what holds for every row", column=column.chinese)
            try:
                if said:
                    column.read(said)
                    continue
            except CellError as error:
                message = error.message
            yield Fault(sheet.name, number, column.chinese, said, message, mendable=False, everywhere=True)


def match_columns(
    sheet: Sheet, kind: SheetKind, unknown: dict[int, str], found: dict[int, Column], mends: Mends, report: Report
) -> None:
    """Add to the columns that were found those of unknown names; what is none is a warning."""
    said = mends.columns.get(kind.kind, {})
    number = (header_at(sheet) or 0) + 1
    free = [column for column in kind.columns if column not in found.values() and column.field not in said.values()]
    unsaid = {name: place for place, name in unknown.items() if name not in said and len(name) <= LONGEST}
    cells = {name: cells_below(sheet, place) for name, place in unsaid.items()}
    proposed = propose_columns(kind, cells, free)
    for position, name in unknown.items():
        match = Match(sheet.name, kind.kind, name, proposed.get(name), said.get(name))
        if len(name) <= LONGEST:
            report.match(match)
        column = next((column for column in kind.columns if column.field == match.taken_for), None)
        if column is None or column in found.values():
            message = m_("this column is not known and is left out") if column is None else m_("each column only once")
            report.warnings.append(Fault(sheet.name, number, name, name, message, mendable=False))
        else:
            found[position] = column
