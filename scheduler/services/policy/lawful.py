"""What a town may decide about its policy, and what neither the law nor the nature of a roster leaves to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from scheduler.errors import Invalid
from scheduler.language import Message, m_
from scheduler.services.policy.words import value_message
from solver.policy import PolicyError, known_rules, names_mode, read_policy
from solver.rules.base import Measure, Rule

NOT_A_TOWNS = frozenset(
    {
        "DaysOffInARow",
        "DutiesOfAKind",
        "EnoughDaysInARow",
        "EnoughHours",
        "HoursInAll",
        "KeepPublished",
        "OneOption",
        "Overstaffed",
        "Requests",
        "Successions",
        "WeekendsWorked",
    }
)
"""Rules about facts that no register of a town has, only problem files; `KeepPublished` is what a run asks for."""

NEEDED = frozenset(
    {
        "ServesInCapacity",
        "Available",
        "OnceAnActivity",
        "NotInTwoPlaces",
        "VenueHasRoom",
        "VenueOnce",
        "Minimum",
        "Pinned",
        "GoesAhead",
        "Coverage",
    }
)
"""Rules without which a roster is none: people would be where they cannot be, or nothing would be staffed."""

RANGES: dict[Measure, tuple[int, int]] = {
    Measure.NUMBER: (0, 10_000),
    Measure.POINTS: (0, 10_000_000),
    Measure.MINUTES: (0, 24 * 60),
    Measure.HOURS: (0, 7 * 24 * 60),
    Measure.CLOCK: (0, 24 * 60),
    Measure.DAYS: (1, 31),
    Measure.PEOPLE: (0, 100),
    Measure.FLAG: (0, 1),
}
"""The least and the most that makes sense, by what is counted."""


def offered() -> dict[str, type[Rule]]:
    """The rules that a town's policy may name, by name."""
    return {name: kind for name, kind in known_rules().items() if name not in NOT_A_TOWNS}


def stays(kind: type[Rule]) -> bool:
    """Whether no town may go without the rule."""
    return bool(kind.law) or kind.__name__ in NEEDED


def bounds(kind: type[Rule], parameter: str) -> tuple[int, int]:
    """The least and the most that a town may set a number to."""
    least, most = RANGES[kind.measure(parameter)]
    if kind.__name__ in NEEDED and kind.measure(parameter) is Measure.POINTS and parameter in kind.weighs:
        least = 1
    lowest, highest = kind.lawful.get(parameter, (least, most))
    return max(least, lowest), min(most, highest)


def settable(kind: type[Rule]) -> tuple[str, ...]:
    """The parameters that a town sets. Which certificates count is said in the register."""
    return tuple(f.name for f in fields(kind) if kind.measure(f.name) is not Measure.CERTIFICATES)


def checked(entries: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules of a town's policy, in order, with those added that no town goes without.

    Raises Invalid, with a sentence for each parameter ("HoursADay.employed") or rule in question.
    """
    if any(names_mode(entry) for entry in entries):
        raise Invalid(m_("The mode is no rule."))
    try:
        rules = read_policy(entries)
    except PolicyError as error:
        raise Invalid(m_("This is no policy. {error}", error=str(error))) from error
    wrong = dict(faults(rules))
    if wrong:
        raise Invalid(m_("The policy goes beyond what a town may decide."), wrong)
    named = {type(rule) for rule in rules}
    return (*rules, *(kind() for kind in offered().values() if stays(kind) and kind not in named))


def faults(rules: Iterable[Rule]) -> Iterator[tuple[str, Message]]:
    """What is wrong with rules as those of a town, by the field that says it."""
    seen = set[str]()
    for rule in rules:
        kind = type(rule)
        name = kind.__name__
        if name in NOT_A_TOWNS:
            yield name, m_("This rule is about facts that the register does not have.")
        elif name in seen:
            yield name, m_("Each rule once.")
        else:
            yield from faulty_values(rule)
        seen.add(name)


def faulty_values(rule: Rule) -> Iterator[tuple[str, Message]]:
    """What is wrong with a rule's parameters."""
    kind = type(rule)
    for field in fields(kind):
        name, value, measure = f"{kind.__name__}.{field.name}", getattr(rule, field.name), kind.measure(field.name)
        if measure is Measure.CERTIFICATES:
            if value:
                yield name, m_("Which certificates count is said in the register of qualifications.")
        elif measure is not Measure.WORDS:
            least, most = bounds(kind, field.name)
            if not least <= value <= most:
                yield name, range_message(kind, field.name)


def range_message(kind: type[Rule], parameter: str) -> Message:
    """From where to where a parameter may go, and by which law."""
    least, most = (value_message(kind, parameter, value) for value in bounds(kind, parameter))
    if parameter in kind.lawful:
        return m_("From {least} to {most} by law: {law}.", least=least, most=most, law=Message(kind.law))
    return m_("From {least} to {most}.", least=least, most=most)
