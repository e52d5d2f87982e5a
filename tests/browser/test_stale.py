"""Two coordinators save one form: the second sees what the first changed, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Watched, sign_in
from tests.browser.test_accessibility import violations
from tests.service import Service


def refused(watched: Watched, path: str) -> None:
    """Expect that a form was refused for its version, and nothing else: the browser says so too."""
    assert [what for what in watched.wrong if "409" not in what] == []
    assert any(what == f"409 {path}" for what in watched.wrong)
    watched.wrong.clear()


@pytest.mark.parametrize(("size", "scripts"), [(DESKTOP, True), (PHONE, False)])
def test_the_second_of_two_merges_and_chooses(
    town: Service, watched: Watched, size: dict[str, int], scripts: bool
) -> None:
    before = town.call("POST", "/api/people", {"name": f"测试{scripts}", "capacities": ["volunteer"]})
    path = f"/people/{before['id']}"
    form = f"form[action='{path}']"
    first: Page = watched.open(DESKTOP)
    second: Page = watched.open(size, java_script_enabled=scripts)
    for page in (first, second):
        sign_in(page, town)
        page.goto(f"{town.base}{path}")
    name, phone = f"他填的名{scripts}", f"1390000000{int(scripts)}"
    first.fill(f"{form} input[name=name]", name)
    first.fill(f"{form} input[name=phone]", phone)
    first.click(f"{form} button.main")
    expect(first.locator(".flash")).to_be_visible()
    second.fill(f"{form} input[name=name]", "我填的名")
    second.fill(f"{form} input[name=hours_a_day]", "6")
    second.click(f"{form} button.main")
    rows = second.locator(".meanwhile tbody tr")
    expect(rows).to_have_count(2)
    refused(watched, f"{town.base}{path}")
    expect(rows.nth(0)).to_contain_text(before["name"])
    expect(rows.nth(0)).to_contain_text(name)
    expect(second.locator(f"{form} input[name=name]")).to_have_value("我填的名")
    expect(second.locator(f"{form} input[name=phone]")).to_have_value(phone)
    expect(second.locator(f"{form} .problems")).to_be_in_viewport()
    if scripts:
        assert violations(second) == []
    second.get_by_label("他人修改的", exact=True).check()
    second.get_by_role("button", name="合并保存").click()
    expect(second.locator(".flash")).to_be_visible()
    stored = town.call("GET", f"/api{path}")
    assert [stored[field] for field in ("name", "phone", "minutes_a_day")] == [name, phone, 360]
