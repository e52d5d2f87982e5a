"""The bound of rotas in its thread: it rises with the columns, learns of rosters, and closes the last gap."""

from __future__ import annotations

from random import Random
from threading import Event

from solver.lines.bound import LineBound
from solver.policy import read_policy
from solver.search.compiled import Compiled
from solver.tables import Tables
from tests.solver.lines.test_chains import tiny
from tests.solver.test_agreement import WHOLE, legal


def bounds() -> list[tuple[LineBound, dict[tuple[tuple[int, ...], ...], int]]]:
    """The bounds of some tiny rotas that have a roster, each with the cost of all of its rosters."""
    random, found = Random("bounds of lines"), []
    while len(found) < 12:
        facts, best = tiny(random)
        if best is not None:
            compiled = Compiled(Tables(facts), read_policy(facts.policy))
            found.append((LineBound(compiled, Event()), legal(facts, Compiled(Tables(facts), WHOLE))))
    return found


def test_a_best_roster_that_it_learns_of_is_proven_best() -> None:
    for bound, costs in bounds():
        best = min(costs, key=lambda roster: costs[roster])
        bound.learn(best)
        assert bound.upper == costs[best] - bound.reading.offset
        while bound.rise():
            assert bound.value is None or bound.value <= costs[best]
        assert bound.value == costs[best]


def test_without_a_roster_it_waits_and_claims_no_more_than_its_columns_prove() -> None:
    for bound, costs in bounds():
        bound.closed.set()
        while bound.advancing:
            assert bound.rise()
        assert bound.rise()
        assert bound.value is not None
        assert bound.value <= min(costs.values())


def test_a_gap_that_was_tried_in_vain_is_tried_again_only_for_a_better_roster() -> None:
    for bound, costs in bounds():
        bound.closed.set()
        bound.learn(max(costs, key=lambda roster: costs[roster]))
        while bound.advancing:
            bound.rise()
        bound.tried = bound.upper
        before = bound.value
        assert not bound.close_gap()
        assert bound.value == before


def test_interrupted_it_solves_no_further() -> None:
    bound, _ = bounds()[0]
    bound.interrupt()
    assert bound.rise()
    assert not bound.advancing
