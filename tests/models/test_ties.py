"""Recusals and couples: what the database keeps out on either kind."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.models import Company, Couple, Recusal
from tests.models.refusals import Refused, owned, refusal
from tests.services.small_town import SmallTown


def recusal(small: SmallTown, **more: Any) -> Recusal:
    return Recusal(**owned(small, **more))


def couple(small: SmallTown, one: int, other: int) -> Couple:
    """A couple of two new people, by their order."""
    ids = sorted(small.worker().id for _ in range(2))
    return Couple(town_id=small.town.id, one_id=ids[one], other_id=ids[other], company=Company.APART)


def twice(row: Any) -> list[Any]:
    columns = [column.key for column in type(row).__mapper__.columns if column.key != "id"]
    return [row, type(row)(**{name: getattr(row, name) for name in columns})]


REFUSED: Refused = (
    ("CHECK ck_recusal_place_or_owner", lambda small: [recusal(small, reason="")]),
    (
        "CHECK ck_recusal_place_or_owner",
        lambda small: [recusal(small, place_id=small.village.id, owner="陈记", reason="")],
    ),
    ("UNIQUE recusal.person_id, recusal.place_id", lambda s: twice(recusal(s, place_id=s.village.id, reason=""))),
    ("UNIQUE recusal.person_id, recusal.owner", lambda small: twice(recusal(small, owner="陈记", reason=""))),
    ("CHECK ck_couple_ordered", lambda small: [couple(small, 1, 0)]),
    ("CHECK ck_couple_ordered", lambda small: [couple(small, 0, 0)]),
    ("UNIQUE couple.one_id, couple.other_id", lambda small: twice(couple(small, 0, 1))),
)


@pytest.mark.parametrize(("constraint", "rows"), REFUSED)
def test_what_cannot_be_is_kept_out(small: SmallTown, constraint: str, rows: Any) -> None:
    assert refusal(small, rows(small)) == constraint
