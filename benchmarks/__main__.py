"""`make bench`: the sample town, and a short choice of outside instances anew; ends non-zero where a target is missed.

`town`, `rota`: one outside instance; `repair`: one after people dropped out; `step-in`: who could take a plan's open
slots; `table`: outside instances against the peer; `problem`: the sample town as a file for `python -m solver`;
`board`: a full board in Chromium.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import board, mending, outside, rota, sample, table, town
from benchmarks.measured import measured
from solver.files import write_problem
from solver.search.references import make_ready


def main() -> None:
    """Read the command line and measure."""
    arguments = parser().parse_args()
    make_ready()
    arguments.run(arguments)


def parser() -> argparse.ArgumentParser:
    """The command line: each command with what runs it."""
    found = argparse.ArgumentParser(prog="python -m benchmarks")
    found.add_argument("--seconds", type=float, default=sample.SECONDS)
    found.add_argument("--seed", type=int, default=0)
    found.set_defaults(run=bench)
    commands = found.add_subparsers()

    def command(name: str, run: Callable[[argparse.Namespace], None], help_: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=help_)
        one.set_defaults(run=run)
        return one

    solved = command("town", solve_town, "solve an outside town instance and write its plan")
    rostered = command("rota", solve_rota, "solve an outside rota and write its solution")
    mended = command("repair", mend, "change the published plan of an outside instance as little as can be")
    for one in (solved, rostered, mended):
        one.add_argument("instance", type=Path)
        one.add_argument("--seconds", type=float, default=60.0)
        one.add_argument("--seed", type=int, default=0)
        one.add_argument("--effort", type=int, help="steps after which it ends, which no clock disturbs")
        one.add_argument("--out", type=Path, required=True)
    asked = command("step-in", step_in, "who could take the open slots of an outside instance's plan")
    asked.add_argument("instance", type=Path)
    asked.add_argument("plan", type=Path)
    rows = command("table", fill, "measure what is missing of RESULTS.md")
    rows.add_argument("family", choices=("small", "town", "county", "rota"))
    rows.add_argument("--instances", type=int, nargs="+", help="all rotas, or the first five generated towns")
    rows.add_argument("--limits", type=float, nargs="+", required=True, help="seconds")
    rows.add_argument("--seeds", type=int, nargs="+", default=[1])
    command("problem", write_sample, "write the sample town's problem").add_argument("out", type=Path)
    command("board", see, "a full board in Chromium: painted, scrolled, weighed")
    return found


def bench(arguments: argparse.Namespace) -> None:
    """The sample town, then the short choice; ends non-zero where the sample misses a target."""
    met = sample.run(arguments.seconds, arguments.seed)
    short()
    sys.exit(not met)


def short() -> None:
    """Two towns, one that people dropped out of, three rotas: measured anew, where the outside instances are there."""
    try:
        for instance in (1, 2):
            table.renew("town", instance, 60.0, 1)
        table.mend(1, 60.0)
        for instance in (4, 6, 11):
            table.renew("rota", instance, 60.0, 1)
    except outside.MissingOutside as missing:
        print(missing)


def solve_town(arguments: argparse.Namespace) -> None:
    """Solve an outside town instance, write its plan and print the figures."""
    problem, order = town.read_town(arguments.instance)
    limits = {"seconds": arguments.seconds, "effort": arguments.effort, "seed": arguments.seed}
    solution, figures = measured(problem, **limits)
    plan = town.plan(solution.roster, order)
    arguments.out.write_text(json.dumps({**plan, "trace": solution.trajectory}), encoding="utf-8")
    print(figures)


def solve_rota(arguments: argparse.Namespace) -> None:
    """Solve an outside rota, write its solution and print the figures."""
    problem = rota.read_rota(arguments.instance)
    limits = {"seconds": arguments.seconds, "effort": arguments.effort, "seed": arguments.seed}
    solution, figures = measured(problem, **limits)
    arguments.out.write_text(rota.lines(problem, solution.roster), encoding="utf-8")
    print(figures)


def mend(arguments: argparse.Namespace) -> None:
    """Repair an outside instance and print the figures."""
    print(mending.repair(arguments.instance, arguments.seconds, arguments.effort, arguments.seed, arguments.out))


def step_in(arguments: argparse.Namespace) -> None:
    """Say who could step in, and how long it took."""
    print(mending.step_in(arguments.instance, arguments.plan))


def fill(arguments: argparse.Namespace) -> None:
    """Fill the table."""
    table.fill(arguments.family, arguments.instances, arguments.limits, arguments.seeds)


def see(_: argparse.Namespace) -> None:
    """Look at the board."""
    board.run()


def write_sample(arguments: argparse.Namespace) -> None:
    """Write the sample town's problem as a file."""
    write_problem(sample.sample_problem(), arguments.out)


if __name__ == "__main__":
    main()
