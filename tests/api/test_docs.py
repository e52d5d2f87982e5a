"""The API as a page to read."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from api.docs import Operation, body_fields, example, kind, operation, parts, resolved
from tests.api.client import Installation

SPEC: dict[str, Any] = {
    "components": {
        "schemas": {
            "Part": {"enum": ["day", "evening", None]},
            "Wish": {
                "properties": {
                    "part": {"$ref": "#/components/schemas/Part"},
                    "weekday": {"type": "integer", "minimum": 0, "maximum": 6},
                    "days": {"type": "array", "items": {"type": "string", "format": "date"}},
                },
                "required": ["part", "days"],
            },
        },
        "responses": {"GONE": {"description": "Gone"}},
    },
}
WISH = {"$ref": "#/components/schemas/Wish"}


def test_a_reference_is_followed_and_anything_else_is_itself() -> None:
    assert resolved(SPEC, WISH) is SPEC["components"]["schemas"]["Wish"]
    assert resolved(SPEC, {"type": "string"}) == {"type": "string"}


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ({"type": "string"}, "string", "..."),
        ({"type": "string", "maxLength": 60}, "string 60", "..."),
        ({"type": "string", "format": "date"}, "date", "2026-11-23"),
        ({"type": "string", "format": "binary"}, "binary", ""),
        ({"type": "integer", "minimum": 1, "maximum": 9}, "integer 1…9", 1),
        ({"type": "number"}, "number", 1),
        ({"type": "boolean"}, "boolean", True),
        ({"$ref": "#/components/schemas/Part"}, "day | evening", "day"),
        ({"type": "array", "items": {"type": "boolean"}}, "[boolean]", [True]),
        (WISH, "{part, weekday, days}", {"part": "day", "days": ["2026-11-23"]}),
        ({"properties": {"a": {"type": "boolean"}, "b": {}}}, "{a, b}", {"a": True}),
        ({}, "", {}),
    ],
)
def test_a_field_is_told_in_a_few_words_with_a_value_that_fits(field: dict[str, Any], words: str, value: Any) -> None:
    assert (kind(SPEC, field), example(SPEC, field)) == (words, value)


def test_the_fields_of_a_body_say_which_are_needed() -> None:
    assert body_fields(SPEC, WISH) == [
        ("part", "day | evening", True),
        ("weekday", "integer 0…6", False),
        ("days", "[date]", True),
    ]


ITEM: dict[str, Any] = {
    "parameters": [{"name": "id", "in": "path"}],
    "put": {
        "tags": ["wishes"],
        "summary": "Change a wish.",
        "parameters": [{"name": "If-Match", "in": "header"}],
        "requestBody": {"content": {"application/json": {"schema": WISH}}},
        "responses": {"410": {"$ref": "#/components/responses/GONE"}, "200": {"description": "OK"}},
    },
    "post": {
        "tags": ["wishes"],
        "security": [],
        "requestBody": {"content": {"multipart/form-data": {"schema": {}}}},
        "responses": {},
    },
}


def test_an_operation_is_told_with_its_answers_in_order_and_a_call_to_try() -> None:
    told = operation(SPEC, "http://host", "/wishes/{id}", ITEM, "put")
    assert told == Operation(
        method="PUT",
        path="/wishes/{id}",
        summary="Change a wish.",
        open_to_all=False,
        parameters=[{"name": "id", "in": "path"}, {"name": "If-Match", "in": "header"}],
        fields=body_fields(SPEC, WISH),
        answers=[("200", "OK"), ("410", "Gone")],
        call="curl -X PUT 'http://host/wishes/{id}' \\\n"
        '  -H "Authorization: Bearer $TOKEN" \\\n'
        "  -H 'If-Match: \"1\"' \\\n"
        "  -H 'Content-Type: application/json' \\\n"
        """  -d '{"part": "day", "days": ["2026-11-23"]}'""",
    )


def test_a_file_is_sent_as_a_form_and_what_is_open_to_all_without_a_token() -> None:
    told = operation(SPEC, "http://host", "/wishes/{id}", ITEM, "post")
    assert (told.open_to_all, told.call) == (
        True,
        "curl -X POST 'http://host/wishes/{id}' \\\n  -F 'file=@town.xlsx'",
    )


def test_operations_stand_by_their_parts_in_order() -> None:
    tags = [{"name": "others", "description": "Others"}, {"name": "wishes", "description": "Wishes"}]
    found = parts({**SPEC, "tags": tags, "paths": {"/wishes/{id}": ITEM}}, "http://host")
    assert [(name, title, [one.method for one in told]) for name, title, told in found] == [
        ("others", "Others", []),
        ("wishes", "Wishes", ["POST", "PUT"]),
    ]


@pytest.mark.parametrize("locale", ["zh_Hans", "zh_Hant", "en"])
def test_the_page_of_the_api_tells_of_every_operation_and_runs_nothing_of_its_own(
    installation: Installation, locale: str
) -> None:
    spec = installation.api.get("/api/openapi.json").json
    page = installation.api.get(f"/api/docs?lang={locale}")
    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", page.text)).split())
    told = {(method.upper(), path) for path, item in spec["paths"].items() for method in item if method != "parameters"}
    missing = {(method, path) for method, path in told if f"{method} {path}" not in text}
    assert (page.status_code, page.content_type) == (200, "text/html; charset=utf-8")
    assert (missing, len(told) > 80) == (set(), True)
    assert re.findall(r"<script[^>]*>", page.text) == ['<script src="/static/htmx.min.js" defer>']
    assert re.findall(r"\son[a-z]+=", page.text) == []


@pytest.mark.parametrize(
    ("locale", "note"),
    [
        ("zh_Hans", ["本页说明为英文；接口的返回内容使用您所要求的语言。"]),
        ("zh_Hant", ["本頁說明為英文；接口的返回內容使用您所要求的語言。"]),
        ("en", []),
    ],
)
def test_the_page_says_in_its_own_language_that_the_reference_is_in_english(
    installation: Installation, locale: str, note: list[str]
) -> None:
    page = installation.api.get(f"/api/docs?lang={locale}").text
    assert re.findall(r'<p class="hint">(.*?)</p>', page) == note
