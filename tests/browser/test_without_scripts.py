"""What needs no script: people are found by name and put on a role where JavaScript is off."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Watched, sign_in
from tests.service import Service


def find(page: Page, name: str) -> None:
    """Search for somebody by the form of the page."""
    page.locator("main form input[name=q]").first.fill(name)
    page.locator("main form:has(input[name=q]) button").first.click()
    page.wait_for_url("**/candidates?q=*")
    expect(page.locator("#candidates li")).to_have_count(1)


def test_a_team_gets_its_member(town: Service, watched: Watched) -> None:
    page = watched.open(DESKTOP, java_script_enabled=False)
    sign_in(page, town)
    page.goto(f"{town.base}/teams/new")
    page.fill("input[name=code]", "T9")
    page.fill("input[name=name]", "九号先锋队")
    page.click("main button")
    find(page, "测试丁")
    page.click("#candidates button")
    expect(page.locator("h1")).to_contain_text("九号先锋队")
    expect(page.locator("ul.holders li")).to_have_count(1)
    expect(page.locator("ul.holders li")).to_contain_text("测试丁")


def test_a_training_session_gets_its_attendance_list(town: Service, watched: Watched) -> None:
    page = watched.open(PHONE, java_script_enabled=False)
    sign_in(page, town)
    page.goto(f"{town.base}/qualifications/new")
    page.fill("input[name=code]", "Q9")
    page.fill("input[name=name]", "急救")
    page.check("input[name=by_training]")
    page.click("main form button")
    page.goto(f"{town.base}/activities/new?kind=training")
    for name, value in {
        "code": "A9",
        "starts_day": "2026-11-26",
        "starts_time": "09:00",
        "ends_day": "2026-11-26",
        "ends_time": "11:00",
        "title": "急救培训",
        "roles.0.name": "讲师",
    }.items():
        page.fill(f"input[name='{name}']", value)
    page.select_option("select[name=place_id]", index=1)
    page.select_option("select[name=grants_id]", label="急救")
    page.check("input[name='roles.0.accepts'][value=social_worker]")
    page.click("button:text-is('登记')")
    find(page, "测试丁")
    page.click("#candidates button")
    expect(page.locator("#attendance ul.holders li")).to_have_count(1)
    expect(page.locator("#attendance ul.holders li")).to_contain_text("测试丁")


def test_somebody_is_pinned_to_a_role(town: Service, watched: Watched, draft: int) -> None:
    page = watched.open(DESKTOP, java_script_enabled=False)
    sign_in(page, town)
    page.goto(f"{town.base}/rosters/{draft}/activities/1")
    find(page, "测试甲")
    page.click("#candidates button")
    page.wait_for_url(f"{town.base}/rosters/{draft}/activities/1")
    expect(page.locator("ul.holders li", has_text="测试甲")).to_contain_text("已锁定")
