"""Who is found by name: a part of a page, or a page of its own."""

from __future__ import annotations

from tests.api.client import Browser
from tests.api.pages.reading import plain

SEARCH = "/rosters/1/activities/1/roles/1/candidates?q=甲"


def test_a_search_in_a_language_leads_back_and_keeps_the_name(town: Browser) -> None:
    town.post("/rosters", "/rosters", first_day="2026-11-23", last_day="2026-11-29")
    page = town.get(f"{SEARCH}&lang=en").text
    assert 'href="/rosters/1/activities/1"' in page
    assert 'name="q" value="甲"' in page
    assert 'candidates?q=%E7%94%B2&amp;lang=zh_Hant"' in page
    part = town.client.get(SEARCH, headers={"HX-Request": "true"}).text
    assert ("<main" in part, plain(part) in plain(page)) == (False, True)
