"""`make bench`: the sample town, and a short choice of outside instances anew; ends non-zero where a target is missed.

`town`, `rota`: one outside instance; `repair`: one after people dropped out; `step-in`: who could take a plan's open
slots; `table`: outside instances against the peer; `problem`: the sample town as a file for `python -m solver`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks import mending, outside, rota, sample, table, town
from benchmarks.measured import measured
from solver.files import write_problem


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--seconds", type=float, default=sample.SECONDS)
    parser.add_argument("--seed", type=int, default=0)
    commands = parser.add_subparsers(dest="command")
    for name, written in (("town", "plan"), ("rota", "solution")):
        one = commands.add_parser(name, help=f"solve an outside {name} instance and write its {written}")
        one.add_argument("instance", type=Path)
        one.add_argument("--seconds", type=float, default=60.0)
        one.add_argument("--effort", type=int)
        one.add_argument("--seed", type=int, default=0)
        one.add_argument("--out", type=Path, required=True)
    mended = commands.add_parser("repair", help="change the published plan of an outside instance as little as can be")
    mended.add_argument("instance", type=Path)
    mended.add_argument("--seconds", type=float, default=60.0)
    mended.add_argument("--seed", type=int, default=0)
    mended.add_argument("--out", type=Path, required=True)
    asked = commands.add_parser("step-in", help="who could take the open slots of an outside instance's plan")
    asked.add_argument("instance", type=Path)
    asked.add_argument("plan", type=Path)
    rows = commands.add_parser("table", help="measure what is missing of RESULTS.md")
    rows.add_argument("family", choices=("small", "town", "county", "rota"))
    rows.add_argument("--instances", type=int, nargs="+", help="all rotas, or the first five generated towns")
    rows.add_argument("--limits", type=float, nargs="+", required=True, help="seconds")
    rows.add_argument("--seeds", type=int, nargs="+", default=[1])
    sampled = commands.add_parser("problem", help="write the sample town's problem")
    sampled.add_argument("out", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "town":
        solve_town(arguments)
    elif arguments.command == "rota":
        solve_rota(arguments)
    elif arguments.command == "repair":
        print(mending.repair(arguments.instance, arguments.seconds, arguments.seed, arguments.out))
    elif arguments.command == "step-in":
        print(mending.step_in(arguments.instance, arguments.plan))
    elif arguments.command == "table":
        table.fill(arguments.family, arguments.instances, arguments.limits, arguments.seeds)
    elif arguments.command == "problem":
        write_problem(sample.sample_problem(), arguments.out)
    else:
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


if __name__ == "__main__":
    main()
