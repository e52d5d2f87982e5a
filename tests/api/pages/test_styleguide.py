"""The styleguide shows all that there is: tokens, macros, and how a form says what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

from api.pages.styleguide import STYLESHEET, tokens
from tests.api.client import Browser
from tests.api.pages.reading import LOOK, RANGE, refused

TEMPLATES = Path(__file__).parents[3] / "templates"


def test_every_token_of_the_stylesheet_is_shown_with_its_value(browser: Browser) -> None:
    shown = browser.get("/styleguide").text
    found = dict(re.findall(r"<code>--([\w-]+)</code> <small class=\"soft\">(.*?)</small>", shown))
    assert found == tokens()
    assert found["accent"] == "#a8201a"


def test_every_token_that_is_used_is_there_by_day_and_every_colour_by_night() -> None:
    css = STYLESHEET.read_text(encoding="utf-8")
    used = set(re.findall(r"var\(--([\w-]+)\)", css))
    assert used - tokens().keys() == set()
    [night] = re.findall(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", css, re.S)
    colours = {name for name, value in tokens().items() if value.startswith("#")}
    assert colours - set(re.findall(r"--([\w-]+):", night)) == set()


def test_every_macro_of_pages_and_forms_is_shown() -> None:
    guide = (TEMPLATES / "styleguide.html").read_text(encoding="utf-8")
    for name in ("macros.html", "forms.html"):
        macros = set(re.findall(r"{% macro (\w+)", (TEMPLATES / name).read_text(encoding="utf-8")))
        unshown = {macro for macro in macros if not re.search(rf"\b{macro}\(", guide)}
        assert unshown - SHOWN_WITHIN_OTHERS == set()


SHOWN_WITHIN_OTHERS = {"csrf", "again", "wrong"}
"""Macros that only other macros or the heads of pages use."""


def test_the_form_says_what_is_wrong_and_stores_nothing(browser: Browser) -> None:
    empty = {"name": "", "people": "0"}
    missing = "此项必填。"
    assert refused(browser, "/styleguide", empty) == (422, {"": LOOK, "name": missing, "people": RANGE.format(1, 9)})
    sound = {"name": "张三", "people": "3"}
    assert refused(browser, "/styleguide", sound) == (422, {"": "本表单不保存任何内容。"})
