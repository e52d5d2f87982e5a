"""What tests read of the console's forms: all that one would send, and all that is said to be wrong in it."""

from __future__ import annotations

import re
from html import unescape

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
