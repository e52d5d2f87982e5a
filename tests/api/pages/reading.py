"""What a page says: over a refused form, at its fields, and after it was stored."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from tests.api.client import Browser


def stored(browser: Browser, page: str) -> dict[str, list[str]]:
    """What the form that edits a page's row would send as it stands, but for its token."""
    return {name: value for name, value in browser.filled(page, page).items() if name != "csrf_token"}


def said(text: str) -> dict[str, str]:
    """The sentences at the fields of a refused form, and "" for the one over it."""
    over = re.search(r'class="problems" role="alert">(?:<p>)?(.*?)</p>', text)
    fields = re.findall(r'id="[\w/-]*-([a-z_0-9.]+)-wrong">(.*?)</p>', text)
    return {name: unescape(sentence) for name, sentence in [("", over[1] if over else ""), *fields]}


def rows(text: str) -> list[tuple[str, ...]]:
    """What stands in the cells of a page's only table, line by line."""
    lines = re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)[1:]
    cells = (re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", line, re.DOTALL) for line in lines)
    return [tuple(" ".join(unescape(re.sub(r"<[^>]*>", " ", cell)).split()) for cell in line) for line in cells]


def problem(text: str) -> str:
    """The sentence over a refused page."""
    found = re.search(r'class="problems" role="alert">(?:<p>)?(.*?)</p>', text)
    return found[1] if found else ""


def said_at(text: str, field: str) -> str:
    """The sentence at a field that was refused."""
    found = re.search(rf'id="[\w./-]*-{re.escape(field)}-wrong">(.*?)<', text)
    return found[1] if found else ""


def refused(browser: Browser, page: str, path: str, fields: dict[str, Any], field: str) -> str:
    """The sentence at a field of a refused form, which came back with 422 and the field marked."""
    shown = browser.post(page, path, **fields)
    assert shown.status_code == 422, shown.text
    assert re.search(rf'name="{re.escape(field)}"[^>]*aria-invalid="true"', shown.text), field
    return said_at(shown.text, field)


def follow(browser: Browser, answer: Any) -> str:
    """The page that a stored form leads to."""
    assert answer.status_code == 302, answer.text
    text: str = browser.get(answer.headers["Location"]).text
    return text


def number_of(text: str, path: str) -> str:
    """The number of the last row that a list links to."""
    found: list[str] = re.findall(rf'href="{path}/(\d+)"', text)
    return found[-1]


def table(text: str, number: int = 0) -> list[list[str]]:
    """The cells of a page's table, row by row without the head, as one reads them."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", text, re.DOTALL)
    rows = re.findall(r"<tr.*?</tr>", bodies[number], re.DOTALL) if number < len(bodies) else []
    return [[plain(cell) for cell in re.findall(r"<t[hd][ >].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def plain(markup: str) -> str:
    """What one reads of a piece of markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def empty(text: str) -> list[str]:
    """What a page says where there is nothing to list."""
    return [plain(found) for found in re.findall(r'<p class="empty">.*?</p>', text, re.DOTALL)]
