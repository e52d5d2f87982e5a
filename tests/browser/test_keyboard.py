"""The coordinator's way without a mouse."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, Watched, drafted, sign_in
from tests.service import Service


def test_the_keyboard_alone_signs_in_generates_and_publishes(own_town: Service, watched: Watched, monday: date) -> None:
    draft = drafted(own_town, monday)
    page = watched.open(DESKTOP)
    page.goto(f"{own_town.base}/sign-in?next=/rosters/{draft}")
    _, name, password = own_town.lines[2].split()
    page.keyboard.type(name)  # the first field has the focus
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{own_town.base}/rosters/{draft}")
    expect(page.locator("form button.main")).to_be_visible()

    tab_to(page, "input[name=seconds]")
    page.keyboard.press("Control+A")
    page.keyboard.type("1")
    tab_to(page, "form button.main")
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_be_visible()
    expect(page.locator("form button.main")).to_be_visible()
    page.wait_for_load_state("networkidle")

    tab_to(page, "a.button[href$=changes]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/changes")
    page.wait_for_load_state("networkidle")
    tab_to(page, "form button.main")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{own_town.base}/rosters/{draft}")
    assert own_town.call("GET", f"/api/rosters/{draft}")["state"] == "published"


def test_what_has_the_focus_keeps_it_while_progress_is_loaded_anew(town: Service, watched: Watched, draft: int) -> None:
    town.call("POST", f"/api/rosters/{draft}/runs", {"seconds": 120, "effort": 1_000_000_000})
    page = watched.open(DESKTOP)
    sign_in(page, town)
    page.goto(f"{town.base}/rosters/{draft}")
    tab_to(page, "#stop")
    for _ in range(2):
        page.wait_for_event("response", lambda got: got.url.endswith("/progress"))
    expect(page.locator("#stop")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_have_count(0)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus, and see that one can see it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
            return
    raise AssertionError(f"Tab does not come to {selector}")
