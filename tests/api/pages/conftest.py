"""The small town as a coordinator and as a person see it."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation


@pytest.fixture
def town(installation: Installation, browser: Browser) -> Browser:
    """The small town in the console."""
    installation.bring()
    return browser


def link_of(coordinator: Browser, person_id: int) -> str:
    """The path of a personal link that the coordinator issues."""
    page = f"/people/{person_id}"
    found = re.search(r'value="http://localhost(/enter/[^"]+)"', coordinator.post(page, f"{page}/link").text)
    assert found is not None
    return found[1]


@pytest.fixture
def person(installation: Installation, town: Browser) -> Browser:
    """测试丙, come in by a personal link."""
    visitor, link = Browser(installation.app), link_of(town, 3)
    assert visitor.post(link, link).headers["Location"] == "/me"
    return visitor
