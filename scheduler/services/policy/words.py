"""Rules in words: what their parameters are called, and how a value of one is told."""

from __future__ import annotations

from scheduler.language import Message, listed, m_
from solver.rules.base import Measure, Rule
from solver.tiers import Mode

PARAMETERS: dict[str, Message] = {
    "cost": m_("Points"),
    "loan": m_("Points of a loan"),
    "low": m_("Low priority"),
    "normal": m_("Normal priority"),
    "high": m_("High priority"),
    "urgent": m_("Urgent"),
    "social_worker": m_("Social worker"),
    "grid_member": m_("Grid member"),
    "officer": m_("Partner officer"),
    "volunteer": m_("Volunteer"),
    "party_member": m_("Serving Party member"),
    "team": m_("Vanguard team"),
    "with_team": m_("What a person does with a team counts for the person"),
    "employed": m_("Working hours"),
    "overtime": m_("Overtime"),
    "day": m_("Hours a day"),
    "week": m_("Hours a week"),
    "minutes": m_("Hours"),
    "most": m_("Days at most"),
    "minimum": m_("Officers at least"),
    "from_minute": m_("From what time"),
    "rather_not": m_("Rather not"),
    "not_gladly": m_("Not gladly"),
}
"""What parameters are called where no sentence stands around them."""

MODES: dict[Mode, Message] = {
    Mode.TIERS: m_("Line by line: nothing in a lower line is worth one unit of a line above it."),
    Mode.SUM: m_("One sum: all points are added up, and much of one thing can outweigh another."),
}
"""What each way of weighing means."""


def parameter_message(parameter: str) -> Message:
    """What a parameter is called; its own name where nobody has named it yet."""
    return PARAMETERS.get(parameter, Message("{name}", {"name": parameter.replace("_", " ")}))


def value_message(kind: type[Rule], parameter: str, value: object) -> Message:
    """A value of a parameter, in its unit."""
    measure = kind.measure(parameter)
    if isinstance(value, list | tuple):
        return listed([str(word) for word in value])
    number = int(str(value))
    if measure is Measure.FLAG:
        return m_("yes") if number else m_("no")
    if measure is Measure.HOURS:
        return m_("{hours} h", hours=f"{number / 60:g}")
    if measure is Measure.CLOCK:
        return Message(f"{number // 60:02d}:{number % 60:02d}")
    told = f"{number:,}"
    if measure is Measure.POINTS:
        return m_("{points} points", points=told)
    if measure is Measure.MINUTES:
        return m_("{minutes} min", minutes=told)
    if measure is Measure.DAYS:
        return m_("{days} days", days=told)
    return m_("{count} people", count=told) if measure is Measure.PEOPLE else Message("{number}", {"number": told})
