"""The calendar of days: holidays, working weekends, days not yet announced; and the market days."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.client import Browser
from tests.api.pages.reading import CHOOSE, LOOK, empty, follow, refused, said, table

PAGE = "/days"


def days(town: Browser, year: int) -> list[tuple[str, ...]]:
    """The special days of a year: day, what it is, its name."""
    return [tuple(row[:3]) for row in table(town.get(f"{PAGE}?year={year}").text)]


def markets(town: Browser) -> list[tuple[str, str]]:
    """The markets, and how each is held."""
    return re.findall(r'<h3>(.*?)</h3>\s*<p class="soft">(.*?)</p>', town.get(PAGE).text)


def test_a_year_without_special_days_says_what_to_do(browser: Browser) -> None:
    assert empty(browser.get("/days?year=2024").text) == [
        "本年度尚无记录。可采用已公布的安排，或人工录入。",
        "尚未登记圩场。",
    ]


@pytest.mark.parametrize(("asked", "year"), [("1999", "2004"), ("9999", "2100"), ("next", "2026"), ("", "2026")])
@pytest.mark.usefixtures("before_the_duties")
def test_a_year_that_cannot_be_is_the_nearest_or_this_one(browser: Browser, asked: str, year: str) -> None:
    assert f'<h1>日期 <span class="soft">{year}</span></h1>' in browser.get(f"/days?year={asked}").text


def test_a_day_is_said_said_anew_and_cleared(town: Browser) -> None:
    day = {"day": "2027-12-25", "kind": "unannounced", "name": "<i>未定"}
    assert town.post(PAGE, f"{PAGE}/set", **day).headers["Location"] == "/days?year=2027"
    assert days(town, 2027) == [("12月25日 周六", "尚未公布", "<i>未定")]
    town.post(PAGE, f"{PAGE}/set", **{**day, "kind": "working_weekend", "name": ""})
    assert days(town, 2027) == [("12月25日 周六", "调休上班", "")]
    assert days(town, 2026) == []
    assert town.post(PAGE, f"{PAGE}/clear", day="2027-12-25").headers["Location"] == "/days?year=2027"
    assert days(town, 2027) == []
    shown = town.post(PAGE, f"{PAGE}/clear", day="2027-12-25")
    assert (shown.status_code, said(shown.text)) == (404, {"": "2027年12月25日没有设为特殊日期。"})


def test_a_year_is_taken_over_once_and_what_was_set_by_hand_stays(town: Browser) -> None:
    town.post(PAGE, f"{PAGE}/set", day="2026-10-01", kind="unannounced", name="人工")
    assert town.post(PAGE, f"{PAGE}/seed", year="2026").headers["Location"] == "/days?year=2026"
    seeded = days(town, 2026)
    assert [row for row in seeded if row[0].startswith("10月")] == [
        ("10月1日 周四", "尚未公布", "人工"),
        *(
            (f"10月{day}日 周{weekday}", "节假日", "国庆节")
            for day, weekday in zip(range(2, 8), "五六日一二三", strict=True)
        ),
        ("10月10日 周六", "调休上班", "国庆节"),
    ]
    town.post(PAGE, f"{PAGE}/seed", year="2026")
    assert days(town, 2026) == seeded


def test_announced_days_are_taken_over_for_the_year_that_is_shown(browser: Browser) -> None:
    shown = follow(browser, browser.post("/days?year=2025", "/days/seed?year=2025"))
    assert '<h1>日期 <span class="soft">2025</span></h1>' in shown
    assert table(shown)[0] == ["1月1日 周三", "节假日", "元旦", "移除 1月1日 周三"]
    assert "的安排" in shown


def test_a_market_is_said_said_anew_and_forgotten(town: Browser) -> None:
    market = {"place_id": "1", "calendar": "lunar", "digits": "963"}
    assert town.post(PAGE, f"{PAGE}/markets", **market).status_code == 302
    assert markets(town) == [("龙山塘村", "农历 · 逢 3、6、9")]
    assert re.search(r"<td lang=\"zh\">\w+月(初[三六九]|十[三六九]|廿[三六九])", town.get(PAGE).text)
    answer = town.post(
        f"{PAGE}?year=2027", f"{PAGE}/markets?year=2027", **market | {"calendar": "gregorian", "digits": "50"}
    )
    assert answer.headers["Location"] == "/days?year=2027"
    assert markets(town) == [("龙山塘村", "公历 · 逢 0、5")]
    assert "尚未登记圩场" in follow(town, town.post(PAGE, f"{PAGE}/markets/1/remove"))
    assert markets(town) == []


@pytest.mark.parametrize(
    ("path", "fields", "sentences"),
    [
        ("set", {"day": "soon", "kind": "holy"}, {"": LOOK, "day": "日期，如 2026-11-30。", "kind": CHOOSE}),
        ("set", {"day": "2027-01-01", "kind": "holiday", "name": "名" * 61}, {"": LOOK, "name": "最多 60 个字。"}),
        (
            "set",
            {"day": "2027-01-01", "kind": "working_weekend"},
            {"": "调休上班日只能是周六或周日。", "day": "请选周六或周日。"},
        ),
        (
            "markets",
            {"calendar": "julian", "digits": "369"},
            {"": LOOK, "place_id": CHOOSE, "calendar": CHOOSE},
        ),
        (
            "markets",
            {"place_id": "1", "calendar": "lunar", "digits": "x"},
            {"": "圩日的尾数，如 369。", "digits": "圩日的尾数，如 369。"},
        ),
    ],
)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    town: Browser, path: str, fields: dict[str, Any], sentences: dict[str, str]
) -> None:
    assert refused(town, f"{PAGE}?year=2027", fields, f"{PAGE}/{path}?year=2027") == (422, sentences)
    assert (days(town, 2027), markets(town)) == ([], [])
