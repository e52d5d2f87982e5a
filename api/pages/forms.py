"""Reading what a form or an address carries, with errors in the user's words at each field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from flask import request
from werkzeug.datastructures import MultiDict

from api.locale import zone
from api.schemas.fields import LARGEST
from scheduler.domain.clock import local_instant
from scheduler.domain.dates import read_month
from scheduler.errors import Invalid
from scheduler.language import Message, m_
from scheduler.spreadsheets.cells import CellError, code, plain

Choice = TypeVar("Choice", bound=StrEnum)

MINUTES_A_DAY = 24 * 60
EARLIEST = date(2000, 1, 1)
"""What stands for a day that could not be read, until `done` says so: clocks have no zone in the year 1."""


@dataclass
class Form:
    """The fields of a form that was sent. All that is wrong is kept, and said at once by `done`."""

    fields: Mapping[str, str]
    wrong: dict[str, Message] = field(default_factory=dict)

    def done(self) -> None:
        """Raise Invalid where a field could not be read."""
        if self.wrong:
            raise Invalid(m_("Please look at the marked fields."), self.wrong)

    def text(self, name: str, *, most: int, needed: bool = False) -> str:
        """A line of text, at most so many characters, cleaned as the import cleans its cells."""
        found = plain(self.fields.get(name, ""))
        if needed and not found:
            self.wrong[name] = m_("This is needed.")
        if len(found) > most:
            self.wrong[name] = m_("At most {most} characters.", most=most)
        return found

    def code(self, name: str, *, most: int = 40, needed: bool = False) -> str:
        """The office's own number of something, as the import reads it; the empty text where nothing is written."""
        found = self.text(name, most=most, needed=needed)
        try:
            found = code(most).read(found)
        except CellError as error:
            self.wrong.setdefault(name, error.message)
        return found

    def number(self, name: str, *, least: int, most: int, default: int | None = None) -> int | None:
        """A whole number; the default where nothing is written."""
        found = self.fields.get(name, "").strip()
        if not found:
            return default
        if not (found.isascii() and found.isdigit() and len(found) < 11 and least <= int(found) <= most):
            self.wrong[name] = m_("A whole number from {least} to {most}.", least=least, most=most)
            return default
        return int(found)

    def whole(self, name: str, *, most: int) -> int | None:
        """A whole number, below 0 too, no further from it than `most`; None where nothing is written."""
        found = self.fields.get(name, "").strip().replace("−", "-").removeprefix("+")
        if not found:
            return None
        digits = found.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 11 and int(digits) <= most):
            self.wrong[name] = m_("A whole number from {least} to {most}.", least=-most, most=most)
            return None
        return int(found)

    def needed_number(self, name: str, *, least: int, most: int) -> int:
        """A whole number that must be there."""
        found = self.number(name, least=least, most=most)
        if found is None:
            self.wrong[name] = m_("A whole number from {least} to {most}.", least=least, most=most)
        return found or least

    def decimal(self, name: str, *, least: float, most: float) -> float | None:
        """A number with decimals; None where nothing is written."""
        found = self.fields.get(name, "").strip()
        if not found:
            return None
        try:
            value = float(found)
        except ValueError:
            value = most + 1
        if not least <= value <= most:
            self.wrong[name] = m_("A number from {least} to {most}.", least=least, most=most)
            return None
        return value

    def needed_decimal(self, name: str, *, least: float, most: float) -> float:
        """A number with decimals that must be there."""
        found = self.decimal(name, least=least, most=most)
        if found is None:
            self.wrong[name] = m_("A number from {least} to {most}.", least=least, most=most)
        return least if found is None else found

    def minutes(self, name: str, *, most_hours: int) -> int | None:
        """Minutes, written as hours with or without decimals; None where nothing is written."""
        hours = self.decimal(name, least=0, most=most_hours)
        return None if hours is None else round(60 * hours)

    def reference(self, name: str) -> int | None:
        """The number of something chosen from a list; None for the empty choice."""
        found = self.number(name, least=1, most=LARGEST)
        if name in self.wrong:
            self.wrong[name] = m_("Choose one of the list.")
        return found

    def needed_reference(self, name: str) -> int:
        """The number of something that must be chosen from a list."""
        found = self.reference(name)
        if found is None:
            self.wrong[name] = m_("Choose one of the list.")
        return found or 1

    def day(self, name: str) -> date | None:
        """A day; None where nothing is written."""
        found = self.fields.get(name, "").strip()
        if not found:
            return None
        try:
            return date.fromisoformat(found)
        except ValueError:
            self.wrong[name] = m_("A day such as 2026-11-30.")
            return None

    def needed_day(self, name: str) -> date:
        """A day that must be there."""
        found = self.day(name)
        if found is None:
            self.wrong[name] = m_("A day such as 2026-11-30.")
        return found or date.min

    def month(self, name: str) -> date | None:
        """The first day of a month; None where nothing is written."""
        found = self.fields.get(name, "").strip()
        if not found:
            return None
        try:
            return read_month(found)
        except ValueError:
            self.wrong[name] = m_("A month such as 2026-11.")
            return None

    def minute(self, name: str) -> int | None:
        """A time of day as minutes from midnight, 24:00 included; None where nothing is written."""
        found = self.fields.get(name, "").strip()
        if not found:
            return None
        hours, colon, minutes = found.replace("：", ":").partition(":")
        digits = colon and all(part.isascii() and part.isdigit() and len(part) <= 2 for part in (hours, minutes))
        if not digits or int(minutes) > 59 or int(hours) * 60 + int(minutes) > MINUTES_A_DAY:
            self.wrong[name] = m_("A time such as 14:30.")
            return None
        return int(hours) * 60 + int(minutes)

    def needed_minute(self, name: str) -> int:
        """A time of day that must be there."""
        found = self.minute(name)
        if found is None:
            self.wrong[name] = m_("A time such as 14:30.")
        return found or 0

    def instant(self, name: str) -> datetime:
        """An instant, sent as a day and a time on the town's wall clock."""
        day, minute = self.needed_day(f"{name}_day"), self.needed_minute(f"{name}_time")
        return local_instant(day if day > date.min else EARLIEST, minute, zone())

    def choice(self, name: str, kind: type[Choice]) -> Choice | None:
        """One of a kind's values; None for the empty choice."""
        found = self.fields.get(name, "")
        if found and found not in set(kind):
            self.wrong[name] = m_("Choose one of the list.")
            return None
        return kind(found) if found else None

    def needed_choice(self, name: str, kind: type[Choice]) -> Choice:
        """One of a kind's values that must be chosen."""
        found = self.choice(name, kind)
        if found is None:
            self.wrong[name] = m_("Choose one of the list.")
        return found or next(iter(kind))

    def checked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.fields.get(name) == "yes"


