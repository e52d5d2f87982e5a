"""Partner organisations and kinds of qualification: registered, read, changed, in order of their numbers."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.errors import Conflict, Forbidden, Invalid, NotFound
from scheduler.models import Organisation, Qualification
from scheduler.services.register import listed
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown
from tests.services.trail import trail

Model = type[Organisation] | type[Qualification]

FIRST: dict[Model, dict[str, Any]] = {
    Organisation: {"code": "N2", "name": "派出所", "enforces": True},
    Qualification: {"code": "N2", "name": "急救", "by_training": True},
}
USUAL: dict[Model, dict[str, Any]] = {
    Organisation: {"place_id": None, "enforces": False},
    Qualification: {"by_training": False, "enforcement": False},
}


@pytest.fixture(params=[Organisation, Qualification], ids=["organisation", "qualification"])
def model(request: pytest.FixtureRequest) -> Any:
    return request.param


def add(small: SmallTown, model: Any, **values: object) -> Any:
    return listed.add(small.session, small.actor, model, {**FIRST[model], **values}, now=NOW)


def edit(small: SmallTown, row: Any, **values: object) -> Any:
    return listed.edit(small.session, small.actor, type(row), row.id, values, now=NOW)


def shown(row: Any) -> dict[str, Any]:
    """What a row says, but for whose it is."""
    columns = type(row).__mapper__.columns.keys()
    return {name: getattr(row, name) for name in columns if name not in ("id", "town_id")}


def test_they_are_listed_by_their_numbers_those_of_this_town_alone(small: SmallTown, model: Any) -> None:
    add(SmallTown(small.session), model, code="N0")
    second, first = (
        add(small, model),
        listed.add(small.session, small.actor, model, {"code": "N1", "name": "另一个"}, now=NOW),
    )
    assert listed.all_of(small.session, small.actor, model) == [first, second]
    assert listed.get(small.session, small.actor, model, first.id) is first
    assert [shown(row) for row in (first, second)] == [
        {**USUAL[model], "code": "N1", "name": "另一个", "revision": 1},
        {**USUAL[model], **FIRST[model], "revision": 1},
    ]


def test_a_change_of_some_values_leaves_the_others(small: SmallTown, model: Any) -> None:
    row = add(small, model)
    assert edit(small, row, name="新名", code="N2") is row
    assert shown(row) == {**USUAL[model], **FIRST[model], "name": "新名", "revision": 2}
    edit(small, row, name="新名")
    assert row.revision == 2


def test_each_change_is_in_the_audit_trail(small: SmallTown, model: Any) -> None:
    edit(small, add(small, model), name="新名")
    first = {name: value for name, value in {**USUAL[model], **FIRST[model]}.items() if value is not None}
    assert trail(small, model.__tablename__) == [
        ("coordinator", "insert", {name: [None, value] for name, value in first.items()}),
        ("coordinator", "update", {"name": [FIRST[model]["name"], "新名"]}),
    ]


def test_a_number_that_is_taken_is_a_conflict_in_this_town_only(small: SmallTown, model: Any) -> None:
    add(SmallTown(small.session), model)
    first, second = add(small, model), add(small, model, code="N3")
    for ask in (lambda: add(small, model), lambda: edit(small, second, code=first.code)):
        with pytest.raises(Conflict, match="There is an entry with the number N2 already."):
            ask()
    assert [row.code for row in listed.all_of(small.session, small.actor, model)] == ["N2", "N3"]


def test_the_seat_of_an_organisation_is_a_place_of_this_town(small: SmallTown) -> None:
    elsewhere = SmallTown(small.session).village.id
    police = add(small, Organisation, place_id=small.village.id)
    for ask in (
        lambda: add(small, Organisation, code="N3", place_id=elsewhere),
        lambda: edit(small, police, place_id=elsewhere),
    ):
        with pytest.raises(Invalid) as refused:
            ask()
        assert reasons(refused) == {"place_id": f"There is no such entry (number {elsewhere})."}
    assert edit(small, police, place_id=None).place_id is None


def test_a_row_of_another_town_is_not_there(small: SmallTown, model: Any) -> None:
    stranger, row = SmallTown(small.session).actor, add(small, model)
    for ask in (
        lambda: listed.get(small.session, stranger, model, row.id),
        lambda: listed.edit(small.session, stranger, model, row.id, {"name": "x"}, now=NOW),
    ):
        with pytest.raises(NotFound, match=f"There is no such entry \\(number {row.id}\\)."):
            ask()


def test_a_person_neither_reads_nor_changes_them(small: SmallTown, model: Any) -> None:
    row, person = add(small, model), small.as_person(small.worker())
    for ask in (
        lambda: listed.all_of(small.session, person, model),
        lambda: listed.get(small.session, person, model, row.id),
        lambda: listed.add(small.session, person, model, FIRST[model], now=NOW),
        lambda: listed.edit(small.session, person, model, row.id, {"name": "x"}, now=NOW),
    ):
        with pytest.raises(Forbidden, match="You may not do this."):
            ask()


def test_ten_comes_after_two(small: SmallTown, model: Model) -> None:
    for code in ("D10", "D2", "D1"):
        add(small, model, code=code)
    assert [row.code for row in listed.all_of(small.session, small.actor, model)] == ["D1", "D2", "D10"]
