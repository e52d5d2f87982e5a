"""Activities in the console: listed, added, edited, called off."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scheduler.models import Town
from tests.api.client import Browser, Installation
from tests.api.pages.filled import ACTIVITY, ROLE, roles_of
from tests.api.pages.reading import CHOOSE, LOOK, MISSING, RANGE, empty, follow, refused, said, stored, table

NEW = "/activities/new?kind=service"
PAGE = "/activities/3"
FACTS = {name: value for name, value in ACTIVITY.items() if name != "code" and not name.startswith("roles.")}


@pytest.fixture
def desk(town: Browser) -> Browser:
    """The small town with one more activity."""
    assert town.post(NEW, NEW, **ACTIVITY).headers["Location"] == PAGE
    return town


def held(desk: Browser) -> tuple[dict[str, list[str]], list[dict[str, str]]]:
    """What the activity's form holds: its facts, and its roles without the blank ones."""
    fields = stored(desk, PAGE)
    return {name: value for name, value in fields.items() if not name.startswith(("roles.", "quotas."))}, roles_of(
        fields
    )


def listed(desk: Browser, query: str) -> list[str]:
    """The titles that a list shows."""
    return [row[1] for row in table(desk.get(f"/activities{query}").text)]


FIRST = ({"revision": ["1"], **{name: [value] for name, value in FACTS.items()}}, [{**ROLE, "id": "5"}])


def test_an_empty_list_says_what_to_do(browser: Browser) -> None:
    assert empty(browser.get("/activities").text) == [
        "没有找到活动。可在上方选择类型新增，或勾选“包括以往活动”，或导入工作簿。"
    ]


@pytest.mark.usefixtures("before_the_duties")
@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (
            "",
            [
                ["11月24日 周二 09:00–11:00", "敬老服务", "服务项目", "龙山塘村", "2"],
                ["11月25日 周三 14:00–16:00", "便民咨询", "服务项目", "龙山塘村", "3"],
            ],
        ),
        ("?q=敬老", [["11月24日 周二 09:00–11:00", "敬老服务", "服务项目", "龙山塘村", "2"]]),
        ("?kind=training", []),
    ],
)
def test_activities_ahead_are_listed(town: Browser, query: str, rows: list[list[str]]) -> None:
    assert table(town.get(f"/activities{query}").text) == rows


def test_past_activities_are_listed_on_demand(town: Browser) -> None:
    past = {"starts_day": "2020-01-06", "ends_day": "2020-01-07", "title": "往年活动"}
    follow(town, town.post(NEW, NEW, **{**ACTIVITY, **past}))
    assert ("往年活动" in listed(town, ""), "往年活动" in listed(town, "?from=all")) == (False, True)


@pytest.mark.parametrize(
    ("kind", "heading", "ticked"),
    [
        ("service", "新增：服务项目", set()),
        ("training", "新增：培训", set()),
        ("enforcement", "新增：联合执法行动", {"confidential", "adults_only"}),
        ("emergency", "新增：应急", {"adults_only"}),
        ("robot", "新增：服务项目", set()),
    ],
)
def test_the_form_for_a_new_one_knows_what_is_usual_for_its_kind(
    town: Browser, kind: str, heading: str, ticked: set[str]
) -> None:
    page = f"/activities/new?kind={kind}"
    assert f"<h1>{heading}</h1>" in town.get(page).text
    assert {"confidential", "adults_only"} & town.filled(page, page).keys() == ticked


def test_each_priority_has_the_word_that_a_rosters_page_says(town: Browser) -> None:
    words = re.findall(r'<option value="\d+" [^>]*>(\d \S+)</option>', town.get(NEW).text)
    assert words == ["1 低", "2 普通", "3 高", "4 紧急"] * 4


def test_an_activity_is_registered_with_its_roles_and_found(desk: Browser) -> None:
    assert held(desk) == FIRST
    assert [listed(desk, f"?from=all{query}") for query in ("", "&q=测试", "&kind=service", "&kind=training")] == [
        ["敬老服务", "便民咨询", "测试活动"],
        ["测试活动"],
        ["敬老服务", "便民咨询", "测试活动"],
        [],
    ]


