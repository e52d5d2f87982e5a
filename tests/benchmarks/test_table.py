"""The table of results: what is measured, and what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import outside, results
from benchmarks.table import fill, mend
from tests.benchmarks.test_results import LEFT, ROW


@pytest.fixture(autouse=True)
def _kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "ROWS", tmp_path / "results.json")
    monkeypatch.setattr(results, "RESULTS", tmp_path / "RESULTS.md")


@pytest.mark.parametrize("family", ["town", "rota"])
def test_what_is_there_is_not_measured_again_and_what_is_not_needs_the_instances(
    family: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BENCH_DATA", raising=False)
    results.write([ROW], [LEFT])
    fill("town", [1], [60.0], [1])
    assert results.read() == ([ROW], [LEFT])
    with pytest.raises(outside.MissingOutside, match="BENCH_DATA names no folder"):
        fill(family, [2], [60.0], [1])


def test_all_rotas_are_those_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BENCH_DATA", raising=False)
    with pytest.raises(outside.MissingOutside, match="BENCH_DATA names no folder"):
        fill("rota", None, [60.0], [1])


def test_a_town_that_people_left_needs_the_instances(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BENCH_DATA", raising=False)
    with pytest.raises(outside.MissingOutside, match="BENCH_DATA names no folder"):
        mend(1, 60.0)
