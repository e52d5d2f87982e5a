"""Two people edit the same thing: the second is told, and nothing of what was typed is lost."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation

MEANWHILE = "其他人刚刚修改了这项内容。您填写的内容已保留；再次保存将覆盖他人的修改。"


@pytest.mark.parametrize(
    ("path", "field", "mine", "theirs"),
    [
        ("/people/1", "name", "我填的名", "他填的名"),
        ("/teams/1", "name", "我填的名", "他填的名"),
        ("/activities/1", "title", "我填的名", "他填的名"),
    ],
)
def test_a_stale_form_is_refused_with_what_was_typed_and_saved_when_sent_again(
    installation: Installation, browser: Browser, path: str, field: str, mine: str, theirs: str
) -> None:
    installation.bring()
    browser.post("/teams/new", "/teams/new", code="T1", name="一号先锋队")
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


def test_a_form_that_does_not_say_its_version_is_refused(installation: Installation, browser: Browser) -> None:
    installation.bring()
    fields = {name: value for name, value in browser.filled("/people/1", "/people/1").items() if name != "revision"}
    shown = browser.client.post("/people/1", data=fields)
    assert (shown.status_code, MEANWHILE in shown.text) == (409, True)


def test_a_role_keeps_its_number_when_another_one_was_taken_away_meanwhile(
    installation: Installation, browser: Browser
) -> None:
    installation.bring()
    before = browser.filled("/activities/1", "/activities/1")
    assert browser.change("/activities/1", "/activities/1", **{"roles.0.gone": "yes"}).status_code == 302
    left = browser.filled("/activities/1", "/activities/1")
    assert left["roles.0.id"] == before["roles.1.id"] != before["roles.0.id"]
