"""What an import knows while it runs: the register as it finds and leaves it, the rows that it met, its report.

It runs in one transaction, which the caller keeps or rolls back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NoReturn

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.language import Message, m_
from scheduler.models import Person, Town
from scheduler.spreadsheets.cells import CellError, narrow, plain, read_phone
from scheduler.spreadsheets.columns import SheetKind
from scheduler.spreadsheets.report import Fault, Question, Report
from scheduler.spreadsheets.rows import SheetRow, shown

Fields = tuple[str, ...]
Values = dict[str, Any]


class RowError(ValueError):
    """A row cannot be imported; `column` is the field that is wrong."""

    def __init__(self, column: str, message: Message) -> None:
        super().__init__(str(message))
        self.column = column
        self.message = message


class Waits(Exception):
    """A row waits for the answer to a question, or for another row that does."""


class Stuck(Exception):
    """A row refers to another one of this file that is wrong, or stuck itself."""


@dataclass
class Importer:
    """One import: the session it writes to, the answers to questions that were asked, the report that it makes."""

    session: Session
    town: Town
    now: datetime
    answers: Mapping[str, str] = field(default_factory=dict)
    report: Report = field(default_factory=Report)
    groups: dict[tuple[type[Any], Fields], dict[tuple[Any, ...], list[Any]]] = field(default_factory=dict)
    met: dict[Any, SheetRow] = field(default_factory=dict)
    outcomes: dict[str, tuple[str, str]] = field(default_factory=dict)
    current: tuple[SheetKind, SheetRow] | None = None
    last_checks: list[tuple[SheetKind, SheetRow, Callable[[], None]]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day in the town."""
        return local(self.now, self.town.timezone).date()

    @contextmanager
    def row(self, kind: SheetKind, row: SheetRow) -> Iterator[None]:
        """What is wrong with a row goes into the report; the next one is looked at all the same."""
        self.current = kind, row
        try:
            yield
        except RowError as error:
            self.report.fault(self.fault(error.column, error.message))
            self.report.left_out |= row.known_by
        except Stuck:
            message = m_("it refers to another row that is wrong")
            self.report.bad.setdefault(row.key, []).append(Fault(row.sheet, row.number, "", "", message))
            self.report.left_out |= row.known_by
        except Waits:
            self.report.asked |= row.known_by

    def fault(self, column: str, message: Message) -> Fault:
        """What is to be said of a field of the row that is looked at."""
        assert self.current is not None
        kind, row = self.current
        header = next((each.chinese for each in kind.columns if each.field == column), "")
        value = shown(row.cells.get(column))
        return Fault(row.sheet, row.number, header, value, message, row.about)

    def check_at_last(self, check: Callable[[], None]) -> None:
        """Have the row that is looked at checked again when all rows of the file are imported."""
        assert self.current is not None
        self.last_checks.append((*self.current, check))

    def remark(self, column: str, message: Message) -> None:
        """Have people look at a row that is new or changed; it is imported all the same."""
        assert self.current is not None
        if self.outcomes[self.current[1].key][1] != "unchanged":
            self.report.notes.append(self.fault(column, message))

    def owned(self, model: type[Any], owner: Mapping[str, Any]) -> list[Any]:
        """The rows of a table of the town with these values in these fields; read once, then kept up."""
        fields = tuple(owner)
        if (model, fields) not in self.groups:
            groups: dict[tuple[Any, ...], list[Any]] = {}
            for thing in self.session.scalars(select(model).where(model.town_id == self.town.id).order_by(model.id)):
                groups.setdefault(values_of(thing, fields), []).append(thing)
            self.groups[model, fields] = groups
        return self.groups[model, fields].setdefault(tuple(owner.values()), [])

    def found(self, model: type[Any], key: Mapping[str, Any]) -> Any:
        """The row of a table with this key; None where there is none."""
        return next(iter(self.owned(model, key)), None)

    def known(self, model: type[Any], code: str, column: str) -> Any:
        """The row with this code, or with this name if only one has it; a person also by 姓名/手机.

        Raises RowError where there is none; Stuck or Waits where its row in this file is wrong or waits.
        """
        otherwise = self.person(code, column) if model is Person else self.named(model, code)
        thing = self.found(model, {"code": code}) or otherwise
        names = {code, code.partition("/")[0]} if model is Person else {code}
        if not thing and names & self.report.left_out:
            raise Stuck
        if not thing and names & self.report.asked:
            raise Waits
        if not thing:
            raise RowError(column, m_("a number that exists; there is no {code}", code=code))
        return thing

    def named(self, model: type[Any], name: str) -> Any:
        """The one row with this name, where the table has names; None where there is none, or several."""
        alike = self.owned(model, {"name": name}) if hasattr(model, "name") else []
        return alike[0] if len(alike) == 1 else None

    def person(self, reference: str, column: str) -> Person | None:
        """The person who is meant by a number in other characters, 姓名/手机, or a name that only one bears.

        Raises RowError where several people bear it.
        """
        name, _, number = reference.partition("/")
        alike: list[Person] = self.owned(Person, {"name": plain(name)})
        if number:
            try:
                phone = read_phone(number)
            except CellError as error:
                raise RowError(column, error.message) from error
            alike = [person for person in alike if person.phone == phone]
        if len(alike) > 1:
            raise RowError(column, m_("a number; {count} people have the name {name}", count=len(alike), name=name))
        return alike[0] if alike else self.found(Person, {"code": narrow(reference)})

    def add(self, thing: Any) -> None:
        """Add a new row to a table; it gets its id with all others of its sheet, by the next `flush`."""
        self.session.add(thing)
        for (model, fields), groups in self.groups.items():
            if isinstance(thing, model):
                groups.setdefault(values_of(thing, fields), []).append(thing)

    def flush(self) -> None:
        """Write what was added and changed, all at once: what comes after may refer to it by id."""
        self.session.flush()

    def change(self, thing: Any, values: Values) -> bool:
        """Set what differs; whether anything did."""
        differing = {name: value for name, value in values.items() if getattr(thing, name) != value}
        if not differing:
            return False
        for (model, fields), groups in self.groups.items():
            if isinstance(thing, model) and differing.keys() & set(fields):
                groups[values_of(thing, fields)].remove(thing)
                groups.setdefault(tuple({**dict_of(thing, fields), **differing}[name] for name in fields), []).append(
                    thing
                )
        for name, value in differing.items():
            setattr(thing, name, value)
        return True

    def meet(self, row: SheetRow, column: str, thing: Any) -> None:
        """Note that a row is about this thing. Raises RowError where another row was about it already."""
        first = self.met.setdefault(thing, row)
        if first is not row:
            where = {"first": first.number if first.sheet == row.sheet else first.key, "second": row.number}
            raise RowError(column, m_("one row for each: rows {first} and {second} are about the same", **where))

    def says(self, thing: Any, name: str) -> bool:
        """Whether a row of this file is about a thing and says something of a field."""
        row = self.met.get(thing)
        return row is not None and name in row.values

    def upsert(self, row: SheetRow, column: str, model: type[Any], key: Values, values: Values) -> Any:
        """Find the row of a table by its key, or make it; set what differs. Raises RowError for a key met before."""
        thing = self.found(model, key)
        if thing is None:
            thing = model(town_id=self.town.id, **key, **values)
            self.add(thing)
            self.note(row, "new")
        else:
            self.note(row, "changed" if self.change(thing, values) else "unchanged")
        self.meet(row, column, thing)
        return thing

    def note(self, row: SheetRow, outcome: str) -> None:
        """Note what a row does: "new", "changed" or "unchanged"; what it did already it does not undo."""
        before = self.outcomes.get(row.key, (row.sheet, "unchanged"))[1]
        self.outcomes[row.key] = (row.sheet, outcome if before == "unchanged" else before)

    def sync(self, row: SheetRow, model: type[Any], owner: Values, wanted: list[Values]) -> None:
        """Give an owner exactly these rows of a table."""
        things = self.owned(model, owner)
        gone = [thing for thing in things if not any(has(thing, values) for values in wanted)]
        missing = [values for values in wanted if not any(has(thing, values) for thing in things)]
        for thing in gone:
            self.session.delete(thing)
            things.remove(thing)
        if gone:
            self.flush()
        for values in missing:
            thing = model(town_id=self.town.id, **owner, **values)
            self.session.add(thing)
            things.append(thing)
        if gone or missing:
            self.note(row, "changed")

    def ask(self, question: Question) -> NoReturn:
        """Ask what only a person can know. Raises Waits."""
        self.report.questions.append(question)
        raise Waits

    def finish(self) -> None:
        """Check what depends on other rows, count what the rows did, and bring what is wrong into order."""
        for kind, row, check in self.last_checks:
            with self.row(kind, row):
                check()
        self.report.sort()
        for sheet, outcome in self.outcomes.values():
            self.report.count(sheet, outcome)


def values_of(thing: Any, fields: Fields) -> tuple[Any, ...]:
    """The values of a row in these fields."""
    return tuple(getattr(thing, name) for name in fields)


def dict_of(thing: Any, fields: Fields) -> Values:
    """The values of a row by field."""
    return dict(zip(fields, values_of(thing, fields), strict=True))


def has(thing: Any, values: Values) -> bool:
    """Whether a row has these values."""
    return all(getattr(thing, name) == value for name, value in values.items())
