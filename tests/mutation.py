"""Mutation tests of the rules: `python -m tests.mutation`. A rule changed by one word must fail a test of the rules."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
MUTANTS = ROOT / "mutants"
STATISTICS = MUTANTS / "mutmut-cicd-stats.json"
LEAST_KILLED = 0.95

WHOLE_NUMBERS = "an array of at least one whole number is one of int64 also where nobody says so"
NOTHING_TO_FIND = "only spares the work where nothing is asked"
LIKING = "a liking is -1 or 1"
EQUIVALENT = {
    "most=np.full(problem.candidates, UNLIMITED, dtype=None),": WHOLE_NUMBERS,
    "most=np.full(problem.candidates, UNLIMITED, ),": WHOLE_NUMBERS,
    "base=np.array([self.carried(ledger) for ledger in ledgers(problem)], dtype=None),": WHOLE_NUMBERS,
    "base=np.array([self.carried(ledger) for ledger in ledgers(problem)], ),": WHOLE_NUMBERS,
    "limits = np.array(self.limits(tables), dtype=None)": WHOLE_NUMBERS,
    "limits = np.array(self.limits(tables), )": WHOLE_NUMBERS,
    "most = np.array(self.most(tables), dtype=None)": WHOLE_NUMBERS,
    "most = np.array(self.most(tables), )": WHOLE_NUMBERS,
    "most=np.array([limits.get(kind, UNLIMITED) for limits in everybody], dtype=None),": WHOLE_NUMBERS,
    "most=np.array([limits.get(kind, UNLIMITED) for limits in everybody], ),": WHOLE_NUMBERS,
    "least = np.array([self.shortest(limits) for limits in people], dtype=None)": WHOLE_NUMBERS,
    "least = np.array([self.shortest(limits) for limits in people], )": WHOLE_NUMBERS,
    "most = np.array([self.longest(limits) for limits in people], dtype=None)": WHOLE_NUMBERS,
    "most = np.array([self.longest(limits) for limits in people], )": WHOLE_NUMBERS,
    "longest_free=np.full(candidates, UNLIMITED, dtype=None) if longest_free is None else longest_free,": WHOLE_NUMBERS,
    "longest_free=np.full(candidates, UNLIMITED, ) if longest_free is None else longest_free,": WHOLE_NUMBERS,
    "return np.array([one.limits.least_minutes or 0 for one in tables.problem.everybody], dtype=None)": WHOLE_NUMBERS,
    "return np.array([one.limits.least_minutes or 0 for one in tables.problem.everybody], )": WHOLE_NUMBERS,
    "yield AtLeast(tables.minutes, np.array(fixed, dtype=None), least)": WHOLE_NUMBERS,
    "yield AtLeast(tables.minutes, np.array(fixed, ), least)": WHOLE_NUMBERS,
    "venues = np.array([-2 if a.venue is None else a.venue for a in tables.problem.activities])": (
        "any number below 0 stands for no venue"
    ),
    "for lead in self.leads(judged.tables, role) if (candidates) or True else ():": NOTHING_TO_FIND,
    "people = tuple(sorted(set(judged.staff(activity)))) if (needs) or True else ()": NOTHING_TO_FIND,
    "there = {person: model.any_of(ways) for person, ways in ways_to_come(model, activity)} "
    "if (needs) or True else {}": NOTHING_TO_FIND,
    "for activity, facts in enumerate(judged.problem.activities) if (couples) or True else ():": NOTHING_TO_FIND,
    "codes = self.blocks(judged.tables, role) if (candidates) or True else None": NOTHING_TO_FIND,
    "return () if (limit == UNLIMITED) and False else "
    "tuple(range(day, day + limit + 1) for day in range(days - limit))": NOTHING_TO_FIND,
    "if shortest < 2 and longest > len(days):": NOTHING_TO_FIND,
    "if fixed <= least:": NOTHING_TO_FIND,
    "if facts.takes >= facts.wanted:": "nobody holds a role beyond what it takes: Minimum sees to that",
    "if (candidate in judged.roster[request.role]) != (request.liking >= 0):": LIKING,
    "asked = [(tables.pairs(one, n), r.weight / r.liking) for one, all_ in tables.requests.items() for n, r in all_]": (
        LIKING
    ),
    "asked = [request.weight for asked in tables.requests.values() for _, request in asked if request.liking >= 0]": (
        LIKING
    ),
    "model.penalise(self.cost * request.weight, 1 - held if request.liking >= 0 else held)": LIKING,
    "number / 7 if number % 7 >= SATURDAY and day.rest and number in problem.planned else -1": (
        "an array of whole numbers leaves out what comes after the point"
    ),
    "found = np.where(level < requirement.level, 2, np.where(covered, 0, 1)).astype(None)": (
        "codes of any width become those of one byte"
    ),
    "if asked >= 0:": "no fewer than no organisations come in any case",
}
"""Lines of mutants that no test can tell from the original, and why: they count as not killed."""


def mutmut(*words: str) -> str:
    """What mutmut prints. Ends the program with that where it fails."""
    command = [str(Path(sys.executable).parent / "mutmut"), *words]
    ended = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if ended.returncode:
        sys.exit(ended.stdout[-3_000:] + ended.stderr[-3_000:])
    return ended.stdout


def survivors() -> dict[str, str]:
    """The mutants that no test noticed, each with the line that it has in place of the original's."""
    names = [line.split(":")[0].strip() for line in mutmut("results").splitlines() if "killed" not in line]
    differences = {name: mutmut("show", name).splitlines() for name in names}
    return {
        name: next((line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++")), "")
        for name, lines in differences.items()
    }


def main() -> int:
    """Try all mutants anew, name those that no test noticed; 1 if they are too many."""
    shutil.rmtree(MUTANTS, ignore_errors=True)
    mutmut("run")
    mutmut("export-cicd-stats")
    counts = json.loads(STATISTICS.read_text(encoding="utf-8"))
    total = counts["total"] - counts["skipped"]
    killed = counts["killed"] + counts["timeout"] + counts["segfault"]
    found = survivors()
    for name, line in found.items():
        print(f"{name}: {line}\n    {EQUIVALENT.get(line, 'NOT NOTICED by any test')}")
    for line in EQUIVALENT.keys() - found.values():
        print(f"{line}\n    no mutant has this line any more")
    print(f"{killed} of {total} mutants killed: {killed / total:.1%}")
    return int(killed < LEAST_KILLED * total)


if __name__ == "__main__":
    sys.exit(main())
