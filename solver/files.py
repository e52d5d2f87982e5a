"""Problems and rosters as JSON files: the facts' own field names, defaults left out, and a version number.

A roster file names roles and candidates by their keys, so that a person can read it and it survives a new order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from solver.problem import Problem, Roster

VERSION = 1


class FileError(ValueError):
    """A file is not what it should be; the message names the place in it."""


def write_problem(problem: Problem, path: Path) -> None:
    """Write a problem as JSON."""
    path.write_text(json.dumps({"version": VERSION, **encoded(problem)}, ensure_ascii=False), encoding="utf-8")


def read_problem(path: Path) -> Problem:
    """Read a problem. Raises FileError naming the place of what is missing, unknown or of the wrong kind."""
    content = read_json(path)
    if not isinstance(content, dict) or content.pop("version", None) != VERSION:
        raise FileError(f"{path}: not a problem file of version {VERSION}")
    problem: Problem = decoded(Problem, content, "problem")
    check_numbers(problem)
    return problem


def read_json(path: Path) -> Any:
    """The JSON of a file. Raises FileError."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FileError(f"{path}: {error}") from error


def encoded(value: Any) -> Any:
    """A fact as JSON holds it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: encoded(getattr(value, f.name)) for f in fields(value) if getattr(value, f.name) != default(f)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(encoded(item) for item in value)
    return [encoded(item) for item in value] if isinstance(value, tuple) else value


def default(field: Any) -> Any:
    """A field's default; MISSING if it has none."""
    return (
        field.default if field.default is not MISSING or field.default_factory is MISSING else field.default_factory()
    )


def decoded(kind: Any, value: Any, place: str) -> Any:
    """A value of this type from JSON. Raises FileError naming the place."""
    origin = get_origin(kind)
    if origin is UnionType:
        return None if value is None else decoded(next(k for k in get_args(kind) if k is not NoneType), value, place)
    if origin in (tuple, frozenset):
        if not isinstance(value, list):
            raise FileError(f"{place}: a list is needed, not {value!r}")
        items = (decoded(get_args(kind)[0], item, f"{place}[{number}]") for number, item in enumerate(value))
        return origin(items)
    if is_dataclass(kind):
        return decoded_facts(kind, value, place)
    if isinstance(kind, type) and issubclass(kind, Enum):
        if value not in [member.value for member in kind]:
            raise FileError(f"{place}: one of {', '.join(member.value for member in kind)} is needed, not {value!r}")
        return kind(value)
    if kind in (int, str, bool) and type(value) is not kind:
        raise FileError(f"{place}: a value of kind {kind.__name__} is needed, not {value!r}")
    return value


def decoded_facts(kind: Any, value: Any, place: str) -> Any:
    """A dataclass of facts from a JSON object."""
    if not isinstance(value, Mapping):
        raise FileError(f"{place}: an object is needed, not {value!r}")
    hints, known = get_type_hints(kind), {field.name: field for field in fields(kind)}
    unknown = sorted(set(value) - set(known))
    missing = [name for name, field in known.items() if name not in value and default(field) is MISSING]
    if unknown or missing:
        raise FileError(f"{place}: unknown {unknown}, missing {missing}")
    return kind(**{name: decoded(hints[name], item, f"{place}.{name}") for name, item in value.items()})


def check_numbers(problem: Problem) -> None:
    """Raise FileError where a number names nothing, so that a bad file cannot fail deep inside a solve."""
    decisions = (*problem.pins, *problem.published, *problem.declined)
    counts = {
        "activity": (len(problem.activities), [role.activity for role in problem.roles]),
        "place": (len(problem.places), [activity.place for activity in problem.activities]),
        "home": (len(problem.places), [person.home for person in problem.people if person.home is not None]),
        "member": (len(problem.people), [member for team in problem.teams for member in team.members]),
        "role of a pin": (len(problem.roles), [pin.role for pin in decisions]),
        "candidate of a pin": (problem.candidates, [pin.candidate for pin in decisions]),
        "qualification": (
            len(problem.qualifications),
            [held.qualification for person in problem.people for held in person.qualifications]
            + [asked.qualification for role in problem.roles for asked in role.requirements],
        ),
    }
    for what, (count, numbers) in counts.items():
        for number in numbers:
            if not 0 <= number < count:
                raise FileError(f"{what} {number} does not exist; there are {count}")
    days = len(problem.days) * 1440
    for activity in problem.activities:
        if len(activity.options) != 1 or not 0 <= activity.span.start < activity.span.end <= days:
            raise FileError(f"activity {activity.key}: one option is needed, in order and within the {days} minutes")
    if any(len(row) != len(problem.places) for row in (problem.travel, *problem.travel)):
        raise FileError("travel: a row and a column for each place are needed")


def candidate_keys(problem: Problem) -> list[str]:
    """The key of each candidate: people, then teams."""
    return [person.key for person in problem.people] + [team.key for team in problem.teams]


def write_roster(problem: Problem, roster: Roster, path: Path) -> None:
    """Write a roster as JSON: {"roster": {role key: [candidate keys]}}."""
    keys = candidate_keys(problem)
    rows = {problem.roles[role].key: [keys[n] for n in candidates] for role, candidates in enumerate(roster)}
    path.write_text(json.dumps({"version": VERSION, "roster": rows}, ensure_ascii=False, indent=1), encoding="utf-8")


def read_roster(problem: Problem, path: Path) -> Roster:
    """Read a roster of this problem. Raises FileError where it names a role or a candidate that the problem has not."""
    content = read_json(path)
    rows = content.get("roster") if isinstance(content, dict) else None
    if not isinstance(rows, dict) or content.get("version") != VERSION:
        raise FileError(f"{path}: not a roster file of version {VERSION}")
    return tuple(
        tuple(sorted(number_of(problem, key) for key in rows.get(role.key, ())))
        for role in checked(problem, rows).roles
    )


def checked(problem: Problem, rows: Mapping[str, Any]) -> Problem:
    """The problem, if it has all the roles that the rows name."""
    unknown = sorted(set(rows) - {role.key for role in problem.roles})
    if unknown:
        raise FileError(f"the problem has no role {unknown[0]!r}")
    return problem


def number_of(problem: Problem, key: str) -> int:
    """The number of the candidate with this key. Raises FileError."""
    try:
        return candidate_keys(problem).index(key)
    except ValueError:
        raise FileError(f"the problem has no person or team {key!r}") from None
