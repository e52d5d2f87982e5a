"""The prover in its thread: it proves, learns, ends, and says what went wrong."""

from __future__ import annotations

from functools import partial
from threading import Event

import numpy as np
import pytest

from solver.policy import read_policy
from solver.proof.bound import Bound
from solver.proof.prover import Over, Prover
from solver.search.compiled import Compiled
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
    prover = Prover(partial(Bound, compiled), ((0,), (1,)))
    prover.thread.join(60)
    assert not prover.thread.is_alive()
    assert prover.value == min(legal(compiled.problem, compiled).values())
    assert isinstance(prover.proof, Bound)
    assert (0,) in prover.proof.master.columns[0]
    assert (1,) in prover.proof.master.columns[1]


def test_closed_it_ends_soon() -> None:
    prover = Prover(partial(Bound, compiled_problem()))
    prover.close()
    prover.thread.join(60)
    assert not prover.thread.is_alive()


def test_a_proof_that_finds_itself_over_has_not_failed() -> None:
    def begin(_: Event) -> Bound:
        raise Over

    prover = Prover(begin)
    prover.thread.join(60)
    assert (prover.value, prover.failure) == (None, None)


def test_a_proof_that_cannot_begin_proves_nothing_and_what_went_wrong_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    compiled = compiled_problem()
    compiled.facts = compiled.facts._replace(slot_price=np.zeros(1, dtype=np.int64))
    prover = Prover(partial(Bound, compiled))
    prover.thread.join(60)
    assert prover.value is None
    assert isinstance(prover.failure, IndexError)
    assert [record.message for record in caplog.records] == ["a proof ended early"]


def test_what_was_proven_before_a_proof_failed_holds(caplog: pytest.LogCaptureFixture) -> None:
    compiled = compiled_problem()
    prover = Prover(partial(Bound, compiled))
    prover.thread.join(60)
    proven = prover.value
    prover.learn(((9,), (9,)))
    prover.run()
    assert prover.failure is not None
    assert len(caplog.records) == 1
    assert prover.proof is not None
    assert prover.value == prover.proof.value
    assert proven is not None
    assert prover.value <= proven
