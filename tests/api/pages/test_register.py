"""People in the console: found, registered, edited; times, wishes, absences, qualifications, links."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import CHOOSE, LOOK, MISSING, RANGE, empty, follow, plain, refused, said, stored, table
from tests.workbooks import person, small_town

NEW = "/people/new"
PAGE = "/people/5"
FACTS: dict[str, str] = {
    "name": "测试戊",
    "code": "P9",
    "phone": "+8613900000001",
    "email": "wu@example.org",
    "gender": "female",
    "born_on": "1990-02-28",
    "home_id": "1",
    "organisation_id": "",
    "hours_a_day": "7.5",
    "hours_a_week": "0",
    "duties_a_month": "310",
    "active": "yes",
}
STANDINGS = ["volunteer", "grid_member"]
FIRST = {"revision": ["1"], "capacities": STANDINGS, **{name: [value] for name, value in FACTS.items()}}


@pytest.fixture
def desk(town: Browser) -> Browser:
    """The small town with one more person."""
    assert town.post(NEW, NEW, **FACTS, capacities=STANDINGS).headers["Location"] == PAGE
    return town


def listed(desk: Browser, query: str = "") -> list[str]:
    """The names that a list shows."""
    return [row[1] for row in table(desk.get(f"/people{query}").text)]


def test_an_empty_town_says_how_people_come_in_and_a_search_in_vain_what_else_to_try(browser: Browser) -> None:
    assert empty(browser.get("/people").text) == ["尚未登记人员。 导入工作簿"]
    assert empty(browser.get("/people?q=x").text) == ["没有找到。可只输入姓名的一部分，或换一个身份。"]


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
        ("q=p9&capacity=volunteer", ["测试戊"]),
        ("q=1390000", ["测试戊"]),
        ("capacity=social_worker", ["测试甲", "测试乙"]),
        ("capacity=grid_member", ["测试戊"]),
        ("capacity=officer", []),
        ("capacity=robot&q=%20丁%20", ["测试丁"]),
    ],
)
def test_people_are_found_by_name_number_phone_and_capacity(desk: Browser, query: str, names: list[str]) -> None:
    assert listed(desk, f"?{query}") == names


def test_many_people_stand_on_pages_that_keep_the_search(installation: Installation, browser: Browser) -> None:
    installation.bring(small_town(person=[person(f"P{n:03}", f"志愿者{n:03}", "志愿者") for n in range(60)], role=[]))
    first = browser.get("/people?q=志愿者&capacity=volunteer").text
    assert "第 1 页，共 2 页" in first
    after = re.search(r'rel="next" href="([^"]+)"', first)
    assert after is not None
    second = browser.get(after[1].replace("&amp;", "&")).text
    assert [row[1] for row in table(second)] == [f"志愿者{n:03}" for n in range(50, 60)]


def test_a_person_is_registered_as_the_form_said(town: Browser) -> None:
    assert "已登记测试戊" in follow(town, town.post(NEW, NEW, **FACTS, capacities=STANDINGS))
    assert stored(town, PAGE) == FIRST


def test_saving_a_form_as_it_stands_changes_nothing(installation: Installation, desk: Browser) -> None:
    assert desk.change(PAGE, PAGE).headers["Location"] == PAGE
    assert stored(desk, PAGE) == FIRST
    installation.told("PATCH", "/api/people/1", {"minutes_a_day": 100, "minutes_a_week": 10079})
    before = installation.told("GET", "/api/people/1")
    desk.change("/people/1", "/people/1")
    assert installation.told("GET", "/api/people/1") == before


def test_a_person_is_changed_and_put_out_of_service(desk: Browser) -> None:
    desk.change(PAGE, PAGE, name="测试己", code="", hours_a_day="", capacities=["party_member"])
    fields = {name: value for name, value in desk.filled(PAGE, PAGE).items() if name != "active"}
    assert desk.client.post(PAGE, data=fields).status_code == 302
    changed = {name: value for name, value in FIRST.items() if name != "active"}
    assert stored(desk, PAGE) == {
        **changed,
        "revision": ["3"],
        "name": ["测试己"],
        "code": [""],
        "hours_a_day": [""],
        "capacities": ["party_member"],
    }
    assert 'class="state">' in desk.get(PAGE).text


REFUSED: tuple[tuple[dict[str, Any], int, dict[str, str]], ...] = (
    ({"name": " "}, 422, {"": LOOK, "name": "此项必填。"}),
    ({"name": "名" * 61, "code": "P" * 41}, 422, {"": LOOK, "name": "最多 60 个字。", "code": "最多 40 个字。"}),
    ({"born_on": "2999-01-01"}, 422, {"": "出生日期有误。", "born_on": "1900 年以后的日期。"}),
    ({"phone": "1" * 21}, 422, {"": LOOK, "phone": "最多 20 个字。"}),
    ({"gender": "robot"}, 422, {"": LOOK, "gender": CHOOSE}),
    ({"born_on": "yesterday"}, 422, {"": LOOK, "born_on": "日期，如 2026-11-30。"}),
    ({"home_id": "99"}, 422, {"": MISSING, "home_id": MISSING}),
    ({"organisation_id": "99"}, 422, {"": MISSING, "organisation_id": MISSING}),
    (
        {"hours_a_day": "25", "hours_a_week": "169"},
        422,
        {"": LOOK, "hours_a_day": "0 至 24 之间的数。", "hours_a_week": "0 至 168 之间的数。"},
    ),
    ({"duties_a_month": "-1"}, 422, {"": LOOK, "duties_a_month": RANGE.format(0, 310)}),
    ({"duties_a_month": "311"}, 422, {"": LOOK, "duties_a_month": RANGE.format(0, 310)}),
    ({"capacities": []}, 422, {"": "人员至少具有一种身份。", "capacities": "至少一项。"}),
    ({"code": "P01"}, 409, {"": "编号 P01 已被他人使用。"}),
    ({"code": "", "name": "测试甲", "phone": "+8613800000001"}, 409, {"": "测试甲（同一手机）已登记。"}),
)


@pytest.mark.parametrize(("fields", "status", "sentences"), REFUSED)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    desk: Browser, fields: dict[str, Any], status: int, sentences: dict[str, str]
) -> None:
    new: dict[str, Any] = {**FACTS, "code": "P8", "phone": "", "capacities": STANDINGS}
    assert refused(desk, NEW, {**new, **fields}) == (status, sentences)
    assert refused(desk, PAGE, {**desk.filled(PAGE, PAGE), **fields}) == (status, sentences)
    assert (stored(desk, PAGE), len(listed(desk))) == (FIRST, 5)


def test_the_same_person_twice_is_refused_over_the_form(desk: Browser) -> None:
    twin = {**FACTS, "code": "", "capacities": STANDINGS}
    assert refused(desk, NEW, twin) == (409, {"": "测试戊（同一手机）已登记。"})


def lines(desk: Browser) -> list[str]:
    """The lines of a person's qualifications and absences."""
    return [plain(found) for found in re.findall(r"<li><span>(.*?)<form", desk.get(PAGE).text, re.DOTALL)]


