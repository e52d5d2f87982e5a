"""The board moved in by keyboard, and narrowed as one types."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, Watched, sign_in
from tests.service import Service

WHERE = """() => {
    const cell = document.activeElement.closest(".board tr > *");
    const stops = document.querySelectorAll(".board [tabindex='0']");
    return cell && [cell.parentElement.rowIndex, cell.cellIndex, document.activeElement.tagName, stops.length];
}"""


def pressed(page: Page, *keys: str) -> list[object]:
    """Where the focus is after each key: row, column, what has it, and how many stops of Tab the board has."""
    found = []
    for key in keys:
        page.keyboard.press(key)
        found.append(page.evaluate(WHERE))
    return found


def test_arrows_move_through_the_board_which_is_one_stop_of_tab(town: Service, watched: Watched, draft: int) -> None:
    town.call("POST", f"/api/rosters/{draft}/assignments", {"role_id": 1, "person_id": 1})
    page = watched.open(DESKTOP)
    sign_in(page, town)
    page.goto(f"{town.base}/rosters/{draft}?group=social_workers&by=village")
    page.locator(".window a").last.focus()
    assert pressed(page, "Tab", "ArrowRight", "ArrowLeft", "Home") == [
        [2, 2, "A", 1],
        [2, 3, "TD", 1],
        [2, 2, "A", 1],
        [2, 0, "A", 1],
    ]
    rows = page.locator(".board tbody tr").count()
    assert pressed(page, "End", "Control+End", "PageUp", "Control+Home", "ArrowUp", "PageDown") == [
        [2, 7, "TD", 1],
        [rows, 7, "TD", 1],
        [2, 7, "TD", 1],
        [2, 0, "A", 1],
        [2, 0, "A", 1],
        [rows, 0, "A", 1],
    ]
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE) is None

    page.fill("#find", "csj")
    expect(page.locator(".board th[scope=row] a")).to_have_text(["测试甲"])
    assert "q=csj" in page.url
    page.fill("#find", "zzz")
    expect(page.locator("#lines .empty")).to_be_visible()
