"""Pages on paper: light whatever the screen is, nothing to press, letters that can be read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, Watched, sign_in
from tests.service import Service

SMALLEST = """() => Math.min(...[...document.querySelectorAll("main *")]
  .filter(one => one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
EIGHT_POINTS = 8 * 96 / 72
"""In the pixels of CSS."""


def printed(watched: Watched, town: Service, path: str) -> Page:
    """A page as it goes to the printer, from a dark screen."""
    page = watched.open(DESKTOP)
    sign_in(page, town)
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(town.base + path)
    return page


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/rosters/{roster}", "已排名额"),
        ("/rosters/{roster}/activities/1", "敬老服务"),
        ("/activities/1", "敬老服务"),
        ("/people/3", "任务"),
        ("/days", "圩日"),
    ],
)
def test_a_printed_page_is_light_and_has_nothing_to_press(
    town: Service, watched: Watched, draft: int, path: str, kept: str
) -> None:
    page = printed(watched, town, path.format(roster=draft))
    asking = "form:not(:has([name=revision])):visible"
    expect(page.locator(f"{asking}, nav:visible, button:visible, header:visible")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--card')").strip() == "#fff"
    assert kept in page.locator("main").inner_text()
    assert page.evaluate(SMALLEST) >= EIGHT_POINTS


def test_the_board_is_printed_as_a_table_a_week(town: Service, watched: Watched, draft: int) -> None:
    town.call("POST", f"/api/rosters/{draft}/assignments", {"role_id": 1, "person_id": 1})
    page = printed(watched, town, f"/rosters/{draft}?group=social_workers")
    expect(page.locator("table:visible")).to_have_count(1)
    week = page.locator(".week")
    expect(week.locator("thead th")).to_have_count(8)
    row = week.locator("tbody tr", has=page.locator("th", has_text="测试甲"))
    expect(row.locator(".chip")).to_contain_text(["09:00 敬老服务"])
    assert page.evaluate(SMALLEST) >= EIGHT_POINTS
    page.emulate_media(media="screen")
    expect(week).to_be_hidden()


def test_the_week_of_a_person_is_printed_as_the_times_that_it_has(town: Service, watched: Watched) -> None:
    page = printed(watched, town, "/people/4")
    expect(page.get_by_text("任何时间均可", exact=True)).to_be_visible()
    page.emulate_media(media="screen")
    page.fill("[name='from.2.0']", "08:00")
    page.fill("[name='until.2.0']", "12:30")
    page.get_by_role("button", name="保存每周时间").click()
    page.emulate_media(media="print")
    expect(page.get_by_text("任何时间均可", exact=True)).to_have_count(0)
    shown = page.locator(".times input:visible")
    expect(shown).to_have_count(2)  # The page that the button leads to may still be on its way.
    assert [one.input_value() for one in shown.all()] == ["08:00", "12:30"]
    assert shown.first.evaluate("one => getComputedStyle(one).borderTopStyle") == "none"
