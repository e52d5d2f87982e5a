"""Places: registered, found, changed, each in what may hold it."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.errors import Conflict, Forbidden, Invalid
from scheduler.models import Place, PlaceKind
from scheduler.services.register import places
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown
from tests.services.trail import trail


def add(small: SmallTown, code: str, kind: PlaceKind = PlaceKind.VENUE, **values: Any) -> Place:
    given = {"code": code, "name": f"地点{code}", "kind": kind, **values}
    return places.add_place(small.session, small.actor, given, now=NOW)


def edit(small: SmallTown, place: Place, **values: Any) -> Place:
    return places.edit_place(small.session, small.actor, place.id, values, now=NOW)


def found(small: SmallTown, **wanted: Any) -> list[str]:
    return [place.name for place in places.list_places(small.session, small.actor, **wanted).rows]


def test_a_place_is_registered_read_and_changed(small: SmallTown) -> None:
    hall = add(small, "H1", parent_id=small.village.id, latitude=22.7, longitude=112.2, capacity=60)
    edit(small, hall, name="文化楼", capacity=None, code="H1")
    read = places.get_place(small.session, small.actor, hall.id)
    assert (read.code, read.name, read.kind, read.parent_id, read.latitude, read.longitude, read.capacity) == (
        "H1",
        "文化楼",
        PlaceKind.VENUE,
        small.village.id,
        22.7,
        112.2,
        None,
    )


def test_places_are_found_by_name_number_kind_and_what_they_lie_in(small: SmallTown) -> None:
    SmallTown(small.session)
    add(small, "X_1", parent_id=small.village.id)
    assert found(small) == ["龙山塘村", "雅冈社区", "地点X_1"]
    assert found(small, text="雅冈") == ["雅冈社区"]
    assert found(small, text="x_1") == ["地点X_1"]
    assert found(small, text="N_01") == []
    assert found(small, kind=PlaceKind.COMMUNITY) == ["雅冈社区"]
    assert found(small, parent_id=small.village.id) == ["地点X_1"]
    assert found(small, number=2, size=2) == ["地点X_1"]


def test_each_change_is_in_the_audit_trail(small: SmallTown) -> None:
    hall = add(small, "H1")
    edit(small, hall, name="文化楼", kind=PlaceKind.VENUE)
    assert trail(small, "place")[2:] == [
        ("coordinator", "insert", {"code": [None, "H1"], "name": [None, "地点H1"], "kind": [None, "venue"]}),
        ("coordinator", "update", {"name": ["地点H1", "文化楼"]}),
    ]


def test_a_number_that_is_taken_is_a_conflict(small: SmallTown) -> None:
    hall = add(small, "H1")
    with pytest.raises(Conflict, match="There is an entry with the number H1 already."):
        add(small, "H1")
    with pytest.raises(Conflict, match="There is an entry with the number N001 already."):
        edit(small, hall, code=small.village.code)


@pytest.mark.parametrize(("given", "missing"), [("latitude", "longitude"), ("longitude", "latitude")])
def test_coordinates_go_together(small: SmallTown, given: str, missing: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(small, "H1", **{given: 22.7})
    assert reasons(refused) == {missing: "Latitude and longitude go together."}
    with pytest.raises(Invalid) as refused:
        edit(small, small.village, **{given: 22.7})
    assert reasons(refused) == {missing: "Latitude and longitude go together."}


ALLOWED = {
    PlaceKind.TOWN: set[PlaceKind](),
    PlaceKind.MARKET: {PlaceKind.TOWN},
    PlaceKind.VILLAGE: {PlaceKind.TOWN, PlaceKind.MARKET},
    PlaceKind.COMMUNITY: {PlaceKind.TOWN, PlaceKind.MARKET},
    PlaceKind.GRID: {PlaceKind.TOWN, PlaceKind.MARKET, PlaceKind.VILLAGE, PlaceKind.COMMUNITY, PlaceKind.GRID},
    PlaceKind.VENUE: {PlaceKind.TOWN, PlaceKind.MARKET, PlaceKind.VILLAGE, PlaceKind.COMMUNITY, PlaceKind.GRID},
}


def test_a_place_lies_only_in_what_holds_such_places(small: SmallTown) -> None:
    taken: dict[PlaceKind, set[PlaceKind]] = {kind: set() for kind in PlaceKind}
    for above in PlaceKind:
        parent = small.place(f"上级{above}", above)
        for kind in PlaceKind:
            try:
                add(small, f"{above}>{kind}", kind, parent_id=parent.id)
            except Invalid as refused:
                reasons = {name: str(reason) for name, reason in refused.fields.items()}
                assert reasons == {"parent_id": f"Such a place does not lie in 上级{above}."}
            else:
                taken[kind].add(above)
    assert taken == ALLOWED


def test_a_place_lies_in_itself_neither_at_once_nor_by_others(small: SmallTown) -> None:
    large = add(small, "G1", PlaceKind.GRID)
    middle = add(small, "G2", PlaceKind.GRID, parent_id=large.id)
    little = add(small, "G3", PlaceKind.GRID, parent_id=middle.id)
    for above in (large, middle, little):
        with pytest.raises(Invalid) as refused:
            edit(small, large, parent_id=above.id)
        assert reasons(refused) == {"parent_id": "A place does not lie in itself."}


def test_a_place_that_holds_others_does_not_become_one_that_cannot(small: SmallTown) -> None:
    add(small, "G1", PlaceKind.GRID, parent_id=small.village.id)
    with pytest.raises(Invalid) as refused:
        edit(small, small.village, kind=PlaceKind.VENUE)
    assert reasons(refused) == {"kind": "地点G1 lies in it, and such a place holds none like it."}
    assert edit(small, small.village, kind=PlaceKind.COMMUNITY).kind is PlaceKind.COMMUNITY


def test_a_parent_that_there_is_not_is_refused_with_its_field(small: SmallTown) -> None:
    elsewhere = SmallTown(small.session).village.id
    with pytest.raises(Invalid) as refused:
        add(small, "H1", parent_id=elsewhere)
    assert reasons(refused) == {"parent_id": f"There is no such entry (number {elsewhere})."}


def test_a_person_neither_reads_nor_changes_places(small: SmallTown) -> None:
    person = small.as_person(small.worker())
    for ask in (
        lambda: places.list_places(small.session, person),
        lambda: places.get_place(small.session, person, small.village.id),
        lambda: places.add_place(small.session, person, {"code": "H"}, now=NOW),
        lambda: places.edit_place(small.session, person, small.village.id, {"name": "x"}, now=NOW),
    ):
        with pytest.raises(Forbidden, match="You may not do this."):
            ask()
