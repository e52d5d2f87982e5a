"""Signing in and out, entering by a personal link, and how often one may try."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import problem

AGAIN = "尝试次数过多，请在 0 秒后重试。"


def without_seconds(sentence: str) -> str:
    """A sentence whose number of seconds, 1 to 60, is written as 0."""
    return re.sub(r"\b([1-9]|[1-5]\d|60)\b", "0", sentence)


def tried(visitor: Browser, page: str, **fields: Any) -> list[Any]:
    """The answers to one try more than anybody may make in a minute."""
    return [visitor.post(page, page, **fields) for _ in range(21)]


def test_too_many_tries_to_sign_in_are_said_over_the_form_with_when_to_try_again(limited: Installation) -> None:
    *tries, last = tried(Browser(limited.app), "/sign-in", name="coordinator", password="wrong")
    assert [answer.status_code for answer in (*tries, last)] == [403] * 20 + [429]
    assert without_seconds(problem(last.text)) == AGAIN
    assert 'value="coordinator"' in last.text
    assert 0 < int(last.headers["Retry-After"]) <= 60


def test_too_many_tries_of_a_link_are_said_on_its_page_with_when_to_try_again(limited: Installation) -> None:
    *tries, last = tried(Browser(limited.app), "/enter/unknown")
    assert [answer.status_code for answer in (*tries, last)] == [404] * 20 + [429]
    assert without_seconds(problem(last.text)) == AGAIN
    assert "打开我的页面" in last.text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh_Hans", AGAIN),
        ("zh_Hant", "嘗試次數過多，請在 0 秒後重試。"),
        ("en", "Too many attempts. Please try again in 0 seconds."),
    ],
)
def test_too_many_tries_are_said_in_the_visitors_language(limited: Installation, language: str, sentence: str) -> None:
    visitor = Browser(limited.app)
    visitor.get(f"/sign-in?lang={language}")
    assert without_seconds(problem(tried(visitor, "/sign-in", name="x", password="y")[-1].text)) == sentence
