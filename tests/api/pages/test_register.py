"""People in the console: found, registered, edited; times, wishes, absences, qualifications, links."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.filled import PERSON
from tests.api.pages.reading import empty, follow, plain, refused, rows, said, said_at, stored, table
from tests.workbooks import person, small_town

NEW = "/people/new"
PAGE = "/people/5"
LOOK = "请检查标红的栏目。"
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


@pytest.fixture
def desk(installation: Installation, browser: Browser) -> Browser:
    """The small town with one more person."""
    installation.bring()
    assert browser.post(NEW, NEW, **FACTS, capacities=STANDINGS).headers["Location"] == PAGE
    return browser


def listed(desk: Browser, query: str = "") -> list[str]:
    """The names that a list shows."""
    return [row[1] for row in rows(desk.get(f"/people{query}").text)]


FIRST = {"revision": ["1"], "capacities": STANDINGS, **{name: [value] for name, value in FACTS.items()}}


def test_a_person_is_registered_and_found(desk: Browser) -> None:
    assert stored(desk, PAGE) == FIRST
    assert [listed(desk, query) for query in ("?q=1390000", "?q=p9&capacity=volunteer", "?capacity=officer")] == [
        ["测试戊"],
        ["测试戊"],
        [],
    ]


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


RANGE, CHOOSE, MISSING = "{} 至 {} 之间的整数。", "请从列表中选择。", "没有编号为 99 的记录。"
REFUSED: tuple[tuple[dict[str, Any], int, dict[str, str]], ...] = (
    ({"name": " "}, 422, {"": LOOK, "name": "此项必填。"}),
    ({"name": "名" * 61, "code": "P" * 41}, 422, {"": LOOK, "name": "最多 60 个字。", "code": "最多 40 个字。"}),
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
    for page, sent in ((NEW, new), (PAGE, desk.filled(PAGE, PAGE))):
        shown = desk.post(page, page, **{**sent, **fields})
        assert (page, shown.status_code, said(shown.text)) == (page, status, sentences)
    assert (stored(desk, PAGE), len(listed(desk))) == (FIRST, 5)


def holders(desk: Browser) -> list[str]:
    """The lines of a person's qualifications and absences."""
    lines = re.findall(r"<li><span>(.*?)<form", desk.get(PAGE).text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", line).split()) for line in lines]


def test_qualifications_are_written_down_changed_and_struck(desk: Browser) -> None:
    desk.post("/qualifications/new", "/qualifications/new", code="Q1", name="急救")
    path = f"{PAGE}/qualifications"
    held = {"qualification_id": "1", "level": "2", "valid_from": "2026-01-01"}
    assert desk.post(PAGE, path, **held).headers["Location"] == PAGE
    assert holders(desk) == ["急救 2 级 自 2026年1月1日 起"]
    desk.post(PAGE, path, **held, valid_until="2026-12-31")
    assert holders(desk) == ["急救 2 级 自 2026年1月1日 起 有效期至 2026年12月31日"]
    for fields, sentences in (
        ({"valid_until": "2025-12-31"}, {"": "资质有效期止早于有效期起。", "valid_until": "不得早于有效期起。"}),
        ({"level": "10"}, {"": LOOK, "level": RANGE.format(1, 9)}),
        ({"qualification_id": ""}, {"": LOOK, "qualification_id": CHOOSE}),
        ({"qualification_id": "99"}, {"": MISSING, "qualification_id": MISSING}),
    ):
        shown = desk.post(PAGE, path, **{**held, **fields})
        assert (shown.status_code, said(shown.text)) == (422, sentences)
    assert desk.post(PAGE, f"{path}/1/remove").headers["Location"] == PAGE
    assert holders(desk) == []


def test_absences_are_written_down_and_struck_those_of_the_person_alone(desk: Browser) -> None:
    away = {"starts_day": "2026-11-24", "starts_time": "00:00", "ends_day": "2026-11-25", "ends_time": "12:00"}
    assert desk.post(PAGE, f"{PAGE}/absences", **away, reason="<b>病假").headers["Location"] == PAGE
    assert holders(desk) == ["11月24日 周二 00:00 – 11月25日 周三 12:00 &lt;b&gt;病假"]
    shown = desk.post(PAGE, f"{PAGE}/absences", **{**away, "ends_day": "2026-11-23"}, reason="字" * 201)
    assert (shown.status_code, said(shown.text)) == (422, {"": LOOK, "reason": "最多 200 个字。"})
    shown = desk.post("/people/1", "/people/1/absences/1/remove")
    assert (shown.status_code, said(shown.text)) == (404, {"": "没有编号为 1 的记录。"})
    assert desk.post(PAGE, f"{PAGE}/absences/1/remove").headers["Location"] == PAGE
    assert holders(desk) == []


def test_a_person_that_there_is_not_has_no_page_and_no_form(desk: Browser) -> None:
    assert desk.get("/people/99").status_code == 404
    for path in ("", "/qualifications", "/times", "/wishes", "/absences", "/absences/1/remove", "/link"):
        assert (path, desk.post(NEW, f"/people/99{path}").status_code) == (path, 404)


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
        ("hours_a_day", "25", "0 至 24 之间的数。"),
        ("duties_a_month", "-1", "0 至 310 之间的整数。"),
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
    shown = follow(town, town.change("/people/1", "/people/1/times", **times))
    assert re.findall(r'name="(?:from|until)\.0\.\d"[^>]*value="([\d:]*)"', shown) == [
        "08:30",
        "12:00",
        "18:00",
        "24:00",
        "",
        "",
    ]
    wishes = {"wish.2.morning": "gladly", "wish.5.day": "rather_not"}
    shown = follow(town, town.change("/people/1", "/people/1/wishes", **wishes))
    assert shown.count('value="gladly" selected') == shown.count('value="rather_not" selected') == 1
    away = {"starts_day": "2026-11-24", "starts_time": "00:00", "ends_day": "2026-11-25", "ends_time": "12:00"}
    shown = follow(town, town.post("/people/1", "/people/1/absences", **away, reason="<b>病假"))
    assert "11月24日 周二 00:00 – 11月25日 周三 12:00" in shown
    assert "&lt;b&gt;病假" in shown
    shown = follow(town, town.post("/people/1", "/people/1/absences/1/remove"))
    assert "病假" not in shown


def test_times_in_the_wrong_order_are_refused_at_their_field(town: Browser) -> None:
    times = {**town.filled("/people/1", "/people/1/times"), "from.3.0": "12:00", "until.3.0": "08:00"}
    assert refused(town, "/people/1", "/people/1/times", times, "until.3.0") == "应晚于开始时间。"
    away = {"starts_day": "2026-11-25", "starts_time": "00:00", "ends_day": "2026-11-24", "ends_time": "00:00"}
    shown = town.post("/people/1", "/people/1/absences", **away)
    assert (shown.status_code, said_at(shown.text, "ends_at")) == (422, "应晚于开始时间。")
    assert 'value="2026-11-25"' in shown.text


def test_a_third_span_of_a_weekday_is_shown_and_kept(town: Browser) -> None:
    spans = {"from.2.0": "08:00", "until.2.0": "09:00", "from.2.1": "10:00", "until.2.1": "11:00"}
    spans |= {"from.2.2": "20:00", "until.2.2": "24:00"}
    follow(town, town.change("/people/1", "/people/1/times", **spans))
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
