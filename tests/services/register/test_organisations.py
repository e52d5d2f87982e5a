"""Partner organisations: registered, read, changed, in order of their numbers."""

from __future__ import annotations

import pytest

from scheduler.errors import Conflict, Forbidden, Invalid
from scheduler.models import Organisation
from scheduler.services.register import organisations
from tests.conftest import NOW
from tests.services.small_town import SmallTown
from tests.services.trail import trail

POLICE = {"code": "D2", "name": "派出所", "enforces": True}


def add(small: SmallTown, **values: object) -> Organisation:
    return organisations.add_organisation(small.session, small.actor, {**POLICE, **values}, now=NOW)


def shown(row: Organisation) -> tuple[str, str, int | None, bool]:
    return (row.code, row.name, row.place_id, row.enforces)


def test_organisations_are_listed_by_their_numbers_those_of_this_town_alone(small: SmallTown) -> None:
    add(SmallTown(small.session), code="D0")
    police, office = add(small), add(small, code="D1", name="民政办", place_id=small.village.id, enforces=False)
    assert organisations.list_organisations(small.session, small.actor) == [office, police]
    assert organisations.get_organisation(small.session, small.actor, office.id) is office
    assert [shown(row) for row in (office, police)] == [
        ("D1", "民政办", small.village.id, False),
        ("D2", "派出所", None, True),
    ]


def test_a_change_of_some_values_leaves_the_others(small: SmallTown) -> None:
    police = add(small)
    organisations.edit_organisation(small.session, small.actor, police.id, {"name": "镇派出所", "code": "D2"}, now=NOW)
    assert shown(police) == ("D2", "镇派出所", None, True)


def test_each_change_is_in_the_audit_trail(small: SmallTown) -> None:
    police = add(small)
    organisations.edit_organisation(small.session, small.actor, police.id, {"enforces": False}, now=NOW)
    assert trail(small, "organisation") == [
        ("coordinator", "insert", {"code": [None, "D2"], "name": [None, "派出所"], "enforces": [None, True]}),
        ("coordinator", "update", {"enforces": [True, False]}),
    ]


def test_a_number_that_is_taken_is_a_conflict_in_this_town_only(small: SmallTown) -> None:
    add(SmallTown(small.session))
    first, second = add(small), add(small, code="D3")
    with pytest.raises(Conflict, match="There is an entry with the number D2 already."):
        add(small)
    with pytest.raises(Conflict, match="There is an entry with the number D2 already."):
        organisations.edit_organisation(small.session, small.actor, second.id, {"code": first.code}, now=NOW)


def test_a_place_that_there_is_not_is_refused_with_its_field(small: SmallTown) -> None:
    elsewhere = SmallTown(small.session).village.id
    with pytest.raises(Invalid) as refused:
        add(small, place_id=elsewhere)
    assert {name: str(reason) for name, reason in refused.value.fields.items()} == {
        "place_id": f"There is no such entry (number {elsewhere})."
    }


def test_a_person_neither_reads_nor_changes_organisations(small: SmallTown) -> None:
    police, person = add(small), small.as_person(small.worker())
    for ask in (
        lambda: organisations.list_organisations(small.session, person),
        lambda: organisations.get_organisation(small.session, person, police.id),
        lambda: organisations.add_organisation(small.session, person, POLICE, now=NOW),
        lambda: organisations.edit_organisation(small.session, person, police.id, {"name": "x"}, now=NOW),
    ):
        with pytest.raises(Forbidden, match="You may not do this."):
            ask()
