"""Where people keep away, with whom they serve, and with whom never."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.models import Company, Couple, Person, PlaceKind, Recusal
from scheduler.services.register import ties
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown


def recuse(small: SmallTown, person: Person, **values: Any) -> Recusal:
    return ties.recuse(small.session, small.actor, person.id, **values, now=NOW)


def recusals(small: SmallTown, person: Person) -> list[tuple[int | None, str | None, str]]:
    rows = ties.recusals_of(small.session, small.actor, person.id)
    return [(row.place_id, row.owner, row.reason) for row in rows]


def couples(small: SmallTown, person: Person) -> list[tuple[int, int, Company]]:
    return [(row.one_id, row.other_id, row.company) for row in ties.couples_of(small.session, small.actor, person.id)]


def pair(small: SmallTown, person: Person, other: Person, company: Company) -> Couple:
    return ties.pair(small.session, small.actor, person.id, other.id, company, now=NOW)


def test_a_person_keeps_away_from_places_and_owners_each_said_once(small: SmallTown) -> None:
    shop = small.place("便民超市", PlaceKind.VENUE, owner="陈记")
    one, other = small.worker(), small.worker()
    first = recuse(small, one, place_id=shop.id)
    recuse(small, one, owner="陈记", reason="亲属")
    assert recuse(small, one, place_id=shop.id, reason="自家经营") is first
    recuse(small, other, owner="陈记")
    assert recusals(small, one) == [(shop.id, None, "自家经营"), (None, "陈记", "亲属")]
    assert recusals(small, other) == [(None, "陈记", "")]
    ties.unrecuse(small.session, small.actor, one.id, first.id, now=NOW)
    assert recusals(small, one) == [(None, "陈记", "亲属")]


EITHER = "Either a place or an owner."


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, {"place_id": EITHER}),
        ({"owner": ""}, {"place_id": EITHER}),
        ({"place_id": 1, "owner": "陈记"}, {"place_id": EITHER}),
        ({"place_id": 99}, {"place_id": "There is no such entry (number 99)."}),
        ({"owner": "王记"}, {"owner": "No place belongs to 王记."}),
    ],
)
def test_a_recusal_from_nothing_that_there_is_is_refused(
    small: SmallTown, values: dict[str, Any], why: dict[str, str]
) -> None:
    small.place("便民超市", PlaceKind.VENUE, owner="陈记")
    with pytest.raises(Invalid) as caught:
        recuse(small, small.worker(), **values)
    assert reasons(caught) == why
    assert small.session.query(Recusal).all() == []


def test_what_is_said_of_two_people_is_said_of_both_and_the_last_word_counts(small: SmallTown) -> None:
    one, other, third = small.worker("甲"), small.worker("乙"), small.worker("丙")
    row = pair(small, other, one, Company.APART)
    pair(small, one, third, Company.TOGETHER)
    assert couples(small, one) == [(one.id, other.id, Company.APART), (one.id, third.id, Company.TOGETHER)]
    assert couples(small, other) == [(one.id, other.id, Company.APART)]
    assert pair(small, one, other, Company.TOGETHER) is row
    assert couples(small, other) == [(one.id, other.id, Company.TOGETHER)]
    ties.unpair(small.session, small.actor, other.id, row.id, now=NOW)
    assert (couples(small, other), couples(small, third)) == ([], [(one.id, third.id, Company.TOGETHER)])


def test_nobody_is_paired_with_themselves_or_with_nobody(small: SmallTown) -> None:
    person = small.worker()
    for number, why in ((person.id, "Somebody else than the person."), (99, "There is no such entry (number 99).")):
        with pytest.raises(Invalid) as caught:
            ties.pair(small.session, small.actor, person.id, number, Company.APART, now=NOW)
        assert reasons(caught) == {"other_id": why}
    assert small.session.query(Couple).all() == []


def test_what_is_not_there_or_somebody_else_s_is_not_struck(small: SmallTown) -> None:
    one, other, third = small.worker("甲"), small.worker("乙"), small.worker("丙")
    recusal, couple = recuse(small, one, place_id=small.village.id), pair(small, one, other, Company.APART)
    with pytest.raises(NotFound):
        ties.unrecuse(small.session, small.actor, other.id, recusal.id, now=NOW)
    with pytest.raises(NotFound):
        ties.unpair(small.session, small.actor, third.id, couple.id, now=NOW)
    assert (len(recusals(small, one)), len(couples(small, one))) == (1, 1)


def test_a_person_reads_only_the_own_recusals_and_changes_none(small: SmallTown) -> None:
    one, other = small.worker("甲"), small.worker("乙")
    recusal = recuse(small, one, place_id=small.village.id)
    mine = small.as_person(one)
    assert list(ties.recusals_of(small.session, mine, one.id)) == [recusal]
    for refused in (
        lambda: ties.recusals_of(small.session, mine, other.id),
        lambda: ties.recuse(small.session, mine, one.id, place_id=small.village.id, now=NOW),
        lambda: ties.unrecuse(small.session, mine, one.id, recusal.id, now=NOW),
        lambda: ties.pair(small.session, mine, one.id, other.id, Company.APART, now=NOW),
        lambda: ties.unpair(small.session, mine, one.id, 1, now=NOW),
    ):
        with pytest.raises(Forbidden):
            refused()
