"""Import in the console: a file checked, questions answered, committed or put aside."""

from __future__ import annotations

import io
import re
from typing import Any

from tests.api.client import Browser, Installation
from tests.api.pages.reading import empty, follow, plain, problem, table
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


def test_a_template_that_was_not_filled_in_has_nothing_to_import(browser: Browser) -> None:
    page = send(browser, browser.get("/import/template.xlsx").data).headers["Location"]
    shown = browser.get(page).text
    assert ("文件中没有数据。 请填写后重新上传。" in plain(shown), f'action="{page}/commit"' in shown) == (True, False)


def test_how_a_csv_is_written_is_found_and_shown(browser: Browser) -> None:
    page = send(browser, "编号,名称,类型\r\nV1,一号村,村\r\n".encode("gb18030"), "town.csv").headers["Location"]
    assert "GB18030" in browser.get(page).text
    browser.post(page, f"{page}/commit")
    assert [row[1] for row in table(browser.get("/places").text)] == ["一号村"]


def test_what_is_wrong_in_a_file_is_listed_by_cell_and_nothing_can_be_imported(browser: Browser) -> None:
    wrong = [{**PEOPLE[0], "phone": "<i>many</i>"}, *PEOPLE[1:]]
    page = send(browser, small_town(person=wrong)).headers["Location"]
    shown = browser.get(page).text
    assert "有 1 处错误" in shown
    assert [row[2:] for row in table(shown)] == [["手机", "<i>many</i>", "电话号码，如 13800138000"]]
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
    stranger = [{"name": "测试丙", "capacities": "志愿者", "duties_a_month": 3}]
    page = send(town, small_town(person=stranger, activity=[], role=[])).headers["Location"]
    shown = town.get(page).text
    assert "有 1 个问题待确认" in shown
    key = re.search(r'name="(answer\.[^"]+)" value="new"', shown)
    assert key is not None
    early = town.post(page, f"{page}/commit")
    assert (early.status_code, problem(early.text)) == (422, "没有导入任何内容：有 0 处错误、1 个问题待确认。")
    for answer, counts in (("new", ["1", "0", "0"]), ("3", ["0", "1", "0"])):
        shown = follow(town, town.post(page, f"{page}/answers", **{key[1]: answer}))
        assert "文件没有问题。" in shown
        assert ["人员", *counts] in table(shown)
    town.post(page, f"{page}/commit")
    assert town.filled("/people/3", "/people/3")["duties_a_month"] == ["3"]
    assert len(table(town.get("/people").text)) == 4


def test_a_register_that_changed_meanwhile_is_shown_anew(browser: Browser) -> None:
    page, other = (send(browser, small_town()).headers["Location"] for _ in range(2))
    browser.post(other, f"{other}/commit")
    shown = follow(browser, browser.post(page, f"{page}/commit"))
    assert "检查之后台账又有变动" in shown
    assert ["人员", "0", "0", "4"] in table(shown)
    assert "已导入。" in follow(browser, browser.post(page, f"{page}/commit"))
    assert len(table(browser.get("/people").text)) == 4


def test_how_large_a_file_may_be_is_said_beforehand(browser: Browser) -> None:
    assert "文件不超过 10 MB，每张表不超过 20,000 行。" in browser.get("/import").text


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
