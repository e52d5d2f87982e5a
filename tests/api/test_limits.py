"""How often somebody may try to sign in."""

from __future__ import annotations

import re

from tests.api.client import PASSWORD, Browser, Installation
from tests.api.problems import problem


def test_passwords_are_not_to_be_guessed(limited: Installation) -> None:
    body = {"name": "coordinator", "password": "wrong"}
    answers = [limited.api.post("/api/sessions?lang=en", json=body) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [403] * 20 + [429]
    assert answers[-1].json == problem(429, "Too many attempts. Wait a minute.")[1]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


def test_the_page_counts_too_and_the_right_password_comes_in_before_the_limit(limited: Installation) -> None:
    visitor = Browser(limited.app)
    for _ in range(19):
        assert visitor.post("/sign-in", "/sign-in", name="coordinator", password="wrong").status_code == 403
    assert visitor.post("/sign-in", "/sign-in", name="coordinator", password=PASSWORD).status_code == 302
    shown = visitor.post("/sign-in?lang=en", "/sign-in", name="coordinator", password=PASSWORD)
    said = re.search(r"Too many attempts. Please try again in (\d+) seconds.", shown.text)
    assert said is not None
    assert (shown.status_code, 0 < int(said[1]) <= 60) == (429, True)