def test_saving_a_form_as_it_stands_changes_nothing(desk: Browser) -> None:
    assert desk.change(PAGE, PAGE).headers["Location"] == PAGE
    assert held(desk) == FIRST


def test_an_activity_is_changed_and_its_roles_added_and_taken_away(desk: Browser) -> None:
    more = {"roles.1.name": "协助", "roles.1.accepts": "volunteer", "roles.1.wanted": "999"}
    desk.change(PAGE, PAGE, title="新名", ends_time="02:00", women="0", **more)
    facts, roles = FIRST
    helper = {**ROLE, "id": "6", "name": "协助", "accepts": "volunteer", "wanted": "999", "priority": "2"}
    changed = {**facts, "revision": ["2"], "title": ["新名"], "ends_time": ["02:00"], "women": ["0"]}
    assert held(desk) == (changed, [*roles, helper])
    desk.change(PAGE, PAGE, **{"roles.0.gone": "yes"})
    assert held(desk) == ({**changed, "revision": ["3"]}, [helper])


def test_a_role_keeps_its_number_when_another_one_was_taken_away_meanwhile(town: Browser) -> None:
    before = town.filled("/activities/1", "/activities/1")
    assert town.change("/activities/1", "/activities/1", **{"roles.0.gone": "yes"}).status_code == 302
    left = town.filled("/activities/1", "/activities/1")
    assert left["roles.0.id"] == before["roles.1.id"] != before["roles.0.id"]


def test_times_are_shown_and_read_on_the_towns_own_clock(installation: Installation, desk: Browser) -> None:
    def shown() -> list[str]:
        return re.findall(r"<time[^>]*>(.*?)</time>", desk.get(PAGE).text)

    assert shown() == ["11月26日 周四 22:00 – 11月27日 周五 01:00"]
    with installation.factory.begin() as session:
        session.get_one(Town, installation.town_id).timezone = "Asia/Urumqi"
    assert shown() == ["11月26日 周四 20:00–23:00"]
    assert desk.change(PAGE, PAGE, title="早两个钟头").status_code == 302
    assert shown() == ["11月26日 周四 20:00–23:00"]


def test_an_activity_is_called_off_once(desk: Browser) -> None:
    assert desk.post(PAGE, f"{PAGE}/cancel").headers["Location"] == PAGE
    shown = desk.get(PAGE).text
    assert ("已取消举办" in shown, f'action="{PAGE}/cancel"' in shown) == (True, False)
    assert held(desk) == ({**FIRST[0], "revision": ["2"]}, FIRST[1])


ORDER, LONG = "活动结束时间早于开始时间。", "活动时间过长。"
SLOTS, WHO = "需要名额至少为 1，且最少名额不得超过需要名额。", "可填人员身份，或仅填队伍。"
REFUSED: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"title": ""}, {"": LOOK, "title": "此项必填。"}),
    ({"title": "名" * 121}, {"": LOOK, "title": "最多 120 个字。"}),
    ({"kind": "party"}, {"": LOOK, "kind": CHOOSE}),
    ({"place_id": ""}, {"": LOOK, "place_id": CHOOSE}),
    ({"place_id": "99"}, {"": MISSING, "place_id": MISSING}),
    ({"priority": "5"}, {"": LOOK, "priority": RANGE.format(1, 4)}),
    ({"attendees": "10000"}, {"": LOOK, "attendees": RANGE.format(0, 9999)}),
    ({"women": "100", "men": "-1"}, {"": LOOK, "women": RANGE.format(0, 99), "men": RANGE.format(0, 99)}),
    ({"grants_level": "0"}, {"": LOOK, "grants_level": RANGE.format(1, 9)}),
    ({"grants_months": "601"}, {"": LOOK, "grants_months": RANGE.format(1, 600)}),
    ({"notes": "字" * 501}, {"": LOOK, "notes": "最多 500 个字。"}),
    ({"starts_day": "soon"}, {"": LOOK, "starts_day": "日期，如 2026-11-30。"}),
    ({"ends_time": "26:00"}, {"": LOOK, "ends_time": "时间格式如 14:30。"}),
    ({"ends_day": "2026-11-26"}, {"": ORDER, "ends_at": "应晚于开始时间。"}),
    ({"ends_day": "2026-12-26"}, {"": LONG, "ends_at": "最晚到次日结束。"}),
    ({"roles.0.wanted": "0"}, {"": LOOK, "roles.0.wanted": RANGE.format(1, 999)}),
    ({"roles.0.wanted": "1000"}, {"": LOOK, "roles.0.wanted": RANGE.format(1, 999)}),
    ({"roles.0.minimum": "3"}, {"": SLOTS, "roles.0.wanted": SLOTS}),
    ({"roles.2.name": "空"}, {"": WHO, "roles.2.accepts": WHO}),
    ({"roles.0.accepts": ["team", "volunteer"]}, {"": WHO, "roles.0.accepts": WHO}),
)


