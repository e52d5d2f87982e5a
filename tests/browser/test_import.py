"""The bad rows of a town's own workbook left out, the others imported, and that undone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, Watched, sign_in
from tests.service import Service
from tests.workbooks import own_workbook


def test_the_rows_that_are_sound_are_imported_and_that_is_undone(service: Service, watched: Watched) -> None:
    page = watched.open(DESKTOP)
    sign_in(page, service)
    page.goto(f"{service.base}/import")
    page.set_input_files("input[name=file]", {"name": "镇.xlsx", "mimeType": "", "buffer": own_workbook()})
    page.click("text=检查文件")
    page.click("button:text-is('错误行均不导入')")
    expect(page.locator(".card").first).to_contain_text("个问题待确认")
    page.click("#mend button:text-is('重新检查')")
    expect(page.locator(".card").first).to_contain_text("文件没有问题。")
    page.click("text=全部导入")
    expect(page.locator(".flash")).to_contain_text("已导入：新增")
    page.click("text=撤销此次导入")
    page.click("button:text-is('撤销导入')")
    expect(page.locator("h1")).to_contain_text("已撤销")
    page.goto(f"{service.base}/people")
    expect(page.locator(".empty")).to_be_visible()
