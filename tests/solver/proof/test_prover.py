"""The prover in its thread: it proves, learns, ends, and says what went wrong."""

from __future__ import annotations

import numpy as np
import pytest

from solver.compiled import Compiled
from solver.policy import read_policy
from solver.proof.prover import Prover
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, role
from tests.solver.test_agreement import ALL, legal


def compiled_problem() -> Compiled:
    """Three people and two duties."""
    people = [person(f"p{number}", home=0) for number in range(3)]
    facts = problem(people, [activity(0, 30), activity(60, 90)], [role(0, 1, 1), role(1, 0, 1)], ALL)
    return Compiled(Tables(facts), read_policy(facts.policy))


def test_it_proves_what_there_is_to_prove_and_ends() -> None:
    compiled = compiled_problem()
    prover = Prover(compiled)
    prover.learn(((0,), (1,)))
    prover.thread.join(60)
    assert not prover.thread.is_alive()
    assert prover.value == min(legal(compiled.problem, compiled).values())
    assert prover.bound is not None
    assert (0, (0,)) in prover.bound.master.columns
    assert (1, (1,)) in prover.bound.master.columns


def test_closed_it_ends_soon() -> None:
    prover = Prover(compiled_problem())
    prover.close()
    prover.thread.join(60)
    assert not prover.thread.is_alive()


def test_what_ended_the_proof_is_raised_where_its_value_is_asked() -> None:
    compiled = compiled_problem()
    compiled.facts = compiled.facts._replace(slot_price=np.zeros(1, dtype=np.int64))
    prover = Prover(compiled)
    prover.thread.join(60)
    with pytest.raises(IndexError, match="out of bounds"):
        _ = prover.value
