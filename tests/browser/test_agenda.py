"""A week's agenda looked over, moved, copied and moved again, in a real browser."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, Watched, sign_in
from tests.service import Service


def test_a_week_is_looked_over_moved_together_and_one_of_it_in_two_clicks(
    service: Service, watched: Watched, workbook: bytes, monday: date
) -> None:
    service.sign_in()
    upload = service.upload(workbook)
    service.call("POST", f"/api/uploads/{upload['id']}/commit")
    page = watched.open(DESKTOP)
    sign_in(page, service)
    page.click("text=先看月度总览")
    expect(page.locator("h1")).to_contain_text("月度总览")
    expect(page.locator("section.facts dd").first).to_have_text("2")
    page.click("main >> text=活动 >> nth=0")
    page.click("text=全选本页")
    page.click("text=批量修改所选活动…")
    page.fill("input[name=days]", "7")
    page.click("text=预览")
    page.click("text=修改 2 项活动")
    expect(page.locator(".flash")).to_contain_text("已修改 2 项活动")
    page.click("text=敬老服务")
    page.click("text=改期…")
    row = page.locator("tr", has=page.locator(f"button[value='{monday + timedelta(days=9)}']"))
    row.locator("button").click()
    expect(page.locator(".flash")).to_contain_text("已改到")
    moved = service.call("GET", "/api/activities/1")
    assert moved["starts_at"] == f"{monday + timedelta(days=9)}T01:00:00+00:00"
