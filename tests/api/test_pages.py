"""Pages for everybody: signing in, who may see what, languages, forms without their token, errors."""

from __future__ import annotations

import re

import pytest

from tests.api.client import PASSWORD, Browser, Installation

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


def entered(installation: Installation, browser: Browser) -> Browser:
    """A person who came in by a link that the coordinator issued."""
    installation.bring()
    shown = browser.post("/people/3", "/people/3/link").text
    link = re.search(r'value="http://localhost(/enter/[^"]+)"', shown)
    assert link is not None
    person = Browser(installation.app)
    assert person.post(link[1], link[1]).headers["Location"] == "/me"
    return person


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
    installation: Installation, browser: Browser
) -> None:
    person = entered(installation, browser)
    assert {person.get(path).status_code for path in CONSOLE} == {403}
    assert person.get("/me").status_code == 200
    assert browser.get("/me").status_code == 403


def test_a_personal_link_works_once(installation: Installation, browser: Browser) -> None:
    installation.bring()
    link = re.search(r'value="http://localhost(/enter/[^"]+)"', browser.post("/people/3", "/people/3/link").text)
    assert link is not None
    first, second = Browser(installation.app), Browser(installation.app)
    assert first.post(link[1], link[1]).status_code == 302
    again = second.post(link[1], link[1])
    assert again.status_code == 404
    assert "此链接已失效" in again.text


def test_a_refused_sign_in_keeps_the_name_and_never_the_password(installation: Installation) -> None:
    visitor = Browser(installation.app)
    shown = visitor.post("/sign-in", "/sign-in?next=/people", name="coordinator", password="not this one")
    assert shown.status_code == 403
    assert 'role="alert"' in shown.text
    assert 'value="coordinator"' in shown.text
    assert 'action="/sign-in?next=/people"' in shown.text
    assert "not this one" not in shown.text


@pytest.mark.parametrize(
    ("wanted", "led"), [("/people", "/people"), ("//evil.example", "/"), ("https://evil.example", "/"), ("", "/")]
)
def test_a_sign_in_leads_to_a_page_of_this_console_only(installation: Installation, wanted: str, led: str) -> None:
    visitor = Browser(installation.app)
    answer = visitor.post("/sign-in", f"/sign-in?next={wanted}", name="coordinator", password=PASSWORD)
    assert answer.headers["Location"] == led


@pytest.mark.parametrize(
    "path",
    ["/sign-in", "/sign-out", "/people/new", "/teams/new", "/activities/new", "/days/set", "/rosters", "/town"],
)
def test_a_form_without_its_token_is_refused(browser: Browser, path: str) -> None:
    answer = browser.client.post(path, data={"name": "x"})
    assert answer.status_code == 403
    assert "页面打开时间过长" in answer.text


def test_the_language_is_switched_by_the_address_and_kept_in_a_cookie(browser: Browser) -> None:
    shown = browser.get("/people?q=A%26B&capacity=volunteer")
    assert '<html lang="zh-Hans">' in shown.text
    assert 'href="/people?q=A%26B&amp;capacity=volunteer&amp;lang=en"' in shown.text
    switched = browser.get("/people?q=A%26B&capacity=volunteer&lang=en")
    assert '<html lang="en">' in switched.text
    assert "language=en" in switched.headers["Set-Cookie"]
    assert '<html lang="en">' in browser.get("/teams").text
    assert '<html lang="zh-Hant">' in browser.get("/teams?lang=zh_Hant").text
    assert '<html lang="zh-Hant">' in browser.get("/teams?lang=klingon").text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("zh_Hans", "没有这个页面"), ("zh_Hant", "沒有這個頁面"), ("en", "There is no such page")],
)
def test_an_unknown_page_says_so_in_each_language(browser: Browser, language: str, sentence: str) -> None:
    shown = browser.get(f"/nothing?lang={language}")
    assert (shown.status_code, sentence in shown.text) == (404, True)


def test_a_failure_inside_says_that_it_was_written_down(installation: Installation, browser: Browser) -> None:
    installation.app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail() -> str:
        raise ZeroDivisionError

    installation.app.view_functions["days.list_days"] = fail
    shown = browser.get("/days?lang=en")
    assert (shown.status_code, "Something went wrong here." in shown.text) == (500, True)


def test_no_page_has_scripts_or_styles_of_its_own(installation: Installation, browser: Browser) -> None:
    installation.bring()
    for path in (*CONSOLE, "/people/1", "/activities/1", "/places/1"):
        shown = browser.get(path)
        assert "default-src 'self'" in shown.headers["Content-Security-Policy"]
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?! src=)", shown.text) == []
