"""Templates in the console."""

from __future__ import annotations

import re

from tests.api.client import Browser
from tests.api.pages.filled import roles_of
from tests.api.pages.reading import follow, held, refused

ENFORCEMENT = "/activities/new?kind=enforcement&template=enforcement"


def names(text: str) -> list[str]:
    """The templates that a page offers."""
    return re.findall(r'href="/activities/new\?template=[a-z0-9]+"[^>]*>([^<]+)</a>', text)


def test_a_new_activity_is_filled_in_from_a_template(town: Browser) -> None:
    text = town.get("/activities/new?template=enforcement").text
    fields = held(text, ENFORCEMENT)
    assert {
        name: fields[name] for name in ("title", "kind", "priority", "starts_time", "ends_time", "confidential")
    } == {
        "title": ["圩日联合执法"],
        "kind": ["enforcement"],
        "priority": ["3"],
        "starts_time": ["06:30"],
        "ends_time": ["09:30"],
        "confidential": ["yes"],
    }
    assert [(role["name"], role["minimum"], role["accepts"]) for role in roles_of(fields)] == [
        ("市场监管执法人员", "2", "officer"),
        ("交警执法人员", "2", "officer"),
        ("镇综合执法执法人员", "2", "officer"),
        ("秩序维护队伍", "0", "team"),
        ("引导员", "0", "volunteer"),
    ]


def test_what_is_filled_in_is_registered_once_day_and_place_are_said(town: Browser) -> None:
    fields = held(town.get("/activities/new?template=enforcement").text, ENFORCEMENT)
    day = {"starts_day": "2026-11-26", "ends_day": "2026-11-26", "place_id": "1"}
    page = follow(town, town.client.post(ENFORCEMENT, data={**fields, **day}))
    assert "圩日联合执法" in page
    assert len(roles_of(held(page, "/activities/3"))) == 5


def test_a_refused_form_keeps_its_template(town: Browser) -> None:
    fields = held(town.get("/activities/new?template=enforcement").text, ENFORCEMENT)
    shown = town.client.post(ENFORCEMENT, data={**fields, "title": ""})
    assert (shown.status_code, held(shown.text, ENFORCEMENT)["title"]) == (422, [""])


def test_an_activity_is_kept_as_a_template_offered_and_forgotten(town: Browser) -> None:
    page = follow(town, town.post("/activities/1", "/activities/1/template", name="敬老"))
    assert "已存为模板，可据此新增活动。" in page
    assert names(page)[3:] == names(town.get("/activities").text)[3:] == ["敬老"]
    fields = held(page, "/activities/new?kind=service&template=1")
    assert (fields["title"], fields["place_id"], fields["starts_time"]) == (["敬老服务"], ["1"], ["09:00"])
    gone = follow(town, town.post("/activities/new?template=1", "/activities/templates/1/remove"))
    assert names(gone)[3:] == []
    assert town.get("/activities/new?template=1").status_code == 404


def test_a_template_needs_a_name(town: Browser) -> None:
    sent = {"name": ""}
    found = refused(town, "/activities/1", sent, "/activities/1/template")
    assert found == (422, {"": "请检查标红的栏目。", "name": "此项必填。"})
