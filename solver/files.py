"""Problems and rosters as JSON files: the facts' own field names, defaults left out, and a version number.

A roster file names roles and candidates by their keys, so that a person can read it and it survives a new order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from solver.problem import Problem, Roster
from solver.spans import DAY, Span

VERSION = 1


class FileError(ValueError):
    """A file is not what it should be; the message names the place in it."""


def write_problem(problem: Problem, path: Path) -> None:
    """Write a problem as JSON."""
    path.write_text(problem_text(problem), encoding="utf-8")


def problem_text(problem: Problem) -> str:
    """A problem as JSON."""
    return json.dumps({"version": VERSION, **encoded(problem)}, ensure_ascii=False)


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
    for what, count, found in references(problem):
        for number in found:
            if number is not None and not 0 <= number < count:
                raise FileError(f"{what} {number} does not exist; there are {count}")
    minutes = len(problem.days) * DAY
    for activity in problem.activities:
        if not activity.options or not all(within(option.span, minutes) for option in activity.options):
            raise FileError(f"activity {activity.key}: options are needed, in order and within the {minutes} minutes")
        if activity.alternative_of is not None:
            raise FileError(f"activity {activity.key}: other times of an activity are its options")
    whole = problem.horizon is None or problem.horizon.start % DAY == problem.horizon.end % DAY == 0
    if not whole or problem.horizon is not None and not within(problem.horizon, minutes):
        raise FileError(f"horizon: whole days are needed, in order and within the {minutes} minutes")
    for person in problem.people:
        if not all(within(duty.span, minutes) for duty in person.commitments):
            raise FileError(f"person {person.key}: commitments are needed in order and within the {minutes} minutes")
    for couple in (*problem.apart, *problem.together):
        if couple.one == couple.other:
            raise FileError(f"person {problem.people[couple.one].key}: a couple is of two people")
    for role in problem.roles:
        if not 0 <= role.minimum <= role.wanted <= role.takes or not 1 <= role.priority <= 4:
            raise FileError(f"role {role.key}: 0 <= minimum <= wanted <= most is needed, and a priority from 1 to 4")
    if any(len(row) != len(problem.places) for row in (problem.travel, *problem.travel)):
        raise FileError("travel: a row and a column for each place are needed")


def within(span: Span, minutes: int) -> bool:
    """Whether a span lasts, and lies within so many minutes from the origin."""
    return 0 <= span.start < span.end <= minutes


def references(problem: Problem) -> Iterator[tuple[str, int, list[int | None]]]:
    """Every number that names something: what it is called, how many there are, and the numbers."""
    people, teams, activities, roles = problem.people, problem.teams, problem.activities, problem.roles
    decisions = (*problem.pins, *problem.published, *problem.declined)
    places, departments = len(problem.places), len(problem.departments)
    yield "activity", len(activities), [role.activity for role in roles]
    yield "place", places, [activity.place for activity in activities]
    yield "venue", places, [option.venue for activity in activities for option in activity.options]
    yield "village", places, [place.village for place in problem.places]
    yield "home", places, [*(person.home for person in people), *(team.home for team in teams)]
    yield "place of a commitment", places, [duty.place for person in people for duty in person.commitments]
    yield "department", departments, [person.department for person in people]
    yield "department", departments, [role.department for role in roles]
    yield "department", departments, [number for activity in activities for number in activity.departments]
    quotas = [quota for activity in activities for quota in activity.quotas]
    yield "department of a quota", departments, [quota.department for quota in quotas]
    yield "team of a quota", len(teams), [quota.team for quota in quotas]
    yield "owner", len(problem.owners), [owner for activity in activities for owner in activity.owners]
    yield "recused owner", len(problem.owners), [owner for person in people for owner in person.recused_owners]
    yield "recused place", places, [place for person in people for place in person.recused_places]
    couples = (*problem.apart, *problem.together)
    yield "person of a couple", len(people), [number for two in couples for number in (two.one, two.other)]
    yield "member", len(people), [member for team in teams for member in team.members]
    yield "team", len(teams), [role.team for role in roles]
    yield "role of a request", len(roles), [asked.role for person in people for asked in person.requests]
    yield "candidate who served before", problem.candidates, [n for role in roles for n in role.served_before]
    yield "role of a pin", len(roles), [pin.role for pin in decisions]
    yield "candidate of a pin", problem.candidates, [pin.candidate for pin in decisions]
    held = [held.qualification for person in people for held in person.qualifications]
    asked = [asked.qualification for role in roles for asked in role.requirements]
    asked += [grant.qualification for role in roles for grant in role.grants]
    counted = [quota.qualification for quota in quotas]
    yield "qualification", len(problem.qualifications), [*held, *asked, *counted]


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
    unknown = sorted(set(rows) - {role.key for role in problem.roles})
    if unknown:
        raise FileError(f"the problem has no role {unknown[0]!r}")
    return tuple(holders(problem, role.key, rows.get(role.key, [])) for role in problem.roles)


def holders(problem: Problem, role: str, keys: Any) -> tuple[int, ...]:
    """The sorted numbers of those who hold a role. Raises FileError."""
    if not isinstance(keys, list):
        raise FileError(f"role {role!r}: a list of keys is needed, not {keys!r}")
    found = sorted({number_of(problem, key) for key in keys})
    if len(found) != len(keys):
        raise FileError(f"role {role!r} names somebody twice")
    return tuple(found)


def number_of(problem: Problem, key: str) -> int:
    """The number of the candidate with this key. Raises FileError."""
    try:
        return candidate_keys(problem).index(key)
    except ValueError:
        raise FileError(f"the problem has no person or team {key!r}") from None
