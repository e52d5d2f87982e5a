"""Kinds of qualification: registered, read, changed, in order of their numbers."""

from __future__ import annotations

import pytest

from scheduler.errors import Conflict, Forbidden
from scheduler.models import Qualification
from scheduler.services.register import qualifications
from tests.conftest import NOW
from tests.services.small_town import SmallTown
from tests.services.trail import trail

FIRST_AID = {"code": "Q2", "name": "急救", "by_training": True}


def add(small: SmallTown, **values: object) -> Qualification:
    return qualifications.add_qualification(small.session, small.actor, {**FIRST_AID, **values}, now=NOW)


def shown(row: Qualification) -> tuple[str, str, bool, bool]:
    return (row.code, row.name, row.by_training, row.enforcement)


def test_qualifications_are_listed_by_their_numbers_those_of_this_town_alone(small: SmallTown) -> None:
    add(SmallTown(small.session), code="Q0")
    aid, law = add(small), add(small, code="Q1", name="执法证", by_training=False, enforcement=True)
    assert qualifications.list_qualifications(small.session, small.actor) == [law, aid]
    assert qualifications.get_qualification(small.session, small.actor, aid.id) is aid
    assert [shown(row) for row in (law, aid)] == [("Q1", "执法证", False, True), ("Q2", "急救", True, False)]


def test_a_change_of_some_values_leaves_the_others(small: SmallTown) -> None:
    aid = add(small)
    qualifications.edit_qualification(small.session, small.actor, aid.id, {"name": "急救员", "code": "Q2"}, now=NOW)
    assert shown(aid) == ("Q2", "急救员", True, False)


def test_each_change_is_in_the_audit_trail(small: SmallTown) -> None:
    aid = add(small)
    qualifications.edit_qualification(small.session, small.actor, aid.id, {"name": "急救员"}, now=NOW)
    first = {"code": [None, "Q2"], "name": [None, "急救"], "by_training": [None, True], "enforcement": [None, False]}
    assert trail(small, "qualification") == [
        ("coordinator", "insert", first),
        ("coordinator", "update", {"name": ["急救", "急救员"]}),
    ]


def test_a_number_that_is_taken_is_a_conflict_in_this_town_only(small: SmallTown) -> None:
    add(SmallTown(small.session))
    first, second = add(small), add(small, code="Q3")
    with pytest.raises(Conflict, match="There is an entry with the number Q2 already."):
        add(small)
    with pytest.raises(Conflict, match="There is an entry with the number Q2 already."):
        qualifications.edit_qualification(small.session, small.actor, second.id, {"code": first.code}, now=NOW)


def test_a_person_neither_reads_nor_changes_qualifications(small: SmallTown) -> None:
    aid, person = add(small), small.as_person(small.worker())
    for ask in (
        lambda: qualifications.list_qualifications(small.session, person),
        lambda: qualifications.get_qualification(small.session, person, aid.id),
        lambda: qualifications.add_qualification(small.session, person, FIRST_AID, now=NOW),
        lambda: qualifications.edit_qualification(small.session, person, aid.id, {"name": "x"}, now=NOW),
    ):
        with pytest.raises(Forbidden, match="You may not do this."):
            ask()
