"""What a page says: over a refused form, at its fields, in its tables, and after it was stored."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from tests.api.client import Browser, FormReader

LOOK = "请检查标红的栏目。"
BESIDE = ("csrf_token", "seen", "started")
"""The fields of a form that hold nothing of the row."""

CHOOSE = "请从列表中选择。"
RANGE = "{} 至 {} 之间的整数。"
MISSING = "没有编号为 99 的记录。"


def held(text: str, action: str) -> dict[str, list[str]]:
    """What a form of a page would send as it stands, by field."""
    reader = FormReader(action)
    reader.feed(text)
    return reader.fields


def stored(browser: Browser, page: str) -> dict[str, list[str]]:
    """What the form that edits a page's row would send as it stands, but for what says where it comes from."""
    return {name: value for name, value in browser.filled(page, page).items() if name not in BESIDE}


def problem(text: str) -> str:
    """The sentence over a refused form, or "" where none was refused."""
    over = re.search(r'class="problems" role="alert">(?:<p>)?(.*?)</p>', text)
    return unescape(over[1]) if over else ""


def said(text: str) -> dict[str, str]:
    """The sentence over a refused form under "", and those at its fields."""
    fields = re.findall(r'id="[\w/-]*-([A-Za-z_0-9.]+)-wrong">(.*?)</p>', text)
    return {"": problem(text), **{name: unescape(sentence) for name, sentence in fields}}


def refused(browser: Browser, page: str, sent: dict[str, Any], action: str = "") -> tuple[int, dict[str, str]]:
    """Status and sentences of a form that is refused.

    Each field with a sentence is tied to it, and what was sent of the others still stands in the form.
    """
    shown = browser.post(page, action or page, **sent)
    sentences = said(shown.text)
    described = " ".join(re.findall(r'aria-invalid="true" aria-describedby="([^"]*)"', shown.text)).split()
    assert {name.removesuffix("-wrong").rpartition("-")[2] for name in described} == sentences.keys() - {""}, described
    stands = held(shown.text, action or page)
    kept = {
        name: value if isinstance(value, list) else [value] for name, value in sent.items() if name not in sentences
    }
    lost = {name: stands.get(name) for name, value in kept.items() if stands.get(name) != value}
    lost.pop("csrf_token", None)
    assert lost == {}, lost
    return shown.status_code, sentences


def follow(browser: Browser, answer: Any) -> str:
    """The page that a stored form leads to."""
    assert answer.status_code == 302, answer.text
    text: str = browser.get(answer.headers["Location"]).text
    return text


def table(text: str, number: int = 0) -> list[list[str]]:
    """The cells of a page's table, row by row without the head, as one reads them."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", text, re.DOTALL)
    rows = re.findall(r"<tr.*?</tr>", bodies[number], re.DOTALL) if number < len(bodies) else []
    return [[plain(cell) for cell in re.findall(r"<t[hd][ >].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def plain(markup: str) -> str:
    """What one reads of a piece of markup."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def empty(text: str) -> list[str]:
    """What a page says where there is nothing to list."""
    return [plain(found) for found in re.findall(r'<p class="empty">.*?</p>', text, re.DOTALL)]
