"""What if somebody were missing: the form, in a real browser."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.browser.conftest import DESKTOP, Watched, sign_in
from tests.service import Service


def test_a_tick_outlives_the_search_under_way_and_enter_tries_what_is_said(
    town: Service, watched: Watched, draft: int
) -> None:
    town.call("POST", f"/api/rosters/{draft}/runs", {"seconds": 60, "effort": 5})
    page = watched.open(DESKTOP)
    sign_in(page, town)
    page.goto(f"{town.base}/rosters/{draft}")
    expect(page.locator("#progress")).to_have_count(0)
    page.goto(f"{town.base}/rosters/{draft}/what-if/new")
    name, boxes = page.locator("input[name=q]"), page.locator("input[name=without]")
    name.press_sequentially("测")
    expect(boxes.first).to_be_visible()
    waiting: list[Route] = []

    def late(route: Route) -> None:
        waiting.append(route)

    page.route("**/what-if/people?*", late, times=1)
    with page.expect_request("**/what-if/people?*"):
        name.press_sequentially("试")
    boxes.first.focus()
    page.keyboard.press("Space")
    waiting[0].continue_()
    expect(page.locator("input[name=searched]")).to_have_value("测试")
    expect(page.locator("input[name=without]:checked")).to_have_count(1)
    expect(page.locator("input[name=without]:checked")).to_be_focused()
    name.press("Enter")
    expect(page.locator("h1")).to_have_text("试算")
    page.select_option("select[name=kind]", "all")
    page.locator("input[name=kind_slots]").fill("1")
    page.locator("input[name=kind_slots]").press("Enter")
    expect(page.locator("#beside")).to_contain_text("每个岗位增加 1 个名额")
    expect(page.locator("#beside")).to_contain_text("缺 测试")