@pytest.mark.parametrize(("fields", "sentences"), REFUSED)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    desk: Browser, fields: dict[str, Any], sentences: dict[str, str]
) -> None:
    assert refused(desk, NEW, {**ACTIVITY, "code": "A8", **fields}) == (422, sentences)
    assert refused(desk, PAGE, {**desk.filled(PAGE, PAGE), **fields}) == (422, sentences)
    assert (held(desk), len(listed(desk, "?from=all"))) == (FIRST, 3)


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"departments": ["D9"]}, {"": "没有编号为 D9 的单位。"}),
        ({"roles.0.gone": "yes"}, {"": "活动至少需要一个岗位。", "roles": "至少一项。"}),
    ],
)
def test_what_is_wrong_with_no_field_of_the_form_is_said_all_the_same(
    desk: Browser, fields: dict[str, Any], sentences: dict[str, str]
) -> None:
    for page, sent in ((NEW, {**ACTIVITY, "code": "A8"}), (PAGE, desk.filled(PAGE, PAGE))):
        shown = desk.post(page, page, **{**sent, **fields})
        assert (page, shown.status_code, said(shown.text)) == (page, 422, sentences)
    assert (held(desk), len(listed(desk, "?from=all"))) == (FIRST, 3)


@pytest.mark.parametrize("page", [NEW, "/activities/series/new"])
def test_a_number_leaves_room_for_the_day_that_a_series_adds_to_it(desk: Browser, page: str) -> None:
    shown = desk.post(page, page, **{**ACTIVITY, "code": "A" * 51})
    assert said(shown.text)["code"] == "最多 50 个字。"


def test_a_taken_number_and_an_activity_that_there_is_not(desk: Browser) -> None:
    assert refused(desk, NEW, ACTIVITY) == (409, {"": "编号 A9 已被使用。"})
    assert desk.get("/activities/99").status_code == 404
    for path in ("/activities/99", "/activities/99/cancel"):
        assert desk.post(NEW, path, **ACTIVITY).status_code == 404


@pytest.mark.usefixtures("before_the_duties")
def test_activities_between_two_days_are_listed(town: Browser) -> None:
    assert listed(town, "?first_day=2026-11-25&last_day=2026-11-25") == ["便民咨询"]
    assert listed(town, "?last_day=2026-11-24") == ["敬老服务"]


@pytest.mark.usefixtures("before_the_duties")
def test_an_activity_is_moved_with_one_button_for_each_day(town: Browser) -> None:
    text = town.get("/activities/1").text
    assert "尚未通知任何人" in text
    assert text.count('name="day" value="2026-1') == 18
    page = follow(town, town.change("/activities/1", "/activities/1/move", day="2026-11-27"))
    assert "已改到11月27日 周五。" in page
    assert "11月27日 周五 09:00–11:00" in page


