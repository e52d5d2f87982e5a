"""`python -m benchmarks problem`: the sample town as a file that the solver reads."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.sample import sample_problem
from solver.files import read_problem


def test_the_sample_towns_problem_is_written_as_the_solver_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "problem", str(tmp_path / "problem.json")])
    main()
    assert read_problem(tmp_path / "problem.json") == sample_problem()