def sent() -> Form:
    """The form of this request."""
    return Form(request.form)


def asked() -> Form:
    """What the address of this request asks for."""
    return Form(request.args)


def choices(name: str, kind: type[Choice]) -> list[Choice]:
    """The ticked ones of several boxes; what is none of the kind is left out."""
    return [kind(text) for text in request.form.getlist(name) if text in set(kind)]


def numbers(fields: MultiDict[str, str], name: str) -> list[int]:
    """The numbers of rows that were chosen among several; what is no number is left out."""
    found = (text for text in fields.getlist(name) if text.isascii() and text.isdigit() and len(text) < 11)
    return sorted({int(text) for text in found if 0 < int(text) <= LARGEST})


def positions(before: str, after: str, names: Iterable[str] | None = None) -> list[int]:
    """The numbers of a row's fields, of those sent or of `names`: 0 and 2 for `roles.0.name` and `roles.2.name`."""
    pattern = re.compile(rf"{re.escape(before)}([0-9]{{1,2}}){re.escape(after)}")
    return sorted(int(found[1]) for found in map(pattern.fullmatch, request.form if names is None else names) if found)


def day(name: str) -> date:
    """A day of a form. Raises Invalid."""
    form = sent()
    found = form.needed_day(name)
    form.done()
    return found


def number(name: str, *, least: int, most: int, default: int | None = None) -> int:
    """A whole number of a form. Raises Invalid."""
    form = sent()
    found = form.number(name, least=least, most=most, default=default)
    if found is None:
        form.needed_number(name, least=least, most=most)
    form.done()
    return found or 0


def choice(name: str, kind: type[Choice]) -> Choice | None:
    """A choice in the address; None where there is none, or none that is known."""
    text = request.args.get(name, "")
    return kind(text) if text in set(kind) else None


def asked_day(name: str) -> date | None:
    """A day in the address; None where there is none, or what is none."""
    return Form(request.args).day(name)


def asked_number(name: str) -> int | None:
    """The number of something in the address; None where there is none, or what is none."""
    return Form(request.args).reference(name)


def asked_text(name: str = "q") -> str:
    """The text in the address that is searched for."""
    return plain(request.args.get(name, ""))


def page_number() -> int:
    """Which page of a list is asked for."""
    text = request.args.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
