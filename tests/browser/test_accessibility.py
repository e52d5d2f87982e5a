"""axe-core over every page, at the sizes of a desk and a phone, by day and by night, in three languages.

And that nothing is cut at these, at a desk's 200 %, and where letters are twice as large; in a town of long names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scheduler.language import DEFAULT_LOCALE, LOCALES
from tests.browser.conftest import DESKTOP, PHONE, Watched, drafted, sign_in, small_service
from tests.service import Service
from tests.workbooks import PEOPLE, PLACES, ROLES, activity, own_workbook, person, small_town

AXE = (Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}

CUT = """() => [document.documentElement, ...document.querySelectorAll("nav, h1, h2, th, td, .field, button")]
    .filter(each => getComputedStyle(each).display !== "inline" && each.scrollWidth > each.clientWidth + 1)
    .filter(each => !each.closest(".board") && each.clientWidth)
    .map(each => each.tagName + " " + each.className)"""
"""What is cut or sticks out: the page itself, its navigation, headings, cells; the board scrolls in itself."""

ZOOMED = {"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2}
"""What a desk's screen has room for at 200 %."""

LETTERS = "size => { document.documentElement.style.fontSize = size }"
"""As large as the reader's browser has them; a page's are 15/16 of that."""

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
        found += cut(page, size)
    page.set_viewport_size(ZOOMED)
    found += cut(page, ZOOMED)
    page.set_viewport_size(DESKTOP)
    page.evaluate(LETTERS, "187.5%")
    found += cut(page, DESKTOP, " with large letters")
    page.evaluate(LETTERS, "")
    return found


def cut(page: Page, size: dict[str, int], how: str = "") -> list[str]:
    """What is cut on a page that is shown at a size."""
    return [f"{page.url} {size['width']}{how}: {what} is wider than its room" for what in page.evaluate(CUT)]


def test_the_checker_finds_what_is_wrong(watched: Watched) -> None:
    page = watched.open(DESKTOP)
    page.set_content("<!doctype html><html lang='zh'><title>x</title><main><h1>x</h1><input name=y></main></html>")
    assert [line.split()[3] for line in violations(page)] == ["label:"] * 2


def test_the_checker_finds_what_is_cut(watched: Watched) -> None:
    page = watched.open(DESKTOP)
    wide = "<nav style='overflow-x: auto'><p style='width: 500px'>x</p></nav>"
    page.set_content(f"<!doctype html><html lang='zh'><title>x</title><main><h1>x</h1>{wide}</main></html>")
    assert [line for line in violations(page) if "room" in line] == ["about:blank 390: NAV  is wider than its room"]


def test_the_checker_finds_what_is_cut_at_200_percent_and_with_large_letters(watched: Watched) -> None:
    page = watched.open(DESKTOP)
    wide = "@media (min-width: 500px) { h1 { width: 700px } } @media (min-width: 1000px) { h1 { width: 60rem } }"
    page.set_content(
        f"<!doctype html><html lang='zh'><title>x</title><style>{wide}</style><main><h1>x</h1></main></html>"
    )
    assert violations(page) == [
        "about:blank 640: HTML  is wider than its room",
        "about:blank 1280 with large letters: HTML  is wider than its room",
    ]


def test_the_checker_unfolds_what_is_folded(watched: Watched) -> None:
    page = watched.open(DESKTOP)
    folded = "<details><summary>x</summary><p style='width: 500px'>x</p></details>"
    page.set_content(f"<!doctype html><html lang='zh'><title>x</title><main><h1>x</h1>{folded}</main></html>")
    assert [line for line in violations(page) if "room" in line] == ["about:blank 390: HTML  is wider than its room"]


LONG_TITLE = (
    "二〇二六年冬季禁毒反诈防溺水防汛消防与道路交通安全进村入户大走访大排查暨群众意见征集、矛盾纠纷现场调解、便民服务集中办理"
    "（含困难群众慰问、高龄老人上门认证、留守儿童关爱与志愿者招募登记）联合行动"
)
"""About a hundred characters."""


@pytest.fixture
def long_named(tmp_path: Path, monday: date) -> Iterator[Service]:
    """The small town with names as long as people make them."""
    village = {**PLACES[0], "name": "龙山塘村民委员会党群服务中心新时代文明实践站二楼多功能会议室（原村小学旧址）"}
    volunteer = person("P03", "Muhammad-Abdurrahman Konstantinopolskaja", "志愿者", home="V1")
    lead = {**ROLES[0], "name": "镇综合行政执法办公室与市场监督管理所联合派出的带队人员"}
    days = [
        activity("A1", LONG_TITLE, monday + timedelta(days=1), "09:00", "11:00"),
        activity("A2", "便民咨询", monday + timedelta(days=2), "14:00", "16:00"),
    ]
    workbook = small_town(
        place=[village, PLACES[1]],
        person=[*PEOPLE[:2], volunteer, person("P04", "欧阳" + "〇一二三四五六七八九" * 4, "志愿者", home="V2")],
        activity=days,
        role=[lead, *ROLES[1:3]],
    )
    with small_service(tmp_path, workbook) as started:
        yield started


def test_no_page_breaks_a_rule_of_wcag_at_any_size_in_any_language(
    long_named: Service, watched: Watched, monday: date, request: pytest.FixtureRequest
) -> None:
    town = long_named
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
