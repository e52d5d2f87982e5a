"""The rows of results: what is kept of them, what is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import results
from benchmarks.results import MENDED, SEEN, SOLVED, Mended, Row, Seen, board, keep, line, page, read, write

ROW = Row("town", 1, 60.0, 1, 0.4412, 2_660_578, 2_580_761, 60.3, 400, 3_000_000, 2_634_236, "2026-11-24", "abc1234")
LEFT = Mended(2, 0.4512, 21.04, 40_000, 30_000, 113, 110, 0.61, 0.644, 9.851, "2026-11-24", "abc1234")
SAW = Seen(57, 31, 1200, 590, 180, 450, 16.7, 21.04, 490, 17.0, 22.2, "2026-11-28", "abc1234")


def test_a_row_says_how_far_from_the_proof_from_the_best_known_and_from_the_peer() -> None:
    assert line(SOLVED, ROW) == (
        "| town 1 | 60 | 1 | 0.44 | 2,660,578 | 2,580,761 | 3.0% | +1.00% | 3,000,000 | 0.887 | 60.3 | 400 "
        "| 2026-11-24, abc1234 |"
    )


def test_what_was_not_measured_is_left_out() -> None:
    bare = replace(ROW, family="rota", bound=None, peer=None, known=None)
    assert (
        line(SOLVED, bare)
        == "| rota 1 | 60 | 1 | 0.44 | 2,660,578 | - | - | - | - | - | 60.3 | 400 | 2026-11-24, abc1234 |"
    )


def test_a_town_that_people_left_says_what_changed_and_who_could_step_in() -> None:
    assert line(MENDED, LEFT) == (
        "| town 2 | 0.45 | 21.0 | 40,000 | 30,000 | 113 | 110 | 0.61 | 0.64 | 9.85 | 2026-11-24, abc1234 |"
    )


def test_a_bound_of_nothing_is_no_gap() -> None:
    assert (replace(ROW, bound=0).gap, replace(ROW, bound=0, cost=0).gap) == (None, None)


def test_each_family_has_its_table_and_its_medians() -> None:
    rows = [replace(ROW, instance=n, peer=peer) for n, peer in ((1, 3_000_000), (2, 4_000_000), (3, 3_200_000))]
    rows = [
        *rows,
        replace(ROW, family="rota", peer=None),
        replace(ROW, family="rota", seed=2, peer=None, cost=2_634_236),
    ]
    shown = "\n".join(page(rows, [])).split("\n\n")
    assert [part for part in shown if part.startswith("#")][1:] == ["## town", "## rota"]
    assert [part.strip() for part in shown if part.startswith("- ")] == [
        "- 60 s: median of ours / peer 0.831 over 3 runs.",
        "- 60 s, 1: median over the best known +0.50% of 2 runs.",
    ]


def test_rows_are_kept_and_come_back_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "ROWS", tmp_path / "results.json")
    monkeypatch.setattr(results, "RESULTS", tmp_path / "RESULTS.md")
    assert read() == ([], [])
    write([ROW, replace(ROW, limit=10.0)], [LEFT, replace(LEFT, instance=1)])
    assert read() == ([replace(ROW, limit=10.0), ROW], [replace(LEFT, instance=1), LEFT])
    shown = (tmp_path / "RESULTS.md").read_text().splitlines()
    assert [row.split(" | ")[1] for row in shown if row.startswith("| town")] == ["10", "60", "0.45", "0.45"]


def test_the_board_is_kept_beside_the_rows_until_it_is_seen_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "ROWS", tmp_path / "results.json")
    monkeypatch.setattr(results, "RESULTS", tmp_path / "RESULTS.md")
    assert board() is None
    keep(SAW)
    write([ROW], [LEFT])
    assert (board(), read()) == (SAW, ([ROW], [LEFT]))
    expected = "| 57 x 31 | 1,200 | 590 | 180 | 450 | 16.7 | 21.0 | 490 | 17.0 | 22.2 | 2026-11-28, abc1234 |"
    assert line(SEEN, SAW) == expected
    assert (tmp_path / "RESULTS.md").read_text().splitlines()[-2] == expected
    keep(replace(SAW, server_ms=170))
    assert board() == replace(SAW, server_ms=170)
