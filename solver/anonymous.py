"""A problem without names: the same facts, so that the same seed and effort give the same roster, under numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from solver.problem import Problem


def anonymised(problem: Problem) -> Problem:
    """The problem with a number in place of every key of a person, team, place, owner, organisation, qualification,
    activity and role. What people can do and when is left as it is.
    """
    qualifications = {held.key: f"qualification {number}" for number, held in enumerate(problem.qualifications)}
    return replace(
        problem,
        people=numbered("person", problem.people),
        teams=numbered("team", problem.teams),
        places=numbered("place", problem.places),
        qualifications=numbered("qualification", problem.qualifications),
        activities=numbered("activity", problem.activities),
        roles=numbered("role", problem.roles),
        owners=tuple(f"owner {number}" for number in range(len(problem.owners))),
        departments=tuple(f"organisation {number}" for number in range(len(problem.departments))),
        policy=tuple(
            {name: renamed(value, qualifications) for name, value in entry.items()} for entry in problem.policy
        ),
    )


def numbered(word: str, things: tuple[Any, ...]) -> tuple[Any, ...]:
    """Things whose keys are numbers."""
    return tuple(replace(thing, key=f"{word} {number}") for number, thing in enumerate(things))


def renamed(value: object, names: Mapping[str, str]) -> object:
    """A parameter of a rule: words in a list that are keys of qualifications change with them."""
    if not isinstance(value, list | tuple):
        return value
    return [names.get(word, word) for word in value]
