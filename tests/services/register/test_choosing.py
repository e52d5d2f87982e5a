"""What forms offer to choose from."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.errors import Forbidden
from scheduler.models import Market, MarketCalendar, Organisation, PlaceKind, Qualification
from scheduler.services.register import choosing
from tests.services.small_town import SmallTown


@pytest.fixture
def rows(small: SmallTown) -> dict[str, Any]:
    """One of everything that can be chosen, and the same in another town, which is never offered."""
    found = {}
    for town in (SmallTown(small.session), small):
        mine = town.town.id
        found = {
            "grid": town.place("一号网格", PlaceKind.GRID),
            "hall": town.place("文化楼", PlaceKind.VENUE),
            "town": town.place("六祖镇", PlaceKind.TOWN),
            "street": town.place("圩镇", PlaceKind.MARKET),
            "police": town.add(Organisation(town_id=mine, code="D1", name="派出所", enforces=True)),
            "office": town.add(Organisation(town_id=mine, code="D2", name="民政办")),
            "aid": town.add(Qualification(town_id=mine, code="Q1", name="急救")),
            "team": town.team("先锋一队", []),
            "idle": town.team("先锋二队", [], active=False),
        }
        found["market"] = town.add(
            Market(town_id=mine, place_id=found["street"].id, calendar=MarketCalendar.LUNAR, digits="369")
        )
    return {**found, "village": small.village, "community": small.community}


OFFERED = {
    choosing.homes: ["village", "community", "grid"],
    choosing.sites: ["village", "community", "street", "town", "grid", "hall"],
    choosing.rooms: ["hall", "town"],
    choosing.organisations: ["police", "office"],
    choosing.qualifications: ["aid"],
    choosing.teams: ["team"],
}


@pytest.mark.parametrize("offer", OFFERED, ids=lambda offer: offer.__name__)
def test_a_form_offers_numbers_and_names_of_this_town(small: SmallTown, rows: dict[str, Any], offer: Any) -> None:
    assert offer(small.session, small.actor) == [(rows[name].id, rows[name].name) for name in OFFERED[offer]]


def test_departments_are_chosen_by_the_offices_numbers_and_markets_by_their_places(
    small: SmallTown, rows: dict[str, Any]
) -> None:
    assert choosing.departments(small.session, small.actor) == [("D1", "派出所")]
    assert choosing.markets(small.session, small.actor) == [(rows["market"].id, "圩镇")]


@pytest.mark.parametrize("offer", [*OFFERED, choosing.departments, choosing.markets], ids=lambda offer: offer.__name__)
def test_a_person_is_offered_nothing(small: SmallTown, offer: Any) -> None:
    with pytest.raises(Forbidden, match="You may not do this."):
        offer(small.session, small.as_person(small.worker()))


def test_what_has_numbers_is_offered_in_their_order(small: SmallTown) -> None:
    rows = [
        small.add(Organisation(town_id=small.town.id, code=code, name=code, enforces=True))
        for code in ("D10", "D2", "D1")
    ]
    expected = [(row.id, row.name) for row in reversed(rows)]
    assert choosing.organisations(small.session, small.actor) == expected
    assert choosing.departments(small.session, small.actor) == [(name, name) for _, name in expected]
