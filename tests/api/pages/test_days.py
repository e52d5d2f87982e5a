"""The calendar of days: holidays, working weekends, days not yet announced; and the market days."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser
from tests.api.pages.reading import empty, follow, plain, refused, table


def test_special_days_and_market_days_with_their_lunar_dates(town: Browser) -> None:
    fields = {"day": "2026-12-25", "kind": "unannounced", "name": "<i>未定"}
    shown = follow(town, town.post("/days", "/days/set", **fields))
    assert "12月25日 周五" in shown
    assert "&lt;i&gt;未定" in shown
    monday = {"day": "2026-12-21", "kind": "working_weekend"}
    assert refused(town, "/days", "/days/set", monday, "day") != ""
    shown = follow(town, town.post("/days", "/days/clear", day="2026-12-25"))
    assert "12月25日" not in shown.split("圩日")[0]
    assert "国庆节" in follow(town, town.post("/days", "/days/seed?year=2026"))
    shown = follow(town, town.post("/days", "/days/markets", place_id="1", calendar="lunar", digits="369"))
    assert re.search(r"<td lang=\"zh\">\w+月(初[三六九]|十[三六九]|廿[三六九])", shown)
    assert refused(town, "/days", "/days/markets", {"place_id": "1", "calendar": "lunar", "digits": "x"}, "digits")


def test_a_year_without_special_days_says_what_to_do(browser: Browser) -> None:
    assert empty(browser.get("/days?year=2024").text) == [
        "本年度尚无记录。可采用已公布的安排，或人工录入。",
        "尚未登记圩场。",
    ]


def test_announced_days_are_taken_over_for_the_year_that_is_shown(browser: Browser) -> None:
    shown = follow(browser, browser.post("/days?year=2025", "/days/seed?year=2025"))
    assert '<h1>日期 <span class="soft">2025</span></h1>' in shown
    assert table(shown)[0] == ["1月1日 周三", "节假日", "元旦", "移除 1月1日 周三"]
    assert "的安排" in shown


@pytest.mark.parametrize(("asked", "year"), [("1999", "2004"), ("9999", "2100"), ("next", "2026"), ("", "2026")])
@pytest.mark.usefixtures("before_the_duties")
def test_a_year_that_cannot_be_is_the_nearest_or_this_one(browser: Browser, asked: str, year: str) -> None:
    assert f'<h1>日期 <span class="soft">{year}</span></h1>' in browser.get(f"/days?year={asked}").text


def test_a_market_is_written_down_and_forgotten_on_the_year_that_is_shown(town: Browser) -> None:
    market = {"place_id": "1", "calendar": "gregorian", "digits": "27"}
    answer = town.post("/days?year=2027", "/days/markets?year=2027", **market)
    assert answer.headers["Location"] == "/days?year=2027"
    shown = follow(town, answer)
    assert "公历 · 逢 2、7" in plain(shown)
    assert "尚未登记圩场" in follow(town, town.post("/days", "/days/markets/1/remove"))