def test_qualifications_are_written_down_changed_and_struck(desk: Browser) -> None:
    desk.post("/qualifications/new", "/qualifications/new", code="Q1", name="急救")
    path = f"{PAGE}/qualifications"
    held = {"qualification_id": "1", "level": "2", "valid_from": "2026-01-01"}
    assert desk.post(PAGE, path, **held).headers["Location"] == PAGE
    assert lines(desk) == ["急救 2 级 自 2026年1月1日 起"]
    desk.post(PAGE, path, **held, valid_until="2026-12-31")
    assert lines(desk) == ["急救 2 级 自 2026年1月1日 起 有效期至 2026年12月31日"]
    for fields, sentences in (
        ({"valid_until": "2025-12-31"}, {"": "资质有效期止早于有效期起。", "valid_until": "不得早于有效期起。"}),
        ({"level": "10"}, {"": LOOK, "level": RANGE.format(1, 9)}),
        ({"qualification_id": ""}, {"": LOOK, "qualification_id": CHOOSE}),
        ({"qualification_id": "99"}, {"": MISSING, "qualification_id": MISSING}),
    ):
        assert refused(desk, PAGE, {**held, **fields}, path) == (422, sentences)
    assert desk.post(PAGE, f"{path}/1/remove").headers["Location"] == PAGE
    assert lines(desk) == []


