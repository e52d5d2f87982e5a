"""All lines within a limit, against all lines there are."""

from __future__ import annotations

import numpy as np

from solver.lines.cheapest import room_for
from solver.lines.enumeration import lines_within
from solver.lines.graphs import barred
from tests.solver.lines.tiny import counting_all, legal_lines, line_price, tiny


def test_it_finds_each_line_within_the_limit_once_and_says_where_there_are_too_many() -> None:
    tried = 0
    for seed in range(80):
        lines = tiny(seed, days=6)
        graphs = counting_all(lines).graphs()
        for person in range(2):
            costs = {line: line_price(lines, person, line) for line in legal_lines(lines, person)}
            if not costs:
                continue
            most = min(costs.values()) + seed % 9
            within = sorted(line for line, cost in costs.items() if cost <= most)
            room = np.zeros(int(room_for(graphs, person)), dtype=np.int64)
            found = np.zeros((len(within), 6), dtype=np.int64)
            at = graphs, person, barred(lines).price[person], lines.free_price[person], room, most
            assert lines_within(*at, found) == len(within), seed
            assert sorted(map(tuple, found.tolist())) == within, seed
            assert lines_within(*at, found[:-1]) == len(within), seed
            tried += len(within) > 1
    assert tried > 30
