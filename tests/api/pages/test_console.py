"""The console's entrance, the town, and who may open what."""

from __future__ import annotations

import re

import pytest

from scheduler.models import Town
from tests.api.client import Browser, Installation
from tests.api.pages.reading import BESIDE, follow, plain, refused

CONSOLE = (
    "/rosters",
    "/people",
    "/people/new",
    "/teams",
    "/teams/new",
    "/organisations",
    "/organisations/new",
    "/qualifications",
    "/qualifications/new",
    "/activities",
    "/activities/new",
    "/activities/series",
    "/activities/series/new",
    "/places",
    "/places/new",
    "/days",
    "/import",
    "/calendars/manage",
    "/town",
    "/policy",
    "/styleguide",
)


@pytest.mark.parametrize("path", CONSOLE)
def test_a_page_of_the_console_opens_for_a_coordinator_alone(
    installation: Installation, browser: Browser, path: str
) -> None:
    shown = browser.get(path)
    assert shown.status_code == 200
    title = re.search("<title>(.*?)</title>", shown.text)
    assert title is not None
    assert re.fullmatch(r"\S.* · 镇村排班", title[1])
    assert Browser(installation.app).get(path).headers["Location"] == f"/sign-in?next={path}"


def test_each_step_of_the_checklist_leads_to_where_it_is_done(browser: Browser) -> None:
    [steps] = re.findall(r'<ol class="checklist">(.*?)</ol>', browser.get("/town").text, re.S)
    assert re.findall(r'href="(.*?)"', steps) == [
        "/places",
        "/people",
        "/teams",
        "/activities",
        "/rosters",
        "/overview",
        "/rosters",
        "/calendars/manage",
    ]


def test_a_person_cannot_open_the_console_and_a_coordinator_has_no_page_of_their_own(
    person: Browser, town: Browser
) -> None:
    assert {person.get(path).status_code for path in CONSOLE} == {403}
    assert person.get("/me").status_code == 200
    assert town.get("/me").status_code == 403


def test_the_entrance_leads_to_what_one_works_with(installation: Installation, person: Browser, town: Browser) -> None:
    visitor = Browser(installation.app)
    assert [who.get("/").headers["Location"] for who in (visitor, person, town)] == ["/sign-in", "/me", "/rosters"]


def test_a_first_start_shows_how_far_it_is_and_then_the_console(installation: Installation) -> None:
    setup, visitor = installation.app.extensions["setup"], Browser(installation.app)
    setup.ready, setup.share = False, 0.4
    shown = visitor.get("/").text
    assert ("系统正在准备" in shown, 'value="0.4"' in shown, 'http-equiv="refresh"' in shown) == (True, True, True)
    assert "正在启动" in visitor.get("/setup").text
    setup.error = "disk full"
    assert 'http-equiv="refresh"' not in visitor.get("/").text
    shown = visitor.get("/setup").text
    assert ("首次启动未能完成" in shown, "disk full" in shown, "hx-get" in shown) == (True, True, False)
    setup.ready = True
    assert visitor.get("/setup").headers["HX-Redirect"] == "/"


def test_the_town_shows_what_is_still_to_be_done(town: Browser) -> None:
    shown = town.get("/town").text
    steps = [(kind, plain(step)) for kind, step in re.findall(r'<li class="(done|todo)">(.*?)</li>', shown, re.DOTALL)]
    assert steps == [
        ("done", "录入村（社区）和场地 2"),
        ("done", "录入人员及其身份、可用时间 4"),
        ("todo", "录入先锋队及其队员"),
        ("done", "录入活动及其岗位 2"),
        ("todo", "编制排班表 先看月度总览"),
        ("todo", "发布排班表"),
        ("todo", "请人员订阅日历"),
    ]


def test_a_sample_is_left_for_a_town_of_ones_own(installation: Installation, browser: Browser) -> None:
    assert "建立本镇" not in browser.get("/town").text
    with installation.factory.begin() as session:
        session.get_one(Town, installation.town_id).sample = True
    assert refused(browser, "/town", {"name": " "}) == (422, {"": "请填写镇名。", "name": "名称，如 六祖镇。"})
    assert refused(browser, "/town", {"name": "镇" * 101})[1]["name"] == "最多 100 个字。"
    assert "<h1>新镇" in follow(browser, browser.post("/town", "/town", name="新镇"))
    assert "示例镇已归档" not in browser.get("/town").text


SETTINGS = {
    "name": ["新六祖镇"],
    "road_factor": ["1.5"],
    "speed_kmh": ["35.5"],
    "default_travel_minutes": ["25"],
    "teams_get_offers": ["yes"],
}


def settings_of(browser: Browser) -> dict[str, list[str]]:
    """The town's settings as their form shows them."""
    fields = browser.filled("/town", "/town/settings")
    return {name: value for name, value in fields.items() if name not in ("revision", *BESIDE)}


def test_the_towns_settings_are_changed_in_a_form_that_names_its_version(browser: Browser) -> None:
    before = {"name": ["六祖镇"], "road_factor": ["1.35"], "speed_kmh": ["30"], "default_travel_minutes": ["20"]}
    assert settings_of(browser) == before
    mine = browser.filled("/town", "/town/settings")
    assert "<h1>新六祖镇" in follow(browser, browser.change("/town", "/town/settings", **SETTINGS))
    assert settings_of(browser) == SETTINGS
    late = browser.client.post("/town/settings", data={**mine, "speed_kmh": "40"})
    assert (late.status_code, 'value="40"' in late.text, settings_of(browser)) == (409, True, SETTINGS)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " ", "此项必填。"),
        ("road_factor", "", "1 至 5 之间的数。"),
        ("road_factor", "0.9", "1 至 5 之间的数。"),
        ("speed_kmh", "nan", "1 至 200 之间的数。"),
        ("default_travel_minutes", "1441", "0 至 1440 之间的整数。"),
    ],
)
def test_a_setting_of_the_town_that_is_not_right_is_named(
    browser: Browser, field: str, value: str, sentence: str
) -> None:
    fields = {**browser.filled("/town", "/town/settings"), field: value}
    status, sentences = refused(browser, "/town", fields, "/town/settings")
    assert (status, sentences[field]) == (422, sentence)


def test_no_page_has_scripts_or_styles_of_its_own(installation: Installation, browser: Browser) -> None:
    installation.bring()
    for path in (*CONSOLE, "/people/1", "/activities/1", "/places/1"):
        shown = browser.get(path)
        assert "default-src 'self'" in shown.headers["Content-Security-Policy"]
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?! src=)", shown.text) == []
