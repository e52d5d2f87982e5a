"""Signing in to the API: tokens, their end, personal links, refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from scheduler.models import PersonalLink, SignedIn
from scheduler.services import accounts
from tests.api.client import PASSWORD, Browser, Installation
from tests.api.problems import STRANGER, problem, wrong
from tests.conftest import NOW

NAMED = {"name": "coordinator", "password": PASSWORD}
WRONG_NAME = problem(403, "Name or password is wrong.")
USED = problem(404, "This link is not valid any more. Please ask your coordinator for a new one.")


def who(installation: Installation, token: str) -> tuple[int, object]:
    answer = installation.api.get("/api/sessions?lang=en", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code, answer.json


def test_a_token_is_good_for_twelve_hours(installation: Installation) -> None:
    coordinator = {"name": "coordinator", "role": "coordinator", "town_id": installation.town_id, "person_id": None}
    with time_machine.travel(NOW, tick=False):
        answer = installation.api.post("/api/sessions", json=NAMED)
        assert (answer.status_code, answer.json["expires_at"]) == (201, "2026-11-20T13:00:00+00:00")
        token = answer.json["token"]
        assert who(installation, token) == (200, coordinator)
    for later, told in ((timedelta(hours=12, seconds=-1), (200, coordinator)), (timedelta(hours=12), STRANGER)):
        with time_machine.travel(NOW + later, tick=False):
            assert who(installation, token) == told


def test_signing_out_ends_one_session_and_no_other(installation: Installation) -> None:
    first, second = installation.sign_in(), installation.sign_in()
    answer = installation.api.delete("/api/sessions", headers={"Authorization": f"Bearer {first}"})
    assert (answer.status_code, answer.data) == (204, b"")
    assert (who(installation, first), who(installation, second)[0]) == (STRANGER, 200)


def test_a_new_password_ends_all_sessions(installation: Installation) -> None:
    token = installation.sign_in()
    with installation.factory.begin() as session:
        accounts.set_password(session, "coordinator", "another horse battery")
    assert who(installation, token) == STRANGER
    answer = installation.api.post("/api/sessions?lang=en", json=NAMED)
    assert (answer.status_code, answer.json) == WRONG_NAME


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({**NAMED, "password": "wrong"}, WRONG_NAME),
        ({**NAMED, "name": "nobody"}, WRONG_NAME),
        ({}, wrong(name="This value is needed.", password="This value is needed.")),
        (
            {"name": "", "password": ""},
            wrong(name="From 1 to 60 characters.", password="From 1 to 200 characters."),
        ),
        ({**NAMED, "password": 5}, wrong(password="A text.")),
        ({**NAMED, "password": None}, wrong(password="This value is needed.")),
        ({**NAMED, "role": "x"}, wrong(role="There is no such field.")),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_refusal_to_sign_in_says_why(
    installation: Installation, body: dict[str, object], refusal: tuple[int, object]
) -> None:
    answer = installation.api.post("/api/sessions?lang=en", json=body)
    assert (answer.status_code, answer.json) == refusal


def test_a_personal_link_lets_its_person_in_once_within_seven_days(small: Installation) -> None:
    with time_machine.travel(NOW, tick=False):
        small.token = small.sign_in()
        link, late = (small.told("POST", "/api/people/3/link")[1] for _ in range(2))
        assert link == {"token": link["token"], "url": f"http://localhost/enter/{link['token']}"}
    with time_machine.travel(NOW + timedelta(days=7, seconds=-1), tick=False):
        entered = small.api.post("/api/sessions/link", json={"token": link["token"]})
        assert (entered.status_code, entered.json["expires_at"]) == (201, "2027-02-25T00:59:59+00:00")
        person = {"name": "person 3", "role": "person", "town_id": small.town_id, "person_id": 3}
        assert who(small, entered.json["token"]) == (200, person)
        again = small.api.post("/api/sessions/link?lang=en", json={"token": link["token"]})
        assert (again.status_code, again.json) == USED
    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        answer = small.api.post("/api/sessions/link?lang=en", json={"token": late["token"]})
        assert (answer.status_code, answer.json) == USED


def test_a_browsers_session_opens_no_api_and_a_token_opens_no_page(installation: Installation) -> None:
    browser = Browser(installation.app).sign_in()
    answer = browser.client.get("/api/sessions?lang=en")
    assert (answer.status_code, answer.json) == STRANGER
    page = installation.api.get("/people", headers={"Authorization": f"Bearer {installation.token}"})
    assert (page.status_code, page.headers["Location"]) == (302, "/sign-in?next=/people")


def test_the_database_holds_no_token_and_no_password(small: Installation) -> None:
    link = small.told("POST", "/api/people/3/link")[1]["token"]
    with small.factory() as session:
        kept = [row.token_hash for model in (SignedIn, PersonalLink) for row in session.query(model)]
    assert {accounts.digest(small.token), accounts.digest(link)} <= set(kept)
    trail = str(small.told("GET", "/api/audit?page_size=500")[1])
    assert [secret for secret in (small.token, link, PASSWORD, *kept, "argon2") if secret in trail] == []
