"""Import in the console: a file checked, questions answered, committed or put aside."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import empty, follow, problem, table
from tests.workbooks import PEOPLE, small_town


def send(browser: Browser, content: bytes, name: str = "town.xlsx") -> Any:
    """Send a file by the form of the page."""
    return browser.post("/import", "/import", file=(io.BytesIO(content), name))


def test_a_file_is_checked_committed_and_listed(browser: Browser) -> None:
    page = send(browser, small_town()).headers["Location"]
    shown = browser.get(page).text
    assert "文件没有问题。" in shown
    assert ["人员", "4", "0", "0"] in table(shown)
    assert empty(browser.get("/people").text) != []
    assert "已导入。" in follow(browser, browser.post(page, f"{page}/commit"))
    assert [row[1] for row in table(browser.get("/people").text)] == ["测试甲", "测试乙", "测试丙", "测试丁"]
    assert [(row[0], row[2], row[3]) for row in table(browser.get("/import").text)] == [
        ("town.xlsx", "coordinator", "已导入")
    ]
    again = browser.post(page, f"{page}/discard")
    assert (again.status_code, problem(again.text)) == (409, "该文件已导入或已搁置。")


def test_what_is_wrong_in_a_file_is_listed_by_cell_and_nothing_can_be_imported(browser: Browser) -> None:
    wrong = [{**PEOPLE[0], "phone": "many"}, *PEOPLE[1:]]
    page = send(browser, small_town(person=wrong)).headers["Location"]
    shown = browser.get(page).text
    assert "有 1 处错误" in shown
    assert [row[2:] for row in table(shown)] == [["手机", "many", "电话号码，如 13800138000"]]
    assert f"{page}/commit" not in shown
    refusal = browser.post(page, f"{page}/commit")
    assert (refusal.status_code, problem(refusal.text)) == (
        422,
        "没有导入任何内容：有 1 处错误、0 个问题待确认。",
    )
    assert empty(browser.get("/people").text) != []


def test_a_file_is_put_aside(browser: Browser) -> None:
    page = send(browser, small_town()).headers["Location"]
    assert "没有导入任何内容" in follow(browser, browser.post(page, f"{page}/discard"))
    assert [row[3] for row in table(browser.get("/import").text)] == ["已搁置"]


def test_who_is_meant_is_asked_and_answered(town: Browser) -> None:
    stranger = [{"name": "测试丙", "capacities": "志愿者"}]
    page = send(town, small_town(person=stranger, activity=[], role=[])).headers["Location"]
    shown = town.get(page).text
    assert "有 1 个问题待确认" in shown
    key = re.search(r'name="(answer\.[^"]+)" value="new"', shown)
    assert key is not None
    shown = follow(town, town.post(page, f"{page}/answers", **{key[1]: "new"}))
    assert "文件没有问题。" in shown
    assert ["人员", "1", "0", "0"] in table(shown)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "town.xlsx", "文件是空的。"),
        (b"nothing", "town.xlsx", "这不是工作簿，请上传 .xlsx、.xls 或 .csv 文件。"),
        (b"nothing", "town.pdf", "这不是工作簿，请上传 .xlsx、.xls 或 .csv 文件。"),
    ],
)
def test_what_is_no_workbook_is_refused_on_the_page_of_the_form(
    browser: Browser, content: bytes, name: str, sentence: str
) -> None:
    shown = send(browser, content, name)
    assert (shown.status_code, problem(shown.text)) == (422, sentence)


def test_no_file_is_said_on_the_page_of_the_import(browser: Browser) -> None:
    shown = browser.post("/import", "/import")
    assert (shown.status_code, problem(shown.text)) == (422, "请选择文件。")
    assert 'href="/import?lang=en"' in shown.text


def test_a_file_that_is_too_large_is_said_on_the_page_of_the_import(
    installation: Installation, browser: Browser
) -> None:
    installation.app.config["MAX_CONTENT_LENGTH"] = 100
    shown = browser.post("/import", "/import", file="x" * 1000)
    assert (shown.status_code, problem(shown.text)) == (413, "文件过大。")
