"""Days and markets in the console: what their forms store, refuse and keep."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import said

PAGE = "/days"
LOOK = "请检查标红的栏目。"
CHOOSE = "请从列表中选择。"


@pytest.fixture
def town(installation: Installation, browser: Browser) -> Browser:
    """The small town in the console."""
    installation.bring()
    return browser


def days(town: Browser, year: int) -> list[tuple[str, str, str]]:
    """The special days of a year: day, what it is, its name."""
    line = r'<th scope="row" class="nowrap">(.*?)</th><td><span class="state \w+">(.*?)</span></td><td>(.*?)</td>'
    return re.findall(line, town.get(f"{PAGE}?year={year}").text)


def markets(town: Browser) -> list[tuple[str, str]]:
    """The markets, and how each is held."""
    return re.findall(r'<h3>(.*?)</h3>\s*<p class="soft">(.*?)</p>', town.get(PAGE).text)


def test_a_day_is_said_said_anew_and_cleared(town: Browser) -> None:
    day = {"day": "2027-12-25", "kind": "unannounced", "name": "<i>未定"}
    assert town.post(PAGE, f"{PAGE}/set", **day).headers["Location"] == "/days?year=2027"
    assert days(town, 2027) == [("12月25日 周六", "尚未公布", "&lt;i&gt;未定")]
    town.post(PAGE, f"{PAGE}/set", **{**day, "kind": "working_weekend", "name": ""})
    assert days(town, 2027) == [("12月25日 周六", "调休上班", "")]
    assert days(town, 2026) == []
    assert town.post(PAGE, f"{PAGE}/clear", day="2027-12-25").headers["Location"] == "/days?year=2027"
    assert days(town, 2027) == []
    shown = town.post(PAGE, f"{PAGE}/clear", day="2027-12-25")
    assert (shown.status_code, said(shown.text)) == (404, {"": "2027-12-25 没有设为特殊日期。"})


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
            {"": LOOK, "place_id": "1 至 2147483647 之间的整数。", "calendar": CHOOSE},
        ),
        (
            "markets",
            {"place_id": "1", "calendar": "lunar", "digits": "x"},
            {"": "圩日的尾数，如 369。", "digits": "圩日的尾数，如 369。"},
        ),
    ],
)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    town: Browser, path: str, fields: dict[str, str], sentences: dict[str, str]
) -> None:
    shown = town.post(PAGE, f"{PAGE}/{path}", **fields)
    assert (shown.status_code, said(shown.text)) == (422, sentences)
    assert (days(town, 2027), markets(town)) == ([], [])


def test_a_market_is_said_said_anew_and_forgotten(town: Browser) -> None:
    market = {"place_id": "1", "calendar": "lunar", "digits": "963"}
    assert town.post(PAGE, f"{PAGE}/markets", **market).status_code == 302
    assert markets(town) == [("龙山塘村", "农历 · 逢 3、6、9")]
    town.post(PAGE, f"{PAGE}/markets", **{**market, "calendar": "gregorian", "digits": "50"})
    assert markets(town) == [("龙山塘村", "公历 · 逢 0、5")]
    assert town.post(PAGE, f"{PAGE}/markets/1/remove").status_code == 302
    assert markets(town) == []


@pytest.mark.parametrize(
    ("asked", "shown"), [("2027", "2027"), ("1999", "2004"), ("2101", "2100"), ("-5", ""), ("x", ""), ("20270", "")]
)
def test_a_year_that_is_none_is_this_one(town: Browser, asked: str, shown: str) -> None:
    this_year = town.filled(PAGE, f"{PAGE}/seed")["year"]
    assert town.filled(f"{PAGE}?year={asked}", f"{PAGE}/seed")["year"] == ([shown] if shown else this_year)
