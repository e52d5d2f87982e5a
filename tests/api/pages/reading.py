"""What a page says: over a refused form, at its fields, and after it was stored."""

from __future__ import annotations

import re
from typing import Any

from tests.api.client import Browser


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
