"""Signing in and out, entering by a personal link, and how often one may try."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.client import PASSWORD, Browser, Installation
from tests.api.pages.conftest import link_of
from tests.api.pages.reading import problem

AGAIN = "尝试次数过多，请在 0 秒后重试。"


def without_seconds(sentence: str) -> str:
    """A sentence whose number of seconds, 1 to 60, is written as 0."""
    return re.sub(r"\b([1-9]|[1-5]\d|60)\b", "0", sentence)


def tried(visitor: Browser, page: str, **fields: Any) -> list[Any]:
    """The answers to one try more than anybody may make in a minute."""
    return [visitor.post(page, page, **fields) for _ in range(21)]


def test_too_many_tries_to_sign_in_are_said_over_the_form_with_when_to_try_again(limited: Installation) -> None:
    *tries, last = tried(Browser(limited.app), "/sign-in", name="coordinator", password="wrong")
    assert [answer.status_code for answer in (*tries, last)] == [403] * 20 + [429]
    assert without_seconds(problem(last.text)) == AGAIN
    assert 'value="coordinator"' in last.text
    assert 0 < int(last.headers["Retry-After"]) <= 60


def test_too_many_tries_of_a_link_are_said_on_its_page_with_when_to_try_again(limited: Installation) -> None:
    *tries, last = tried(Browser(limited.app), "/enter/unknown")
    assert [answer.status_code for answer in (*tries, last)] == [404] * 20 + [429]
    assert without_seconds(problem(last.text)) == AGAIN
    assert "打开我的页面" in last.text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh_Hans", AGAIN),
        ("zh_Hant", "嘗試次數過多，請在 0 秒後重試。"),
        ("en", "Too many attempts. Please try again in 0 seconds."),
    ],
)
def test_too_many_tries_are_said_in_the_visitors_language(limited: Installation, language: str, sentence: str) -> None:
    visitor = Browser(limited.app)
    visitor.get(f"/sign-in?lang={language}")
    assert without_seconds(problem(tried(visitor, "/sign-in", name="x", password="y")[-1].text)) == sentence


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


def test_a_personal_link_works_once(installation: Installation, town: Browser) -> None:
    link = link_of(town, 3)
    first, second = Browser(installation.app), Browser(installation.app)
    assert first.post(link, link).status_code == 302
    again = second.post(link, link)
    assert (again.status_code, problem(again.text)) == (404, "此链接已失效，请向协调员索取新链接。")


def test_looking_at_a_personal_link_does_not_use_it_up(installation: Installation, town: Browser) -> None:
    link = link_of(town, 3)
    assert [Browser(installation.app).get(link).status_code for _ in range(3)] == [200] * 3
    visitor = Browser(installation.app)
    assert visitor.post(link, link).headers["Location"] == "/me"


def test_whoever_signs_out_is_out(town: Browser) -> None:
    assert town.post("/people", "/sign-out").headers["Location"] == "/"
    assert town.get("/people").headers["Location"] == "/sign-in?next=/people"


def test_without_a_session_a_persons_page_says_how_to_come_in(installation: Installation) -> None:
    visitor = Browser(installation.app)
    assert visitor.get("/me").headers["Location"] == "/enter"
    assert "<h1>请打开您的个人链接</h1>" in visitor.get("/enter").text


def held(browser: Browser) -> str:
    """The token of the session that a browser holds."""
    with browser.client.session_transaction() as cookie:
        found: str = cookie["token"]
        return found


def holding(installation: Installation, token: str) -> Browser:
    """Another browser with the same token."""
    browser = Browser(installation.app)
    with browser.client.session_transaction() as cookie:
        cookie["token"] = token
    return browser


def test_who_comes_in_anew_ends_the_session_that_the_browser_held(installation: Installation, town: Browser) -> None:
    visitor, link = Browser(installation.app), link_of(town, 3)
    assert "Expires=" in visitor.post(link, link).headers["Set-Cookie"]
    persons = held(visitor)
    assert holding(installation, persons).get("/me").status_code == 200
    answer = visitor.post("/sign-in", "/sign-in", name="coordinator", password=PASSWORD)
    assert (answer.status_code, "Expires=" in answer.headers["Set-Cookie"]) == (302, False)
    assert visitor.get("/people").status_code == 200
    assert holding(installation, persons).get("/me").headers["Location"] == "/enter"


def test_a_refused_sign_in_leaves_the_session_as_it_is(town: Browser) -> None:
    before = held(town)
    assert town.post("/sign-in", "/sign-in", name="coordinator", password="wrong").status_code == 403
    assert (held(town), town.get("/people").status_code) == (before, 200)
