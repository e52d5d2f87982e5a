"""What a period asks for."""

from __future__ import annotations

from scheduler.models import ActivityKind, PlaceKind
from scheduler.services.overview.wanted import Demand, Share, by_kind, by_village, demand_of, in_all
from solver.candidates import Capacity
from tests.services.small_town import SmallTown


def test_a_slot_counts_its_hours_and_a_whole_team_is_one_slot_without_hours(small: SmallTown) -> None:
    people = small.activity(hours=(9, 11.5), wanted=3)
    team = small.activity(accepts=(Capacity.TEAM,), wanted=2)
    assert (demand_of(people), demand_of(team)) == (Demand(1, 3, 0, 450), Demand(1, 0, 2, 0))
    assert in_all([people, team]) == Demand(2, 3, 2, 450)
    assert in_all([]) == Demand()


def test_what_takes_place_in_a_grid_or_venue_counts_for_its_village_and_most_slots_come_first(small: SmallTown) -> None:
    hall = small.place("教学点", PlaceKind.VENUE, parent_id=small.community.id)
    town = small.place("六祖镇", PlaceKind.TOWN)
    found = [
        small.activity(wanted=1),
        small.activity(place=hall, wanted=2),
        small.activity(place=small.community, wanted=3),
        small.activity(place=town, wanted=4, hours=(9, 10)),
    ]
    assert by_village(small.session, small.town.id, found) == [
        Share(small.community, Demand(2, 5, 0, 600)),
        Share(town, Demand(1, 4, 0, 240)),
        Share(small.village, Demand(1, 1, 0, 120)),
    ]


def test_kinds_without_an_activity_are_left_out(small: SmallTown) -> None:
    found = [small.activity(wanted=1), small.activity(wanted=2, kind=ActivityKind.TRAINING)]
    assert by_kind(found) == [
        Share(ActivityKind.TRAINING, Demand(1, 2, 0, 240)),
        Share(ActivityKind.SERVICE, Demand(1, 1, 0, 120)),
    ]
