"""The language of a page: chosen by a switch and kept in a cookie, else simplified Chinese."""

from __future__ import annotations

from tests.api.client import Browser


def test_the_language_is_switched_by_the_address_and_kept_in_a_cookie(browser: Browser) -> None:
    shown = browser.get("/people?q=A%26B&capacity=volunteer")
    assert '<html lang="zh-Hans">' in shown.text
    assert 'href="/people?q=A%26B&amp;capacity=volunteer&amp;lang=en"' in shown.text
    switched = browser.get("/people?q=A%26B&capacity=volunteer&lang=en")
    assert '<html lang="en">' in switched.text
    assert "language=en" in switched.headers["Set-Cookie"]
    assert '<html lang="en">' in browser.get("/teams").text
    assert '<html lang="zh-Hant">' in browser.get("/teams?lang=zh_Hant").text
    assert '<html lang="zh-Hant">' in browser.get("/teams?lang=klingon").text
