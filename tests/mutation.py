"""Mutation tests of the rules: `python -m tests.mutation`. A rule changed by one word must fail a test."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
STATISTICS = ROOT / "mutants" / "mutmut-cicd-stats.json"
LEAST_KILLED = 0.9


def mutmut(*words: str) -> str:
    """What mutmut prints."""
    command = [str(Path(sys.executable).parent / "mutmut"), *words]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True).stdout


def main() -> int:
    """Try all mutants, name those that no test noticed; 1 if they are too many."""
    mutmut("run")
    mutmut("export-cicd-stats")
    counts = json.loads(STATISTICS.read_text(encoding="utf-8"))
    total = counts["total"] - counts["skipped"]
    killed = counts["killed"] + counts["timeout"] + counts["segfault"]
    print(*(line.strip() for line in mutmut("results").splitlines() if "killed" not in line), sep="\n")
    print(f"{killed} of {total} mutants killed: {killed / total:.1%}")
    return int(killed < LEAST_KILLED * total)


if __name__ == "__main__":
    sys.exit(main())
