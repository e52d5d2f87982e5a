"""A draft changed by hand on its board: by mouse, by dragging, by keyboard alone, and undone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, Watched, held_back, sign_in
from tests.browser.test_accessibility import violations
from tests.service import Service

ALL_THE_SAME = "#panel button.main"


def chip(name: str) -> str:
    """The one duty in somebody's row."""
    return f".board tr:has(th:has-text('{name}')) .chip"


def done(page: Page, said: str) -> None:
    """See a change done, all the same where the rules ask."""
    expect(page.locator(f"{ALL_THE_SAME}, .flash:has-text('{said}')").first).to_be_visible()
    if page.locator(ALL_THE_SAME).is_visible():
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_have_text(said)
    expect(page.locator("#panel")).to_be_hidden()


def test_a_duty_goes_to_another_by_mouse_by_keyboard_and_by_dragging(
    town: Service, watched: Watched, draft: int
) -> None:
    town.call("POST", f"/api/rosters/{draft}/edits", {"role_id": 1, "person_id": 1, "anyway": True})
    page = watched.open(DESKTOP)
    sign_in(page, town)
    page.goto(f"{town.base}/rosters/{draft}?group=social_workers")

    page.click(chip("测试甲"))
    expect(page.locator("#panel .stand-ins li")).to_contain_text(["测试乙"])
    assert violations(page, night=True) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESKTOP)
    page.click("#panel .stand-ins button")
    done(page, "测试乙接替测试甲：敬老服务")
    expect(page.locator(chip("测试乙"))).to_have_count(1)

    page.focus(chip("测试乙"))
    page.keyboard.press("m")
    expect(page.locator("#told")).to_have_text("已拿起。移到他人一行或另一天后按回车，按 Esc 放弃。")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    done(page, "测试甲接替测试乙：敬老服务")
    expect(page.locator(".board tbody :focus")).to_have_count(1)

    page.drag_and_drop(chip("测试甲"), ".board tr:has(th:has-text('测试乙')) td >> nth=3")
    done(page, "测试乙接替测试甲：敬老服务")
    page.keyboard.press("Control+z")
    done(page, "已撤销：测试乙接替测试甲：敬老服务")
    expect(page.locator(".board tbody :focus")).to_have_count(1)
    page.focus("#redo button")
    page.keyboard.press("Enter")
    done(page, "已重做：测试乙接替测试甲：敬老服务")
    expect(page.locator("#undo button")).to_be_focused()
    page.keyboard.press("Enter")
    done(page, "已撤销：测试乙接替测试甲：敬老服务")
    expect(page.locator("#undo button")).to_be_focused()
    expect(page.locator(chip("测试甲"))).to_have_count(1)

    page.focus(chip("测试甲"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="测试甲 · ")).to_be_visible()
    page.keyboard.press("Escape")
    page.focus(chip("测试甲"))
    page.keyboard.press("Delete")
    expect(page.locator("#panel")).to_contain_text("规则允许，但有以下不利：")
    page.click(ALL_THE_SAME)
    expect(page.locator(".flash")).to_have_text("移除测试甲：敬老服务")
    assert town.call("GET", f"/api/rosters/{draft}/assignments") == []


def test_a_duty_goes_to_another_day_of_its_row_for_what_is_open_there(
    town: Service, watched: Watched, draft: int
) -> None:
    """By mouse and by keyboard; where nothing of its kind is open, it is said."""
    town.call("POST", f"/api/rosters/{draft}/edits", {"role_id": 2, "person_id": 4, "anyway": True})
    page = watched.open(DESKTOP)
    sign_in(page, town)
    page.goto(f"{town.base}/rosters/{draft}?group=volunteers")
    duty, panel, row = chip("测试丁"), page.locator("#panel"), ".board tr:has(th:has-text('测试丁'))"

    page.drag_and_drop(duty, f"{row} td >> nth=3")
    expect(panel.locator(".problems")).to_have_text("当天没有同类活动的空缺。")
    page.keyboard.press("Escape")
    page.drag_and_drop(duty, f"{row} td >> nth=2")
    expect(panel).to_contain_text("放下敬老服务（")
    assert violations(page, night=True) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESKTOP)
    moved = "测试丁由敬老服务改到便民咨询"
    page.click("#panel .openings button")
    expect(page.locator(".flash")).to_contain_text(moved)

    page.focus(duty)
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_have_text("任务就在此处，请移到他人一行或另一天。")
    page.keyboard.press("m")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("放下便民咨询（")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(page.locator(".flash")).to_have_text(f"已撤销：{moved}")


def test_escape_calls_off_a_panel_that_is_still_loading(town: Service, watched: Watched, draft: int) -> None:
    town.call("POST", f"/api/rosters/{draft}/edits", {"role_id": 1, "person_id": 1, "anyway": True})
    page = watched.open(DESKTOP)
    sign_in(page, town)
    page.goto(f"{town.base}/rosters/{draft}?group=social_workers")
    waiting = held_back(page, "**/assignments/*")
    page.focus(chip("测试甲"))
    for called_off in (True, False):
        page.keyboard.press("Enter")
        while not waiting:
            page.wait_for_timeout(20)
        if called_off:
            page.keyboard.press("Escape")
        with page.expect_response("**/assignments/*"):
            waiting.pop().continue_()
        page.wait_for_timeout(300)
        expect(page.locator("#panel")).to_be_visible(visible=not called_off)


def test_a_board_that_is_come_back_to_has_its_roster_laid_out_again(
    town: Service, watched: Watched, draft: int
) -> None:
    page = watched.open(DESKTOP)
    sign_in(page, town)
    with page.expect_response("**/at-hand"):
        page.goto(f"{town.base}/rosters/{draft}")
    with page.expect_response("**/at-hand"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
