"""The console's entrance, the town, and who may open what."""

from __future__ import annotations

import re

import pytest
from werkzeug.routing import Rule

from api.pages import PAGES
from scheduler.models import Town
from tests.api.client import Browser, Installation
from tests.api.pages.reading import follow, plain, refused

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


def test_a_person_cannot_open_the_console_and_a_coordinator_has_no_page_of_their_own(
    person: Browser, town: Browser
) -> None:
    assert {person.get(path).status_code for path in CONSOLE} == {403}
    assert person.get("/me").status_code == 200
    assert town.get("/me").status_code == 403


OPEN = {"account", "calendar_pages.public", "console.home", "console.progress"}
"""What anybody may open, by blueprint or endpoint."""


def guarded(installation: Installation) -> list[Rule]:
    """All other addresses of pages and forms."""
    names = {blueprint.name for blueprint in PAGES}
    return [
        rule
        for rule in installation.app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in names - OPEN and rule.endpoint not in OPEN
    ]


def test_every_page_and_every_form_asks_who_one_is(installation: Installation, person: Browser) -> None:
    adapter = installation.app.url_map.bind("localhost")
    visitor = Browser(installation.app)
    answers = {}
    for rule in guarded(installation):
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        words = {name: word for word, name in re.findall(r"<any\((\w+)[^)]*\):(\w+)>", rule.rule)}
        path = adapter.build(rule.endpoint, {name: words.get(name, 1) for name in rule.arguments}, method=method)
        mine = rule.endpoint.startswith("mine.")
        led = visitor.client.open(path, method=method).headers.get("Location", "").partition("?")[0]
        told = 0 if mine else person.client.open(path, method=method).status_code
        answers[rule.endpoint] = (led, told)
        assert answers[rule.endpoint] == (("/enter", 0) if mine else ("/sign-in", 403)), rule.endpoint
    assert len(answers) > 70


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
        ("todo", "编制排班表"),
        ("todo", "发布排班表"),
        ("todo", "请人员订阅日历"),
    ]


def test_a_sample_is_left_for_a_town_of_ones_own(installation: Installation, browser: Browser) -> None:
    assert "建立本镇" not in browser.get("/town").text
    with installation.factory.begin() as session:
        session.get_one(Town, installation.town_id).sample = True
    assert refused(browser, "/town", {"name": " "}) == (422, {"": "请填写镇名。", "name": "名称，如 六祖镇。"})
    assert "<h1>新镇" in follow(browser, browser.post("/town", "/town", name="新镇"))
    assert "示例镇已归档" not in browser.get("/town").text


def test_no_page_has_scripts_or_styles_of_its_own(installation: Installation, browser: Browser) -> None:
    installation.bring()
    for path in (*CONSOLE, "/people/1", "/activities/1", "/places/1"):
        shown = browser.get(path)
        assert "default-src 'self'" in shown.headers["Content-Security-Policy"]
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?! src=)", shown.text) == []
