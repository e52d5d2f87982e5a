"""Answers to offers over the API: given, taken back, too late, not one's own."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from scheduler.domain.clock import local_instant
from tests.api.client import Installation
from tests.api.problems import FORBIDDEN, STRANGER, missing, problem
from tests.api.test_doors import person_token
from tests.workbooks import MONDAY

pytestmark = pytest.mark.usefixtures("before_the_duties")

GONE = problem(409, "This duty is not an open offer any more.")
BEGUN = problem(409, "This duty has begun; please call the coordinator.")


class Volunteer:
    """A volunteer who is asked for the first activity: duty 2; duty 1 is a social worker's."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.headers = {"Authorization": f"Bearer {person_token(installation, 3)}"}

    def answers(self, answer: str, duty: int = 2) -> tuple[int, Any]:
        told = self.installation.api.post(f"/api/duties/{duty}/{answer}?lang=en", headers=self.headers)
        return told.status_code, told.json


@pytest.fixture
def volunteer(small: Installation) -> Volunteer:
    small.token = small.sign_in()
    small.told("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})
    for role, person in ((1, 1), (2, 3)):
        small.told("POST", "/api/rosters/1/assignments", {"role_id": role, "person_id": person})
    small.told("POST", "/api/rosters/1/publication")
    return Volunteer(small)


def test_an_offer_is_accepted_taken_back_and_accepted_again(volunteer: Volunteer) -> None:
    for answer, state in (("accept", "accepted"), ("accept", "accepted"), ("decline", "declined")):
        status, given = volunteer.answers(answer)
        assert (status, given) == (200, {"id": 2, "state": state, "answered_at": given["answered_at"]})
    assert volunteer.answers("accept") == GONE
    assert volunteer.installation.told("GET", "/api/rosters/1/summary")[1]["filled"] == 1


def test_the_same_answer_again_changes_nothing(volunteer: Volunteer) -> None:
    assert volunteer.answers("decline") == volunteer.answers("decline")


def test_once_the_duty_has_begun_only_the_coordinator_helps(volunteer: Volunteer) -> None:
    nine = local_instant(MONDAY.replace(day=24), 9 * 60)
    with time_machine.travel(nine, tick=False):
        assert (volunteer.answers("accept"), volunteer.answers("decline")) == (BEGUN, BEGUN)


def test_a_duty_that_was_taken_away_is_no_offer(volunteer: Volunteer) -> None:
    told = volunteer.installation.told
    draft = told("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})[1]["id"]
    for row in told("GET", f"/api/rosters/{draft}/assignments")[1]:
        assert told("DELETE", f"/api/assignments/{row['id']}") == (204, None)
    assert told("POST", f"/api/rosters/{draft}/publication")[0] == 200
    assert (volunteer.answers("accept"), volunteer.answers("decline")) == (GONE, GONE)


def test_nobody_answers_for_others(volunteer: Volunteer) -> None:
    for answer in ("accept", "decline"):
        assert volunteer.answers(answer, duty=1) == FORBIDDEN
        assert volunteer.answers(answer, duty=99) == missing(99)
        assert volunteer.installation.told("POST", f"/api/duties/2/{answer}") == FORBIDDEN
        stranger = volunteer.installation.api.post(f"/api/duties/2/{answer}?lang=en")
        assert (stranger.status_code, stranger.json) == STRANGER
    status, (duty,) = volunteer.installation.told("GET", "/api/people/3/duties")
    assert (status, duty["state"]) == (200, "offered")


def test_an_employee_is_assigned_and_not_asked(volunteer: Volunteer) -> None:
    worker = {"Authorization": f"Bearer {person_token(volunteer.installation, 1)}"}
    answer = volunteer.installation.api.post("/api/duties/1/decline?lang=en", headers=worker)
    assert (answer.status_code, answer.json) == GONE
