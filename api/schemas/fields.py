"""Fields of the API's schemas: strict about types, bounded in range, with reasons in the user's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from api.locale import say
from scheduler.language import Message, m_
from scheduler.spreadsheets.cells import CellError, code, plain, read_mail, read_phone

LARGEST = 2**31 - 1
"""What a whole number of the database holds."""

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
MOST_LISTED = 1000

REASONS: dict[str, Message] = {
    "Missing data for required field.": m_("This value is needed."),
    "Field may not be null.": m_("This value is needed."),
    "Unknown field.": m_("There is no such field."),
    "Not a valid string.": m_("A text."),
    "Not a valid boolean.": m_("Yes or no: true or false."),
    "Not a valid list.": m_("A list."),
    "Invalid input type.": m_("An object with named fields."),
    "Not a valid mapping type.": m_("An object with named fields."),
}
"""What marshmallow says by itself, in words that the catalogs know."""


class Strict(Schema):
    """A schema that refuses fields which it does not know, and asks for those that are `needed`."""

    needed: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        unknown = RAISE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Ask for a field."""
        field_obj.required = field_obj.required or field_name in self.needed


class Told(Schema):
    """Mixin of what is told of a row: all values of the schema of what is sent, without its bounds."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:  # noqa: ARG002
        """Have a field told always and promise no bounds of it."""
        field_obj.required, field_obj.validators = True, []


class Text(fields.String):
    """One line of text, cleaned as the import cleans its cells: no control characters, no space around it."""

    def __init__(self, most: int, *, least: int = 0, **more: Any) -> None:
        self.most, self.least = most, least
        super().__init__(validate=validate.Length(least, most, error=""), **more)

    def deserialize(self, value: Any, *arguments: Any, **more: Any) -> Any:
        """Clean first: only spaces are an empty text. What is too long is so as it is sent, as its schema says."""
        cleaned = plain(value) if isinstance(value, str) else value
        if isinstance(cleaned, str) and not (self.least <= len(cleaned) and len(value) <= self.most):
            raise ValidationError(say(m_("From {least} to {most} characters.", least=self.least, most=self.most)))
        return super().deserialize(cleaned, *arguments, **more)


class Secret(fields.String):
    """A password, taken as it is."""

    def __init__(self, **more: Any) -> None:
        super().__init__(validate=validate.Length(1, 200, error=""), **more)

    def deserialize(self, value: Any, *arguments: Any, **more: Any) -> Any:
        """Refuse what is no text that could be written down."""
        if isinstance(value, str) and (not 1 <= len(value) <= 200 or re.search("[\ud800-\udfff]", value)):
            raise ValidationError(say(m_("From {least} to {most} characters.", least=1, most=200)))
        return super().deserialize(value, *arguments, **more)


class ReadText(Text):
    """A text that has to be read, as a phone number or an address; the empty one is none."""

    def __init__(self, most: int, read: Callable[[str], str], **more: Any) -> None:
        self.read = read
        super().__init__(most, allow_none=True, **more)

    def deserialize(self, value: Any, *arguments: Any, **more: Any) -> Any:
        """Clean, then read."""
        text = super().deserialize(value, *arguments, **more)
        try:
            return (self.read(text) if text else None) if isinstance(text, str) else text
        except CellError as error:
            raise ValidationError(say(error.message)) from error


def phone_field() -> ReadText:
    """A telephone number, kept in international form as the import keeps it."""
    return ReadText(40, read_phone)


def mail_field() -> ReadText:
    """A mail address."""
    return ReadText(200, read_mail)


class Code(Text):
    """The office's own number of something, as the import reads it: without what separates a list."""

    def deserialize(self, value: Any, *arguments: Any, **more: Any) -> Any:
        """Clean, then read."""
        text = super().deserialize(value, *arguments, **more)
        try:
            return code(self.most).read(text) if isinstance(text, str) else text
        except CellError as error:
            raise ValidationError(say(error.message)) from error


def code_field(most: int = 40, **more: Any) -> Code:
    """The office's own number of something that has one."""
    return Code(most, least=1, **more)


