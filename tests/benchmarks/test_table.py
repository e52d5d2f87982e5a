"""The table of results: its rows, what is kept of them, what is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import outside, table
from benchmarks.table import Row, fill, line, page, read, write

ROW = Row("town", 1, 60.0, 0.4412, 2_660_578, 2_580_761, 3_000_000, 400, "2026-11-24", "abc1234")


def test_a_row_says_how_far_from_the_proof_from_the_best_known_and_from_the_peer() -> None:
    assert line(ROW) == (
        "| town 1 | 60 | 0.44 | 2,660,578 | 2,580,761 | 3.0% | +1.00% | 3,000,000 | 0.887 | 400 | 2026-11-24, abc1234 |"
    )


def test_what_was_not_measured_is_said_to_be_missing() -> None:
    bare = replace(ROW, seed=9, bound=None, peer=None)
    assert line(bare) == (
        "| town 9 | 60 | 0.44 | 2,660,578 | - | - | - | no JDK or jars | - | 400 | 2026-11-24, abc1234 |"
    )


def test_a_page_ends_with_the_median_of_each_kind_and_limit() -> None:
    rows = [replace(ROW, seed=seed, peer=peer) for seed, peer in ((1, 3_000_000), (2, 4_000_000), (3, 3_200_000))]
    rows += [replace(ROW, kind="county", peer=None)]
    assert "\n".join(page(rows)).split("\n\n")[-1] == "town, 60 s: median of ours / peer 0.831 over 3 instances."


def test_rows_are_kept_and_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "ROWS", tmp_path / "results.json")
    monkeypatch.setattr(table, "RESULTS", tmp_path / "RESULTS.md")
    assert read() == []
    write([ROW, replace(ROW, seconds=10.0)])
    assert read() == [ROW, replace(ROW, seconds=10.0)]
    shown = (tmp_path / "RESULTS.md").read_text().splitlines()
    assert [row.split(" | ")[1] for row in shown if row.startswith("| town")] == ["10", "60"]


def test_what_is_there_is_not_measured_again_and_what_is_not_needs_the_instances(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "ROWS", tmp_path / "results.json")
    monkeypatch.setattr(table, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.delenv("BENCH_DATA", raising=False)
    write([ROW])
    fill("town", [1], [60.0])
    assert read() == [ROW]
    with pytest.raises(outside.MissingOutside, match="BENCH_DATA names no folder"):
        fill("town", [2], [60.0])
