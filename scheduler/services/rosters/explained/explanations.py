"""The solver's findings as sentences for a coordinator, in the catalogs' languages.

What a rule is called and what it says of those whom it keeps away stands on the rule itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.language import Message, listed, m_
from scheduler.services.problems import Translation
from scheduler.services.problems.naming import Named
from solver.explanations.cures import Cure
from solver.explanations.explain import Reason
from solver.policy import known_rules
from solver.problem import Pin
from solver.rules.base import Block, Finding, Rule

UNITS: dict[str, Message] = {
    "assignment": m_("assignments"),
    "min": m_("minutes"),
    "days": m_("days"),
    "duties": m_("duties"),
    "slots": m_("slots"),
    "people": m_("people"),
    "organisations": m_("organisations"),
    "activity": m_("activities"),
    "duty": m_("duties"),
    "share": m_("units"),
    "weekends": m_("weekends"),
    "requests": m_("requests"),
    "options": m_("choices of time or place"),
}


def title(rule: type[Rule]) -> Message:
    """What coordinators call a rule."""
    return Message(rule.title)


def named(rule: str) -> Message:
    """What coordinators call a rule of the policy, by its name there."""
    return title(known_rules()[rule])


def finding_message(finding: Finding, translation: Named) -> Message:
    """A broken rule: which, who if anybody, in which activities, by how much."""
    rule = type(finding.rule)
    facts = {
        "rule": Message(rule.kinds.get(finding.reason, rule.title)),
        "activities": activities(finding.roles, translation),
        "amount": finding.amount,
        "unit": UNITS[finding.unit],
    }
    if not finding.people:
        return m_("{rule}: {activities} ({amount} {unit})", **facts)
    return m_("{rule}: {people}; {activities} ({amount} {unit})", people=names(finding.people, translation), **facts)


def names(people: tuple[int, ...], translation: Named) -> Message:
    """The names of people and teams."""
    return listed([translation.candidate_name(number) for number in people])


def activities(roles: tuple[int, ...], translation: Named) -> Message:
    """The titles of the activities that roles belong to, each once, with its day."""
    first_roles = {translation.problem.roles[role].activity: role for role in reversed(roles)}
    return listed([translation.role_title(role) for role in sorted(first_roles.values(), key=roles.index)])


def reason_message(reason: Reason) -> Message:
    """Why so many candidates of an open slot cannot take it."""
    return kept_message(reason.rule, reason.reason, reason.candidates)


def kept_message(rule: Rule, reason: str, who: int | str) -> Message:
    """Why a rule keeps so many candidates from a role, or one by name."""
    text = rule.keeps_away.get(reason)
    if not text:
        return m_("{count}: {rule}", count=who, rule=title(type(rule)))
    return Message(text, {"count": who})


def block_message(block: Block) -> Message:
    """Why one candidate can never hold a role."""
    if block.rule.keeps_away.get(block.reason):
        return kept_message(block.rule, block.reason, 1)
    return m_("Not met: {rule}", rule=title(type(block.rule)))


def cure_messages(cure: Cure, translation: Translation) -> tuple[Message, ...]:
    """What it takes to fill a slot, beside that somebody takes it: what is waived and released, who else moves."""
    said = [waiver_message(finding, translation) for finding in cure.waived]
    said += [m_("the pin of {person} is released: {activity}", **pair(pin, translation)) for pin in cure.released]
    said += [m_("{person} leaves {activity}", **pair(pin, translation)) for pin in cure.lost]
    said += [m_("{person} joins {activity}", **pair(pin, translation)) for pin in cure.gained[1:]]
    return tuple(said)


def pair(pin: Pin, translation: Named) -> dict[str, str | Message]:
    """Who, and in which activity."""
    return {"person": translation.candidate_name(pin.candidate), "activity": translation.role_title(pin.role)}


def pins_message(pins: Sequence[Pin], translation: Named) -> Message:
    """Pins of which one has to go."""
    each = [m_("{person} ({activity})", **pair(pin, translation)) for pin in pins]
    return m_("These cannot hold together; without any one of them the others can: {pins}", pins=listed(each))


def waiver_message(finding: Finding, translation: Translation) -> Message:
    """What a coordinator would decide so that a rule need not be kept."""
    problem, units = translation.problem, translation.rows.departments
    people = [problem.people[number] for number in finding.people if number < len(problem.people)]
    facts = {
        "people": names(finding.people, translation),
        "amount": amount_message(finding.amount, finding.unit),
        "organisations": listed([units[one.department].name for one in people if one.department is not None]),
    }
    return Message(finding.rule.waivers[finding.reason], facts)


def amount_message(amount: float, unit: str) -> Message:
    """So much of a unit; minutes as hours and minutes."""
    if unit != "min":
        return m_("{amount} {unit}", amount=f"{amount:,g}", unit=UNITS[unit])
    hours, minutes = divmod(round(amount), 60)
    if not hours:
        return m_("{minutes} min", minutes=minutes)
    return m_("{hours} h {minutes} min", hours=hours, minutes=minutes) if minutes else m_("{hours} h", hours=hours)
