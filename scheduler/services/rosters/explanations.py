"""The solver's findings as sentences for a coordinator, in the catalogs' languages.

What a rule is called and what it says of those whom it keeps away stands on the rule itself.
"""

from __future__ import annotations

from scheduler.language import Message, listed, m_
from scheduler.services.problems import Translation
from solver.explain import Reason
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
}


def title(rule: type[Rule]) -> Message:
    """What coordinators call a rule."""
    return Message(rule.title)


def finding_message(finding: Finding, translation: Translation) -> Message:
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


def names(people: tuple[int, ...], translation: Translation) -> Message:
    """The names of people and teams."""
    return listed([translation.candidate_name(number) for number in people])


def activities(roles: tuple[int, ...], translation: Translation) -> Message:
    """The titles of the activities that roles belong to, each once, with its day."""
    first_roles = {translation.roles[role].activity_id: role for role in reversed(roles)}
    return listed([translation.role_title(role) for role in sorted(first_roles.values(), key=roles.index)])


def reason_message(reason: Reason) -> Message:
    """Why so many candidates of an open slot cannot take it."""
    text = reason.rule.keeps_away.get(reason.reason)
    if not text:
        return m_("{count}: {rule}", count=reason.candidates, rule=title(type(reason.rule)))
    return Message(text, {"count": reason.candidates})


def block_message(block: Block) -> Message:
    """Why one candidate can never hold a role."""
    if block.rule.keeps_away.get(block.reason):
        return reason_message(Reason(block.rule, block.reason, 1))
    return m_("Not met: {rule}", rule=title(type(block.rule)))
