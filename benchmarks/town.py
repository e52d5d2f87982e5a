"""The outside format of towns: an instance as a `Problem` under the house's own rules, a roster as a plan.

The instance's resources are people and teams alike, numbered through; here people come before teams, so plans are
written in the instance's numbers. Its law is its own: roles are filled in part, a team's calendar alone decides for
its members, whose own load it leaves alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from solver.candidates import Capacity, Carried, Held, Limits, Person, Team, Wish
from solver.problem import Activity, Day, Option, Pin, Place, Problem, Qualification, Requirement, Role, Roster
from solver.spans import DAY, WEEK, Span

CAPACITIES = {
    "worker": frozenset({Capacity.SOCIAL_WORKER}),
    "volunteer": frozenset({Capacity.VOLUNTEER}),
    "team": frozenset({Capacity.TEAM}),
    "any": frozenset({Capacity.SOCIAL_WORKER, Capacity.VOLUNTEER}),
}
STANDINGS = {"worker": "social_worker", "volunteer": "volunteer", "team": "team"}
HALF_HOUR = 30


def read_town(path: Path) -> tuple[Problem, tuple[int, ...]]:
    """The problem of an instance, and the instance's resource of each candidate."""
    data = json.loads(path.read_text(encoding="utf-8"))
    resources: list[dict[str, Any]] = data["resources"]
    people = [one["id"] for one in resources if one["kind"] != "team"]
    order = (*people, *(one["id"] for one in resources if one["kind"] == "team"))
    candidate_of = {resource: candidate for candidate, resource in enumerate(order)}
    horizon = Span(0, data["days"] * DAY)
    days = wished_days(data)
    return Problem(
        people=tuple(person(resources[n], horizon, days) for n in people),
        teams=tuple(team(resources, n, candidate_of, days) for n in order[len(people) :]),
        places=tuple(Place(str(village), village) for village in range(len(data["travel"]))),
        qualifications=tuple(Qualification(name) for name in data["quals"]),
        activities=tuple(activity(one) for one in data["activities"]),
        roles=tuple(role(one) for one in data["roles"]),
        days=tuple(Day(rest=day % 7 >= 5, month=0) for day in range(data["days"])),
        travel=tuple(map(tuple, data["travel"])),
        published=published(data["previous"], candidate_of),
        policy=policy(data["params"]),
    ), order


def wished_days(data: dict[str, Any]) -> list[Span]:
    """When a wish about each day holds: from when all that ran over from the day before has ended.

    Here a duty counts for the day on which it begins, in the house for every day that it touches.
    """
    found = []
    for day in range(data["days"]):
        before = [one["end"] for one in data["activities"] if one["start"] < day * DAY]
        found.append(Span(max([day * DAY, *before]), (day + 1) * DAY))
    return found


def person(one: dict[str, Any], horizon: Span, days: Sequence[Span]) -> Person:
    """A worker or a volunteer."""
    return Person(
        key=str(one["id"]),
        capacities=CAPACITIES[one["kind"]],
        home=one["village"],
        qualifications=tuple(Held(qualification, 1, horizon) for qualification in one["quals"]),
        **shared(one, days),
    )


def team(resources: Sequence[dict[str, Any]], number: int, candidate_of: dict[int, int], days: Sequence[Span]) -> Team:
    """A team with the people who name it as theirs."""
    members = tuple(candidate_of[one["id"]] for one in resources if one["team"] == number)
    one = resources[number]
    return Team(key=str(number), members=members, home=one["village"], own_calendar=True, **shared(one, days))


def shared(one: dict[str, Any], days: Sequence[Span]) -> dict[str, Any]:
    """What people and teams have alike."""
    disliked = [day for day, cost in enumerate(one["day_cost"]) if cost]
    return {
        "unavailable": tuple(Span(start, end) for start, end in one["unavail"]),
        "limits": Limits(minutes_a_week=one["max_week"]),
        "wishes": tuple(Wish(days[day], -1) for day in disliked),
        "carried": Carried(minutes=one["base"] * HALF_HOUR),
    }


def activity(one: dict[str, Any]) -> Activity:
    """An activity. Its kind carries no rule here, so that none of the town's own comes with it."""
    return Activity(str(one["id"]), "service", one["village"], (Option(Span(one["start"], one["end"])),))


def role(one: dict[str, Any]) -> Role:
    """A role without a minimum."""
    asked = (Requirement(one["qual"]),) if one["qual"] >= 0 else ()
    return Role(str(one["id"]), one["activity"], CAPACITIES[one["kind"]], 0, one["count"], one["priority"], asked)


def published(previous: list[list[int]] | None, candidate_of: dict[int, int]) -> tuple[Pin, ...]:
    """The published plan's pairs."""
    rows = enumerate(previous or ())
    return tuple(Pin(role, candidate_of[resource]) for role, resources in rows for resource in resources)


def policy(params: dict[str, Any]) -> tuple[dict[str, object], ...]:
    """The instance's rules, as the house's own with its weights."""
    low, normal, high, urgent = params["unassigned"][1:]
    reach = {STANDINGS[kind]: minutes for kind, minutes in params["max_home"].items()}
    fair = {STANDINGS[kind]: weight for kind, weight in params["fair"].items()}
    weekend = dict.fromkeys(STANDINGS.values(), params["w_weekend"])
    return (
        {"mode": "sum"},
        {"rule": "ServesInCapacity"},
        {"rule": "Qualified"},
        {"rule": "Available"},
        {"rule": "WithinReach", **reach},
        {"rule": "OnceAnActivity"},
        {"rule": "NotInTwoPlaces"},
        {"rule": "MinimumRest", "minutes": params["rest"]},
        {"rule": "HoursAWeek", "employed": WEEK, "with_team": 0},
        {"rule": "Minimum"},
        {"rule": "Coverage", "low": low, "normal": normal, "high": high, "urgent": urgent},
        {"rule": "Disturbance", "cost": params["w_disrupt"]},
        {"rule": "FairHours", **fair, "with_team": 0},
        {"rule": "FairRestDays", **weekend, "with_team": 0},
        {"rule": "Wishes", "rather_not": params["w_day"]},
        {"rule": "NearHome", "cost": params["w_travel"]},
        {"rule": "Evenings", "cost": params["w_evening"]},
    )


def plan(roster: Roster, order: Sequence[int]) -> dict[str, list[list[int]]]:
    """A roster in the instance's numbers."""
    return {"assign": [[order[candidate] for candidate in candidates] for candidates in roster]}


def roster_of(plan: dict[str, Any], order: Sequence[int]) -> Roster:
    """A plan in the problem's numbers."""
    candidate_of = {resource: candidate for candidate, resource in enumerate(order)}
    return tuple(tuple(sorted(candidate_of[resource] for resource in row)) for row in plan["assign"])
