"""People in the console: found, registered, edited; times, wishes, absences, qualifications, links."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.filled import PERSON
from tests.api.pages.reading import empty, follow, plain, refused, said_at, table
from tests.workbooks import person, small_town


def test_a_person_is_registered_found_and_edited(town: Browser) -> None:
    shown = follow(town, town.post("/people/new", "/people/new", **PERSON))
    assert "已登记测试戊" in shown
    assert "测试戊" in town.get("/people?q=1390000&capacity=grid_member").text
    assert "没有找到" in town.get("/people?q=1390000&capacity=officer").text
    shown = follow(town, town.change("/people/5", "/people/5", name="测试己", hours_a_week="10"))
    assert re.search(r'name="name"[^>]*value="测试己"', shown)
    assert re.search(r'name="hours_a_week"[^>]*value="10"', shown)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "此项必填。"),
        ("name", "x" * 61, "最多 60 个字。"),
        ("born_on", "2999-01-01", "1900 年以后的日期。"),
        ("born_on", "yesterday", "日期，如 2026-11-30。"),
        ("hours_a_day", "25", "1 至 24 之间的整数。"),
        ("duties_a_month", "-1", "0 至 100 之间的整数。"),
        ("gender", "robot", "请从列表中选择。"),
    ],
)
def test_a_refused_person_comes_back_with_the_sentence_at_the_field(
    town: Browser, field: str, value: str, sentence: str
) -> None:
    fields = {**PERSON, field: value}
    shown = town.post("/people/new", "/people/new", **fields)
    assert shown.status_code == 422
    assert said_at(shown.text, field) == sentence
    assert 'value="13900000001"' in shown.text
    assert re.search(r'value="grid_member" checked', shown.text)
    assert "测试戊" not in town.get("/people?q=139").text


def test_a_person_without_a_capacity_is_refused_at_the_boxes(town: Browser) -> None:
    shown = town.post("/people/new", "/people/new", **{**PERSON, "capacities": []})
    assert (shown.status_code, said_at(shown.text, "capacities")) == (422, "至少一项。")


def test_the_same_person_twice_is_refused_over_the_form(town: Browser) -> None:
    follow(town, town.post("/people/new", "/people/new", **PERSON))
    shown = town.post("/people/new", "/people/new", **PERSON)
    assert shown.status_code == 409
    assert 'role="alert"' in shown.text
    assert re.search(r'name="name"[^>]*value="测试戊"', shown.text)


def test_weekly_times_wishes_and_absences_of_a_person(town: Browser) -> None:
    times = {"from.0.0": "08:30", "until.0.0": "12:00", "from.0.1": "18:00", "until.0.1": ""}
    shown = follow(town, town.post("/people/1", "/people/1/times", **times))
    assert re.findall(r'name="(?:from|until)\.0\.\d"[^>]*value="([\d:]*)"', shown) == [
        "08:30",
        "12:00",
        "18:00",
        "24:00",
        "",
        "",
    ]
    wishes = {"wish.2.morning": "gladly", "wish.5.day": "rather_not"}
    shown = follow(town, town.post("/people/1", "/people/1/wishes", **wishes))
    assert shown.count('value="gladly" selected') == shown.count('value="rather_not" selected') == 1
    away = {"starts_day": "2026-11-24", "starts_time": "00:00", "ends_day": "2026-11-25", "ends_time": "12:00"}
    shown = follow(town, town.post("/people/1", "/people/1/absences", **away, reason="<b>病假"))
    assert "11月24日 周二 00:00 – 11月25日 周三 12:00" in shown
    assert "&lt;b&gt;病假" in shown
    shown = follow(town, town.post("/people/1", "/people/1/absences/1/remove"))
    assert "病假" not in shown


def test_times_in_the_wrong_order_are_refused_at_their_field(town: Browser) -> None:
    times = {"from.3.0": "12:00", "until.3.0": "08:00"}
    assert refused(town, "/people/1", "/people/1/times", times, "until.3.0") == "应晚于开始时间。"
    away = {"starts_day": "2026-11-25", "starts_time": "00:00", "ends_day": "2026-11-24", "ends_time": "00:00"}
    shown = town.post("/people/1", "/people/1/absences", **away)
    assert (shown.status_code, said_at(shown.text, "ends_at")) == (422, "应晚于开始时间。")
    assert 'value="2026-11-25"' in shown.text


def test_a_third_span_of_a_weekday_is_shown_and_kept(town: Browser) -> None:
    spans = {"from.2.0": "08:00", "until.2.0": "09:00", "from.2.1": "10:00", "until.2.1": "11:00"}
    spans |= {"from.2.2": "20:00", "until.2.2": "24:00"}
    follow(town, town.post("/people/1", "/people/1/times", **spans))
    follow(town, town.change("/people/1", "/people/1/times", **{"from.4.0": "08:00", "until.4.0": "12:00"}))
    stored = town.filled("/people/1", "/people/1/times")
    wednesday = {name: value for name, [value] in stored.items() if ".2." in name and value}
    assert wednesday == spans


def test_people_are_listed_with_capacities_and_phones(town: Browser) -> None:
    assert table(town.get("/people").text) == [
        ["P01", "测试甲", "社工", "+8613800000001"],
        ["P02", "测试乙", "社工", "+8613800000002"],
        ["P03", "测试丙", "志愿者", "+8613800000003"],
        ["P04", "测试丁", "志愿者", "+8613800000004"],
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=丙", ["测试丙"]),
        ("q=P04", ["测试丁"]),
        ("q=13800000001", ["测试甲"]),
        ("capacity=social_worker", ["测试甲", "测试乙"]),
        ("capacity=robot&q=%20丁%20", ["测试丁"]),
    ],
)
def test_people_are_found_by_name_number_phone_and_capacity(town: Browser, query: str, names: list[str]) -> None:
    assert [row[1] for row in table(town.get(f"/people?{query}").text)] == names


def test_an_empty_town_says_how_people_come_in_and_a_search_in_vain_what_else_to_try(browser: Browser) -> None:
    assert empty(browser.get("/people").text) == ["尚未登记人员。 导入工作簿"]
    assert empty(browser.get("/people?q=x").text) == ["没有找到。可只输入姓名的一部分，或换一个身份。"]


def test_many_people_stand_on_pages_that_keep_the_search(installation: Installation, browser: Browser) -> None:
    installation.bring(small_town(person=[person(f"P{n:03}", f"志愿者{n:03}", "志愿者") for n in range(60)], role=[]))
    first = browser.get("/people?q=志愿者&capacity=volunteer").text
    assert "第 1 页，共 2 页" in first
    after = re.search(r'rel="next" href="([^"]+)"', first)
    assert after is not None
    second = browser.get(after[1].replace("&amp;", "&")).text
    assert [row[1] for row in table(second)] == [f"志愿者{n:03}" for n in range(50, 60)]


def test_a_qualification_is_given_with_its_span_and_taken_away(town: Browser) -> None:
    follow(town, town.post("/qualifications/new", "/qualifications/new", code="Q9", name="急救"))
    path = "/people/1/qualifications"
    held = {"qualification_id": "1", "level": "2", "valid_from": "2026-01-01", "valid_until": "2026-12-31"}
    shown = follow(town, town.post("/people/1", path, **held))
    assert "急救 2 级 自 2026年1月1日 起 有效期至 2026年12月31日" in plain(shown)
    wrong = {**held, "valid_until": "2025-12-31"}
    assert refused(town, "/people/1", path, wrong, "valid_until") == "不得早于有效期起。"
    assert refused(town, "/people/1", path, {**held, "level": "10"}, "level") == "1 至 9 之间的整数。"
    assert "2 级" not in plain(follow(town, town.post("/people/1", f"{path}/1/remove")))


def test_a_personal_link_is_shown_once_with_its_code(town: Browser) -> None:
    shown = town.post("/people/3", "/people/3/link")
    assert (shown.status_code, shown.text.count("<svg"), "请只交给 测试丙 本人" in shown.text) == (200, 1, True)
    assert "/enter/" not in town.get("/people/3").text


@pytest.mark.usefixtures("before_the_duties")
def test_a_persons_duties_are_listed_once_they_are_published(installation: Installation, town: Browser) -> None:
    assert "尚未向此人发布任务" in town.get("/people/3").text
    installation.published()
    assert table(town.get("/people/3").text, 1) == [
        ["11月24日 周二 09:00–11:00", "敬老服务 协助", "龙山塘村", "待确认"],
        ["11月25日 周三 14:00–16:00", "便民咨询 协助", "龙山塘村", "待确认"],
    ]


def test_a_person_whom_nobody_knows_has_no_page(town: Browser) -> None:
    shown = town.get("/people/999")
    assert (shown.status_code, "没有编号为 999 的记录" in shown.text) == (404, True)
