"""Long lists, a page at a time."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scheduler.models import Place, PlaceKind
from scheduler.services.listing import Page, page_of, paged
from tests.services.small_town import SmallTown


@pytest.mark.parametrize(
    ("number", "size", "names", "last"),
    [
        (1, 2, ["地点0", "地点1"], 3),
        (2, 2, ["地点2", "地点3"], 3),
        (3, 2, ["地点4"], 3),
        (4, 2, [], 3),
        (10**9, 500, [], 1),
        (1, 5, ["地点0", "地点1", "地点2", "地点3", "地点4"], 1),
        (1, 4, ["地点0", "地点1", "地点2", "地点3"], 2),
    ],
)
def test_a_page_holds_its_rows_and_knows_how_many_there_are(
    small: SmallTown, number: int, size: int, names: list[str], last: int
) -> None:
    for count in range(5):
        small.place(f"地点{count}", PlaceKind.VENUE)
    query = select(Place).where(Place.town_id == small.town.id, Place.kind == PlaceKind.VENUE).order_by(Place.id)
    page = paged(small.session, query, number, size)
    assert [row.name for row in page.rows] == names
    assert (page.total, page.number, page.size, page.last) == (5, number, size, last)


def test_an_empty_list_has_one_empty_page(small: SmallTown) -> None:
    query = select(Place).where(Place.town_id == small.town.id, Place.kind == PlaceKind.GRID)
    page = paged(small.session, query, 1, 50)
    assert (page, page.last) == (Page([], 0, 1, 50), 1)


def test_rows_at_hand_are_told_a_page_at_a_time() -> None:
    assert page_of([1, 2, 3], 2, 2) == Page([3], 3, 2, 2)
    assert page_of([1, 2, 3], 3, 2) == Page([], 3, 3, 2)