@pytest.mark.usefixtures("before_the_duties")
def test_what_moving_does_to_those_who_were_told_is_said_by_day(installation: Installation, town: Browser) -> None:
    installation.published()
    told = [row for row in table(town.get("/activities/1").text) if len(row) == 4]
    assert "已通知 2 人" in town.get("/activities/1").text
    assert {row[0]: row[2] for row in told if row[0] in ("11月22日 周日", "11月26日 周四")} == {
        "11月22日 周日": "超出已发布排班表的日期范围，任务将全部撤回",
        "11月26日 周四": "均可到岗",
    }


@pytest.mark.usefixtures("before_the_duties")
def test_a_day_that_is_none_to_move_to_is_said_at_its_field(town: Browser) -> None:
    sent = {"day": "2026-11-24"}
    shown = town.change("/activities/1", "/activities/1/move", **sent)
    assert (shown.status_code, said(shown.text)["day"]) == (422, "请选择另外的日期。")


@pytest.mark.parametrize(("ends", "day"), [("23:00", "2026-11-26"), ("22:00", "2026-11-27"), ("01:00", "2026-11-27")])
def test_an_activity_without_a_last_day_ends_at_the_first_such_time(town: Browser, ends: str, day: str) -> None:
    follow(town, town.post(NEW, NEW, **{**ACTIVITY, "ends_day": "", "ends_time": ends}))
    assert (stored(town, PAGE)["ends_day"], stored(town, PAGE)["ends_time"]) == ([day], [ends])


REPEATING = {**ACTIVITY, "repeats": "weekly", "last_day": "2026-12-13"}


def series_of(desk: Browser) -> dict[str, list[str]]:
    """What the form of the first series holds."""
    return stored(desk, "/activities/series/1")


def test_a_new_activity_repeats_weekly_from_its_own_day_on(town: Browser) -> None:
    page = follow(town, town.post(NEW, NEW, **REPEATING))
    assert "已生成 3 项活动" in page or "3" in page
    fields = series_of(town)
    assert {name: fields[name] for name in ("recurrence", "weekdays", "first_day", "last_day", "start", "end")} == {
        "recurrence": ["weekly"],
        "weekdays": ["3"],
        "first_day": ["2026-11-26"],
        "last_day": ["2026-12-13"],
        "start": ["22:00"],
        "end": ["01:00"],
    }


@pytest.mark.usefixtures("before_the_duties")
def test_a_new_activity_repeats_on_market_days_whose_next_is_named(town: Browser) -> None:
    town.post("/days", "/days/markets", place_id="2", calendar="lunar", digits="7")
    shown = town.get(NEW).text
    assert '<option value="1" selected>雅冈社区 下一圩日 11月25日 周三 十月十七</option>' in shown
    assert town.filled(NEW, NEW)["last_day"] == ["2026-12-20"]
    on_market = {**REPEATING, "repeats": "market", "market_id": "1", "weekdays": ["0"]}
    follow(town, town.post(NEW, NEW, **on_market))
    assert (series_of(town)["recurrence"], series_of(town)["market_id"]) == (["market"], ["1"])


def test_what_repeats_weekly_names_no_market_though_one_is_proposed(town: Browser) -> None:
    town.post("/days", "/days/markets", place_id="2", calendar="lunar", digits="7")
    follow(town, town.post(NEW, NEW, **REPEATING))
    assert (series_of(town)["recurrence"], series_of(town)["market_id"]) == (["weekly"], [""])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"last_day": ""}, "last_day"),
        ({"last_day": "2026-11-01"}, "last_day"),
        ({"ends_day": "2026-11-29"}, "end_minute"),
        ({"repeats": "market"}, "market_id"),
        ({"repeats": "daily"}, "repeats"),
    ],
)
def test_what_is_wrong_with_how_it_repeats_is_said_at_its_field(
    town: Browser, wrong: dict[str, str], field: str
) -> None:
    shown = town.post(NEW, NEW, **{**REPEATING, **wrong})
    assert (shown.status_code, field in said(shown.text)) == (422, True)


def test_a_new_activity_is_proposed_a_number(town: Browser) -> None:
    assert re.search(r'name="code" type="text" value="N-\d{8}"', town.get(NEW).text)
