"""Schemas of what is sent and of what is told: the same fields, asked for and bounded on one side alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from marshmallow import Schema, ValidationError, fields

from api.schemas.fields import (
    Choice,
    Code,
    Day,
    Flag,
    Instant,
    Number,
    Real,
    Several,
    Strict,
    Text,
    Told,
    code_field,
    reference,
)
from scheduler.models import DayKind


class SentSchema(Strict):
    """One field of each kind."""

    name = Text(5, least=1)
    minutes = Number(0, 10)
    place_id = reference()
    factor = Real(1, 2)
    active = Flag()
    kind = Choice(DayKind)
    day = Day()
    starts_at = Instant()
    listed = Several(Number(1), least=1)


class NewSchema(SentSchema):
    """Two of them are needed."""

    needed = frozenset({"name", "kind"})


class ToldSchema(Told, SentSchema):
    """All of them, with a number."""

    id = fields.Integer()


GIVEN: dict[str, Any] = {
    "name": "甲",
    "minutes": 10,
    "place_id": None,
    "factor": 2,
    "active": False,
    "kind": "holiday",
    "day": "2026-11-30",
    "starts_at": "2026-11-30T08:00:00+08:00",
    "listed": [1, 2],
}
READ: dict[str, Any] = {
    **GIVEN,
    "factor": 2.0,
    "kind": DayKind.HOLIDAY,
    "day": date(2026, 11, 30),
    "starts_at": datetime(2026, 11, 30, tzinfo=UTC),
}


def refused(schema: Schema, body: Any) -> dict[str, list[str]]:
    """What is wrong with a body, by field."""
    app = Flask(__name__)
    with app.test_request_context("/?lang=en"), pytest.raises(ValidationError) as error:
        schema.load(body)
    found: dict[str, list[str]] = error.value.normalized_messages()
    return found


def test_what_is_sent_is_read_and_nothing_of_it_is_needed() -> None:
    assert SentSchema().load(GIVEN) == READ
    assert SentSchema().load({}) == {}


def test_what_is_needed_is_asked_for() -> None:
    assert NewSchema().load({"name": "甲", "kind": "holiday"}) == {"name": "甲", "kind": DayKind.HOLIDAY}
    missing = ["Missing data for required field."]
    assert refused(NewSchema(), {"minutes": 1}) == {"name": missing, "kind": missing}


def test_what_is_not_known_is_refused() -> None:
    assert refused(SentSchema(), {"id": 1}) == {"id": ["Unknown field."]}


def test_what_is_told_keeps_no_bounds() -> None:
    row = {**READ, "id": 7, "name": "六个字的名称", "minutes": 999, "factor": 9.5, "listed": []}
    assert ToldSchema().dump(row) == {
        **GIVEN,
        "id": 7,
        "name": "六个字的名称",
        "minutes": 999,
        "factor": 9.5,
        "listed": [],
        "starts_at": "2026-11-30T00:00:00+00:00",
    }
    bounds = [field.validators for field in ToldSchema().fields.values()]
    assert (bounds, all(field.required for field in ToldSchema().fields.values())) == ([[]] * 10, True)
    assert [len(field.validators) for field in SentSchema().fields.values()] == [1, 1, 1, 1, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(("sent", "read"), [(" 甲乙丙 ", "甲乙丙"), ("甲乙丙丁戊", "甲乙丙丁戊")])
def test_a_text_is_cleaned(sent: str, read: str) -> None:
    assert Text(5, least=1).deserialize(sent) == read


@pytest.mark.parametrize("sent", ["   ", "\x8e\x8e", "甲乙丙丁戊己", "甲乙丙丁戊 ", "\x8e甲乙丙丁戊"])
def test_a_text_is_too_long_as_it_is_sent_and_empty_as_it_is_read(sent: str) -> None:
    with Flask(__name__).test_request_context("/?lang=en"), pytest.raises(ValidationError) as refusal:
        Text(5, least=1).deserialize(sent)
    assert refusal.value.messages == ["From 1 to 5 characters."]


@pytest.mark.parametrize(("sent", "read"), [("D01", "D01"), (" Ｄ０１ ", "D01"), (None, None)])
def test_a_number_of_the_office_is_read_as_the_import_reads_it(sent: str | None, read: str | None) -> None:
    assert Code(5, allow_none=True).deserialize(sent) == read


@pytest.mark.parametrize("sent", ["D 1", "D,1", "D；1", "D、1"])
def test_a_number_that_a_list_would_take_apart_is_refused(sent: str) -> None:
    with Flask(__name__).test_request_context("/?lang=en"), pytest.raises(ValidationError) as refusal:
        code_field().deserialize(sent)
    assert refusal.value.messages == ["a number without spaces, commas and semicolons"]