def test_weekly_times_without_an_end_last_until_midnight(town: Browser) -> None:
    times = {"from.0.0": "08:30", "until.0.0": "12:00", "from.0.1": "18:00", "until.0.1": ""}
    shown = follow(town, town.change("/people/1", "/people/1/times", **times))
    monday = re.findall(r'name="(?:from|until)\.0\.\d"[^>]*value="([\d:]*)"', shown)
    assert monday == ["08:30", "12:00", "18:00", "24:00", "", ""]


def test_a_third_span_of_a_weekday_is_shown_and_kept(town: Browser) -> None:
    spans = {"from.2.0": "08:00", "until.2.0": "09:00", "from.2.1": "10:00", "until.2.1": "11:00"}
    spans |= {"from.2.2": "20:00", "until.2.2": "24:00"}
    follow(town, town.change("/people/1", "/people/1/times", **spans))
    follow(town, town.change("/people/1", "/people/1/times", **{"from.4.0": "08:00", "until.4.0": "12:00"}))
    week = town.filled("/people/1", "/people/1/times")
    wednesday = {name: value for name, [value] in week.items() if ".2." in name and value}
    assert wednesday == spans


def test_times_in_the_wrong_order_are_refused_at_their_field(town: Browser) -> None:
    path = "/people/1/times"
    times = {**town.filled("/people/1", path), "from.3.0": "12:00", "until.3.0": "08:00"}
    assert refused(town, "/people/1", times, path) == (422, {"": LOOK, "until.3.0": "应晚于开始时间。"})


def test_wishes_are_written_down(town: Browser) -> None:
    wishes = {"wish.2.morning": "gladly", "wish.5.day": "rather_not"}
    follow(town, town.change("/people/1", "/people/1/wishes", **wishes))
    week = town.filled("/people/1", "/people/1/wishes")
    assert {name: value for name, [value] in week.items() if value and name.startswith("wish.")} == wishes


def test_absences_are_written_down_and_struck_those_of_the_person_alone(desk: Browser) -> None:
    path = f"{PAGE}/absences"
    away = {"starts_day": "2026-11-24", "starts_time": "00:00", "ends_day": "2026-11-25", "ends_time": "12:00"}
    assert desk.post(PAGE, path, **away, reason="<b>病假").headers["Location"] == PAGE
    assert lines(desk) == ["11月24日 周二 00:00 – 11月25日 周三 12:00 <b>病假"]
    early = {**away, "ends_day": "2026-11-23"}
    for fields, sentences in (
        ({"reason": "字" * 201}, {"": LOOK, "reason": "最多 200 个字。"}),
        ({}, {"": "请假结束时间早于开始时间。", "ends_at": "应晚于开始时间。"}),
    ):
        assert refused(desk, PAGE, {**early, **fields}, path) == (422, sentences)
    shown = desk.post("/people/1", "/people/1/absences/1/remove")
    assert (shown.status_code, said(shown.text)) == (404, {"": "没有编号为 1 的记录。"})
    assert desk.post(PAGE, f"{path}/1/remove").headers["Location"] == PAGE
    assert lines(desk) == []


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


def test_a_person_that_there_is_not_has_no_page_and_no_form(desk: Browser) -> None:
    shown = desk.get("/people/99")
    assert (shown.status_code, MISSING in shown.text) == (404, True)
    for path in ("", "/qualifications", "/times", "/wishes", "/absences", "/absences/1/remove", "/link"):
        assert (path, desk.post(NEW, f"/people/99{path}").status_code) == (path, 404)
