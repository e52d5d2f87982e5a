"""What cannot be answered, as a page."""

from __future__ import annotations

import pytest

from tests.api.client import Browser, Installation


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("zh_Hans", "没有这个页面"), ("zh_Hant", "沒有這個頁面"), ("en", "There is no such page")],
)
def test_an_unknown_page_says_so_in_each_language(browser: Browser, language: str, sentence: str) -> None:
    shown = browser.get(f"/nothing?lang={language}")
    assert (shown.status_code, sentence in shown.text) == (404, True)


def test_a_failure_inside_says_that_it_was_written_down(installation: Installation, browser: Browser) -> None:
    installation.app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail() -> str:
        raise ZeroDivisionError

    installation.app.view_functions["days.list_days"] = fail
    shown = browser.get("/days?lang=en")
    assert (shown.status_code, "Something went wrong here." in shown.text) == (500, True)