class Number(fields.Integer):
    """A whole number in a range, written as a number."""

    def __init__(self, least: int, most: int = LARGEST, **more: Any) -> None:
        self.least, self.most = least, most
        super().__init__(strict=True, validate=validate.Range(least, most, error=""), **more)

    def deserialize(self, value: Any, *arguments: Any, **more: Any) -> Any:
        """Say what would be right, whatever is wrong."""
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        if value is None or not isinstance(value, int | float | str | list | dict):
            return super().deserialize(value, *arguments, **more)
        raise ValidationError(say(m_("A whole number from {least} to {most}.", least=self.least, most=self.most)))


class QueryNumber(Number):
    """A whole number in an address."""

    def deserialize(self, value: Any, *arguments: Any, **more: Any) -> Any:
        """Read the digits first."""
        digits = isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,12}", value)
        return super().deserialize(int(value) if digits else value, *arguments, **more)


class Real(fields.Float):
    """A number in a range, written as a number."""

    def __init__(self, least: float, most: float, **more: Any) -> None:
        self.least, self.most = least, most
        super().__init__(validate=validate.Range(least, most, error=""), **more)

    def deserialize(self, value: Any, *arguments: Any, **more: Any) -> Any:
        """Say what would be right, whatever is wrong."""
        if isinstance(value, int | float) and not isinstance(value, bool) and self.least <= value <= self.most:
            return float(value)
        if value is None or not isinstance(value, int | float | str | list | dict):
            return super().deserialize(value, *arguments, **more)
        raise ValidationError(say(m_("A number from {least} to {most}.", least=self.least, most=self.most)))


class Flag(fields.Boolean):
    """True or false, written so."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if value is not True and value is not False:
            raise self.make_error("invalid", input=value)
        return value


class Choice(fields.Enum[Any]):
    """One of the values of an enumeration."""

    def __init__(self, kind: type[StrEnum], **more: Any) -> None:
        super().__init__(kind, by_value=fields.String, **more)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        known = [choice.value for choice in self.enum]
        if value not in known:
            raise ValidationError(say(m_("One of {choices}.", choices=", ".join(known))))
        return self.enum(value)


class Day(fields.Date):
    """A day, 2026-11-23, between 1900 and 2199."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        try:
            found = date.fromisoformat(value) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
        except (TypeError, ValueError):
            found = None
        if found is None or not FIRST_DAY <= found <= LAST_DAY:
            raise ValidationError(say(m_("A day such as 2026-11-30.")))
        return found


class Instant(fields.AwareDateTime):
    """A point in time with its offset from UTC, 2026-11-23T14:30:00+08:00, between 1900 and 2199."""

    def _deserialize(self, value: Any, *arguments: Any, **more: Any) -> datetime:
        try:
            found = super()._deserialize(value, *arguments, **more).astimezone(UTC)
        except (ValidationError, OverflowError, TypeError, AttributeError):
            found = None
        if found is None or not FIRST_DAY <= found.date() <= LAST_DAY:
            raise ValidationError(say(m_("A time with its zone, such as 2026-11-23T14:30:00+08:00.")))
        return found


class Several(fields.List[Any]):
    """A list of so many things."""

    def __init__(self, one: fields.Field[Any] | type[fields.Field[Any]], *, least: int = 0, **more: Any) -> None:
        super().__init__(one, validate=validate.Length(least, MOST_LISTED, error=""), **more)
        self.least = least

    def deserialize(self, value: Any, *arguments: Any, **more: Any) -> Any:
        """Count before reading."""
        if isinstance(value, list) and not self.least <= len(value) <= MOST_LISTED:
            raise ValidationError(say(m_("From {least} to {most} entries.", least=self.least, most=MOST_LISTED)))
        return super().deserialize(value, *arguments, **more)


def reference(**more: Any) -> Number:
    """The number of another row; none where there is none."""
    return Number(1, allow_none=True, **more)


class PageQuery(Strict):
    """Which page of a list."""

    number = QueryNumber(1, data_key="page", metadata={"description": "Page, from 1", "default": 1})
    size = QueryNumber(1, 500, data_key="page_size", metadata={"description": "Rows a page", "default": 50})
