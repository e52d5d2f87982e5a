"""Fairness over HTTP: what everybody carries against their share."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from scheduler.models import Town
from scheduler.spreadsheets.reading import read_book
from tests.api.client import Installation
from tests.api.problems import missing

pytestmark = pytest.mark.usefixtures("before_the_duties")

NOTHING = {"minutes": 0, "rest_days": 0, "unpleasant": 0}
TWO_HOURS = {**NOTHING, "minutes": 120}
PEOPLE = [
    ["Social workers", "测试甲"],
    ["Social workers", "测试乙"],
    ["Volunteers", "测试丙"],
    ["Volunteers", "测试丁"],
]
MONTHS = "first=2026-11&last=2026-12"


@pytest.fixture
def published(small: Installation) -> Installation:
    """A published roster in which a worker and a volunteer hold the first activity."""
    small.told("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})
    for role, person in ((1, 1), (2, 3)):
        small.told("POST", "/api/rosters/1/assignments", {"role_id": role, "person_id": person})
    assert small.told("POST", "/api/rosters/1/publication")[0] == 200
    return small


def line(number: int, name: str, own: dict[str, int], hours: float) -> dict[str, Any]:
    return {
        "name": name,
        "person_id": number,
        "team_id": None,
        "group": "social_worker",
        "before": NOTHING,
        "own": own,
        "months": {"2026-11": own} if own["minutes"] else {},
        "shares": {"hours": hours, "rest_days": 0.0, "unpleasant": 0.0},
    }


@pytest.mark.parametrize("path", ["/api/rosters/1/fairness?", f"/api/fairness?{MONTHS}&"])
def test_a_roster_and_months_tell_of_everybody_or_of_one_group(published: Installation, path: str) -> None:
    workers = [line(1, "测试甲", TWO_HOURS, 60), line(2, "测试乙", NOTHING, 60)]
    status, found = published.told("GET", path)
    assert (status, len(found), found[:2]) == (200, 4, workers)
    assert published.told("GET", f"{path}group=social_worker") == (200, workers)


def test_what_the_policy_does_not_share_has_no_share(published: Installation) -> None:
    with published.factory.begin() as session:
        session.execute(Town.__table__.update().values(policy=[{"rule": "FairHours"}]))
    shares = published.told("GET", f"/api/fairness?{MONTHS}")[1][0]["shares"]
    assert shares == {"hours": 60.0, "rest_days": None, "unpleasant": None}


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("", {"first": "This value is needed.", "last": "This value is needed."}),
        ("first=2026-13&last=november", dict.fromkeys(("first", "last"), "A month such as 2026-11.")),
        ("first=2026-11&last=2026-10", {"last": "Not before the first month."}),
        ("first=2026-01&last=2028-01", {"last": "At most 24 months."}),
    ],
)
def test_months_that_cannot_be_are_refused_at_their_fields(
    small: Installation, query: str, errors: dict[str, str]
) -> None:
    for path in ("/api/fairness", "/api/fairness.csv", "/api/fairness.xlsx"):
        status, refusal = small.told("GET", f"{path}?{query}")
        assert (path, status, refusal["errors"]) == (path, 422, errors)


@pytest.mark.parametrize(
    ("path", "name", "columns"),
    [
        ("/api/rosters/1/fairness.{}?", "fairness-2026-11-23-v1", 20),
        (f"/api/fairness.{{}}?{MONTHS}&", "fairness-2026-11-2026-12", 14),
    ],
)
def test_fairness_is_a_file_to_keep(published: Installation, path: str, name: str, columns: int) -> None:
    answers = {form: published.call("GET", f"{path.format(form)}lang=en") for form in ("csv", "xlsx")}
    assert {form: answer.headers["Content-Disposition"] for form, answer in answers.items()} == {
        form: f"attachment; filename={name}.{form}" for form in answers
    }
    rows = list(csv.reader(io.StringIO(answers["csv"].data.decode("utf-8-sig"))))
    assert ([row[:2] for row in rows], {len(row) for row in rows}) == (
        [["Group", "Name"], *PEOPLE],
        {columns},
    )
    (sheet,) = read_book("fairness.xlsx", answers["xlsx"].data).sheets
    assert [row[1] for row in sheet.rows] == [row[1] for row in rows]


def test_the_fairness_of_a_roster_that_is_not_there_is_not_there(small: Installation) -> None:
    for form in ("", ".csv", ".xlsx"):
        assert small.told("GET", f"/api/rosters/99/fairness{form}") == missing(99)
