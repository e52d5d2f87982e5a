"""What stands in addresses: numbers of rows, and days. What is none is a 404 whatever the method."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Flask
from flask_smorest import Api
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from api.schemas.fields import LARGEST


class NumberConverter(BaseConverter):
    """The number of a row."""

    regex = r"\d+"

    def to_python(self, value: str) -> int:
        """The number. Raises 404 for one that no row can have."""
        if len(value) > len(str(LARGEST)) or int(value) > LARGEST:
            raise NotFound
        return int(value)


class DayConverter(BaseConverter):
    """A day, 2026-11-23."""

    regex = r"(?:19|20|21)\d\d-\d\d-\d\d"

    def to_python(self, value: str) -> date:
        """The day. Raises 404 where there is no such day."""
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise NotFound from error

    def to_url(self, value: date) -> str:
        """The day as it stands in an address."""
        return value.isoformat()


def number_schema(_: NumberConverter) -> dict[str, Any]:
    """A number in the description."""
    return {"type": "integer", "minimum": 1, "maximum": LARGEST}


def day_schema(_: DayConverter) -> dict[str, Any]:
    """A day in the description."""
    return {"type": "string", "format": "date"}


def register(app: Flask, api: Api) -> None:
    """Teach the application and its description these parts of an address."""
    app.url_map.converters.update(number=NumberConverter, day=DayConverter)
    api.register_converter(NumberConverter, number_schema)
    api.register_converter(DayConverter, day_schema)
