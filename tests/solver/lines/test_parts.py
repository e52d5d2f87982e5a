"""Parts of rosters: their lines are legal just where the whole ones are, and cost the same more or less."""

from __future__ import annotations

import numpy as np

from solver.lines.parts import part_of
from tests.solver.lines.tiny import Line, is_legal, legal_lines, possible, roster_cost


def rows(lines: np.ndarray) -> list[Line]:
    """Lines as tuples."""
    return [tuple(line) for line in lines.tolist()]


def test_a_line_of_a_part_is_legal_just_where_it_is_in_its_roster() -> None:
    tried = 0
    days = 7
    for seed, lines, legal in possible(range(240), days=days):
        random = np.random.default_rng(seed)
        roster = np.array([mine[int(random.integers(len(mine)))] for mine in legal])
        held = np.bincount(roster[roster >= 0], minlength=len(lines.wanted))
        first = int(random.integers(days))
        end = int(random.integers(first + 1, days + 1))
        people = np.array([0, 1]) if seed % 2 else np.array([int(random.integers(2))])
        part = part_of(lines, roster, held, people, first, end)
        assert (part.put(roster, part.taken(roster)) == roster[people]).all()
        fits = [legal_lines(part.lines, number) for number in range(len(people))]
        for number, person in enumerate(people.tolist()):
            same = np.delete(np.arange(days), slice(first, end))
            around = [line for line in legal[person] if (np.array(line)[same] == roster[person][same]).all()]
            whole = {rows(part.put(roster, np.tile(line, (len(people), 1))))[number] for line in fits[number]}
            assert whole == set(around), seed
            assert all(is_legal(lines, person, line) for line in whole)
        other = np.array([mine[-1] for mine in fits])
        after = roster.copy()
        after[people] = part.put(roster, other)
        change = roster_cost(lines, rows(after)) - roster_cost(lines, rows(roster))
        assert part.cost(other) - part.cost(part.taken(roster)) == change, seed
        tried += 1
    assert tried > 40
