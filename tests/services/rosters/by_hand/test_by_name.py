"""Who is found by name to take a duty over, with the duties for which it could be swapped."""

from __future__ import annotations

from scheduler.services.rosters.by_hand.by_name import MOST_FOUND, Taker, takers
from solver.candidates import Capacity
from tests.services.small_town import SmallTown


def test_people_of_a_name_are_found_with_their_duties_but_for_the_holder(small: SmallTown) -> None:
    holder, other, idle = small.worker("张甲"), small.worker("张乙"), small.worker("张丙")
    small.worker("李丁")
    activity, late, early = small.activity(), small.activity("晚", day=26), small.activity("早", day=25)
    draft = small.draft()
    (row,) = small.pin(draft, activity, holder)
    duties = (*small.pin(draft, early, other), *small.pin(draft, late, other))
    assert takers(small.session, small.actor, row, "张") == [
        Taker("张乙", other.id, None, duties),
        Taker("张丙", idle.id, None, ()),
    ]


def test_for_a_role_that_takes_teams_teams_are_found(small: SmallTown) -> None:
    one, other = (small.team(name, [small.volunteer(f"{name}员")]) for name in ("先锋一队", "先锋二队"))
    draft = small.draft()
    (row,) = small.pin(draft, small.activity(accepts=(Capacity.TEAM,), wanted=1), one)
    assert takers(small.session, small.actor, row, "先锋") == [Taker("先锋二队", None, other.id, ())]


def test_only_so_many_are_found(small: SmallTown) -> None:
    draft = small.draft()
    (row,) = small.pin(draft, small.activity(), small.worker("王"))
    for number in range(MOST_FOUND + 1):
        small.worker(f"张{number}")
    assert len(takers(small.session, small.actor, row, "张")) == MOST_FOUND
