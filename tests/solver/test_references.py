"""Arrays by reference: what is done through one is done to the other."""

from __future__ import annotations

from solver.booking import crew_of, holds, put
from solver.compiled import Compiled
from solver.filling import Trail, new_trail, write
from solver.references import facts_reference, held_reference, trail_reference
from solver.tables import Tables
from tests.solver.desk import state
from tests.solver.problems import activity, person, problem, role

COMPILED = Compiled(Tables(problem([person("a")], [activity(0, 60)], [role(0), role(0)])), ())


def test_facts_are_read_through_their_reference() -> None:
    facts = facts_reference(COMPILED.facts)
    assert [holds(facts, held_reference(COMPILED.nobody()), number, 0) for number in (0, 1)] == [False, False]
    assert crew_of(facts, 0, 0).tolist() == []


def test_what_is_booked_by_reference_is_booked_in_the_arrays() -> None:
    held, other = COMPILED.nobody(), COMPILED.nobody()
    put(facts_reference(COMPILED.facts), held_reference(held), 1, 0)
    assert held.slots.tolist() == [-1, 0]
    assert state(other) == state(COMPILED.nobody())


def test_what_is_written_by_reference_is_on_the_trail() -> None:
    trail: Trail = new_trail(5, 2)
    write(trail_reference(trail), 1, 2, -1, 7)
    write(trail_reference(trail), 3, 4, 1, -2)
    assert (trail.entries[:2].tolist(), trail.size.tolist()) == ([[1, 2, -1], [3, 4, 1]], [2, 10])
