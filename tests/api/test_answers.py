"""What all answers have in common: pages of lists, problems in three languages."""

from __future__ import annotations

import json
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
