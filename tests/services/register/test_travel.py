"""Travel times: computed from coordinates, estimated without them, set by hand over either."""

from __future__ import annotations

import pytest

from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.models import PlaceKind
from scheduler.services.register import travel
from scheduler.services.register.travel import TravelMatrix, Way
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown
from tests.services.trail import trail


@pytest.fixture
def three(small: SmallTown) -> SmallTown:
    """The village at a known point, another some three kilometres north of it, the community nowhere known."""
    small.village.latitude, small.village.longitude = 22.70, 112.22
    small.place("旧郎村", PlaceKind.VILLAGE, latitude=22.73, longitude=112.22)
    return small


def numbers(three: SmallTown) -> tuple[int, int, int]:
    """The ids of the village, the community and the village in the north."""
    first, second, third = travel.matrix(three.session, three.town).place_ids
    assert (first, second) == (three.village.id, three.community.id)
    return first, second, third


NORTH = 15
"""1.35 x 3.336 km at 30 km/h are 9.01 minutes; five for getting going; rounded up."""


def test_the_matrix_computes_what_it_can_and_marks_what_it_cannot(three: SmallTown) -> None:
    village, community, north = numbers(three)
    assert travel.matrix(three.session, three.town) == TravelMatrix(
        (village, community, north), [[0, 20, NORTH], [20, 0, 20], [NORTH, 20, 0]], frozenset({community})
    )


def test_settings_of_the_town_count(three: SmallTown) -> None:
    three.town.road_factor, three.town.speed_kmh, three.town.default_travel_minutes = 1.0, 60.0, 33
    assert travel.matrix(three.session, three.town).minutes == [[0, 33, 9], [33, 0, 33], [9, 33, 0]]


def test_what_was_set_by_hand_counts_both_ways(three: SmallTown) -> None:
    village, community, north = numbers(three)
    row = travel.set_travel(three.session, three.actor, north, village, 40, now=NOW)
    assert (row.from_place_id, row.to_place_id, row.minutes) == (village, north, 40)
    assert travel.matrix(three.session, three.town).minutes == [[0, 20, 40], [20, 0, 20], [40, 20, 0]]
    assert travel.set_travel(three.session, three.actor, village, north, 0, now=NOW) is row
    assert travel.list_overrides(three.session, three.actor) == [row]
    assert row.minutes == 0
    assert community not in (row.from_place_id, row.to_place_id)


def test_a_way_says_where_its_minutes_come_from(three: SmallTown) -> None:
    village, community, north = numbers(three)
    three.session.flush()
    travel.set_travel(three.session, three.actor, community, north, 12, now=NOW)

    def way(one: int, other: int) -> Way:
        return travel.way(three.session, three.actor, one, other)

    assert way(village, north) == Way(village, north, NORTH, estimated=False, by_hand=False)
    assert way(village, community) == Way(village, community, 20, estimated=True, by_hand=False)
    assert way(north, community) == Way(north, community, 12, estimated=False, by_hand=True)
    assert way(community, community) == Way(community, community, 0, estimated=False, by_hand=False)


def test_what_was_set_by_hand_is_taken_back(three: SmallTown) -> None:
    village, _, north = numbers(three)
    row = travel.set_travel(three.session, three.actor, village, north, 40, now=NOW)
    travel.clear_travel(three.session, three.actor, row.id, now=NOW)
    assert travel.list_overrides(three.session, three.actor) == []
    assert travel.way(three.session, three.actor, village, north).minutes == NORTH
    with pytest.raises(NotFound):
        travel.clear_travel(three.session, three.actor, row.id, now=NOW)


def test_each_change_is_in_the_audit_trail(three: SmallTown) -> None:
    village, _, north = numbers(three)
    row = travel.set_travel(three.session, three.actor, north, village, 40, now=NOW)
    travel.set_travel(three.session, three.actor, north, village, 40, now=NOW)
    travel.set_travel(three.session, three.actor, north, village, 41, now=NOW)
    travel.clear_travel(three.session, three.actor, row.id, now=NOW)
    ends = {"from_place_id": village, "to_place_id": north}
    assert trail(three, "travel") == [
        ("coordinator", "insert", {**{name: [None, end] for name, end in ends.items()}, "minutes": [None, 40]}),
        ("coordinator", "update", {"minutes": [40, 41]}),
        ("coordinator", "delete", {**{name: [end, None] for name, end in ends.items()}, "minutes": [41, None]}),
    ]


def test_what_is_no_way_is_refused_with_its_field(three: SmallTown) -> None:
    village, community, _ = numbers(three)
    elsewhere = SmallTown(three.session).village.id
    nowhere = f"There is no such entry (number {elsewhere})."
    for one, other, minutes, fields in (
        (village, village, 10, {"to_place_id": "Another place."}),
        (village, community, -1, {"minutes": "From 0 to 1440."}),
        (village, community, 1441, {"minutes": "From 0 to 1440."}),
        (elsewhere, village, 10, {"from_place_id": nowhere}),
        (village, elsewhere, 10, {"to_place_id": nowhere}),
    ):
        with pytest.raises(Invalid) as refused:
            travel.set_travel(three.session, three.actor, one, other, minutes, now=NOW)
        assert reasons(refused) == fields
    for pair, field in (((elsewhere, village), "from_place_id"), ((village, elsewhere), "to_place_id")):
        with pytest.raises(Invalid) as refused:
            travel.way(three.session, three.actor, *pair)
        assert reasons(refused) == {field: nowhere}


def test_a_person_neither_reads_nor_changes_travel(three: SmallTown) -> None:
    village, community, _ = numbers(three)
    row = travel.set_travel(three.session, three.actor, village, community, 40, now=NOW)
    person = three.as_person(three.worker())
    for ask in (
        lambda: travel.list_overrides(three.session, person),
        lambda: travel.way(three.session, person, village, community),
        lambda: travel.set_travel(three.session, person, village, community, 1, now=NOW),
        lambda: travel.clear_travel(three.session, person, row.id, now=NOW),
    ):
        with pytest.raises(Forbidden, match="You may not do this."):
            ask()
