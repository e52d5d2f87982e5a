"""Repair and step-in on an outside instance."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import mending
from benchmarks.__main__ import main
from tests.benchmarks.test_town import INSTANCE


def written(folder: Path, **changed: Any) -> Path:
    """The instance with some things changed, as a file."""
    path = folder / "instance.json"
    path.write_text(json.dumps({**INSTANCE, **changed}), encoding="utf-8")
    return path


def test_a_repair_writes_the_plan_and_tells_how_much_changed_and_how_much_must(tmp_path: Path) -> None:
    instance, out = written(tmp_path, previous=[[1, 2], [3], [0], [2]]), tmp_path / "plan.json"
    figures = json.loads(mending.repair(instance, seconds=60, effort=None, seed=1, out=out))
    assert json.loads(out.read_text(encoding="utf-8"))["assign"] == [[1], [3], [0], [2]]
    assert figures["repaired"] == {"unfilled": 80_000, "changed": 1}
    told = ("unfilled", "unfilled_bound", "changed", "changed_bound", "status")
    assert [figures[name] for name in told] == [80_000, 80_000, 1, 1, "optimal"]


def test_a_repair_of_the_same_seed_and_effort_is_the_same_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instance, plans = written(tmp_path, previous=[[1, 2], [3], [0], [2]]), []
    for name in ("one.json", "other.json"):
        words = ["repair", str(instance), "--effort", "6", "--seed", "2", "--out", str(tmp_path / name)]
        monkeypatch.setattr(sys, "argv", ["benchmarks", *words])
        main()
        plans.append(json.loads((tmp_path / name).read_text(encoding="utf-8"))["assign"])
    assert plans == [[[1], [3], [0], [2]]] * 2


def test_step_in_names_resources_with_their_cost_by_rule_and_whom_which_rule_keeps_away(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps({"assign": [[1], [], [0], []]}), encoding="utf-8")
    figures = json.loads(mending.step_in(written(tmp_path), plan))
    assert (figures["slots"], figures["role"], figures["best"]) == (3, 0, [])
    assert figures["kept_away"] == [
        [2, "Qualified", "missing"],
        [3, "Qualified", "missing"],
        [0, "ServesInCapacity", "capacity"],
    ]
