"""Import in the console: a file checked, questions answered, committed or put aside."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

from scheduler.domain.clock import coming_weeks, local
from tests.api.client import Browser, Installation
from tests.api.pages.reading import empty, follow, held, plain, problem, table
from tests.spreadsheets.files import xlsx
from tests.workbooks import PEOPLE, small_town


def overview() -> str:
    """The address of the days that the next roster is about."""
    first, last = coming_weeks(local(datetime.now(UTC)).date())
    return f"/overview?first_day={first}&amp;last_day={last}"


def send(browser: Browser, content: bytes, name: str = "town.xlsx") -> Any:
    """Send a file by the form of the page."""
    return browser.post("/import", "/import", file=(io.BytesIO(content), name))


def test_a_file_is_checked_committed_and_listed(browser: Browser) -> None:
    page = send(browser, small_town()).headers["Location"]
    shown = browser.get(page).text
    assert "文件没有问题。" in shown
    assert ["人员", "4", "0", "0"] in table(shown)
    assert empty(browser.get("/people").text) != []
    imported = follow(browser, browser.post(page, f"{page}/commit"))
    assert "已导入：新增 12 条，更改 0 条，不变 0 条。" in imported
    assert re.findall(r'href="(/overview[^"]*)">(.*?)<', imported) == [(overview(), "下一步：月度总览")]
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
    assert table(shown) == [["人员 第 2 行 测试甲", "手机", "电话号码，如 13800138000", "人员 第 2 行 不导入"]]
    assert held(shown, f"{page}/answers")["cell.人员!2.手机"] == ["<i>many</i>"]
    assert f"{page}/commit" not in shown
    refusal = browser.post(page, f"{page}/commit")
    assert (refusal.status_code, problem(refusal.text)) == (
        422,
        "没有导入任何内容：有 1 处错误、0 个问题待确认。",
    )
    assert empty(browser.get("/people").text) != []


def first_person(browser: Browser) -> str:
    """The page of the first person of the register."""
    found = re.search(r'href="(/people/[0-9]+)"', browser.get("/people").text)
    assert found is not None
    return found[1]


def mend(browser: Browser, page: str, **changed: Any) -> str:
    """Send the form of a report with some fields changed; the report that comes of it."""
    return follow(browser, browser.change(page, f"{page}/answers", **changed))


def test_cells_are_mended_in_the_page_and_rows_left_out_and_taken_in_again(browser: Browser) -> None:
    wrong = [{**PEOPLE[0], "phone": "12"}, {**PEOPLE[1], "phone": "34"}, {**PEOPLE[2], "home": "V9"}, PEOPLE[3]]
    page = send(browser, small_town(person=wrong)).headers["Location"]
    shown = mend(browser, page, **{"cell.人员!2.手机": "13800000099", "cell.人员!3.手机": "1", "out": "人员!4"})
    assert "有 1 处错误" in shown
    form = held(shown, f"{page}/answers")
    assert (form["cell.人员!3.手机"], form["row"], form["out"]) == (["1"], ["人员!3", "人员!4"], ["人员!4"])
    shown = mend(browser, page, **{"cell.人员!3.手机": "", "out": ["人员!4"]})
    assert ("文件没有问题。" in shown, table(shown)[1][:2]) == (True, ["人员", "3"])
    shown = mend(browser, page, out=[])
    assert held(shown, f"{page}/answers")["cell.人员!4.居住地编号"] == ["V9"]
    mend(browser, page, **{"cell.人员!4.居住地编号": "V1"})
    browser.post(page, f"{page}/commit")
    assert [row[1] for row in table(browser.get("/people").text)] == ["测试甲", "测试乙", "测试丙", "测试丁"]
    assert browser.filled(*[first_person(browser)] * 2)["phone"] == ["+8613800000099"]


def test_all_bad_rows_are_downloaded_mended_and_uploaded_again_and_left_out_here(browser: Browser) -> None:
    wrong = [{**PEOPLE[0], "phone": "12"}, *PEOPLE[1:]]
    page = send(browser, small_town(person=wrong)).headers["Location"]
    file = browser.get(f"{page}/bad-rows.xlsx")
    assert (file.status_code, file.headers["Content-Disposition"]) == (
        200,
        "attachment; filename=rows-to-mend-1.xlsx",
    )
    shown = follow(browser, browser.post(page, f"{page}/bad-rows/leaving-out"))
    assert "文件没有问题。" in shown
    browser.post(page, f"{page}/commit")
    assert browser.get(f"{page}/bad-rows.xlsx").status_code == 409
    page = send(browser, file.data, "rows.xlsx").headers["Location"]
    mend(browser, page, **{"cell.人员!2.手机": "13800000001"})
    assert "新增 1 条" in follow(browser, browser.post(page, f"{page}/commit"))


ROLL = [
    ["姓名", "联系电话", "人员类别", "备注"],
    ["王小明", "13800000001", "志愿者", "1"],
    ["李红", "13800000002", "社工", ""],
]


def test_unknown_names_are_proposed_confirmed_and_remembered(browser: Browser) -> None:
    page = send(browser, xlsx(ROLL, "六月花名册"), "roll.xlsx").headers["Location"]
    shown = browser.get(page).text
    form = held(shown, f"{page}/answers")
    form.pop("csrf_token")
    assert form == {
        "sheet.六月花名册": ["person"],
        "column.person.联系电话": ["phone"],
        "column.person.人员类别": ["capacities"],
        "column.person.备注": [""],
    }
    assert ("有 3 个问题待确认" in shown, f'action="{page}/commit"' in shown) == (True, False)
    assert browser.post(page, f"{page}/commit").status_code == 422
    assert "文件没有问题。" in mend(browser, page)
    browser.post(page, f"{page}/commit")
    page = send(browser, xlsx(ROLL, "六月花名册"), "roll.xlsx").headers["Location"]
    assert "文件没有问题。" in browser.get(page).text


def test_a_column_is_something_else_where_the_coordinator_says_so(browser: Browser) -> None:
    page = send(browser, xlsx(ROLL, "六月花名册"), "roll.xlsx").headers["Location"]
    shown = mend(browser, page, **{"column.person.备注": "duties_a_month", "column.person.联系电话": ""})
    assert "文件没有问题。" in shown
    browser.post(page, f"{page}/commit")
    form = browser.filled(*[first_person(browser)] * 2)
    assert (form["name"], form["phone"], form["duties_a_month"]) == (["王小明"], [""], ["1"])


def test_what_a_missing_column_would_say_is_said_once_for_all_rows(browser: Browser) -> None:
    rows = [[name, phone] for name, phone, *_ in ROLL]
    page = send(browser, xlsx(rows, "六月花名册"), "roll.xlsx").headers["Location"]
    shown = browser.get(page).text
    form = held(shown, f"{page}/answers")
    assert (form["cell.六月花名册!1.身份"], "row" in form) == ([""], False)
    assert "文件没有问题。" in mend(browser, page, **{"cell.六月花名册!1.身份": "志愿者"})
    assert "新增 2 条" in follow(browser, browser.post(page, f"{page}/commit"))


def test_an_expired_certificate_is_pointed_out_and_can_be_mended(town: Browser) -> None:
    rows = [["人员编号", "资质编号", "有效期止"], ["P01", "Q1", "2020/1/1"]]
    page = send(town, xlsx([["编号", "名称"], ["Q1", "急救"]], "资质"), "q.xlsx").headers["Location"]
    town.post(page, f"{page}/commit")
    page = send(town, xlsx(rows, "持有资质"), "held.xlsx").headers["Location"]
    shown = town.get(page).text
    assert ("文件没有问题。" in shown, "该证件已过期" in shown) == (True, True)
    shown = mend(town, page, **{"cell.持有资质!2.有效期止": "2099/1/1"})
    assert ("文件没有问题。" in shown, "该证件已过期" in shown) == (True, False)


def test_an_import_is_undone_and_what_changed_since_is_named(browser: Browser) -> None:
    page = send(browser, small_town()).headers["Location"]
    browser.post(page, f"{page}/commit")
    assert f'href="{page}/undo"' in browser.get(page).text
    browser.change(*[first_person(browser)] * 2, duties_a_month="3")
    shown = browser.get(f"{page}/undo").text
    assert table(shown) == [["测试甲", "导入后又有改动"], ["龙山塘村", "被保留的记录引用"]]
    early = browser.post(f"{page}/undo", f"{page}/undo")
    assert (early.status_code, problem(early.text)[:3]) == (409, "未撤销")
    shown = follow(browser, browser.post(f"{page}/undo", f"{page}/undo", rest="yes"))
    assert ("已撤销导入。" in shown, f'href="{page}/undo"' in shown) == (True, False)
    assert [row[1] for row in table(browser.get("/people").text)] == ["测试甲"]
    assert [row[3] for row in table(browser.get("/import").text)] == ["已撤销"]
    assert browser.get(f"{page}/undo").status_code == 409


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
    assert "已导入：新增 0 条，更改 0 条，不变 12 条。" in follow(browser, browser.post(page, f"{page}/commit"))
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
