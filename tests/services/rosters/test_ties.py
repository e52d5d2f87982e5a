"""What is registered of people, places and activities is solved and explained as any other fact."""

from __future__ import annotations

from scheduler.domain.quotas import quota
from scheduler.models import Company, Couple, PlaceKind, Qualification, Recusal
from scheduler.services.problems import translate
from scheduler.services.rosters.explained.open_slots import open_slots
from solver.engine import solve
from tests.services.small_town import SmallTown


def solved(small: SmallTown) -> list[list[str]]:
    """Who holds each role, by name, as the engine has it."""
    found = translate(small.session, small.draft())
    roster = solve(found.problem, seconds=60, effort=5).roster
    return [[found.candidate_name(candidate) for candidate in held] for held in roster]


def why_open(small: SmallTown, roster_id: int) -> list[list[str]]:
    """Why each slot is open."""
    return [list(map(str, slot.reasons)) for slot in open_slots(small.session, small.actor, roster_id)]


def test_who_keeps_away_from_the_owner_of_a_shop_is_left_out_and_it_is_said(small: SmallTown) -> None:
    kept, other = small.worker("甲"), small.worker("乙")
    small.add(Recusal(town_id=small.town.id, person_id=kept.id, owner="陈记"))
    activity = small.activity(place=small.place("便民超市", PlaceKind.VENUE, owner="陈记"), wanted=2)
    assert solved(small) == [["乙"]]
    draft = small.draft()
    small.pin(draft, activity, other)
    assert why_open(small, draft.id) == [["1 must keep away from this place or owner"]]


def test_two_who_are_kept_apart_are_not_both_taken_and_it_is_said(small: SmallTown) -> None:
    one, other = small.worker("甲"), small.worker("乙")
    small.add(Couple(town_id=small.town.id, one_id=one.id, other_id=other.id, company=Company.APART))
    activity = small.activity(wanted=2)
    assert [len(held) for held in solved(small)] == [1]
    draft = small.draft()
    small.pin(draft, activity, one)
    assert why_open(small, draft.id) == [["1 are kept apart from somebody who is there"]]


def test_two_who_serve_together_are_both_taken_or_neither(small: SmallTown) -> None:
    one, other = small.worker("甲"), small.worker("乙")
    small.add(Couple(town_id=small.town.id, one_id=one.id, other_id=other.id, company=Company.TOGETHER))
    small.activity("一人", wanted=1)
    small.activity("两人", day=25, wanted=2)
    assert solved(small) == [[], ["甲", "乙"]]


def test_a_quota_lets_no_more_of_a_kind_in_than_it_says(small: SmallTown) -> None:
    for name, new in (("甲", True), ("乙", True), ("丙", False)):
        small.worker(name, new=new)
    small.activity(wanted=3, quotas=[quota({"most": 1, "new": True})])
    (held,) = solved(small)
    assert (len(held), "丙" in held) == (2, True)


def test_the_one_who_serves_attends_the_session_that_trains_for_it(small: SmallTown) -> None:
    kind = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救", by_training=True))
    for name in ("甲", "乙"):
        small.worker(name)
    small.activity("培训", grants_id=kind.id, wanted=1, role={"trains": True})
    small.activity("急救值守", 26, wanted=1, role={"qualification_id": kind.id})
    attends, serves = solved(small)
    assert (len(attends), attends) == (1, serves)
