"""The rules that a town's policy may name, described: what each says, and what of it a town may set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.language import Message, m_
from scheduler.services.policy.lawful import RANGES, bounds, offered, settable, stays
from scheduler.services.policy.words import parameter_message
from solver.rules.base import Measure, Rule, Scope
from solver.tiers import COVERAGE, Tier


class Group(StrEnum):
    """What rules are about, in the order in which they are told: the hard ones, then the soft ones by their tiers."""

    LAW = "law"
    WHO = "who"
    HOURS = "hours"
    ACTIVITY = "activity"
    COVERAGE = "coverage"
    DISTURBANCE = "disturbance"
    FAIRNESS = "fairness"
    WISHES = "wishes"


GROUPS: dict[Group, Message] = {
    Group.LAW: m_("Law and safety"),
    Group.WHO: m_("Who may serve"),
    Group.HOURS: m_("One person's duties"),
    Group.ACTIVITY: m_("What an activity needs"),
    Group.COVERAGE: m_("That slots are filled"),
    Group.DISTURBANCE: m_("That what is published stays"),
    Group.FAIRNESS: m_("That work is shared fairly"),
    Group.WISHES: m_("Wishes and ways"),
}

SCOPES = {Scope.PAIR: Group.WHO, Scope.PERSON: Group.HOURS, Scope.ACTIVITY: Group.ACTIVITY}
TIERS = {Tier.DISTURBANCE: Group.DISTURBANCE, Tier.FAIRNESS: Group.FAIRNESS, **dict.fromkeys(COVERAGE, Group.COVERAGE)}


@dataclass(frozen=True)
class Parameter:
    """A parameter that a town may set, from `least` to `most`; None where it is no number."""

    name: str
    title: Message
    measure: Measure
    least: int | None
    most: int | None


@dataclass(frozen=True)
class Described:
    """A rule. `sentence` has each parameter in braces and is None where the title says it all; no town may go without
    the rule where it `stays`.
    """

    rule: str
    title: Message
    sentence: Message | None
    hard: bool
    law: Message | None
    stays: bool
    group: Group
    parameters: tuple[Parameter, ...]


def list_rules(actor: Actor) -> list[Described]:
    """All of them, group by group."""
    demand(actor, Action.READ, None)
    order = list(Group)
    return sorted(map(described, offered().values()), key=lambda rule: (order.index(rule.group), not rule.stays))


def described(kind: type[Rule]) -> Described:
    """One of them."""
    found = tuple(parameter(kind, name) for name in settable(kind))
    words = Message(kind.sentence, {one.name: f"{{{one.name}}}" for one in found}) if kind.sentence else None
    law = Message(kind.law) if kind.law else None
    return Described(kind.__name__, Message(kind.title), words, kind.hard, law, stays(kind), group(kind), found)


def parameter(kind: type[Rule], name: str) -> Parameter:
    """One parameter of a rule."""
    measure = kind.measure(name)
    least, most = bounds(kind, name) if measure in RANGES else (None, None)
    return Parameter(name, parameter_message(name), measure, least, most)


def group(kind: type[Rule]) -> Group:
    """What a rule is about: the statute it follows, else what it looks at or, where it is soft, its highest tier."""
    if kind.law:
        return Group.LAW
    if kind.hard:
        return SCOPES[kind.scope]
    order = list(Tier)
    return TIERS.get(min(kind.weighs.values(), key=order.index), Group.WISHES)
