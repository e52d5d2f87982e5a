"""The solver on the command line: solve a problem file, check a roster, ask why somebody is not on a duty, or take
the names out of a problem.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from solver import judge
from solver.anonymous import anonymised
from solver.engine import solve
from solver.explanations.explain import contradictions, why_not
from solver.files import FileError, candidate_keys, number_of, read_problem, read_roster, write_problem, write_roster
from solver.lines.chains import NoSchedule
from solver.policy import PolicyError
from solver.problem import Problem
from solver.rules.base import Finding
from solver.search.references import make_ready
from solver.solution import Progress


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="python -m solver", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    run = commands.add_parser("solve", help="find a roster")
    run.add_argument("problem", type=Path)
    run.add_argument("--seconds", type=float, default=30.0, help="time limit")
    run.add_argument("--effort", type=int, help="limit of steps: with it, the same input gives the same roster")
    run.add_argument("--seed", type=int, default=0)
    run.add_argument("--workers", type=int, default=1, help="threads: of more than one, one proves a bound")
    run.add_argument("--out", type=Path, required=True)
    check = commands.add_parser("check", help="judge a roster; exit status 1 where it breaks a hard rule")
    check.add_argument("problem", type=Path)
    check.add_argument("roster", type=Path)
    why = commands.add_parser("why-not", help="why a person does not hold a role")
    why.add_argument("problem", type=Path)
    why.add_argument("roster", type=Path)
    why.add_argument("person")
    why.add_argument("role")
    anonymise = commands.add_parser("anonymise", help="write a problem with numbers in place of names")
    anonymise.add_argument("problem", type=Path)
    anonymise.add_argument("out", type=Path)
    return top


def described(problem: Problem, finding: Finding) -> str:
    """A finding in plain words."""
    keys = candidate_keys(problem)
    who = ", ".join(keys[n] for n in finding.people) or "nobody"
    roles = ", ".join(problem.roles[role].key for role in finding.roles)
    reason = f" ({finding.reason})" if finding.reason else ""
    return f"{type(finding.rule).__name__}{reason}: {finding.amount} {finding.unit}; {who}; {roles}"


def run_solve(arguments: argparse.Namespace) -> int:
    """Solve, write the roster, say what it costs."""
    problem = read_problem(arguments.problem)
    broken = contradictions(problem)
    if broken:
        print("pins contradict the rules:", *(described(problem, finding) for finding in broken), sep="\n")
        return 1

    def tell(progress: Progress) -> None:
        print(f"{progress.seconds:7.1f} s  cost {progress.cost}  {progress.filled}/{progress.wanted}", file=sys.stderr)

    solution = solve(
        problem,
        seconds=arguments.seconds,
        effort=arguments.effort,
        seed=arguments.seed,
        workers=arguments.workers,
        progress=tell,
    )
    write_roster(problem, solution.roster, arguments.out)
    bound = "not yet proven" if solution.lower_bound is None else f"at least {solution.lower_bound}"
    print(f"cost {solution.cost} ({bound}), {solution.status} after {solution.seconds:.1f} s, {solution.steps} steps")
    for name, cost in solution.costs.items():
        print(f"  {name} {cost}")
    for tier in solution.tiers:
        least = "not yet proven" if tier.bound is None else f"at least {tier.bound}"
        print(f"  {tier.tier}: {tier.value} {tier.unit} ({least})")
    if solution.proof_ended_early:
        print("the proof ended early; what it had proven until then holds")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Judge: hard findings, then costs."""
    problem = read_problem(arguments.problem)
    found = judge.findings(problem, read_roster(problem, arguments.roster))
    broken = [finding for finding in found if finding.rule.hard]
    for finding in broken:
        print(described(problem, finding))
    print(f"hard findings {len(broken)}")
    print(f"cost {sum(finding.cost for finding in found)}")
    for name, cost in judge.costs_by_rule(found).items():
        print(f"  {name} {cost}")
    return 1 if broken else 0


def run_why_not(arguments: argparse.Namespace) -> int:
    """Say what speaks against one person in one role."""
    problem = read_problem(arguments.problem)
    roster = read_roster(problem, arguments.roster)
    roles = [number for number, role in enumerate(problem.roles) if role.key == arguments.role]
    if not roles:
        raise FileError(f"the problem has no role {arguments.role!r}")
    candidate = number_of(problem, arguments.person)
    answer = why_not(problem, roster, candidate, roles[0])
    for block in answer.blocks:
        print(f"{type(block.rule).__name__}: {block.reason}")
    for finding in answer.broken:
        print(described(problem, finding))
    if not answer.blocks and not answer.broken:
        print("no hard rule speaks against it")
    held = candidate in roster[roles[0]]
    print("held already; it changes" if held else "it would change", f"the cost by {answer.cost:+d}")
    return 0


def run_anonymise(arguments: argparse.Namespace) -> int:
    """Write the problem without names."""
    write_problem(anonymised(read_problem(arguments.problem)), arguments.out)
    return 0


COMMANDS = {"solve": run_solve, "check": run_check, "why-not": run_why_not, "anonymise": run_anonymise}


def main(words: Sequence[str] | None = None) -> int:
    """Run a command; 2 and one line on standard error where a file or the policy in it is not right."""
    arguments = parser().parse_args(words)
    make_ready()
    try:
        return COMMANDS[arguments.command](arguments)
    except (FileError, PolicyError, NoSchedule) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
