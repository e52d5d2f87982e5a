"""What takes a while shows a bar: a form on its way, a file that is made; what is no file is gone to."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, Watched, held_back, sign_in
from tests.service import Service
from tests.workbooks import own_workbook

BAR = "#busy"


def test_a_bar_is_shown_while_a_file_is_made_and_the_file_is_kept(town: Service, watched: Watched, draft: int) -> None:
    page = watched.open(DESKTOP)
    sign_in(page, town)
    held = held_back(page, "**/board.pdf*")
    page.goto(f"{town.base}/rosters/{draft}/out")
    expect(page.locator(BAR)).to_be_hidden()
    page.locator("form[data-file] button").first.click()
    expect(page.locator(BAR)).to_have_text("请稍候……")
    with page.expect_download() as kept:
        held[0].continue_()
    expect(page.locator(BAR)).to_be_hidden()
    first = kept.value.suggested_filename
    with page.expect_download() as book:
        page.click("a[data-file].main")
    assert (first[-4:], book.value.suggested_filename[-11:]) == (".pdf", "-board.xlsx")
    assert page.url == f"{town.base}/rosters/{draft}/out"


def test_a_bar_is_shown_while_a_workbook_is_held_back(town: Service, watched: Watched) -> None:
    page = watched.open(DESKTOP)
    sign_in(page, town)
    page.goto(f"{town.base}/import")
    page.route("**/import", lambda route: route.fulfill(status=204))  # the page stays as it is while it waits
    page.set_input_files("input[name=file]", {"name": "镇.xlsx", "mimeType": "", "buffer": own_workbook()})
    page.click("text=检查文件")
    expect(page.locator(f"{BAR} progress")).to_be_visible()
    page.unroute("**/import")
    page.click("text=检查文件")
    page.wait_for_url("**/import/*")
    expect(page.locator(BAR)).to_be_hidden()


def test_who_is_signed_out_meanwhile_is_asked_to_sign_in_instead_of_given_a_file(
    town: Service, watched: Watched, draft: int
) -> None:
    page = watched.open(DESKTOP)
    sign_in(page, town)
    page.goto(f"{town.base}/rosters/{draft}/out")
    page.context.clear_cookies()
    page.click("a[data-file].main")
    page.wait_for_url(re.compile(r"/sign-in\?next=/rosters/"))
