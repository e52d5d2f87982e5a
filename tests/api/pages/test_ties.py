"""Recusals and company on a person's page."""

from __future__ import annotations

import pytest

from tests.api.client import Browser
from tests.api.pages.reading import LOOK, refused, stored

PAGE = "/people/1"
EITHER = "地点和经营者须填其一，不可同填。"


@pytest.fixture
def desk(town: Browser) -> Browser:
    """The small town, whose second place belongs to somebody."""
    assert town.change("/places/2", "/places/2", owner="陈记").status_code == 302
    return town


def test_the_owner_of_a_place_is_in_its_form(desk: Browser) -> None:
    assert stored(desk, "/places/2")["owner"] == ["陈记"]


def test_a_recusal_is_added_shown_and_removed(desk: Browser) -> None:
    for fields in ({"place_id": "1", "reason": "自家经营"}, {"owner": "陈记"}):
        assert desk.post(PAGE, f"{PAGE}/recusals", **fields).headers["Location"] == PAGE
    removing = [f"{PAGE}/recusals/{number}/remove" for number in (1, 2)]
    assert [each in desk.get(PAGE).text for each in ("自家经营", *removing)] == [True] * 3
    assert desk.post(PAGE, f"{PAGE}/recusals/1/remove").headers["Location"] == PAGE
    assert "自家经营" not in desk.get(PAGE).text


def test_a_recusal_from_nothing_is_refused_at_its_field(desk: Browser) -> None:
    answer = refused(desk, PAGE, {"reason": "亲属", "place_id": ""}, f"{PAGE}/recusals")
    assert answer == (422, {"": EITHER, "place_id": EITHER})


def test_people_are_found_kept_apart_and_let_go(desk: Browser) -> None:
    found = desk.get(f"{PAGE}/company?q=测试").text
    assert [f'name="other_id" value="{number}"' in found for number in (1, 2, 3, 4)] == [False, True, True, True]
    assert desk.post(PAGE, f"{PAGE}/couples", other_id="3", company="apart").headers["Location"] == PAGE
    assert ["不得同岗" in desk.get(f"/people/{number}").text for number in (1, 2, 3)] == [True, False, True]
    assert desk.post("/people/3", "/people/3/couples/1/remove").headers["Location"] == "/people/3"
    assert "不得同岗" not in desk.get(PAGE).text


def test_a_couple_of_nothing_in_particular_is_refused(desk: Browser) -> None:
    answer = desk.post(PAGE, f"{PAGE}/couples", other_id="3", company="friends")
    assert (answer.status_code, LOOK in answer.text) == (422, True)
    assert "不得同岗" not in desk.get(PAGE).text
