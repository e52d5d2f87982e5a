"""A trail of bookings: written as they are made, undone in the opposite order."""

from __future__ import annotations

from solver.search.trail import drop, new_trail, place, undo
from solver.terms import PairPrice, SlotPrice
from tests.solver.desk import Desk, ints, state
from tests.solver.problems import activity, person, problem, role

A, _, C = range(3)


def desk() -> Desk:
    """Two slots that three people may take: open each costs 100, and the later somebody comes the cheaper they are."""
    people = [person("a"), person("b"), person("c")]
    return Desk(
        problem(people, [activity(0, 60)], [role(0, 0, 2)]),
        SlotPrice(ints(100)),
        PairPrice(lambda role, who: 10 * (2 - who) + role),
    )


def test_a_trail_is_written_and_undone_in_the_opposite_order() -> None:
    found = desk()
    before = state(found.held)
    place(*found.at, 0, A, -80)
    place(*found.at, 0, C, -100)
    drop(*found.at, 0, A)
    assert (found.roster, found.cost, found.entries) == (((C,),), -100, [[0, A, 1], [0, C, 1], [0, A, -1]])
    undo(*found.at, 0)
    assert (state(found.held), found.cost, found.entries) == (before, 0, [])


def test_a_trail_is_undone_as_far_back_as_is_asked() -> None:
    found = desk()
    place(*found.at, 0, A, -80)
    before = state(found.held)
    place(*found.at, 0, C, -100)
    drop(*found.at, 0, A)
    undo(*found.at, -80, 1)
    assert (state(found.held), found.cost, found.entries) == (before, -80, [[0, A, 1]])


def test_a_trail_has_room_for_the_longest_move() -> None:
    assert [new_trail(7, slots).entries.shape for slots in (0, 3)] == [(80, 3), (320, 3)]
    assert new_trail(7, 0).size.tolist() == [0, 7]
