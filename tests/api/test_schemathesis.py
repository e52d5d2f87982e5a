"""The whole API against its own description, with requests that nobody would write by hand, on both databases."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import load_all_checks, positive_data_acceptance
from schemathesis.schemas import BaseSchema

from api.app import create_app
from scheduler.services.sessions import open_engine
from scheduler.settings import Settings
from tests.api.client import Installation
from tests.conftest import Databases

load_all_checks()

EXCLUDED = [positive_data_acceptance]
"""A request that fits its schema can still be refused by how the town stands: an id that there is not, an end before
the start, a roster that is published. OpenAPI cannot say so. All other checks run."""

REFUSED = ["400", "401", "403", "404", "405", "406", "409", "412", "415", "422", "428", "429"]
"""How what does not fit its schema may be refused; where the version in If-Match is wrong too, that is said first."""

ROWS = 6
"""Ids up to this are asked for: the small town has rows with most of them."""


def settings_of(folder: Path, url: str) -> Settings:
    return Settings(folder, 8000, url, None, None, 25, "roster@localhost", False, None, 5.0, 15.0, 1, 0, b"k" * 32)


def describe(*, coverage: bool) -> BaseSchema:
    """The API's description, to be tried at the edges of every value (coverage) or anywhere (fuzzing)."""
    empty = create_app(settings_of(Path(tempfile.gettempdir()), "sqlite://"))
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", empty)
    schema.config.phases.coverage.enabled = coverage
    schema.config.phases.fuzzing.enabled = not coverage
    schema.config.checks.missing_required_header.expected_statuses = ["401", "422", "428"]
    schema.config.checks.negative_data_rejection.expected_statuses = REFUSED
    return schema


edges, anything = describe(coverage=True), describe(coverage=False)
bounded = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)


def made_town(url: str, folder: Path) -> Iterator[Installation]:
    """A small town with a published roster and a draft."""
    engine = open_engine(url)
    town = Installation(settings_of(folder, url), engine, alone=True)
    town.bring()
    town.published()
    town.call("POST", "/api/rosters", json={"first_day": "2026-11-23", "last_day": "2026-11-29"})
    yield town
    engine.dispose()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def town(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    url = databases.new(request.param)
    yield from made_town(url, tmp_path_factory.mktemp("town"))
    databases.drop(url)


@pytest.fixture(scope="module", params=["postgresql"])
def strict_town(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """One on PostgreSQL, which refuses more than SQLite does."""
    url = databases.new(request.param)
    yield from made_town(url, tmp_path_factory.mktemp("town"))
    databases.drop(url)


def real(value: Any, name: str = "") -> Any:
    """A body whose references mostly refer to something."""
    if isinstance(value, dict):
        return {key: real(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [real(inner, name) for inner in value]
    refers = name.endswith(("_id", "_ids")) and isinstance(value, int) and not isinstance(value, bool)
    return 1 + value % ROWS if refers else value


def judge(case: Case, town: Installation) -> None:
    """Send a request as the coordinator, for what there is and by the version that it has; have the answer judged."""
    if case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE:
        case.path_parameters = real(case.path_parameters)
        case.body = real(case.body) if isinstance(case.body, dict) else case.body
        if "If-Match" in case.headers:
            case.headers["If-Match"] = "*"
    token = town.sign_in() if case.path == "/api/sessions" and case.method == "DELETE" else town.token
    headers = {"Authorization": f"Bearer {token}"}
    case.call_and_validate(headers=headers, app=town.app, excluded_checks=EXCLUDED)


@edges.parametrize()
@settings(bounded)
def test_the_api_keeps_its_word_at_the_edges_of_every_value(case: Case, strict_town: Installation) -> None:
    judge(case, strict_town)


@anything.parametrize()
@settings(bounded, max_examples=3)
def test_the_api_keeps_its_word_whatever_is_asked(case: Case, town: Installation) -> None:
    judge(case, town)


@pytest.mark.nightly
@anything.parametrize()
@settings(bounded, max_examples=200, derandomize=False)
def test_the_api_keeps_its_word_all_night(case: Case, town: Installation) -> None:
    judge(case, town)
