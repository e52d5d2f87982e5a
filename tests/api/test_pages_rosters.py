"""Rosters in the console: made, generated, read, published; and a person's own page."""

from __future__ import annotations

import re

import pytest

from api.pages.curves import curve
from tests.api.client import Browser, Installation
from tests.api.test_pages import entered


def test_a_refused_period_comes_back_as_it_was_typed(browser: Browser) -> None:
    shown = browser.post("/rosters", "/rosters", first_day="2026-11-30", last_day="2026-11-23")
    assert shown.status_code == 422
    assert re.search(r'name="last_day"[^>]*value="2026-11-23"[^>]*aria-invalid', shown.text)


@pytest.mark.parametrize("seconds", ["0", "3601", "many"])
def test_refused_seconds_come_back_on_the_board(installation: Installation, browser: Browser, seconds: str) -> None:
    installation.bring()
    days = {"first_day": "2026-11-23", "last_day": "2026-11-29"}
    path = browser.post("/rosters", "/rosters", **days).headers["Location"]
    shown = browser.post(path, f"{path}/generate", seconds=seconds)
    assert shown.status_code == 422
    assert re.search(rf'name="seconds"[^>]*value="{seconds}"[^>]*aria-invalid', shown.text)


def test_a_generated_roster_is_read_searched_and_published(installation: Installation, browser: Browser) -> None:
    installation.bring()
    roster_id = installation.solved()
    path = f"/rosters/{roster_id}"
    board = browser.get(f"{path}?group=social_workers").text
    assert re.search(r"<dd>5 / 5</dd>", board)
    assert "尚未证明" in board
    assert "测试甲" in board
    assert "测试甲" not in browser.get(f"{path}?group=social_workers&q=乙").text
    changes = browser.get(f"{path}/changes").text
    assert (changes.count("已指派"), changes.count("待确认")) == (2, 3)
    assert browser.post(f"{path}/changes", f"{path}/publish").status_code == 302
    again = browser.post("/rosters", f"{path}/publish")
    assert (again.status_code, 'role="alert"' in again.text) == (409, True)


def test_a_person_sees_what_is_asked_and_the_calendar(installation: Installation, browser: Browser) -> None:
    person = entered(installation, browser)
    assert "目前没有安排给您的任务" in person.get("/me").text
    calendar = person.get("/me/calendar").text
    assert "webcal://" in calendar
    assert "尚无日历读取" in calendar or "还没有" in calendar
    person.post("/me/calendar", "/me/calendar/alarms", alarms="no")
    assert "提醒已关闭" in person.get("/me/calendar").text
    old = re.search(r"/calendars/\w+\.ics", calendar)
    person.post("/me/calendar", "/me/calendar/renew")
    new = re.search(r"/calendars/\w+\.ics", person.get("/me/calendar").text)
    assert old is not None
    assert new is not None
    assert (person.get(old[0]).status_code, person.get(new[0]).status_code) == (404, 200)


@pytest.mark.parametrize(
    ("points", "drawn"),
    [
        ([], ""),
        ([(0.0, 9)], ""),
        ([(0.0, 9), (5.0, 5), (10.0, 1)], "0,2 50,2 50,15 100,15 100,28 100,28"),
        ([(0.0, 9), (20.0, 9)], "0,28 100,28 100,28 100,28"),
    ],
)
def test_the_curve_steps_down_at_each_improvement(points: list[tuple[float, int]], drawn: str) -> None:
    assert curve(points, 10.0) == drawn
