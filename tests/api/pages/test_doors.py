"""Who may come in: every page and every form asked by nobody, by a person, and by a coordinator for a person's own."""

from __future__ import annotations

import re

import pytest

from api.pages import PAGES
from tests.api.client import Browser, Installation

OUTSIDE = {"account", "calendar_pages.public", "wall.show", "console.home", "console.progress"}
"""What is for everybody: the door itself, public calendars, wall boards, the first page, how far the first start is."""

ACTIONS = {
    "staffing.change": "pin",
    "hand.set_pinned": "pin",
    "hand.move": "undo",
    "calendar_pages.change": "renew",
    "mine.change_calendar": "make",
}


def addresses(installation: Installation, *, own: bool) -> list[tuple[str, str]]:
    """Method and address of every page: the console's, or those of a person's own."""
    adapter = installation.app.url_map.bind("localhost")
    names = {blueprint.name for blueprint in PAGES} - OUTSIDE
    found = []
    for rule in installation.app.url_map.iter_rules():
        name = rule.endpoint.split(".")[0]
        if name in names and rule.endpoint not in OUTSIDE and (name == "mine") == own:
            words = {"action": ACTIONS.get(rule.endpoint), "answer": "accept", "form": "csv"}
            values = dict.fromkeys(rule.arguments, 1) | words
            given = {argument: values[argument] for argument in rule.arguments}
            methods = (rule.methods or set()) & {"GET", "POST"}
            found += [(method, adapter.build(rule.endpoint, given, method=method)) for method in methods]
    return sorted(found)


def answers(browser: Browser, pages: list[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, str]]:
    """Status of every page, and where it leads."""
    told = {page: browser.client.open(page[1], method=page[0]) for page in pages}
    return {page: (answer.status_code, answer.headers.get("Location", "")) for page, answer in told.items()}


@pytest.fixture
def person(installation: Installation, browser: Browser) -> Browser:
    """A person who came in by a link that the coordinator issued."""
    installation.bring()
    link = re.search(r'value="http://localhost(/enter/[^"]+)"', browser.post("/people/3", "/people/3/link").text)
    assert link is not None
    found = Browser(installation.app)
    assert found.post(link[1], link[1]).status_code == 302
    return found


def test_nobody_comes_in_without_signing_in(installation: Installation) -> None:
    visitor = Browser(installation.app)
    console, own = addresses(installation, own=False), addresses(installation, own=True)
    assert (len(console) > 80, len(own) > 5) == (True, True)
    assert answers(visitor, console) == {(method, path): (302, f"/sign-in?next={path}") for method, path in console}
    assert answers(visitor, own) == dict.fromkeys(own, (302, "/enter"))


def test_a_person_is_refused_by_every_page_and_form_of_the_console(installation: Installation, person: Browser) -> None:
    console = addresses(installation, own=False)
    assert answers(person, console) == dict.fromkeys(console, (403, ""))


def test_a_coordinator_is_refused_by_every_page_and_form_of_a_persons_own(
    installation: Installation, browser: Browser
) -> None:
    own = addresses(installation, own=True)
    assert answers(browser, own) == dict.fromkeys(own, (403, ""))
