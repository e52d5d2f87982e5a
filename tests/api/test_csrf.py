"""Forms carry a token of their session; without it, or with another's, they are refused."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation

REFUSED = "This page was open for too long. Load it again, then send the form."


def token(browser: Browser) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/places/new").text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_form_is_taken_with_its_token_alone(installation: Installation) -> None:
    browser, other = (Browser(installation.app).sign_in() for _ in range(2))
    fields = {"code": "V9", "name": "九号村", "kind": "village"}
    for wrong in ({}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": token(other)}):
        answer = browser.client.post("/places/new?lang=en", data={**fields, **wrong})
        assert (answer.status_code, REFUSED in answer.text) == (403, True)
    assert installation.told("GET", "/api/places") == (200, [])
    taken = browser.client.post("/places/new", data={**fields, "csrf_token": token(browser)})
    assert taken.status_code == 302
    assert [place["code"] for place in installation.told("GET", "/api/places")[1]] == ["V9"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_api_needs_no_token_of_a_form(installation: Installation) -> None:
    body = {"code": "V9", "name": "九号村", "kind": "village"}
    assert installation.told("POST", "/api/places", body)[0] == 201
