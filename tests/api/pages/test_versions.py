"""Two people edit the same thing: the second is told, and nothing of what was typed is lost."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.filled import SERIES
from tests.api.pages.reading import held

MEANWHILE = "其他人刚刚修改了这项内容，您的修改尚未生效。请核对后重新提交。"


def fill(installation: Installation, browser: Browser) -> None:
    """A row of each kind."""
    installation.bring()
    browser.post("/teams/new", "/teams/new", code="T1", name="一号先锋队")
    browser.post("/organisations/new", "/organisations/new", code="D1", name="派出所")
    browser.post("/qualifications/new", "/qualifications/new", code="Q1", name="急救")
    browser.post("/activities/series/new", "/activities/series/new", **SERIES)


@pytest.mark.parametrize(
    ("path", "field", "mine", "theirs"),
    [
        ("/people/1", "name", "我填的名", "他填的名"),
        ("/teams/1", "name", "我填的名", "他填的名"),
        ("/activities/1", "title", "我填的名", "他填的名"),
        ("/activities/series/1", "title", "我填的名", "他填的名"),
        ("/places/1", "name", "我填的名", "他填的名"),
        ("/organisations/1", "name", "我填的名", "他填的名"),
        ("/qualifications/1", "name", "我填的名", "他填的名"),
    ],
)
def test_a_stale_form_is_refused_with_what_was_typed_and_saved_when_sent_again(
    installation: Installation, browser: Browser, path: str, field: str, mine: str, theirs: str
) -> None:
    fill(installation, browser)
    stale = browser.filled(path, path)
    assert browser.change(path, path, **{field: theirs}).status_code == 302
    shown = browser.client.post(path, data={**stale, field: mine})
    assert (shown.status_code, MEANWHILE in shown.text) == (409, True)
    assert re.search(rf'name="{field}"[^>]*value="{mine}"', shown.text)
    assert browser.filled(path, path)[field] == [theirs]
    revision = re.search(r'name="revision" value="(\d+)"', shown.text)
    assert revision is not None
    again = browser.client.post(path, data={**stale, field: mine, "revision": revision[1]})
    assert (again.status_code, browser.filled(path, path)[field]) == (302, [mine])


TIMES = {"from.0.0": ["08:00"], "until.0.0": ["12:00"]}


@pytest.mark.parametrize(
    ("page", "path", "mine", "theirs"),
    [
        ("/people/1", "/people/1/times", TIMES, {"from.5.0": ["09:00"], "until.5.0": ["10:00"]}),
        ("/teams/1", "/teams/1/times", TIMES, {"from.5.0": ["09:00"], "until.5.0": ["10:00"]}),
        ("/people/1", "/people/1/wishes", {"wish.0.day": ["gladly"]}, {"wish.5.day": ["rather_not"]}),
    ],
)
def test_a_stale_week_is_refused_with_what_was_chosen_and_saved_when_sent_again(
    installation: Installation,
    browser: Browser,
    page: str,
    path: str,
    mine: dict[str, list[str]],
    theirs: dict[str, list[str]],
) -> None:
    fill(installation, browser)
    stale = browser.filled(page, path)
    assert browser.change(page, path, **theirs).status_code == 302
    shown = browser.client.post(path, data={**stale, **mine})
    assert (shown.status_code, MEANWHILE in shown.text) == (409, True)
    kept = held(shown.text, path)
    assert {name: value for name, value in kept.items() if name not in ("csrf_token", "revision")} == {
        name: value for name, value in {**stale, **mine}.items() if name not in ("csrf_token", "revision")
    }
    assert {name: browser.filled(page, path)[name] for name in theirs} == theirs
    assert browser.client.post(path, data=kept).status_code == 302
    stored = browser.filled(page, path)
    assert {name: stored[name] for name in (*mine, *theirs)} == {**mine, **dict.fromkeys(theirs, [""])}


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("/people/1", "/people/1"),
        ("/people/1", "/people/1/times"),
        ("/people/1", "/people/1/wishes"),
        ("/teams/1", "/teams/1"),
        ("/teams/1", "/teams/1/times"),
        ("/activities/1", "/activities/1"),
        ("/activities/series/1", "/activities/series/1"),
        ("/places/1", "/places/1"),
        ("/organisations/1", "/organisations/1"),
        ("/qualifications/1", "/qualifications/1"),
        ("/town", "/town/settings"),
    ],
)
def test_a_form_that_does_not_say_its_version_is_refused(
    installation: Installation, browser: Browser, page: str, path: str
) -> None:
    fill(installation, browser)
    fields = {name: value for name, value in browser.filled(page, path).items() if name != "revision"}
    shown = browser.client.post(path, data=fields)
    assert (shown.status_code, MEANWHILE in shown.text) == (409, True)
