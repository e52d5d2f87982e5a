"""The workbook that a town has: its names confirmed, its cells mended in the page, imported, and undone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, Watched, sign_in
from tests.service import Service
from tests.workbooks import own_workbook


def test_a_towns_own_workbook_is_mended_imported_and_undone(service: Service, watched: Watched) -> None:
    page = watched.open(DESKTOP)
    sign_in(page, service)
    page.goto(f"{service.base}/import")
    page.set_input_files("input[name=file]", {"name": "镇.xlsx", "mimeType": "", "buffer": own_workbook()})
    page.click("text=检查文件")
    expect(page.locator(".alert")).to_contain_text("有 5 处错误")
    expect(page.get_by_label("联系电话")).to_have_value("phone")
    for row, phone in ((4, "13800001001"), (5, "13800001002"), (6, "")):
        page.get_by_label(f"六月花名册 第 {row} 行 手机").fill(phone)
    for row in (7, 9):
        page.get_by_label(f"六月花名册 第 {row} 行 不导入").check()
    page.get_by_label("证件 第 2 行 有效期止").fill("2099/12/31")
    page.keyboard.press("Enter")
    expect(page.locator(".card").first).to_contain_text("文件没有问题。")
    page.click("text=全部导入")
    expect(page.locator(".flash")).to_contain_text("已导入：新增 10 条")
    page.click("text=撤销此次导入")
    page.click("button:text-is('撤销导入')")
    expect(page.locator("h1")).to_contain_text("已撤销")
    page.goto(f"{service.base}/people")
    expect(page.locator(".empty")).to_be_visible()
