"""Two people edit the same thing: the second is shown what the first changed, and nothing of either is lost."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any

import pytest

from scheduler.models import Account
from tests.api.client import CHEAP, Browser, Installation
from tests.api.pages.filled import ROLE, SERIES, roles_of
from tests.api.pages.reading import BESIDE, held, plain, problem, table
from tests.at_once import at_once
from tests.conftest import NOW

MEANWHILE = "其他人刚刚修改了这项内容，您的修改尚未生效。请核对后重新提交。"
MINE, THEIRS = "我填写的（见下方表单） 他人修改的", "他人修改的（已填入下方表单）"
NOTHING = "本表单中的内容没有被他人修改，再次保存即可，双方的修改都会保留。"
HIDDEN = ("revision", *BESIDE)


def fill(installation: Installation, browser: Browser) -> None:
    """A row of each kind."""
    installation.bring()
    browser.post("/teams/new", "/teams/new", code="T1", name="一号先锋队")
    browser.post("/organisations/new", "/organisations/new", code="D1", name="派出所")
    browser.post("/qualifications/new", "/qualifications/new", code="Q1", name="急救")
    browser.post("/activities/series/new", "/activities/series/new", **SERIES)


@pytest.fixture
def desk(installation: Installation, browser: Browser) -> Browser:
    """The coordinator of a town that has a row of each kind."""
    fill(installation, browser)
    return browser


@pytest.fixture
def other(installation: Installation) -> Browser:
    """Another coordinator."""
    with installation.factory.begin() as session:
        session.add(Account(name="李四", password_hash=CHEAP, created_at=NOW))
    return Browser(installation.app).sign_in("李四")


def sent(browser: Browser, path: str, fields: dict[str, Any]) -> str:
    """The page of a form that is refused because others were faster."""
    shown = browser.client.post(path, data=fields)
    assert (shown.status_code, problem(shown.text)) == (409, MEANWHILE)
    return str(shown.text)


def changes(text: str) -> list[list[str]]:
    """What others changed, field by field: label, before, changed to, entered, what is saved."""
    section = re.search(r'<section class="meanwhile".*?</section>', text, re.DOTALL)
    assert section is not None
    return table(re.sub("<legend.*?</legend>", "", section[0]))


def changed_by(text: str) -> list[str]:
    """Who changed the row, without when."""
    section = re.search(r'<section class="meanwhile"[^>]*>\s*<ul.*?</ul>', text, re.DOTALL)
    assert section is not None
    lines = [plain(line) for line in re.findall(r"<li>.*?</li>", section[0], re.DOTALL)]
    return [re.sub(r" \d+月\d+日 周. \d\d:\d\d", "", line) for line in lines]


FORMS = [
    ("/people/1", "/people/1"),
    ("/people/1", "/people/1/times"),
    ("/people/1", "/people/1/wishes"),
    ("/teams/1", "/teams/1"),
    ("/teams/1", "/teams/1/times"),
    ("/activities/1", "/activities/1"),
    ("/activities/1", "/activities/1/move"),
    ("/activities/series/1", "/activities/series/1"),
    ("/places/1", "/places/1"),
    ("/organisations/1", "/organisations/1"),
    ("/qualifications/1", "/qualifications/1"),
    ("/town", "/town/settings"),
    ("/policy", "/policy"),
]


@pytest.mark.usefixtures("before_the_duties")
@pytest.mark.parametrize(("page", "path"), FORMS)
def test_a_form_that_does_not_say_its_version_is_refused(desk: Browser, page: str, path: str) -> None:
    fields = {name: value for name, value in desk.filled(page, path).items() if name != "revision"}
    text = sent(desk, path, fields)
    assert (changes(text), NOTHING in text) == ([], True)


@pytest.mark.usefixtures("before_the_duties")
@pytest.mark.parametrize(("page", "path"), FORMS)
def test_a_form_says_what_it_was_filled_in_with_in_every_field(desk: Browser, page: str, path: str) -> None:
    fields = desk.filled(page, path)
    started = json.loads(fields["started"][0])
    stands = {name: values[:1] if "/move" in path else values for name, values in fields.items() if name not in HIDDEN}
    assert started == {name: values for name, values in stands.items() if any(values)}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/people/1", "name"),
        ("/teams/1", "name"),
        ("/activities/1", "title"),
        ("/activities/series/1", "title"),
        ("/places/1", "name"),
        ("/organisations/1", "name"),
        ("/qualifications/1", "name"),
    ],
)
@pytest.mark.parametrize(("keep", "kept"), [("mine", "我填的名"), ("theirs", "他填的名")])
def test_what_both_changed_is_kept_as_sent_or_as_the_other_changed_it(
    desk: Browser, other: Browser, path: str, field: str, keep: str, kept: str
) -> None:
    stale = desk.filled(path, path)
    assert other.change(path, path, **{field: "他填的名"}).status_code == 302
    text = sent(desk, path, {**stale, field: "我填的名"})
    assert changed_by(text) == ["李四"]
    assert [row[1:] for row in changes(text)] == [[stale[field][0], "他填的名", "我填的名", MINE]]
    again = held(text, path)
    assert (again[field], again[f"keep.{field}"]) == (["我填的名"], ["mine"])
    assert desk.filled(path, path)[field] == ["他填的名"]
    assert desk.client.post(path, data={**again, f"keep.{field}": keep}).status_code == 302
    assert desk.filled(path, path)[field] == [kept]


def test_what_the_other_wrote_can_be_chosen_where_one_emptied_the_field(desk: Browser, other: Browser) -> None:
    path = "/people/1"
    stale = desk.filled(path, path)
    other.change(path, path, phone="13900000000")
    text = sent(desk, path, {**stale, "phone": ""})
    assert changes(text) == [["手机", "+8613800000001", "13900000000", "—", MINE]]
    assert desk.client.post(path, data={**held(text, path), "keep.phone": "theirs"}).status_code == 302
    assert desk.filled(path, path)["phone"] == ["13900000000"]


def test_the_roles_of_the_other_can_be_chosen_where_one_emptied_a_field_of_theirs(
    desk: Browser, other: Browser
) -> None:
    path = "/activities/1"
    stale = desk.filled(path, path)
    other.change(path, path, **{"roles.0.name": "带队"})
    text = sent(desk, path, {**stale, "roles.0.name": ""})
    assert desk.client.post(path, data={**held(text, path), "keep.roles.": "theirs"}).status_code == 302
    assert [role["name"] for role in roles_of(desk.filled(path, path))] == ["带队", "协助"]


def test_one_box_of_several_is_as_the_other_left_it_where_that_is_chosen(desk: Browser, other: Browser) -> None:
    path = "/people/1"
    stale = {**desk.filled(path, path), "started": ""}
    other.change(path, path, capacities=["social_worker", "volunteer"])
    text = sent(desk, path, {**stale, "capacities": ["grid_member"]})
    kept = {"keep.capacities=volunteer": "theirs", "keep.capacities=grid_member": "theirs"}
    assert desk.client.post(path, data={**held(text, path), **kept}).status_code == 302
    assert desk.filled(path, path)["capacities"] == ["volunteer"]


@pytest.mark.parametrize("forged", ["keep.", "", ".", "=", "name=", "what.is.not", "keep.keep."])
def test_a_choice_of_what_no_form_holds_changes_nothing(desk: Browser, forged: str) -> None:
    path = "/people/1"
    stored = desk.filled(path, path)
    assert desk.client.post(path, data={**stored, f"keep.{forged}": "theirs"}).status_code == 302
    assert {**desk.filled(path, path), **dict.fromkeys(HIDDEN)} == {**stored, **dict.fromkeys(HIDDEN)}


def test_what_only_one_changed_is_merged_and_saved_with_one_click(desk: Browser, other: Browser) -> None:
    path = "/people/1"
    stale = desk.filled(path, path)
    theirs = {"phone": "13900000000", "home_id": "2", "born_on": "1990-02-03", "hours_a_day": "6", "not_alone": "yes"}
    other.change(path, path, **theirs, capacities=["social_worker", "volunteer"])
    mine = {
        "name": "新名",
        "email": "a@example.org",
        "hours_a_day": "6",
        "capacities": ["social_worker", "grid_member"],
    }
    text = sent(desk, path, {**stale, **mine})
    assert changed_by(text) == ["李四 身份"]
    assert changes(text) == [
        ["手机", "+8613800000001", "13900000000", "—", THEIRS],
        ["出生日期", "—", "1990年2月3日", "—", THEIRS],
        ["所在村（社区）", "龙山塘村", "雅冈社区", "—", THEIRS],
        ["身份 · 志愿者", "否", "是", "—", THEIRS],
        ["每日最多小时数", "—", "6", "6", "双方一致"],
        ["不单独上岗", "否", "是", "—", THEIRS],
    ]
    assert desk.client.post(path, data=held(text, path)).status_code == 302
    stored = desk.filled(path, path)
    both = {**theirs, **mine, "capacities": ["social_worker", "volunteer", "grid_member"]}
    assert {name: stored[name] for name in both} == {
        name: value if isinstance(value, list) else [value] for name, value in both.items()
    }


def test_a_row_that_changes_again_while_one_merges_is_merged_again(desk: Browser, other: Browser) -> None:
    path = "/places/1"
    stale = desk.filled(path, path)
    other.change(path, path, name="他填的名", code="V8")
    text = sent(desk, path, {**stale, "name": "我填的名", "owner": "村委会"})
    other.change(path, path, name="又改的名", capacity="40")
    text = sent(desk, path, {**held(text, path), "keep.name": "theirs"})
    assert [row[1:] for row in changes(text)] == [["他填的名", "又改的名", "—", THEIRS], ["—", "40", "—", THEIRS]]
    assert desk.client.post(path, data=held(text, path)).status_code == 302
    stored = desk.filled(path, path)
    assert [stored[name] for name in ("name", "code", "owner", "capacity")] == [
        ["又改的名"],
        ["V8"],
        ["村委会"],
        ["40"],
    ]


def test_what_is_wrong_in_a_merge_is_said_at_its_field_and_the_form_is_of_the_version_it_was_made_from(
    desk: Browser, other: Browser
) -> None:
    path = "/places/1"
    fields = {**desk.filled(path, path), "latitude": "500"}
    refused = desk.client.post(path, data=fields)
    other.change(path, path, name="他填的名")
    again = held(refused.text, path)
    assert (refused.status_code, {name: again[name] for name in ("revision", "seen", "started")}) == (
        422,
        {name: fields[name] for name in ("revision", "seen", "started")},
    )
    text = sent(desk, path, {**again, "latitude": "22.7"})
    assert [row[1:] for row in changes(text)] == [["龙山塘村", "他填的名", "—", THEIRS]]


def test_of_a_form_that_does_not_say_what_it_was_filled_in_with_all_that_differs_is_a_choice(
    desk: Browser, other: Browser
) -> None:
    path = "/qualifications/1"
    for told in ("", "[]", '{"name": "x"}', "[" * 5000):
        stale = {**desk.filled(path, path), "started": told}
        other.change(path, path, name="急救员", enforcement="yes")
        text = sent(desk, path, {**stale, "seen": "x", "by_training": "yes"})
        assert changes(text) == [
            ["名称", "不详", "急救员", "急救", MINE],
            ["参加培训后取得", "不详", "否", "是", MINE],
            ["执法人员证件", "不详", "是", "否", MINE],
        ]
        kept = {"keep.name": "theirs", "keep.enforcement=yes": "theirs", "keep.by_training=yes": "mine"}
        assert desk.client.post(path, data={**held(text, path), **kept}).status_code == 302
        stored = desk.filled(path, path)
        assert (stored["name"], stored.get("by_training"), stored.get("enforcement")) == (["急救员"], ["yes"], ["yes"])
        back = {name: value for name, value in stored.items() if name not in ("by_training", "enforcement")}
        desk.client.post(path, data={**back, "name": "急救"})


TIMES = {"from.0.0": ["08:00"], "until.0.0": ["12:00"]}


@pytest.mark.parametrize(
    ("page", "path", "mine", "theirs", "row"),
    [
        ("/people/1", "/people/1/times", TIMES, {"from.5.0": ["09:00"], "until.5.0": ["10:00"]}, "周六"),
        ("/teams/1", "/teams/1/times", TIMES, {"from.5.0": ["09:00"], "until.5.0": ["10:00"]}, "周六"),
        ("/people/1", "/people/1/wishes", {"wish.0.day": ["gladly"]}, {"wish.5.day": ["rather_not"]}, "周六 · 全天"),
    ],
)
def test_a_week_is_merged_day_by_day(
    desk: Browser,
    other: Browser,
    page: str,
    path: str,
    mine: dict[str, list[str]],
    theirs: dict[str, list[str]],
    row: str,
) -> None:
    stale = desk.filled(page, path)
    other.change(page, path, **theirs)
    text = sent(desk, path, {**stale, **mine})
    assert [(each[0], each[1], each[4]) for each in changes(text)] == [(row, "—", THEIRS)]
    assert desk.client.post(path, data=held(text, path)).status_code == 302
    stored = desk.filled(page, path)
    assert {name: stored[name] for name in (*mine, *theirs)} == {**mine, **theirs}


@pytest.mark.parametrize(("keep", "kept"), [("mine", ["14:00", "18:00"]), ("theirs", ["08:00", "12:00"])])
def test_the_times_of_one_weekday_are_a_choice(desk: Browser, other: Browser, keep: str, kept: list[str]) -> None:
    path = "/people/1/times"
    stale = desk.filled("/people/1", path)
    other.change("/people/1", path, **TIMES)
    text = sent(desk, path, {**stale, "from.0.0": "14:00", "until.0.0": "18:00"})
    said = [["周一", "—", "开始时间 08:00、结束时间 12:00", "开始时间 14:00、结束时间 18:00", MINE]]
    assert changes(text) == said
    again = {**held(text, path), "keep.from.0. until.0.": keep}
    assert desk.client.post(path, data=again).status_code == 302
    stored = desk.filled("/people/1", path)
    assert [stored[name][0] for name in ("from.0.0", "until.0.0")] == kept


WHOLE = "名称 {}、最少名额 {}、需要名额 {}、优先级 2 普通、最低级别 1、接受的身份 {}"


def test_the_roles_of_an_activity_are_merged_as_a_whole(desk: Browser, other: Browser) -> None:
    path = "/activities/1"
    stale = desk.filled(path, path)
    added = {f"roles.2.{name}": value for name, value in ROLE.items()}
    other.change(path, path, **{**added, "roles.2.name": "接送", "roles.2.priority": "2"})
    text = sent(desk, path, {**stale, "title": "我填的名"})
    assert changed_by(text) == ["李四 岗位"]
    assert changes(text) == [["岗位", "—", WHOLE.format("接送", 1, 2, "社工"), "—", THEIRS]]
    assert desk.client.post(path, data=held(text, path)).status_code == 302
    stored = desk.filled(path, path)
    assert (stored["title"], [role["name"] for role in roles_of(stored)]) == (["我填的名"], ["负责人", "协助", "接送"])


@pytest.mark.parametrize(("keep", "wanted"), [("mine", ["1", "3"]), ("theirs", ["4", "1"])])
def test_roles_that_both_changed_are_a_choice(desk: Browser, other: Browser, keep: str, wanted: list[str]) -> None:
    path = "/activities/1"
    stale = desk.filled(path, path)
    other.change(path, path, **{"roles.0.wanted": "4"})
    text = sent(desk, path, {**stale, "roles.1.wanted": "3"})
    first, second = (partial(WHOLE.format, name, 1) for name in ("负责人", "协助"))
    assert changes(text) == [
        [
            "岗位",
            f"{first(1, '社工')} {second(1, '志愿者')}",
            f"{first(4, '社工')} {second(1, '志愿者')}",
            f"{first(1, '社工')} {second(3, '志愿者')}",
            MINE,
        ]
    ]
    assert desk.client.post(path, data={**held(text, path), "keep.roles.": keep}).status_code == 302
    assert [role["wanted"] for role in roles_of(desk.filled(path, path))] == wanted


def test_a_role_that_the_other_took_away_is_made_anew_where_it_is_kept(desk: Browser, other: Browser) -> None:
    path = "/activities/1"
    stale = desk.filled(path, path)
    other.change(path, path, **{"roles.1.gone": "yes"})
    text = sent(desk, path, {**stale, "roles.1.wanted": "3"})
    again = held(text, path)
    assert [role["id"] for role in roles_of(again)] == ["1", ""]
    assert desk.client.post(path, data=again).status_code == 302
    assert [(role["name"], role["wanted"]) for role in roles_of(desk.filled(path, path))] == [
        ("负责人", "1"),
        ("协助", "3"),
    ]


@pytest.mark.usefixtures("before_the_duties")
def test_what_was_changed_beside_a_form_is_named(desk: Browser, other: Browser) -> None:
    stale, activity = desk.filled("/people/1", "/people/1"), desk.filled("/activities/1", "/activities/1")
    away = {"starts_day": "2026-11-24", "starts_time": "00:00", "ends_day": "2026-11-24", "ends_time": "23:59"}
    other.post("/people/1", "/people/1/absences", **away)
    desk.change("/people/1", "/people/1/times", **TIMES)
    text = sent(desk, "/people/1", {**stale, "name": "新名"})
    assert (changed_by(text), changes(text), NOTHING in text) == (
        ["coordinator 每周可用时间", "李四 请假"],
        [],
        True,
    )
    assert desk.client.post("/people/1", data=held(text, "/people/1")).status_code == 302
    assert desk.filled("/people/1", "/people/1")["name"] == ["新名"]
    other.post("/activities/1", "/activities/1/cancel")
    assert changed_by(sent(desk, "/activities/1", activity)) == ["李四 已取消举办"]


def test_rules_that_each_changed_are_both_in_force_and_one_that_both_changed_is_a_choice(
    desk: Browser, other: Browser
) -> None:
    stale = desk.filled("/policy", "/policy")
    on = stale["on"]
    without = [rule for rule in on if rule != "DifferentOrganisations"]
    other.change("/policy", "/policy", **{"MinimumRest.minutes": "11", "ConsecutiveDays.most": "5", "on": without})
    text = sent(desk, "/policy", {**stale, "MinimumRest.minutes": "12", "mode": "sum", "on": [*on, "Evenings"]})
    assert [row[1:] for row in changes(text)] == [
        ["6", "5", "—", THEIRS],
        ["10", "11", "12", MINE],
        ["是", "否", "—", THEIRS],
    ]
    assert desk.client.post("/policy", data=held(text, "/policy")).status_code == 302
    stored = desk.filled("/policy", "/policy")
    assert [stored[name] for name in ("MinimumRest.minutes", "ConsecutiveDays.most", "mode")] == [
        ["12"],
        ["5"],
        ["sum"],
    ]
    assert sorted(stored["on"]) == sorted([*without, "Evenings"])


@pytest.mark.usefixtures("before_the_duties")
def test_who_moves_an_activity_is_told_that_it_was_moved_meanwhile(desk: Browser, other: Browser) -> None:
    page, path = "/activities/1", "/activities/1/move"
    looked = desk.filled(page, path)
    other.change(page, path, day="2026-11-27")
    text = sent(desk, path, {**looked, "day": "2026-11-26"})
    assert changes(text) == [["日期", "2026年11月24日", "2026年11月27日"]]
    assert "11月27日 周五 09:00–11:00" in desk.get(page).text
    again = held(text, path)
    assert again["day"] == ["2026-11-26"]
    assert desk.client.post(path, data=again).status_code == 302
    assert "11月26日 周四 09:00–11:00" in desk.get(page).text


@pytest.mark.usefixtures("before_the_duties")
def test_the_day_to_move_to_is_nothing_that_others_changed(desk: Browser) -> None:
    page, path = "/activities/1", "/activities/1/move"
    text = sent(desk, path, {"csrf_token": desk.filled(page, path)["csrf_token"][0], "day": "2026-11-26"})
    assert [row[:2] for row in changes(text)] == [["日期", "不详"], ["时间", "不详"], ["地点", "不详"]]
    assert held(text, path)["day"] == ["2026-11-26"]


def test_of_two_who_save_one_version_at_the_same_moment_the_second_is_shown_what_the_first_changed(
    desk: Browser, other: Browser
) -> None:
    path = "/organisations/1"
    forms = [(browser, browser.filled(path, path)) for browser in (desk, other)]
    named = zip(forms, ("我填的名", "他填的名"), strict=True)
    answers = at_once(
        *(partial(browser.client.post, path, data={**fields, "name": name}) for (browser, fields), name in named)
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    text = next(answer.text for answer in answers if answer.status_code == 409)
    assert [(row[0], row[1], row[4]) for row in changes(text)] == [("名称", "派出所", MINE)]


@pytest.mark.parametrize(
    ("table_name", "page", "path", "field", "typed"),
    [
        ("person", "/people/4", "/people/4", "name", "我填的名"),
        ("person", "/people/4", "/people/4/times", "from.3.0", "08:00"),
        ("activity", "/activities/2", "/activities/2", "title", "我填的名"),
        ("activity", "/activities/2", "/activities/2", "roles.3.name", "我填的岗位"),
        ("place", "/places/1", "/places/1", "owner", "村委会"),
    ],
)
def test_what_was_sent_of_a_row_that_is_deleted_can_still_be_read(
    installation: Installation,
    browser: Browser,
    other: Browser,
    table_name: str,
    page: str,
    path: str,
    field: str,
    typed: str,
) -> None:
    installation.bring()
    fields = {**browser.filled(page, path), field: typed}
    assert other.post("/import/1/undo", "/import/1/undo").status_code == 302
    assert browser.get(page).status_code == 404
    shown = browser.client.post(path, data=fields)
    assert shown.status_code == 404
    sentence = r"李四 已删除这项内容（\d+月\d+日 周. \d\d:\d\d）。您填写的内容仍显示在下方，可供复制，但不能再保存。"
    assert re.fullmatch(sentence, problem(shown.text))
    assert held(shown.text, path)[field] == [typed]
    assert installation.told("GET", f"/api/audit?table_name={table_name}")[1][0]["action"] == "delete"


def test_of_a_row_that_never_was_there_is_no_page(desk: Browser) -> None:
    assert desk.post("/people/1", "/people/99", name="我填的名").status_code == 404
