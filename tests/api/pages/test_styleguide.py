"""The styleguide shows all that there is: tokens, macros, and how a form says what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

from api.pages.styleguide import STYLESHEET, tokens
from tests.api.client import Browser
from tests.api.pages.reading import LOOK, RANGE, refused, table

TEMPLATES = Path(__file__).parents[3] / "templates"


def test_every_token_of_the_stylesheet_is_shown_with_its_value(browser: Browser) -> None:
    shown = browser.get("/styleguide").text
    found = dict(re.findall(r"<code>--([\w-]+)</code> <small class=\"soft\">(.*?)</small>", shown))
    assert found == tokens()
    assert (found["accent"], found["space-1"], found["text-m"]) == ("#a8201a", ".1rem", "1rem")


def test_every_token_that_is_used_is_there_by_day_and_every_colour_by_night() -> None:
    css = STYLESHEET.read_text(encoding="utf-8")
    used = set(re.findall(r"var\(--([\w-]+)\)", css))
    assert used == tokens().keys()
    [night] = re.findall(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", css, re.S)
    colours = {name for name, value in tokens().items() if value.startswith("#")}
    assert colours - set(re.findall(r"--([\w-]+):", night)) == set()


MEASURED = r"margin|padding|gap|font|font-size|font-weight|line-height|border-radius|border-width"
"""What takes its measure from a token, with the sides that a property may name."""


def literal(css: str) -> list[str]:
    """The declarations that say a measure as a number instead of by its token; nought needs none."""
    found = re.findall(rf"(?<![\w-])(?:{MEASURED})(?:-(?:top|right|bottom|left|block|inline))*: [^;}}]+", css)
    edges = re.findall(r"(?<![\w-])(?:border(?:-(?:top|right|bottom|left))?|outline): [^;}]+", css)
    measure = re.compile(r"(?<![\w.-])-?(?:\d*\.)?[1-9]")
    return [each.strip() for each in (*found, *edges) if measure.search(without_tokens(each))]


def without_tokens(declaration: str) -> str:
    """A declaration without its tokens and their negatives."""
    return re.sub(r"calc\(-1 \* var\([\w-]+\)\)|var\([\w-]+\)", "", declaration)


def test_the_checker_finds_a_measure_that_is_no_token() -> None:
    css = """a { margin: 0 auto var(--space-1); padding: .3rem; gap: var(--space-2) 4px; scroll-padding: 1rem }
    b { padding-inline: 2em; margin: calc(-1 * var(--space-2)) 0; margin-top: -.2rem; font-size: .9rem }
    i { font-weight: 600; line-height: 1.4; font: 15px/1.5 serif; font: inherit }
    s { border-radius: 3px; border: 1px solid; border-left: 0 }"""
    assert literal(css) == [
        *("padding: .3rem", "gap: var(--space-2) 4px", "padding-inline: 2em", "margin-top: -.2rem", "font-size: .9rem"),
        *("font-weight: 600", "line-height: 1.4", "font: 15px/1.5 serif", "border-radius: 3px", "border: 1px solid"),
    ]


def test_spacing_letters_and_lines_are_tokens() -> None:
    css = STYLESHEET.read_text(encoding="utf-8")
    where_tokens_are_made_or_unknown = r"(?::root|@page) \{.*?\}"
    assert literal(re.sub(where_tokens_are_made_or_unknown, "", css, flags=re.S)) == []


def test_every_macro_of_pages_and_forms_is_shown() -> None:
    guide = (TEMPLATES / "styleguide.html").read_text(encoding="utf-8")
    for name in ("macros.html", "forms.html"):
        macros = set(re.findall(r"{% macro (\w+)", (TEMPLATES / name).read_text(encoding="utf-8")))
        unshown = {macro for macro in macros if not re.search(rf"\b{macro}\(", guide)}
        assert unshown - SHOWN_WITHIN_OTHERS == set()


SHOWN_WITHIN_OTHERS = {"csrf", "again", "wrong", "lines", "shown"}
"""Macros that only other macros or the heads of pages use, or of which nothing is seen."""


def test_what_others_changed_is_shown_with_each_outcome(browser: Browser) -> None:
    text = browser.get("/styleguide").text
    [notice] = re.findall(r'<section class="meanwhile".*?</section>', text, re.DOTALL)
    assert table(re.sub("<legend.*?</legend>", "", notice)) == [
        ["每日工时", "8", "7", "—", "他人修改的（已填入下方表单）"],
        ["人员", "2", "3", "3", "双方一致"],
        ["手机", "13800000001", "13900000002", "13900000003", "我填写的（见下方表单） 他人修改的"],
    ]


def test_the_form_says_what_is_wrong_and_stores_nothing(browser: Browser) -> None:
    empty = {"name": "", "people": "0"}
    missing = "此项必填。"
    assert refused(browser, "/styleguide", empty) == (422, {"": LOOK, "name": missing, "people": RANGE.format(1, 9)})
    sound = {"name": "张三", "people": "3"}
    assert refused(browser, "/styleguide", sound) == (422, {"": "本表单不保存任何内容。"})
