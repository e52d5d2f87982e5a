"""The cheapest line of a person, against all lines there are."""

from __future__ import annotations

import numpy as np
import pytest

from solver.lines.cheapest import NO_VALUE, cheapest, room_for
from solver.lines.graphs import Selection, barred
from solver.lines.layout import Lines
from tests.solver.lines.tiny import counting_all, is_legal, legal_lines, line_price, tiny


def priced(lines: Lines, selection: Selection, person: int) -> tuple[int, tuple[int, ...]]:
    """The cheapest line at the prices of the roster itself, and its cost."""
    graphs = selection.graphs()
    room = np.zeros(int(room_for(graphs, person)), dtype=np.int64)
    line = np.zeros(len(lines.weekend), dtype=np.int64)
    cost = cheapest(graphs, person, barred(lines).price[person], lines.free_price[person], room, line)
    return int(cost), tuple(line.tolist())


def examples(request: pytest.FixtureRequest) -> int:
    """How many problems are tried."""
    return 5000 if request.config.getoption("--nightly") else 120


@pytest.mark.parametrize("days", [1, 2, 6])
def test_where_all_sums_are_counted_it_is_the_best_of_all_legal_lines(
    days: int, request: pytest.FixtureRequest
) -> None:
    for seed in range(examples(request)):
        lines = tiny(seed, days=days)
        selection = counting_all(lines)
        for person in range(2):
            legal = legal_lines(lines, person)
            cost, line = priced(lines, selection, person)
            assert cost == min((line_price(lines, person, each) for each in legal), default=NO_VALUE), seed
            if legal:
                assert is_legal(lines, person, line), seed
                assert line_price(lines, person, line) == cost, seed


def test_where_sums_are_left_out_it_costs_no_more_than_any_legal_line(request: pytest.FixtureRequest) -> None:
    cheaper = 0
    for seed in range(examples(request)):
        lines = tiny(seed, people=1, days=6)
        legal = legal_lines(lines, 0)
        if legal:
            cost, line = priced(lines, Selection(barred(lines)), 0)
            best = min(line_price(lines, 0, each) for each in legal)
            assert cost <= best, seed
            assert cost == line_price(lines, 0, line), seed
            assert (cost == best) or not is_legal(lines, 0, line), seed
            cheaper += cost < best
    assert cheaper > 0
