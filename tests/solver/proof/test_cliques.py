"""Cliques against what they are to cover."""

from __future__ import annotations

from random import Random

from solver.proof.cliques import cliques
from solver.tables import Tables
from tests.solver.problems import activity, problem
from tests.solver.test_agreement import BASIC


def test_cliques_cover_each_pair_once_or_more_and_hold_only_pairs_that_clash() -> None:
    random = Random(3)
    for _ in range(50):
        size = random.randint(2, 9)
        tables = Tables(problem([], [activity(n, n + 1) for n in range(size)], [], BASIC))
        clash = tables.gaps < random.randint(0, 4)
        clash[range(size), range(size)] = False
        uncovered = clash.copy()
        uncovered[0] = uncovered[:, 0] = False
        found = list(cliques(clash, uncovered, tables.starts))
        pairs = {(one, other) for clique in found for one in clique for other in clique if one != other}
        assert all(clash[pair] for pair in pairs)
        assert {(one, other) for one in range(size) for other in range(size) if uncovered[one, other]} <= pairs
