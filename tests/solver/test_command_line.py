"""`python -m solver`: solve, check, why-not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from solver.__main__ import main
from solver.candidates import Limits
from solver.files import write_problem, write_roster
from solver.policy import read_policy, town_policy
from solver.problem import Pin, Problem, Requirement, Roster
from tests.solver.problems import SKILL, activity, person, problem, role

RULES = read_policy(town_policy())
SPANS = [activity(480, 600, key="morning"), activity(590, 700, key="noon")]
FACTS = problem([person("a"), person("b")], SPANS, [role(0, 0, 1), role(1, 0, 1)], RULES)


def files(folder: Path, facts: Problem = FACTS, roster: Roster = ((0,), (0,))) -> list[str]:
    write_problem(facts, folder / "problem.json")
    write_roster(facts, roster, folder / "roster.json")
    return [str(folder / "problem.json"), str(folder / "roster.json")]


def test_solve_writes_a_roster_that_check_finds_nothing_wrong_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts, out = files(tmp_path)
    arguments = ["solve", facts, "--seconds", "5", "--effort", "30", "--seed", "3", "--workers", "1", "--out", out]
    assert main(arguments) == 0
    assert "(not yet proven), effort after" in capsys.readouterr().out
    assert main(["check", facts, out]) == 0
    assert capsys.readouterr().out.startswith("hard findings 0\ncost ")
    roster = json.loads(Path(out).read_text(encoding="utf-8"))["roster"]
    assert sorted(name for names in roster.values() for name in names) == ["a", "b"]


def test_check_ends_with_1_and_the_findings_where_a_hard_rule_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *files(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["NotInTwoPlaces: 10 min; a; r0, r1", "hard findings 1"]


def test_why_not_names_what_would_break(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why-not", *files(tmp_path, roster=((0,), ())), "a", "r1"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "NotInTwoPlaces: 10 min; a; r0, r1"


def test_why_not_says_of_who_holds_the_role_that_it_is_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why-not", *files(tmp_path, roster=((0,), ())), "a", "r0"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("held already; it changes the cost by -")


def test_why_not_names_what_blocks_for_good_and_what_it_would_cost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = problem([person("a")], SPANS[:1], [role(0, requirements=(Requirement(SKILL),))], RULES)
    assert main(["why-not", *files(tmp_path, asked, ((),)), "a", "r0"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Qualified: missing"
    assert main(["why-not", *files(tmp_path, FACTS, ((0,), ())), "b", "r1"]) == 0
    assert capsys.readouterr().out == "no hard rule speaks against it\nit would change the cost by -19840\n"


def test_contradicting_pins_are_named_before_anything_is_solved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pinned = problem(FACTS.people, SPANS, FACTS.roles, RULES, pins=(Pin(0, 0), Pin(1, 0)))
    facts, _ = files(tmp_path, pinned)
    assert main(["solve", facts, "--out", str(tmp_path / "new.json")]) == 1
    assert capsys.readouterr().out == "pins contradict the rules:\nNotInTwoPlaces: 10 min; a; r0, r1\n"
    assert not (tmp_path / "new.json").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check", "nowhere.json", "nowhere.json"], "nowhere.json: [Errno 2] No such file or directory"),
        (["why-not", "PROBLEM", "ROSTER", "nobody", "r0"], "the problem has no person or team 'nobody'"),
        (["why-not", "PROBLEM", "ROSTER", "a", "r7"], "the problem has no role 'r7'"),
    ],
)
def test_a_wrong_name_ends_with_2_and_one_line(
    words: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts, roster = files(tmp_path)
    assert main([{"PROBLEM": facts, "ROSTER": roster}.get(word, word) for word in words]) == 2
    errors = capsys.readouterr().err
    assert errors.startswith(message)
    assert errors.count("\n") == 1


def test_a_policy_with_a_rule_that_there_is_not_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts, roster = files(tmp_path)
    content = json.loads(Path(facts).read_text(encoding="utf-8"))
    content["policy"] = [{"rule": "Happiness"}]
    Path(facts).write_text(json.dumps(content), encoding="utf-8")
    assert main(["check", facts, roster]) == 2
    assert "there is no rule 'Happiness'" in capsys.readouterr().err


def test_solve_says_who_has_no_legal_schedule_and_what_cannot_be_kept_with_whole_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strict = person("甲", limits=Limits(least_minutes=500))
    rota = read_policy([{"rule": "OneDutyADay"}, {"rule": "EnoughHours"}])
    for roles, said in (
        ([role(0)], "甲: no schedule at all keeps to this person's limits and times"),
        ([role(0, 1, 1)], "rules about whole schedules are in force, but r0 has a minimum"),
    ):
        facts, out = files(tmp_path, problem([strict], [activity(480, 600)], roles, rota), ((0,),))
        assert main(["solve", facts, "--out", out]) == 2
        assert capsys.readouterr().err.startswith(said)


def test_a_problem_file_reproduces_a_run_with_and_without_names(tmp_path: Path) -> None:
    facts, out = files(tmp_path)
    bare, again = str(tmp_path / "bare.json"), str(tmp_path / "again.json")
    assert main(["anonymise", facts, bare]) == 0
    for source, target in ((facts, out), (facts, again), (bare, bare + ".out")):
        assert main(["solve", source, "--seconds", "60", "--effort", "20", "--seed", "5", "--out", target]) == 0
    assert Path(out).read_bytes() == Path(again).read_bytes()
    numbered = json.loads(Path(bare + ".out").read_text(encoding="utf-8"))["roster"]
    named = json.loads(Path(out).read_text(encoding="utf-8"))["roster"]
    names = {"person 0": "a", "person 1": "b"}
    assert [[names[who] for who in row] for row in numbered.values()] == list(named.values())


def test_solve_says_how_good_the_roster_is_in_each_tier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts, out = files(tmp_path, replace(FACTS, policy=FACTS.policy[1:]))
    assert main(["solve", facts, "--effort", "20", "--out", out]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  normal slots: 0 slots (at least 0)" in lines
    assert [line for line in lines if line.endswith("points (not yet proven)")] == [
        "  fairness: 320 points (not yet proven)"
    ]
