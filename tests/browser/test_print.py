"""Pages on paper: light whatever the screen is, and nothing to press."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, Watched, sign_in
from tests.service import Service


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/rosters/{roster}", "已排名额"),
        ("/rosters/{roster}/activities/1", "敬老服务"),
        ("/people/3", "任务"),
        ("/days", "圩日"),
    ],
)
def test_a_printed_page_is_light_and_without_forms(
    town: Service, watched: Watched, draft: int, path: str, kept: str
) -> None:
    page = watched.open(DESKTOP)
    sign_in(page, town)
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(town.base + path.format(roster=draft))
    expect(page.locator("form:visible, nav:visible, button:visible, header:visible")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--card')").strip() == "#fff"
    assert kept in page.locator("main").inner_text()
