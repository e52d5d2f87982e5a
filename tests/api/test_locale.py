"""The language of an answer, and days, times and numbers in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from api import locale
from api.app import create_app
from scheduler.language import LOCALES, m_
from scheduler.services import towns
from scheduler.services.sessions import open_engine, session_factory
from scheduler.settings import Settings
from tests.api.client import Browser
from tests.conftest import NOW, Databases

NINE, ELEVEN = datetime(2026, 11, 24, 1, tzinfo=UTC), datetime(2026, 11, 24, 3, tzinfo=UTC)
NEXT_DAY = datetime(2026, 11, 24, 22, tzinfo=UTC)


@pytest.fixture
def app(settings: Callable[..., Settings], databases: Databases) -> Iterator[Flask]:
    """An application whose town has clocks of its own kind."""
    engine = open_engine(databases.new("sqlite"))
    with session_factory(engine).begin() as session:
        towns.create_town(session, "六祖镇", sample=False, now=NOW)
    yield create_app(settings(), engine)
    engine.dispose()


@pytest.mark.parametrize(
    ("address", "cookie", "found"),
    [
        ("/", None, "zh_Hans"),
        ("/?lang=en", None, "en"),
        ("/?lang=klingon", None, "zh_Hans"),
        ("/?lang=", "en", "en"),
        ("/", "zh_Hant", "zh_Hant"),
        ("/?lang=en", "zh_Hant", "en"),
        ("/", "klingon", "zh_Hans"),
    ],
)
def test_the_address_decides_then_the_cookie_then_the_town(
    app: Flask, address: str, cookie: str | None, found: str
) -> None:
    headers = {"Cookie": f"language={cookie}"} if cookie else {}
    with app.test_request_context(address, headers=headers):
        assert locale.current() == found


def test_a_language_that_was_chosen_is_kept_for_a_year_and_one_that_is_none_never(app: Flask) -> None:
    kept = app.test_client().get("/sign-in?lang=en").headers["Set-Cookie"].split("; ")
    assert [part for part in kept if not part.startswith("Expires")] == [
        "language=en",
        "Max-Age=31536000",
        "HttpOnly",
        "Path=/",
        "SameSite=Lax",
    ]
    asked = app.test_client().get("/sign-in?lang=klingon").headers.getlist("Set-Cookie")
    assert [cookie for cookie in asked if cookie.startswith("language")] == []


SAID = {
    "zh_Hans": ("11月24日 周二 09:00", "11月24日 周二 09:00–11:00", "11月24日 周二 09:00 – 11月25日 周三 06:00"),
    "zh_Hant": ("11月24日 週二 09:00", "11月24日 週二 09:00–11:00", "11月24日 週二 09:00 – 11月25日 週三 06:00"),
    "en": ("Tue 24 Nov 09:00", "Tue 24 Nov 09:00–11:00", "Tue 24 Nov 09:00 – Wed 25 Nov 06:00"),
}


@pytest.mark.parametrize("language", LOCALES)
def test_days_and_times_are_written_as_the_language_does_on_the_towns_clock(app: Flask, language: str) -> None:
    with app.test_request_context(f"/?lang={language}"):
        assert (locale.moment(NINE), locale.span(NINE, ELEVEN), locale.span(NINE, NEXT_DAY)) == SAID[language]


def test_the_clock_is_the_towns_and_before_there_is_a_town_chinas(
    app: Flask, settings: Callable[..., Settings], databases: Databases
) -> None:
    with app.test_request_context("/"):
        assert (locale.clock(NINE), locale.clock(NINE, "%H:%M"), locale.zone()) == ("11-24 09:00", "09:00", CHINA)
    engine = open_engine(databases.new("sqlite"))
    with create_app(settings(), engine).test_request_context("/"):
        assert locale.zone() == CHINA
    with session_factory(engine).begin() as session:
        towns.create_town(session, "镇", sample=False, now=NOW).timezone = "Europe/Berlin"
    with create_app(settings(), engine).test_request_context("/"):
        assert locale.clock(NINE) == "11-24 02:00"
    engine.dispose()


CHINA = "Asia/Shanghai"


def test_sentences_are_said_in_the_language_of_the_request(app: Flask) -> None:
    with app.test_request_context("/?lang=zh_Hant"):
        assert locale.say(m_("Please sign in.")) == "請先登錄。"
        assert locale.say("as it is") == "as it is"
        assert locale.t("There is no such entry (number {number}).", number=7) == "沒有編號為 7 的記錄。"
        assert locale.thousands(1234567) == "1,234,567"
    with app.test_request_context("/?lang=en"):
        assert locale.rule_name("Wishes") == "Wishes"


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/people", "/people?lang=en"),
        ("/people?lang=zh_Hant", "/people?lang=en"),
        ("/people?q=A%26B&lang=zh_Hant&page=2", "/people?q=A%26B&page=2&lang=en"),
        ("/people?q=1&q=2", "/people?q=1&q=2&lang=en"),
    ],
)
def test_the_switch_keeps_all_else_that_was_asked_for(app: Flask, address: str, other: str) -> None:
    with app.test_request_context(address):
        assert locale.in_language("en") == other


def test_the_switch_of_a_form_that_was_sent_leads_to_a_page_that_can_be_read(app: Flask) -> None:
    with app.test_request_context("/people/1/link", method="POST"):
        assert locale.in_language("en") == "/?lang=en"


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
    ("number", "said"),
    [(0, "0"), (0.0, "0"), (3362, "+3,362"), (-37360, "-37,360"), (0.72, "+0.72"), (-1234.5, "-1,234.5")],
)
def test_what_is_more_or_less_has_a_sign_and_nought_has_none(number: float, said: str) -> None:
    assert locale.signed(number) == said
