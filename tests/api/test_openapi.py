"""The API's description: refusals of each kind of operation named, its doors, its versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from api.app import create_app
from scheduler.services.sessions import open_engine
from scheduler.settings import Settings


@pytest.fixture
def spec(settings: Callable[..., Settings]) -> Iterator[dict[str, Any]]:
    engine = open_engine("sqlite://")
    found: dict[str, Any] = create_app(settings(), engine).test_client().get("/api/openapi.json").json
    yield found
    engine.dispose()


def operations(spec: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in spec["paths"].items():
        for method, told in item.items():
            if method != "parameters":
                yield method, path, told


@pytest.mark.parametrize(
    ("method", "path", "statuses"),
    [
        ("get", "/api/people", "200 400 401 403 404 422"),
        ("post", "/api/people", "201 400 401 403 404 409 413 415 422"),
        ("get", "/api/people/{person_id}", "200 304 400 401 403 404"),
        ("patch", "/api/people/{person_id}", "200 400 401 403 404 409 412 413 415 422 428"),
        ("delete", "/api/rosters/{roster_id}", "204 400 401 403 404 409 412 422 428"),
        ("post", "/api/sessions", "201 400 403 404 409 413 415 422 429"),
        ("get", "/api/feeds/public", "200 400 403 404 429"),
    ],
)
def test_an_operation_names_every_status_that_it_answers_with(
    spec: dict[str, Any], method: str, path: str, statuses: str
) -> None:
    assert sorted(spec["paths"][path][method]["responses"]) == statuses.split()


def test_every_refusal_is_a_problem(spec: dict[str, Any]) -> None:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for method, path, told in operations(spec):
        for status, answer in told["responses"].items():
            if status >= "4":
                name = answer["$ref"].rsplit("/", 1)[1]
                assert (method, path, spec["components"]["responses"][name]["content"]) == (method, path, problem)
    assert spec["components"]["schemas"]["Problem"]["required"] == ["detail", "status", "title", "type"]


def test_what_needs_no_sign_in_says_so_and_all_else_takes_a_token(spec: dict[str, Any]) -> None:
    assert spec["security"] == [{"bearer": []}]
    assert spec["components"]["securitySchemes"] == {"bearer": {"type": "http", "scheme": "bearer"}}
    assert {(method, path) for method, path, told in operations(spec) if told.get("security") == []} == {
        ("post", "/api/sessions"),
        ("post", "/api/sessions/link"),
        ("get", "/api/feeds/public"),
    }


def test_every_operation_says_in_a_sentence_what_it_does_and_belongs_to_a_part(spec: dict[str, Any]) -> None:
    parts = {tag["name"] for tag in spec["tags"]}
    wrong = [
        (method, path)
        for method, path, told in operations(spec)
        if not told.get("summary", "").endswith(".") or set(told["tags"]) - parts
    ]
    assert wrong == []


def test_an_edit_demands_the_version_and_a_list_says_where_its_page_is(spec: dict[str, Any]) -> None:
    edits = {
        (method, path)
        for method, path, told in operations(spec)
        if any(row.get("name") == "If-Match" and row["required"] for row in told.get("parameters", ()))
    }
    assert edits == {(method, path) for method, path, told in operations(spec) if "428" in told["responses"]}
    lists = {path for _, path, told in operations(spec) if "X-Pagination" in str(told["responses"].get("200"))}
    paged = {
        path
        for _, path, told in operations(spec)
        if any(row.get("name") == "page_size" for row in told.get("parameters", ()))
    }
    assert lists == paged
