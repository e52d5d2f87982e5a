"""Numbers and days in addresses."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask_smorest import Api
from werkzeug.exceptions import NotFound
from werkzeug.routing import MapAdapter, Rule

from api import converters


@pytest.fixture
def addresses() -> MapAdapter:
    """The addresses of an application with a row and a day."""
    app = Flask(__name__)
    app.config.update(API_TITLE="x", API_VERSION="v1", OPENAPI_VERSION="3.0.3")
    converters.register(app, Api(app))
    app.url_map.add(Rule("/rows/<number:row_id>", endpoint="row"))
    app.url_map.add(Rule("/days/<day:day>", endpoint="day"))
    return app.url_map.bind("localhost")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/rows/1", ("row", {"row_id": 1})),
        ("/rows/0", ("row", {"row_id": 0})),
        ("/rows/007", ("row", {"row_id": 7})),
        ("/rows/2147483647", ("row", {"row_id": 2147483647})),
        ("/days/1900-01-01", ("day", {"day": date(1900, 1, 1)})),
        ("/days/2024-02-29", ("day", {"day": date(2024, 2, 29)})),
        ("/days/2199-12-31", ("day", {"day": date(2199, 12, 31)})),
    ],
)
def test_numbers_and_days_are_read(addresses: MapAdapter, path: str, found: object) -> None:
    assert addresses.match(path) == found


@pytest.mark.parametrize(
    "path",
    [
        "/rows/",
        "/rows/x",
        "/rows/-1",
        "/rows/1.5",
        "/rows/2147483648",
        f"/rows/{'9' * 5000}",
        "/days/2026-02-29",
        "/days/2026-13-01",
        "/days/2026-1-1",
        "/days/1899-12-31",
        "/days/2200-01-01",
        "/days/today",
    ],
)
def test_what_is_none_is_not_found(addresses: MapAdapter, path: str) -> None:
    with pytest.raises(NotFound):
        addresses.match(path)


def test_addresses_are_written_as_they_are_read(addresses: MapAdapter) -> None:
    assert addresses.build("row", {"row_id": 7}) == "/rows/7"
    assert addresses.build("day", {"day": date(2026, 11, 23)}) == "/days/2026-11-23"
