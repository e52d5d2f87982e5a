"""What all answers have in common: pages of lists, problems in three languages, limits, the page that tells of it."""

from __future__ import annotations

import json
import re
from html import unescape
from http import HTTPStatus

import pytest

from tests.api.client import Installation
from tests.api.expected import PEOPLE


@pytest.mark.parametrize(
    ("query", "rows", "where"),
    [
        ("", PEOPLE, {"total": 4, "page": 1, "page_size": 50, "last_page": 1}),
        ("?page_size=3", PEOPLE[:3], {"total": 4, "page": 1, "page_size": 3, "last_page": 2}),
        ("?page=2&page_size=3", PEOPLE[3:], {"total": 4, "page": 2, "page_size": 3, "last_page": 2}),
        ("?page=9&page_size=500", [], {"total": 4, "page": 9, "page_size": 500, "last_page": 1}),
        ("?page=2147483647", [], {"total": 4, "page": 2147483647, "page_size": 50, "last_page": 1}),
        ("?text=nobody", [], {"total": 0, "page": 1, "page_size": 50, "last_page": 1}),
    ],
)
def test_a_list_says_where_its_page_is(small: Installation, query: str, rows: object, where: object) -> None:
    answer = small.call("GET", f"/api/people{query}")
    assert (answer.status_code, answer.json, json.loads(answer.headers["X-Pagination"])) == (200, rows, where)


SENTENCES = {
    "en": ("Please sign in.", "There is no such entry (number 99).", "Some values are not right."),
    "zh_Hans": ("请先登录。", "没有编号为 99 的记录。", "部分内容填写有误。"),
    "zh_Hant": ("請先登錄。", "沒有編號為 99 的記錄。", "部分內容填寫有誤。"),
}

PAGES = {
    "en": "A whole number from 1 to 2147483647.",
    "zh_Hans": "1 至 2147483647 之间的整数。",
    "zh_Hant": "1 至 2147483647 之間的整數。",
}


@pytest.mark.parametrize("locale", SENTENCES)
def test_a_refusal_is_a_problem_in_the_language_asked_for(installation: Installation, locale: str) -> None:
    answers = (
        installation.api.get(f"/api/people?lang={locale}"),
        installation.call("GET", f"/api/people/99?lang={locale}"),
        installation.call("GET", f"/api/people?page=0&lang={locale}"),
    )
    titles = ((401, "Unauthorized"), (404, "Not Found"), (422, HTTPStatus(422).phrase))
    for answer, detail, (status, title) in zip(answers, SENTENCES[locale], titles, strict=True):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        reasons = {"errors": {"page": PAGES[locale]}} if status == 422 else {}
        assert (answer.content_type, answer.status_code) == ("application/problem+json", status)
        assert answer.json == {**problem, **reasons}


def test_passwords_are_not_to_be_guessed(limited: Installation) -> None:
    body = {"name": "coordinator", "password": "wrong"}
    answers = [limited.api.post("/api/sessions?lang=en", json=body) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [403] * 20 + [429]
    assert answers[-1].json == {
        "type": "about:blank",
        "title": "Too Many Requests",
        "status": 429,
        "detail": "Too many attempts. Wait a minute.",
    }
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


@pytest.mark.parametrize("locale", SENTENCES)
def test_the_page_of_the_api_tells_of_every_operation_and_runs_nothing_of_its_own(
    installation: Installation, locale: str
) -> None:
    spec = installation.api.get("/api/openapi.json").json
    page = installation.api.get(f"/api/docs?lang={locale}")
    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", page.text)).split())
    told = {(method.upper(), path) for path, item in spec["paths"].items() for method in item if method != "parameters"}
    missing = {(method, path) for method, path in told if f"{method} {path}" not in text}
    assert (page.status_code, page.content_type) == (200, "text/html; charset=utf-8")
    assert (missing, len(told) > 80) == (set(), True)
    assert re.findall(r"<script[^>]*>", page.text) == ['<script src="/static/htmx.min.js" defer>']
    assert re.findall(r"\son[a-z]+=", page.text) == []


def test_shared_calendars_are_public_only_where_somebody_said_so(small: Installation) -> None:
    assert small.told("GET", "/api/feeds/shared") == (200, [])
    small.published()
    status, (town, *_) = small.told("GET", "/api/feeds/shared")
    assert (status, town["public"], town["revoked"]) == (200, False, False)
    assert small.api.get("/api/feeds/public").json == []
    assert small.told("PUT", f"/api/feeds/{town['id']}/public", {"public": True}) == (200, {**town, "public": True})
    assert small.api.get("/api/feeds/public").json == [{name: town[name] for name in ("kind", "name", "url")}]


def test_a_personal_calendar_gets_another_address_and_is_shut(small: Installation) -> None:
    status, feed = small.told("PUT", "/api/feeds/people/3")
    assert (status, small.told("PUT", "/api/feeds/people/3")) == (200, (200, feed))
    kept = {name: value for name, value in feed.items() if name != "url"}
    assert {**kept, "id": None} == {
        "alarms": True,
        "fetched_at": None,
        "id": None,
        "kind": "person",
        "name": "我的值班 测试丙",
        "public": False,
        "revoked": False,
    }
    path = f"/api/feeds/{feed['id']}"
    assert small.told("PUT", f"{path}/alarms", {"alarms": False}) == (200, {**feed, "alarms": False})
    renewed = small.told("POST", f"{path}/renewal")[1]
    assert ({**renewed, "url": feed["url"]}, renewed["url"] != feed["url"]) == ({**feed, "alarms": False}, True)
    assert small.told("POST", f"{path}/revocation") == (200, {**renewed, "revoked": True})
