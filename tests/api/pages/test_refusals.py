"""A refused form stands on its page again, whatever was refused and wherever the button is."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pytest
from werkzeug.routing import Rule

from api.pages import PAGES
from tests.api.client import Browser, Installation
from tests.api.pages.filled import SERIES
from tests.api.pages.reading import plain, problem

ELSEWHERE = {"account.leave", "account.enter_by_link"}
"""Forms outside of the console: tested on their own."""

MEANWHILE = "其他人刚刚修改了这项内容，您的修改尚未生效。请核对后重新提交。"


def posts(installation: Installation) -> list[Rule]:
    """The addresses of the console's and of a person's forms."""
    names = {blueprint.name for blueprint in PAGES}
    return [
        rule
        for rule in installation.app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.endpoint.split(".")[0] in names
    ]


@pytest.mark.usefixtures("before_the_duties")
def test_every_form_of_the_console_without_its_token_comes_back_on_its_page(
    installation: Installation, browser: Browser
) -> None:
    installation.bring()
    installation.published()
    browser.post("/teams/new", "/teams/new", code="T1", name="一号先锋队")
    browser.post("/organisations/new", "/organisations/new", code="O1", name="派出所")
    browser.post("/qualifications/new", "/qualifications/new", code="Q1", name="急救")
    browser.post("/activities/series/new", "/activities/series/new", **SERIES)
    adapter = installation.app.url_map.bind("localhost")
    answers = {}
    for rule in posts(installation):
        if rule.endpoint.startswith(("mine.", "hand.")) or rule.endpoint in ELSEWHERE:
            continue
        actions = {"staffing.change": "pin", "calendar_pages.change": "renew"}
        values = {name: 1 for name in rule.arguments if name != "action"}
        if "action" in rule.arguments:
            values["action"] = actions[rule.endpoint]  # type: ignore[assignment]
        shown = browser.client.post(adapter.build(rule.endpoint, values, method="POST"))
        answers[rule.endpoint] = (shown.status_code, problem(shown.text), "错误 403" in shown.text)
    sentence = "页面打开时间过长，请刷新后重新提交。"
    assert len(answers) > 40
    assert {endpoint: found for endpoint, found in answers.items() if found != (403, sentence, False)} == {}


def test_a_change_by_hand_without_its_token_is_refused_in_words(installation: Installation, browser: Browser) -> None:
    installation.bring()
    installation.published()
    for path in ("undo", "redo", "assignments/1/pin", "assignments/1/removal", "assignments/1/swap"):
        shown = browser.client.post(f"/rosters/1/{path}")
        assert (path, shown.status_code) == (path, 403)
        assert "页面打开时间过长，请刷新后重新提交。" in plain(shown.text)


def test_what_is_gone_already_is_said_on_the_page_where_its_button_was(
    installation: Installation, browser: Browser
) -> None:
    installation.bring()
    for page, path in [
        ("/people/1", "/people/1/qualifications/99/remove"),
        ("/people/1", "/people/1/absences/99/remove"),
        ("/places/1", "/places/1/ways/99/remove"),
        ("/days", "/days/markets/99/remove"),
    ]:
        shown = browser.post(page, path)
        assert (shown.status_code, problem(shown.text)) == (404, "没有编号为 99 的记录。")
        assert f'href="{page}?lang=en"' in shown.text


@pytest.mark.parametrize(
    ("path", "asked", "page"),
    [
        ("/places/new", "", "/places/new?"),
        ("/days/set", "?year=2027", "/days?year=2027&amp;"),
        ("/days/markets", "?year=2027", "/days?year=2027&amp;"),
        ("/activities/new", "?kind=enforcement", "/activities/new?kind=enforcement&amp;"),
        ("/sign-in", "?next=/people", "/sign-in?next=%2Fpeople&amp;"),
    ],
)
def test_the_language_switch_of_a_refused_form_leads_to_its_page_and_what_that_was_asked_for(
    browser: Browser, path: str, asked: str, page: str
) -> None:
    at = html.unescape(page).rstrip("?&")
    action = re.search(rf'action="({re.escape(path)}[^"]*)"', browser.get(at).text)
    assert action is not None
    assert unquote(action[1]) == path + asked
    shown = browser.post(at, action[1], name="", digits="x")
    assert shown.status_code in (403, 422)
    assert f'href="{page}lang=zh_Hant"' in shown.text
    assert f'action="{action[1]}"' in shown.text


def test_signing_out_without_the_token_is_refused_and_one_stays_in(browser: Browser) -> None:
    answer = browser.client.post("/sign-out")
    assert (answer.status_code, "页面打开时间过长，请刷新后重新提交。" in answer.text) == (403, True)
    assert browser.get("/people").status_code == 200
