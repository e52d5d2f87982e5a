"""The board on a wall, at an address that is given away and withdrawn."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation

pytestmark = pytest.mark.usefixtures("before_the_duties")


@pytest.fixture
def address(installation: Installation, town: Browser) -> str:
    """The path of the town's own board, as the page of calendars names it."""
    installation.published()
    row = next(feed for feed in installation.call("GET", "/api/feeds/shared").json if feed["kind"] == "town")
    path: str = row["wall_url"].removeprefix("http://localhost")
    assert f'href="{row["wall_url"]}"' in town.get("/calendars/manage").text
    return path


def test_anybody_reads_it_without_signing_in_and_it_names_nobody(installation: Installation, address: str) -> None:
    answer = Browser(installation.app).get(address)
    assert (answer.status_code, answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == (
        200,
        "no-store",
        "no-referrer",
    )
    rows = re.findall(r"<li class=.*?</li>", answer.text, re.DOTALL)
    assert [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows] == [
        "09:00–11:00 敬老服务 服务项目 龙山塘村",
        "14:00–16:00 便民咨询 服务项目 龙山塘村",
    ]
    assert "测试" not in answer.text


def test_it_loads_itself_anew_with_and_without_scripts(installation: Installation, address: str) -> None:
    text = Browser(installation.app).get(f"{address}?lang=en").text
    assert f'hx-get="{address}?lang=en" hx-trigger="every 60s"' in text
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in text


def test_it_ends_with_the_address_of_its_calendar(installation: Installation, address: str) -> None:
    visitor = Browser(installation.app)
    number = next(feed["id"] for feed in installation.call("GET", "/api/feeds/shared").json if feed["kind"] == "town")
    renewed = installation.call("POST", f"/api/feeds/{number}/renewal").json["wall_url"]
    assert (visitor.get(address).status_code, visitor.get(renewed).status_code) == (404, 200)
    installation.call("POST", f"/api/feeds/{number}/revocation")
    assert visitor.get(renewed).status_code == 404


def test_a_persons_calendar_has_none(installation: Installation, town: Browser) -> None:
    assert town.get("/wall/x").status_code == 404
    assert installation.call("PUT", "/api/feeds/people/3").json["wall_url"] is None
