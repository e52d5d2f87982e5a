"""People in the console: what their form stores, refuses and keeps; qualifications, times, wishes and absences."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import rows, said, stored

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
def town(installation: Installation, browser: Browser) -> Browser:
    """The small town with one more person."""
    installation.bring()
    assert browser.post(NEW, NEW, **FACTS, capacities=STANDINGS).headers["Location"] == PAGE
    return browser


def listed(town: Browser, query: str = "") -> list[str]:
    """The names that a list shows."""
    return [row[1] for row in rows(town.get(f"/people{query}").text)]


FIRST = {"revision": ["1"], "capacities": STANDINGS, **{name: [value] for name, value in FACTS.items()}}


def test_a_person_is_registered_and_found(town: Browser) -> None:
    assert stored(town, PAGE) == FIRST
    assert [listed(town, query) for query in ("?q=1390000", "?q=p9&capacity=volunteer", "?capacity=officer")] == [
        ["测试戊"],
        ["测试戊"],
        [],
    ]


def test_saving_a_form_as_it_stands_changes_nothing(installation: Installation, town: Browser) -> None:
    assert town.change(PAGE, PAGE).headers["Location"] == PAGE
    assert stored(town, PAGE) == FIRST
    installation.told("PATCH", "/api/people/1", {"minutes_a_day": 100, "minutes_a_week": 10079})
    before = installation.told("GET", "/api/people/1")
    town.change("/people/1", "/people/1")
    assert installation.told("GET", "/api/people/1") == before


def test_a_person_is_changed_and_put_out_of_service(town: Browser) -> None:
    town.change(PAGE, PAGE, name="测试己", code="", hours_a_day="", capacities=["party_member"])
    fields = {name: value for name, value in town.filled(PAGE, PAGE).items() if name != "active"}
    assert town.client.post(PAGE, data=fields).status_code == 302
    changed = {name: value for name, value in FIRST.items() if name != "active"}
    assert stored(town, PAGE) == {
        **changed,
        "revision": ["3"],
        "name": ["测试己"],
        "code": [""],
        "hours_a_day": [""],
        "capacities": ["party_member"],
    }
    assert 'class="state">' in town.get(PAGE).text


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
    town: Browser, fields: dict[str, Any], status: int, sentences: dict[str, str]
) -> None:
    new: dict[str, Any] = {**FACTS, "code": "P8", "phone": "", "capacities": STANDINGS}
    for page, sent in ((NEW, new), (PAGE, town.filled(PAGE, PAGE))):
        shown = town.post(page, page, **{**sent, **fields})
        assert (page, shown.status_code, said(shown.text)) == (page, status, sentences)
    assert (stored(town, PAGE), len(listed(town))) == (FIRST, 5)


def holders(town: Browser) -> list[str]:
    """The lines of a person's qualifications and absences."""
    lines = re.findall(r"<li><span>(.*?)<form", town.get(PAGE).text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", line).split()) for line in lines]


def test_qualifications_are_written_down_changed_and_struck(town: Browser) -> None:
    town.post("/qualifications/new", "/qualifications/new", code="Q1", name="急救")
    path = f"{PAGE}/qualifications"
    held = {"qualification_id": "1", "level": "2", "valid_from": "2026-01-01"}
    assert town.post(PAGE, path, **held).headers["Location"] == PAGE
    assert holders(town) == ["急救 2 级 自 2026年1月1日 起"]
    town.post(PAGE, path, **held, valid_until="2026-12-31")
    assert holders(town) == ["急救 2 级 自 2026年1月1日 起 有效期至 2026年12月31日"]
    for fields, sentences in (
        ({"valid_until": "2025-12-31"}, {"": "资质有效期止早于有效期起。", "valid_until": "不得早于有效期起。"}),
        ({"level": "10"}, {"": LOOK, "level": RANGE.format(1, 9)}),
        ({"qualification_id": ""}, {"": LOOK, "qualification_id": RANGE.format(1, 2147483647)}),
        ({"qualification_id": "99"}, {"": MISSING, "qualification_id": MISSING}),
    ):
        shown = town.post(PAGE, path, **{**held, **fields})
        assert (shown.status_code, said(shown.text)) == (422, sentences)
    assert town.post(PAGE, f"{path}/1/remove").headers["Location"] == PAGE
    assert holders(town) == []


def test_absences_are_written_down_and_struck_those_of_the_person_alone(town: Browser) -> None:
    away = {"starts_day": "2026-11-24", "starts_time": "00:00", "ends_day": "2026-11-25", "ends_time": "12:00"}
    assert town.post(PAGE, f"{PAGE}/absences", **away, reason="<b>病假").headers["Location"] == PAGE
    assert holders(town) == ["11月24日 周二 00:00 – 11月25日 周三 12:00 &lt;b&gt;病假"]
    shown = town.post(PAGE, f"{PAGE}/absences", **{**away, "ends_day": "2026-11-23"}, reason="字" * 201)
    assert (shown.status_code, said(shown.text)) == (422, {"": LOOK, "reason": "最多 200 个字。"})
    shown = town.post("/people/1", "/people/1/absences/1/remove")
    assert (shown.status_code, said(shown.text)) == (404, {"": "没有编号为 1 的记录。"})
    assert town.post(PAGE, f"{PAGE}/absences/1/remove").headers["Location"] == PAGE
    assert holders(town) == []


def test_a_person_that_there_is_not_has_no_page_and_no_form(town: Browser) -> None:
    assert town.get("/people/99").status_code == 404
    for path in ("", "/qualifications", "/times", "/wishes", "/absences", "/absences/1/remove", "/link"):
        assert (path, town.post(NEW, f"/people/99{path}").status_code) == (path, 404)
