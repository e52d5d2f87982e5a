"""axe-core over every page, at the sizes of a desk and a phone, by day and by night, in three languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scheduler.language import DEFAULT_LOCALE, LOCALES
from tests.browser.conftest import DESKTOP, PHONE, Watched, drafted, sign_in
from tests.service import Service
from tests.workbooks import own_workbook

AXE = (Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}

CUT = """() => [document.documentElement, ...document.querySelectorAll("nav, h1, h2, th, td, .field, button")]
    .filter(each => getComputedStyle(each).display !== "inline" && each.scrollWidth > each.clientWidth + 1)
    .filter(each => !each.closest(".board") && each.clientWidth)
    .map(each => each.tagName + " " + each.className)"""
"""What is cut or sticks out: the page itself, its navigation, headings, cells; the board scrolls in itself."""

UNFOLD = "() => document.querySelectorAll('details').forEach(each => { each.open = true })"

CONSOLE = (
    "/rosters",
    "/rosters/{roster}?group=volunteers",
    "/rosters/{roster}?group=social_workers&view=week&by=village",
    "/rosters/{roster}?group=activities&by=kind",
    "/rosters/{roster}/open-slots",
    "/rosters/{roster}/person-costs",
    "/rosters/{roster}/activities/1/roles/1/why",
    "/rosters/{roster}/changes",
    "/rosters/{roster}/versions",
    "/rosters/{roster}/comparison?against={other}&by=activity",
    "/rosters/{roster}/restoration",
    "/rosters/{roster}/fairness",
    "/fairness?group=volunteer&measure=rest_days",
    "/rosters/{roster}/out",
    "/rosters/{roster}/in",
    "/rosters/{roster}/beside/{other}",
    "/rosters/{roster}/what-if/new?q=测",
    "/rosters/{roster}/activities/1",
    "/rosters/{roster}/activities/1/roles/1/candidates?q=测",
    "/rosters/{roster}/openings?person_id=1&day=2030-01-07",
    "/undelivered",
    "/overview",
    "/people",
    "/people/new",
    "/people/3",
    "/teams",
    "/teams/new",
    "/organisations/new",
    "/qualifications/new",
    "/activities?from=all",
    "/activities/new?kind=enforcement",
    "/activities/new?template=enforcement",
    "/activities/1",
    "/activities/change?ids=1&ids=2",
    "/activities/copy",
    "/activities/series",
    "/activities/series/new",
    "/places",
    "/places/new",
    "/places/1",
    "/days",
    "/import",
    "/import/1",
    "/import/1/undo",
    "/import/{upload}",
    "/calendars/manage",
    "/town",
    "/policy",
    "/styleguide",
)
ANYBODY = ("/sign-in", "/calendars", "/enter", "/api/docs")
OWN = ("/me", "/me/calendar")


def violations(page: Page, *, night: bool = False, words: bool = False) -> list[str]:
    """What axe finds wrong with a page when all is unfolded, at both sizes, by day, and by night where asked.

    Where only its `words` are others than those of a page that was looked at, axe looks at it on a phone alone; that
    nothing is cut is asked at both sizes.
    """
    page.evaluate(UNFOLD)
    page.evaluate(AXE)
    found = []
    for size, scheme in [(DESKTOP, "light"), (PHONE, "light"), *([(PHONE, "dark")] if night else [])]:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        asked = "rules => axe.run(document, rules)"
        wrongs = [] if words and size == DESKTOP else page.evaluate(asked, RULES)["violations"]
        found += [
            f"{page.url} {size['width']} {scheme} {wrong['id']}: {node['html'][:160]}"
            for wrong in wrongs
            for node in wrong["nodes"]
        ]
        found += [f"{page.url} {size['width']}: {what} is wider than its room" for what in page.evaluate(CUT)]
    return found


def test_the_checker_finds_what_is_wrong(watched: Watched) -> None:
    page = watched.open(DESKTOP)
    page.set_content("<!doctype html><html lang='zh'><title>x</title><main><h1>x</h1><input name=y></main></html>")
    assert [line.split()[3] for line in violations(page)] == ["label:"] * 2


def test_the_checker_finds_what_is_cut(watched: Watched) -> None:
    page = watched.open(DESKTOP)
    wide = "<nav style='overflow-x: auto'><p style='width: 500px'>x</p></nav>"
    page.set_content(f"<!doctype html><html lang='zh'><title>x</title><main><h1>x</h1>{wide}</main></html>")
    assert [line for line in violations(page) if "room" in line] == ["about:blank 390: NAV  is wider than its room"]


def test_the_checker_unfolds_what_is_folded(watched: Watched) -> None:
    page = watched.open(DESKTOP)
    folded = "<details><summary>x</summary><p style='width: 500px'>x</p></details>"
    page.set_content(f"<!doctype html><html lang='zh'><title>x</title><main><h1>x</h1>{folded}</main></html>")
    assert [line for line in violations(page) if "room" in line] == ["about:blank 390: HTML  is wider than its room"]


def test_no_page_breaks_a_rule_of_wcag_at_any_size_in_any_language(
    own_town: Service, watched: Watched, monday: date, request: pytest.FixtureRequest
) -> None:
    town = own_town
    draft, other = drafted(town, monday), drafted(town, monday)
    town.call("POST", f"/api/rosters/{other}/publication")
    town.call("POST", f"/api/rosters/{draft}/runs", {"seconds": 1})
    bad = town.upload(own_workbook())["id"]
    desk, phone = watched.open(DESKTOP), watched.open(PHONE)
    sign_in(desk, town)
    desk.goto(f"{town.base}/people/3")
    desk.click("text=发放个人链接")
    phone.goto(desk.locator("input[readonly]").first.input_value())
    phone.click("main button")
    phone.wait_for_url("**/me")
    found, briefly = [], not request.config.getoption("--nightly")
    for locale in LOCALES:
        for page, paths in ((desk, (*CONSOLE, *ANYBODY)), (phone, OWN)):
            for path in paths:
                address = town.base + path.format(roster=draft, other=other, upload=bad)
                page.goto(f"{address}{'&' if '?' in path else '?'}lang={locale}")
                further = locale != DEFAULT_LOCALE
                found += violations(page, night=not further, words=further and briefly)
    assert found == []
