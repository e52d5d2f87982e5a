"""The outside format of towns, read and written; costs as its README tells them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.town import plan, read_town, roster_of
from solver import Roster, findings
from solver.problem import Pin, Problem
from solver.spans import DAY, Span


def resource(number: int, kind: str, **more: Any) -> dict[str, Any]:
    """A resource that lives in village 0, is always there and has carried two half hours."""
    free = {"village": 0, "quals": [], "team": -1, "max_week": 600, "unavail": [], "day_cost": [0] * 14, "base": 2}
    return {"id": number, "kind": kind, **free, **more}


def activity(number: int, start: int, end: int, village: int = 0) -> dict[str, Any]:
    """An activity; it is one of the evening from 18:00 on."""
    evening = int(start % DAY >= 1080)
    return {"id": number, "village": village, "start": start, "end": end, "kind": "service", "evening": evening}


def role(number: int, kind: str, at: int, count: int = 1, qual: int = -1, priority: int = 2) -> dict[str, Any]:
    """A role of an activity."""
    return {"id": number, "activity": at, "kind": kind, "qual": qual, "count": count, "priority": priority}


SATURDAY = 5 * DAY
INSTANCE: dict[str, Any] = {
    "days": 14,
    "quals": ["first aid"],
    "travel": [[0, 20], [20, 0]],
    "resources": [
        resource(0, "team", max_week=100),
        resource(1, "volunteer", team=0, quals=[0], day_cost=[1, *[0] * 13]),
        resource(2, "worker", unavail=[[0, 60]]),
        resource(3, "volunteer", team=0, unavail=[[SATURDAY, SATURDAY + DAY]]),
    ],
    "activities": [
        activity(0, 30, 90),
        activity(1, 1380, DAY + 60, village=1),
        activity(2, SATURDAY + 480, SATURDAY + 540),
    ],
    "roles": [
        role(0, "any", 0, count=2, qual=0, priority=4),
        role(1, "volunteer", 1),
        role(2, "team", 2, priority=1),
        role(3, "worker", 2),
    ],
    "params": {
        "rest": 600,
        "unassigned": [0, 10_000, 20_000, 40_000, 80_000],
        "w_travel": 10,
        "w_day": 300,
        "w_evening": 100,
        "fair": {"volunteer": 10, "worker": 1, "team": 5},
        "w_weekend": 200,
        "w_disrupt": 3_000,
        "max_home": {"volunteer": 25, "worker": 15, "team": 40},
    },
    "previous": None,
}


def read(folder: Path, **changed: Any) -> tuple[Problem, tuple[int, ...]]:
    """The instance with some things changed, through a file."""
    path = folder / "instance.json"
    path.write_text(json.dumps({**INSTANCE, **changed}), encoding="utf-8")
    return read_town(path)


def told(problem: Problem, roster: Roster) -> tuple[Counter[str], Counter[str]]:
    """How often each hard rule is broken, and what each soft one costs."""
    found = findings(problem, roster)
    broken = Counter(type(finding.rule).__name__ for finding in found if finding.rule.hard)
    costs = Counter[str]()
    for finding in found:
        costs[type(finding.rule).__name__] += finding.cost
    return broken, +costs
    return broken, costs


def test_people_come_before_teams_and_plans_keep_the_instances_numbers(tmp_path: Path) -> None:
    problem, order = read(tmp_path)
    assert order == (1, 2, 3, 0)
    assert ([person.key for person in problem.people], problem.teams[0].members) == (["1", "2", "3"], (0, 2))
    roster = ((0,), (2,), (3,), (1,))
    assert plan(roster, order) == {"assign": [[1], [3], [0], [2]]}
    assert roster_of(plan(roster, order), order) == roster


def test_a_plan_costs_what_the_format_says(tmp_path: Path) -> None:
    problem, _ = read(tmp_path)
    assert told(problem, ((0,), (2,), (3,), (1,))) == (
        Counter(),
        {
            "Coverage": 80_000,
            "FairHours": 10 * (4 + 8) + 10 * (16 + 16) + 5 * (4 + 8) + (4 + 8),
            "FairRestDays": 200 + 200,
            "Wishes": 300,
            "NearHome": 10 * 20,
            "Evenings": 100,
        },
    )


def test_what_the_format_forbids_is_forbidden(tmp_path: Path) -> None:
    problem, _ = read(tmp_path)
    assert told(problem, ((1,), (), (), ()))[0] == {"Qualified": 1, "Available": 1}
    assert told(problem, ((0,), (0,), (), ()))[0] == {}
    assert told(problem, ((2,), (), (), (0,)))[0] == {"Qualified": 1, "ServesInCapacity": 1}
    near = {**INSTANCE["params"], "max_home": {"volunteer": 19, "worker": 15, "team": 40}}
    assert told(read(tmp_path, params=near)[0], ((), (0,), (), ()))[0] == {"WithinReach": 1}
    late = [*INSTANCE["activities"][:2], activity(2, DAY + 640, DAY + 760)]
    assert told(read(tmp_path, activities=late)[0], ((), (2,), (3,), ()))[0] == {"MinimumRest": 1, "HoursAWeek": 1}


def test_a_wish_about_a_day_leaves_out_what_runs_over_from_the_day_before(tmp_path: Path) -> None:
    disliked = [resource(1, "volunteer", team=0, day_cost=[0, 1, *[0] * 12])]
    problem, _ = read(tmp_path, resources=[INSTANCE["resources"][0], *disliked, *INSTANCE["resources"][2:]])
    assert problem.people[0].wishes[0].span == Span(DAY + 60, 2 * DAY)
    assert told(problem, ((), (0,), (), ()))[1]["Wishes"] == 0


def test_what_is_not_in_the_previous_plan_disturbs_it(tmp_path: Path) -> None:
    problem, _ = read(tmp_path, previous=[[1], [], [0], []])
    assert problem.published == (Pin(0, 0), Pin(2, 3))
    assert told(problem, ((0,), (), (3,), (1,)))[1]["Disturbance"] == 3_000
