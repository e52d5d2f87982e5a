"""Activities in the console: what the forms store, refuse and keep."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import rows, said, stored

NEW = "/activities/new"
PAGE = "/activities/3"
LOOK = "请检查标红的栏目。"
ROLE = {
    "id": "",
    "name": "负责人",
    "minimum": "1",
    "wanted": "2",
    "priority": "3",
    "qualification_id": "",
    "level": "1",
    "organisation_id": "",
    "team_id": "",
    "accepts": "social_worker",
}
FACTS: dict[str, str] = {
    "title": "测试活动",
    "kind": "service",
    "place_id": "1",
    "venue_id": "",
    "priority": "2",
    "attendees": "9999",
    "women": "1",
    "men": "0",
    "local": "yes",
    "grants_id": "",
    "grants_level": "1",
    "grants_months": "12",
    "notes": "带伞",
    "starts_day": "2026-11-26",
    "starts_time": "22:00",
    "ends_day": "2026-11-27",
    "ends_time": "01:00",
}
SENT = {"code": "A9", **FACTS, **{f"roles.0.{name}": value for name, value in ROLE.items()}}


@pytest.fixture
def town(installation: Installation, browser: Browser) -> Browser:
    """The small town with one more activity."""
    installation.bring()
    assert browser.post(NEW, NEW, **SENT).headers["Location"] == PAGE
    return browser


def held(town: Browser) -> tuple[dict[str, list[str]], list[dict[str, str]]]:
    """What the activity's form holds: its facts, and its roles without the blank ones."""
    fields = stored(town, PAGE)
    facts = {name: value for name, value in fields.items() if not name.startswith("roles.")}
    numbers = sorted({int(name.split(".")[1]) for name in fields if name.startswith("roles.")})
    roles = [{name: fields.get(f"roles.{at}.{name}", [""])[0] for name in ROLE} for at in numbers]
    return facts, [role for role in roles if role["name"]]


def listed(town: Browser, query: str) -> list[str]:
    """The titles that a list shows."""
    return [row[1] for row in rows(town.get(f"/activities{query}").text)]


FIRST = ({"revision": ["1"], **{name: [value] for name, value in FACTS.items()}}, [{**ROLE, "id": "5"}])


def test_an_activity_is_registered_with_its_roles_and_found(town: Browser) -> None:
    assert held(town) == FIRST
    assert [listed(town, f"?from=all{query}") for query in ("", "&q=测试", "&kind=service", "&kind=training")] == [
        ["敬老服务", "便民咨询", "测试活动"],
        ["测试活动"],
        ["敬老服务", "便民咨询", "测试活动"],
        [],
    ]


def test_saving_a_form_as_it_stands_changes_nothing(town: Browser) -> None:
    assert town.change(PAGE, PAGE).headers["Location"] == PAGE
    assert held(town) == FIRST


def test_an_activity_is_changed_and_its_roles_added_and_taken_away(town: Browser) -> None:
    more = {"roles.1.name": "协助", "roles.1.accepts": "volunteer", "roles.1.wanted": "999"}
    town.change(PAGE, PAGE, title="新名", ends_time="02:00", women="0", **more)
    facts, roles = FIRST
    helper = {**ROLE, "id": "6", "name": "协助", "accepts": "volunteer", "wanted": "999", "priority": "2"}
    changed = {**facts, "revision": ["2"], "title": ["新名"], "ends_time": ["02:00"], "women": ["0"]}
    assert held(town) == (changed, [*roles, helper])
    town.change(PAGE, PAGE, **{"roles.0.gone": "yes"})
    assert held(town) == ({**changed, "revision": ["3"]}, [helper])


def test_an_activity_is_called_off_once(town: Browser) -> None:
    assert town.post(PAGE, f"{PAGE}/cancel").headers["Location"] == PAGE
    shown = town.get(PAGE).text
    assert ("已取消举办" in shown, f'action="{PAGE}/cancel"' in shown) == (True, False)
    assert held(town) == ({**FIRST[0], "revision": ["2"]}, FIRST[1])


def test_the_form_for_a_new_one_knows_what_is_usual_for_its_kind(town: Browser) -> None:
    ticked = {
        kind: {name for name in ("confidential", "adults_only") if name in town.filled(f"{NEW}?kind={kind}", NEW)}
        for kind in ("service", "training", "enforcement", "emergency", "unknown")
    }
    assert ticked == {
        "service": set(),
        "training": set(),
        "enforcement": {"confidential", "adults_only"},
        "emergency": {"adults_only"},
        "unknown": set(),
    }


RANGE, CHOOSE, MISSING = "{} 至 {} 之间的整数。", "请从列表中选择。", "没有编号为 99 的记录。"
ORDER, LONG = "活动结束时间早于开始时间。", "活动时间过长。"
SLOTS, WHO = "需要名额至少为 1，且最少名额不得超过需要名额。", "可填人员身份，或仅填队伍。"
REFUSED: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"title": ""}, {"": LOOK, "title": "此项必填。"}),
    ({"title": "名" * 121}, {"": LOOK, "title": "最多 120 个字。"}),
    ({"kind": "party"}, {"": LOOK, "kind": CHOOSE}),
    ({"place_id": ""}, {"": LOOK, "place_id": RANGE.format(1, 2147483647)}),
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
    ({"ends_day": "2026-12-26"}, {"": LONG, "ends_at": "最多相隔 3 天。"}),
    ({"departments": ["D9"]}, {"": "没有编号为 D9 的单位。"}),
    ({"roles.0.wanted": "1000"}, {"": LOOK, "roles.0.wanted": RANGE.format(1, 999)}),
    ({"roles.0.minimum": "3"}, {"": SLOTS, "roles.0.wanted": SLOTS}),
    ({"roles.2.name": "空"}, {"": WHO, "roles.2.accepts": WHO}),
    ({"roles.0.accepts": ["team", "volunteer"]}, {"": WHO, "roles.0.accepts": WHO}),
    ({"roles.0.gone": "yes"}, {"": "活动至少需要一个岗位。", "roles": "至少一项。"}),
)


@pytest.mark.parametrize(("fields", "sentences"), REFUSED)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    town: Browser, fields: dict[str, Any], sentences: dict[str, str]
) -> None:
    for page, sent in ((NEW, {**SENT, "code": "A8"}), (PAGE, town.filled(PAGE, PAGE))):
        shown = town.post(page, page, **{**sent, **fields})
        assert (page, shown.status_code, said(shown.text)) == (page, 422, sentences)
    assert (held(town), len(listed(town, "?from=all"))) == (FIRST, 3)


@pytest.mark.parametrize("page", [NEW, "/activities/series/new"])
def test_a_number_leaves_room_for_the_day_that_a_series_adds_to_it(town: Browser, page: str) -> None:
    shown = town.post(page, page, **{**SENT, "code": "A" * 51})
    assert said(shown.text)["code"] == "最多 50 个字。"


def test_a_taken_number_and_an_activity_that_there_is_not(town: Browser) -> None:
    shown = town.post(NEW, NEW, **SENT)
    assert (shown.status_code, said(shown.text)) == (409, {"": "编号 A9 已被使用。"})
    assert town.get("/activities/99").status_code == 404
    for path in ("/activities/99", "/activities/99/cancel"):
        assert town.post(NEW, path, **SENT).status_code == 404
