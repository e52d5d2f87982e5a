"""What a form or an address carries, read with errors in the user's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from api.pages import forms
from api.pages.forms import Form
from scheduler.errors import Invalid
from scheduler.models import PlaceKind
from tests.api.client import Browser, Installation
from tests.refused import reasons

APP = Flask(__name__)


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (lambda form: form.text("x", most=5), "  字  ", "字"),
        (lambda form: form.code("x"), " Ｄ０１ ", "D01"),
        (lambda form: form.code("x"), "", ""),
        (lambda form: form.number("x", least=1, most=9), "7", 7),
        (lambda form: form.whole("x", most=9), " -7 ", -7),
        (lambda form: form.whole("x", most=9), "+9", 9),
        (lambda form: form.whole("x", most=9), "", None),
        (lambda form: form.number("x", least=1, most=9, default=3), " ", 3),
        (lambda form: form.needed_number("x", least=1, most=9), "1", 1),
        (lambda form: form.decimal("x", least=-90, most=90), "-22.5", -22.5),
        (lambda form: form.decimal("x", least=-90, most=90), "", None),
        (lambda form: form.minutes("x", most_hours=24), "1.66667", 100),
        (lambda form: form.minutes("x", most_hours=24), "0", 0),
        (lambda form: form.minutes("x", most_hours=24), "24", 1440),
        (lambda form: form.minutes("x", most_hours=24), "", None),
        (lambda form: form.reference("x"), "12", 12),
        (lambda form: form.reference("x"), "", None),
        (lambda form: form.needed_reference("x"), "12", 12),
        (lambda form: form.day("x"), "2026-11-30", date(2026, 11, 30)),
        (lambda form: form.day("x"), "", None),
        (lambda form: form.month("x"), "2026-11", date(2026, 11, 1)),
        (lambda form: form.month("x"), "", None),
        (lambda form: form.minute("x"), "14:30", 870),
        (lambda form: form.minute("x"), "8\N{FULLWIDTH COLON}05", 485),
        (lambda form: form.minute("x"), "24:00", 1440),
        (lambda form: form.minute("x"), "", None),
        (lambda form: form.choice("x", PlaceKind), "venue", PlaceKind.VENUE),
        (lambda form: form.choice("x", PlaceKind), "", None),
        (lambda form: form.checked("x"), "yes", True),
        (lambda form: form.checked("x"), "no", False),
    ],
)
def test_a_field_is_read(read: Callable[[Form], Any], text: str, value: object) -> None:
    form = Form({"x": text})
    assert (read(form), form.wrong) == (value, {})
    form.done()


def test_chosen_rows_are_read_once_each_and_what_is_no_number_is_left_out() -> None:
    fields = MultiDict([("ids", text) for text in ("3", "1", "3", "x", "", "-1", "0", "9999999999", "1.5")])
    assert (forms.numbers(fields, "ids"), forms.numbers(fields, "other")) == ([1, 3], [])


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (lambda form: form.text("x", most=5, needed=True), " ", "This is needed."),
        (lambda form: form.text("x", most=5), "123456", "At most 5 characters."),
        (lambda form: form.code("x", needed=True), " ", "This is needed."),
        (lambda form: form.code("x", most=5), "123456", "At most 5 characters."),
        (lambda form: form.code("x"), "D01、D02", "a number without spaces, commas and semicolons"),
        (lambda form: form.number("x", least=1, most=9), "10", "A whole number from 1 to 9."),
        (lambda form: form.number("x", least=1, most=9), "1.5", "A whole number from 1 to 9."),
        (lambda form: form.number("x", least=1, most=9), "\N{FULLWIDTH DIGIT ONE}", "A whole number from 1 to 9."),
        (lambda form: form.whole("x", most=9), "-10", "A whole number from -9 to 9."),
        (lambda form: form.whole("x", most=9), "--1", "A whole number from -9 to 9."),
        (lambda form: form.whole("x", most=9), "1.5", "A whole number from -9 to 9."),
        (lambda form: form.needed_number("x", least=1, most=9), "", "A whole number from 1 to 9."),
        (lambda form: form.decimal("x", least=-90, most=90), "91", "A number from -90 to 90."),
        (lambda form: form.decimal("x", least=-90, most=90), "nan", "A number from -90 to 90."),
        (lambda form: form.decimal("x", least=-90, most=90), "north", "A number from -90 to 90."),
        (lambda form: form.minutes("x", most_hours=24), "24.1", "A number from 0 to 24."),
        (lambda form: form.minutes("x", most_hours=24), "-1", "A number from 0 to 24."),
        (lambda form: form.reference("x"), "one", "Choose one of the list."),
        (lambda form: form.needed_reference("x"), "", "Choose one of the list."),
        (lambda form: form.day("x"), "tomorrow", "A day such as 2026-11-30."),
        (lambda form: form.needed_day("x"), "", "A day such as 2026-11-30."),
        (lambda form: form.month("x"), "2026-13", "A month such as 2026-11."),
        (lambda form: form.month("x"), "11", "A month such as 2026-11."),
        (lambda form: form.minute("x"), "24:01", "A time such as 14:30."),
        (lambda form: form.minute("x"), "14:60", "A time such as 14:30."),
        (lambda form: form.minute("x"), "1430", "A time such as 14:30."),
        (lambda form: form.needed_minute("x"), "", "A time such as 14:30."),
        (lambda form: form.choice("x", PlaceKind), "moon", "Choose one of the list."),
        (lambda form: form.needed_choice("x", PlaceKind), "", "Choose one of the list."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(read: Callable[[Form], Any], text: str, sentence: str) -> None:
    form = Form({"x": text})
    read(form)
    with pytest.raises(Invalid) as refused:
        form.done()
    assert reasons(refused) == {"x": sentence}


def test_rows_of_fields_are_found_by_their_numbers() -> None:
    sent = {"roles.0.name": "a", "roles.2.name": "b", "roles.10.name": "c", "roles.x.name": "d", "roles.1.level": "e"}
    with APP.test_request_context("/", method="POST", data=sent):
        assert forms.positions("roles.", ".name") == [0, 2, 10]


@pytest.mark.parametrize(
    ("text", "number"), [("", 1), ("3", 3), ("0", 1), ("-1", 1), ("12345678", 1), ("\N{SUPERSCRIPT TWO}", 1)]
)
def test_a_page_that_cannot_be_read_is_the_first(text: str, number: int) -> None:
    with APP.test_request_context("/", query_string={"page": text}):
        assert forms.page_number() == number


def test_choices_that_nobody_knows_are_left_out() -> None:
    with APP.test_request_context("/?kind=moon", method="POST", data={"kinds": ["venue", "moon"]}):
        assert (forms.choices("kinds", PlaceKind), forms.choice("kind", PlaceKind)) == ([PlaceKind.VENUE], None)


@pytest.mark.parametrize(("query", "text"), [("?q=%20甲%20", "甲"), ("?q=", ""), ("", ""), ("?q=%00a%07", "a")])
def test_a_text_that_is_searched_for_is_read_without_what_is_not_seen(query: str, text: str) -> None:
    with APP.test_request_context(f"/{query}"):
        assert forms.asked_text() == text


@pytest.mark.parametrize(
    "path",
    [
        "/people?q={}",
        "/activities?q={}",
        "/places?q=a{}b",
        "/teams/1/candidates?q={}",
        "/rosters/1?q={}",
        "/days?year={}",
    ],
)
def test_characters_that_no_database_takes_are_not_searched_for(
    installation: Installation, browser: Browser, path: str
) -> None:
    installation.bring()
    browser.post("/teams/new", "/teams/new", code="T1", name="一号先锋队")
    browser.post("/rosters", "/rosters", first_day="2026-11-23", last_day="2026-11-29")
    assert [browser.get(path.format(odd)).status_code for odd in ("%00", "%07", "%ED%A0%80")] == [200, 200, 200]


def test_a_text_is_one_line_without_characters_that_are_not_seen(browser: Browser) -> None:
    browser.post("/teams/new", "/teams/new", code=" \x00T1 ", name="一号\x00先\r\n锋\u200b队")
    shown = browser.filled("/teams/1", "/teams/1")
    assert shown["name"] == ["一号 先 锋队"]
    assert browser.change("/town", "/town/settings", name="新\x00镇").status_code == 302
    assert browser.filled("/town", "/town/settings")["name"] == ["新 镇"]
    assert browser.post("/sign-in", "/sign-in", name="a\x00", password="x").status_code == 403


@pytest.mark.parametrize("path", ["/people/{}", "/teams/{}", "/rosters/{}", "/activities/{}", "/import/{}"])
def test_a_number_that_no_row_can_have_is_no_page(browser: Browser, path: str) -> None:
    assert [browser.get(path.format(number)).status_code for number in ("0", 2**31, 10**20)] == [404, 404, 404]
