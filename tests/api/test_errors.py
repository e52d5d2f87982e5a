"""Refusals as problems: one table of statuses, fields by name, and no reason left in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from marshmallow import Schema, ValidationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import MethodNotAllowed, NotAcceptable, TooManyRequests

from api import errors
from api.app import create_app
from api.schemas import accounts, activities, people, records, rosters, teams, town
from api.schemas.fields import PageQuery, Strict, Told
from scheduler.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from scheduler.language import m_
from scheduler.services.sessions import open_engine
from scheduler.settings import Settings
from tests.api.client import Browser, Installation
from tests.api.problems import problem
from tests.conftest import Databases

AT_ONCE = "Somebody else changed this at the same moment. Load it again."


@pytest.fixture
def app(settings: Callable[..., Settings], databases: Databases) -> Iterator[Flask]:
    engine = open_engine(databases.new("sqlite"))
    yield create_app(settings(), engine)
    engine.dispose()


NAME, PHONE = m_("The town needs a name."), m_("A name such as 六祖镇.")


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (NotFound(NAME), problem(404, "The town needs a name.")),
        (Forbidden(NAME), problem(403, "The town needs a name.")),
        (Conflict(NAME), problem(409, "The town needs a name.")),
        (Invalid(NAME), problem(422, "The town needs a name.")),
        (Invalid(NAME, {"a.b": PHONE}), problem(422, "The town needs a name.", a__b="A name such as 六祖镇.")),
        (IntegrityError("INSERT", {}, Exception()), problem(409, AT_ONCE)),
        (StaleDataError(), problem(409, AT_ONCE)),
        (MethodNotAllowed(["GET"]), problem(405, "This cannot be done here.")),
        (TooManyRequests(), problem(429, "Too many attempts. Wait a minute.")),
        (ZeroDivisionError(), problem(500, "Something went wrong here. It was written down; please try again.")),
    ],
)
def test_whatever_is_raised_is_a_problem_for_a_program_and_a_page_for_a_browser(
    app: Flask, error: Exception, refusal: tuple[int, dict[str, Any]]
) -> None:
    def fail() -> str:
        raise error

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/api/fail", "fail", fail)
    app.add_url_rule("/fail", "fail_page", fail)
    answer = app.test_client().get("/api/fail?lang=en")
    assert (answer.status_code, answer.json, answer.content_type) == (*refusal, "application/problem+json")
    page = app.test_client().get("/fail?lang=en")
    assert (page.status_code, page.content_type) == (refusal[0], "text/html; charset=utf-8")
    assert refusal[1]["detail"] in page.text


def test_of_two_edits_that_named_a_version_the_second_named_the_wrong_one(app: Flask) -> None:
    def fail() -> str:
        raise StaleDataError

    app.add_url_rule("/api/fail", "fail", fail)
    answer = app.test_client().get("/api/fail?lang=en", headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json) == problem(412, "Somebody else changed this meanwhile. Load it again.")


def test_every_kind_of_refusal_has_its_status() -> None:
    assert set(errors.STATUSES) == set(DomainError.__subclasses__())


def test_only_headers_that_say_what_to_do_are_passed_on(app: Flask) -> None:
    with app.test_request_context("/api/people?lang=en"):
        answer = errors.http_error(MethodNotAllowed(["GET", "POST"]))
        assert (answer.headers["Allow"], answer.content_type) == ("GET, POST", "application/problem+json")
        other = errors.http_error(NotAcceptable())
        assert (other.status_code, other.json["detail"]) == (406, NotAcceptable.description)


@pytest.mark.parametrize(
    ("messages", "fields"),
    [
        ({"json": {"name": ["Unknown field."]}}, {"name": "There is no such field."}),
        ({"query": {"page": ["Not a valid string."]}}, {"page": "A text."}),
        (
            {"json": {"roles": {0: {"name": ["Missing data for required field."]}}}},
            {"roles.0.name": "This value is needed."},
        ),
        ({"json": {"_schema": ["Invalid input type."]}}, {"body": "An object with named fields."}),
        ({"json": {"a": {"json": ["as it is"]}}}, {"a.json": "as it is"}),
        ({"json": {"a": ["one.", "two."]}}, {"a": "one. two."}),
    ],
)
def test_a_schemas_messages_are_one_sentence_a_field(app: Flask, messages: Any, fields: dict[str, str]) -> None:
    with app.test_request_context("/?lang=en"):
        assert errors.flattened(messages) == fields


def schemas() -> list[type[Schema]]:
    """Every schema that reads what somebody sends."""
    modules = (accounts, activities, people, records, rosters, teams, town)
    found = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    asked = {one for one in found if issubclass(one, Strict) and not issubclass(one, Told)}
    return sorted(asked - {Strict, PageQuery}, key=str)


ODD: tuple[Any, ...] = (None, "", "x" * 5000, 5, -1, 1.5, True, [], {}, ["x"], [None], [{}], {"x": None}, "2026-02-30")


@pytest.mark.parametrize("schema", schemas(), ids=lambda schema: schema.__name__)
def test_no_reason_of_a_schema_is_left_in_english(app: Flask, schema: type[Schema]) -> None:
    bodies: list[Any] = [None, [], "x", {}, {"nothing": 1}]
    bodies += [{field.data_key or name: odd} for name, field in schema().fields.items() for odd in ODD]
    with app.test_request_context("/?lang=zh_Hans"):
        for body in bodies:
            try:
                schema().load(body)
            except ValidationError as error:
                said = errors.flattened(error.messages)
                assert [reason for reason in said.values() if not re.search("[\u4e00-\u9fff]", reason)] == [], body


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
