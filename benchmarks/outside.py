"""The outside instances, their judge and the peer: programs in the folder that BENCH_DATA names, run as they are."""

from __future__ import annotations

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


def ours(instance: Path, seconds: float, seed: int, out: Path) -> dict[str, Any]:
    """The figures of our engine on an instance."""
    said = run("-m", "benchmarks", "town", instance, "--seconds", str(seconds), "--seed", str(seed), "--out", out)
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
