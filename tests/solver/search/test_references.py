"""Arrays by reference: what is done through one is done to the other."""

from __future__ import annotations

import numpy as np
import pytest

from solver.search.booking import crew_of, holds, put
from solver.search.compiled import Compiled
from solver.search.references import Reference, facts_reference, held_reference, trail_reference
from solver.search.trail import Trail, new_trail, write
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


def test_an_array_that_lies_otherwise_than_in_rows_is_refused() -> None:
    turned = Trail(np.zeros((3, 4), dtype=np.int64).T, np.zeros(2, dtype=np.int64))
    with pytest.raises(ValueError, match="an array of a group lies in C order"):
        trail_reference(turned)


def test_groups_of_the_same_fields_have_one_type_and_others_another() -> None:
    trail = new_trail(5, 2)
    assert Reference(trail)._numba_type_ == Reference(new_trail(0, 9))._numba_type_
    flat = Trail(trail.size, trail.size)
    assert Reference(trail)._numba_type_ != Reference(flat)._numba_type_


def test_a_reference_keeps_its_arrays_when_nobody_else_does() -> None:
    reference = Reference(new_trail(5, 2))
    np.full((300, 3), -1)
    write(reference, 1, 2, -1, 7)
    assert reference.group.size.tolist() == [1, 12]
