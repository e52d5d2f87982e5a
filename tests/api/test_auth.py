"""Who asks: a bearer token for the API, a cookie for pages, and which pages are whose."""

from __future__ import annotations

import pytest
import time_machine
from flask import g

from api import auth
from scheduler.domain.permissions import Actor, ActorRole
from tests.api.client import Browser, Installation
from tests.api.test_doors import person_token
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("Bearer abc", "abc"),
        ("bearer abc", "abc"),
        ("BEARER  abc ", "abc"),
        ("Bearer", ""),
        ("Bearer ", ""),
        ("Basic abc", None),
        ("abc", None),
        ("", None),
    ],
)
def test_a_token_stands_behind_the_word_bearer(installation: Installation, header: str, token: str | None) -> None:
    with installation.app.test_request_context("/api/people", headers={"Authorization": header}):
        assert auth.bearer() == token


def test_whoever_asks_is_looked_up_once_a_request_and_named_in_the_trail(installation: Installation) -> None:
    headers = {"Authorization": f"Bearer {installation.token}"}
    coordinator = Actor("coordinator", ActorRole.COORDINATOR, installation.town_id)
    with installation.app.test_request_context("/api/people", headers=headers):
        assert (auth.current_actor(), auth.actor()) == (coordinator, coordinator)
        assert g.session.info["actor"] == "coordinator"
        g.actor = None
        assert auth.current_actor() is None
    with installation.app.test_request_context("/people", headers=headers):
        assert auth.current_actor() is None


def test_the_moment_of_a_request_has_a_zone() -> None:
    with time_machine.travel(NOW, tick=False):
        assert auth.now() == NOW


def test_pages_of_the_console_and_pages_of_ones_own_are_kept_apart(small: Installation) -> None:
    stranger, browser = small.app.test_client(), Browser(small.app).sign_in()
    person = small.app.test_client()
    with person.session_transaction() as cookie:
        cookie["token"] = person_token(small, 3)
    told = {
        path: [
            (answer.status_code, answer.headers.get("Location"))
            for answer in (one.get(path) for one in (stranger, person, browser.client))
        ]
        for path in ("/people", "/me")
    }
    assert told["/people"] == [(302, "/sign-in?next=/people"), (403, None), (200, None)]
    assert told["/me"][0][0] == 302
    assert told["/me"][1:] == [(200, None), (403, None)]


def test_a_part_of_a_page_whose_session_has_ended_has_the_page_loaded_anew(small: Installation) -> None:
    answer = small.app.test_client().get("/teams/1/candidates?q=x", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text, answer.headers["HX-Refresh"]) == (200, "", "true")
