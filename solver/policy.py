"""A policy is data: the list of rules in force with their parameters, as a coordinator can read and change it.

An entry {"mode": "sum"} among them has all soft rules weighed in one sum; else they count tier by tier.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from importlib import import_module
from typing import Any

import solver.rules
from solver.rules.base import Rule
from solver.tiers import Mode


class PolicyError(ValueError):
    """A policy names a rule that there is not, or a parameter that the rule has not or cannot be."""


@cache
def known_rules() -> Mapping[str, type[Rule]]:
    """All rules of the package `solver.rules` by name: its subclasses of `Rule` that have no subclasses."""
    for module in pkgutil.iter_modules(solver.rules.__path__):
        import_module(f"solver.rules.{module.name}")
    found, queue = {}, [Rule]
    while queue:
        kind = queue.pop()
        queue += kind.__subclasses__()
        if not kind.__subclasses__() and kind.__module__.startswith(solver.rules.__name__):
            found[kind.__name__] = kind
    return dict(sorted(found.items()))


def read_policy(policy: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules of a policy, in its order. Raises PolicyError naming the entry and what is wrong with it."""
    return tuple(read_rule(number, entry) for number, entry in enumerate(policy, start=1) if not names_mode(entry))


def read_mode(policy: Iterable[Mapping[str, Any]]) -> Mode:
    """How a policy weighs its soft rules: as its last word on it says. Raises PolicyError."""
    mode = Mode.TIERS
    for number, entry in enumerate(policy, start=1):
        if names_mode(entry):
            if len(entry) > 1 or entry["mode"] not in list(Mode):
                raise PolicyError(f"rule {number}: a mode is one of {', '.join(Mode)}, by itself, not {entry!r}")
            mode = Mode(entry["mode"])
    return mode


def names_mode(entry: object) -> bool:
    """Whether an entry of a policy is about how it weighs."""
    return isinstance(entry, Mapping) and "mode" in entry


def read_rule(number: int, entry: Mapping[str, Any]) -> Rule:
    """One rule from {"rule": name, parameter: value, ...}."""
    if not isinstance(entry, Mapping):
        raise PolicyError(f"rule {number}: an object is needed, not {entry!r}")
    name = entry.get("rule")
    kind = known_rules().get(str(name))
    if kind is None:
        raise PolicyError(f"rule {number}: there is no rule {name!r}; known are {', '.join(known_rules())}")
    parameters = {field.name: field.default for field in fields(kind)}
    for key, value in entry.items():
        if key != "rule":
            check_parameter(number, str(name), parameters, key, value)
    given = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items() if key != "rule"}
    return kind(**given)


def check_parameter(number: int, name: str, parameters: Mapping[str, Any], key: str, value: object) -> None:
    """Raise PolicyError unless the rule has the parameter and the value is of its kind: a number from 0, or words."""
    if key not in parameters:
        raise PolicyError(f"rule {number} ({name}): no parameter {key!r}; it has {', '.join(parameters) or 'none'}")
    if isinstance(parameters[key], tuple):
        if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
            raise PolicyError(f"rule {number} ({name}): {key} must be a list of words, not {value!r}")
    elif not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10**9:
        raise PolicyError(f"rule {number} ({name}): {key} must be a whole number from 0 to 1000000000, not {value!r}")


def write_policy(rules: Iterable[Rule]) -> tuple[dict[str, object], ...]:
    """A policy as data: every rule with all of its parameters."""
    return tuple(
        {"rule": type(rule).__name__, **{field.name: plain(getattr(rule, field.name)) for field in fields(rule)}}
        for rule in rules
    )


def plain(value: object) -> object:
    """A parameter as JSON holds it."""
    return list(value) if isinstance(value, tuple) else value


STARTS_WITH = (
    "ServesInCapacity",
    "Qualified",
    "Trained",
    "Available",
    "OfAge",
    "Recused",
    "NotDeclined",
    "OnceAnActivity",
    "NotInTwoPlaces",
    "MinimumRest",
    "HoursADay",
    "HoursAWeek",
    "OvertimeAMonth",
    "DutiesAMonth",
    "FreeDayAWeek",
    "ConsecutiveDays",
    "CertifiedOfficers",
    "SomebodyLocal",
    "WomenAndMen",
    "Quotas",
    "DifferentOrganisations",
    "NeverAlone",
    "ExperiencedWithNew",
    "KeptApart",
    "ServeTogether",
    "VenueHasRoom",
    "VenueOnce",
    "Minimum",
    "Pinned",
    "GoesAhead",
    "Coverage",
    "Disturbance",
    "Continuity",
    "Overtime",
    "FairHours",
    "FairRestDays",
    "FairUnpleasant",
    "Wishes",
    "NearHome",
)
"""The rules that a town starts with, in the order in which they are read."""


def town_policy(*, certificates: Sequence[str] = ()) -> tuple[dict[str, object], ...]:
    """The policy that a town starts with: all hard rules, and the soft ones with their weights.

    `certificates` are the keys of the qualifications that make an officer of an enforcing department.
    """
    own = {"CertifiedOfficers": {"certificates": list(certificates)}}
    return write_policy(read_policy({"rule": name, **own.get(name, {})} for name in STARTS_WITH))
