"""Problems and rosters as JSON files."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from solver.files import FileError, number_of, read_problem, read_roster, write_problem, write_roster
from solver.policy import read_policy, town_policy
from tests.solver.problems import activity, person, problem, random_problem, role

RULES = read_policy(town_policy())
FACTS = problem([person("甲"), person("乙")], [activity(0, 10)], [role(0, 0, 2)], RULES)


def test_a_problem_that_is_written_is_read_again_unchanged(tmp_path: Path) -> None:
    random = Random("files")
    for _ in range(30):
        facts = random_problem(random, RULES)
        write_problem(facts, tmp_path / "problem.json")
        assert read_problem(tmp_path / "problem.json") == facts


def test_a_roster_file_names_roles_and_people_by_their_keys(tmp_path: Path) -> None:
    write_roster(FACTS, ((0, 1),), tmp_path / "roster.json")
    content = json.loads((tmp_path / "roster.json").read_text(encoding="utf-8"))
    assert content == {"version": 1, "roster": {"r0": ["甲", "乙"]}}
    assert read_roster(FACTS, tmp_path / "roster.json") == ((0, 1),)


def broken(change: Any, tmp_path: Path) -> str:
    """What is said of a problem file after a change to its content."""
    path = tmp_path / "problem.json"
    write_problem(FACTS, path)
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(FileError) as raised:
        read_problem(path)
    return str(raised.value).replace(str(path), "FILE")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c.update(version=2), "FILE: not a problem file of version 1"),
        (lambda c: c.pop("people"), "problem: unknown [], missing ['people']"),
        (lambda c: c.update(weather=1), "problem: unknown ['weather'], missing []"),
        (lambda c: c.update(people=3), "problem.people: a list is needed, not 3"),
        (lambda c: c["people"].append(3), "problem.people[2]: an object is needed, not 3"),
        (lambda c: c["people"][0].update(key=3), "problem.people[0].key: a value of kind str is needed, not 3"),
        (
            lambda c: c["people"][0].update(capacities=["wizard"]),
            "problem.people[0].capacities[0]: one of social_worker, volunteer, grid_member, party_member, officer, "
            "team is needed, not 'wizard'",
        ),
        (lambda c: c["roles"][0].update(activity=1), "activity 1 does not exist; there are 1"),
        (lambda c: c["roles"][0].update(activity=-1), "activity -1 does not exist; there are 1"),
        (lambda c: c["people"][0].update(home=3), "home 3 does not exist; there are 3"),
        (lambda c: c["activities"][0].update(place=9), "place 9 does not exist; there are 3"),
        (
            lambda c: c.update(teams=[{"key": "t", "members": [2]}]),
            "member 2 does not exist; there are 2",
        ),
        (lambda c: c.update(pins=[{"role": 1, "candidate": 0}]), "role of a pin 1 does not exist; there are 1"),
        (lambda c: c.update(pins=[{"role": 0, "candidate": 2}]), "candidate of a pin 2 does not exist; there are 2"),
        (
            lambda c: c["roles"][0].update(requirements=[{"qualification": 3}]),
            "qualification 3 does not exist; there are 3",
        ),
        (
            lambda c: c["activities"][0].update(options=[]),
            "activity 0-10: options are needed, in order and within the 30240 minutes",
        ),
        (
            lambda c: c["activities"][0].update(options=[{"span": {"start": 5, "end": 5}}]),
            "activity 0-10: options are needed, in order and within the 30240 minutes",
        ),
        (
            lambda c: c["activities"][0].update(alternative_of=0),
            "activity 0-10: other times of an activity are its options",
        ),
        (
            lambda c: c["activities"][0]["options"].append({"span": {"start": 7, "end": 30241}}),
            "activity 0-10: options are needed, in order and within the 30240 minutes",
        ),
        (
            lambda c: c["activities"][0]["options"][0].update(venue=3),
            "venue 3 does not exist; there are 3",
        ),
        (lambda c: c["places"][0].update(village=4), "village 4 does not exist; there are 3"),
        (
            lambda c: c.update(teams=[{"key": "t", "members": [0], "home": 5}]),
            "home 5 does not exist; there are 3",
        ),
        (
            lambda c: c["people"][0].update(commitments=[{"span": {"start": 0, "end": 5}, "place": 3}]),
            "place of a commitment 3 does not exist; there are 3",
        ),
        (
            lambda c: c["people"][1].update(commitments=[{"span": {"start": 30239, "end": 30241}, "place": 0}]),
            "person 乙: commitments are needed in order and within the 30240 minutes",
        ),
        (lambda c: c["people"][0].update(department=2), "department 2 does not exist; there are 2"),
        (lambda c: c["roles"][0].update(department=-1), "department -1 does not exist; there are 2"),
        (lambda c: c["activities"][0].update(departments=[1, 2]), "department 2 does not exist; there are 2"),
        (lambda c: c["roles"][0].update(team=0), "team 0 does not exist; there are 0"),
        *(
            (
                lambda c, change=change: c["roles"][0].update(change),
                "role r0: 0 <= minimum <= wanted <= most is needed, and a priority from 1 to 4",
            )
            for change in ({"minimum": -1}, {"minimum": 3}, {"most": 1}, {"priority": 0}, {"priority": 5})
        ),
        (
            lambda c: c["people"][0].update(requests=[{"role": 1, "liking": 1}]),
            "role of a request 1 does not exist; there are 1",
        ),
        *(
            (
                lambda c, start=start, end=end: c.update(horizon={"start": start, "end": end}),
                "horizon: whole days are needed, in order and within the 30240 minutes",
            )
            for start, end in ((1, 1440), (0, 1441), (1440, 1440), (0, 31680))
        ),
        (lambda c: c["people"][0].update(recused_places=[3]), "recused place 3 does not exist; there are 3"),
        (lambda c: c["people"][0].update(recused_owners=[2]), "recused owner 2 does not exist; there are 2"),
        (lambda c: c["activities"][0].update(owners=[0, -1]), "owner -1 does not exist; there are 2"),
        (lambda c: c.update(apart=[{"one": 0, "other": 2}]), "person of a couple 2 does not exist; there are 2"),
        (lambda c: c.update(together=[{"one": -1, "other": 0}]), "person of a couple -1 does not exist; there are 2"),
        (lambda c: c.update(together=[{"one": 1, "other": 1}]), "person 乙: a couple is of two people"),
        (
            lambda c: c["roles"][0].update(served_before=[2]),
            "candidate who served before 2 does not exist; there are 2",
        ),
        (lambda c: c["roles"][0].update(grants=[{"qualification": 3}]), "qualification 3 does not exist; there are 3"),
        (
            lambda c: c["activities"][0].update(quotas=[{"qualification": 3}]),
            "qualification 3 does not exist; there are 3",
        ),
        (
            lambda c: c["activities"][0].update(quotas=[{"department": 2}]),
            "department of a quota 2 does not exist; there are 2",
        ),
        (lambda c: c["activities"][0].update(quotas=[{"team": 0}]), "team of a quota 0 does not exist; there are 0"),
        (lambda c: c["travel"].pop(), "travel: a row and a column for each place are needed"),
        (lambda c: c["travel"][0].pop(), "travel: a row and a column for each place are needed"),
    ],
)
def test_a_bad_problem_file_is_named_with_the_place(change: Any, message: str, tmp_path: Path) -> None:
    assert broken(change, tmp_path) == message


def test_a_file_that_is_no_json_or_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("{", encoding="utf-8")
    for name in ("no.json", "missing.json"):
        with pytest.raises(FileError, match=name):
            read_problem(tmp_path / name)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"version": 1, "roster": {"r9": []}}, "the problem has no role 'r9'"),
        ({"version": 1, "roster": {"r0": ["丙"]}}, "the problem has no person or team '丙'"),
        ({"version": 1, "roster": {"r0": [3]}}, "the problem has no person or team 3"),
        ({"version": 1, "roster": {"r0": "甲乙"}}, "role 'r0': a list of keys is needed, not '甲乙'"),
        ({"version": 1, "roster": {"r0": ["甲", "甲"]}}, "role 'r0' names somebody twice"),
        ({"version": 1}, "FILE: not a roster file of version 1"),
        ({"version": 2, "roster": {}}, "FILE: not a roster file of version 1"),
        ([], "FILE: not a roster file of version 1"),
    ],
)
def test_a_bad_roster_file_is_named(content: Any, message: str, tmp_path: Path) -> None:
    path = tmp_path / "roster.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(FileError) as raised:
        read_roster(FACTS, path)
    assert str(raised.value).replace(str(path), "FILE") == message


def test_people_are_found_by_their_keys() -> None:
    assert [number_of(FACTS, key) for key in ("甲", "乙")] == [0, 1]
