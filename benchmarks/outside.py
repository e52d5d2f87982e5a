"""The outside instances, their judge and the peer: programs in the folder that BENCH_DATA names, run as they are."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any


class MissingOutside(RuntimeError):
    """There is no BENCH_DATA, or the peer cannot run here."""


def folder() -> Path:
    """Where the outside programs are. Raises MissingOutside."""
    named = os.environ.get("BENCH_DATA", "")
    if not (Path(named) / "town" / "score.py").is_file():
        raise MissingOutside("BENCH_DATA names no folder with town/score.py")
    return Path(named)


def generated(kind: str, seed: int, work: Path) -> Path:
    """The instance of a kind (small, town, county) and seed, made in `work` where it is not there yet."""
    path = work / f"{kind}-{seed}.json"
    if not path.exists():
        run(folder() / "town" / "generate.py", kind, str(seed), path)
    return path


def cost(instance: Path, plan: Path) -> int:
    """What the outside judge makes of a plan. Raises ValueError where it breaks a hard rule."""
    said = run(folder() / "town" / "score.py", instance, plan)
    broken, found = re.search(r"^hard (\d+)", said, re.MULTILINE), re.search(r"^cost (\d+)", said, re.MULTILINE)
    if broken is None or found is None or int(broken[1]):
        raise ValueError(f"{plan.name}: {said}")
    return int(found[1])


def changed(instance: Path, plan: Path) -> int:
    """How many pairs of a plan the outside judge finds changed against the published one."""
    return int(run(folder() / "town" / "score.py", instance, plan).split("changed ")[1].split()[0])


def dropped_out(instance: Path, plan: Path, seed: int, work: Path) -> tuple[Path, Path]:
    """The instance after people dropped out of a plan, and what is left of the plan."""
    out = work / "dropped.json"
    run(folder() / "town" / "drop_out.py", instance, plan, out, str(seed))
    return out, work / "dropped.kept.json"


def step_in(instance: Path, plan: Path) -> dict[str, Any]:
    """The figures of who could step in."""
    figures: dict[str, Any] = json.loads(run("-m", "benchmarks", "step-in", instance, plan).splitlines()[-1])
    return figures


def rota(number: int) -> Path:
    """A published rota. Raises MissingOutside."""
    path = folder() / "rota" / "instances" / f"Instance{number}.txt"
    if not path.is_file():
        raise MissingOutside(f"BENCH_DATA has no rota {number}")
    return path


def rotas() -> list[int]:
    """The numbers of the published rotas that are there."""
    return sorted(int(path.stem.removeprefix("Instance")) for path in (folder() / "rota" / "instances").glob("*.txt"))


def rota_cost(instance: Path, solution: Path) -> int:
    """What the outside judge makes of a rota's solution. Raises CalledProcessError where it breaks a rule."""
    said = run(folder() / "rota" / "check.py", instance, solution)
    return int(said.split("cost ")[1].split()[0])


def best_known_rota(number: int) -> int:
    """The best cost known of a published rota."""
    with (folder() / "rota" / "best_known.csv").open(encoding="utf-8") as rows:
        return next(int(row["best_known"]) for row in csv.DictReader(rows) if int(row["instance"]) == number)


def ours(command: str, instance: Path, seconds: float, seed: int, out: Path) -> dict[str, Any]:
    """The figures of our engine on a town or a rota, or of a repair."""
    said = run("-m", "benchmarks", command, instance, "--seconds", str(seconds), "--seed", str(seed), "--out", out)
    figures: dict[str, Any] = json.loads(said.splitlines()[-1])
    return figures


def peer(instance: Path, seconds: float, conf: str, warm: Path, out: Path) -> int:
    """What the peer's plan costs, from a first plan on. Raises MissingOutside where it cannot run."""
    program = folder() / "town" / "timefold" / "run.py"
    try:
        run(program, instance, out, str(seconds), "--warm", warm, "--conf", conf)
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        raise MissingOutside("the peer needs a JDK and its jars") from error
    return cost(instance, out)


def run(*words: str | Path) -> str:
    """What a Python program prints. Raises CalledProcessError."""
    done = subprocess.run([sys.executable, *map(str, words)], check=True, capture_output=True, text=True)
    return done.stdout
