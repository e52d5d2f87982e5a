"""The cost of a roster in words: each rule's share, and what its points count."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.language import Message, m_

COUNTS: dict[str, Message] = {
    "GoesAhead": m_("activities that cannot go ahead, by priority"),
    "Coverage": m_("open slots, by priority"),
    "Disturbance": m_("published duties that are taken away or moved"),
    "Overtime": m_("hours over the week's limit, by policy"),
    "FairHours": m_("half hours of duty, squared for each person, on top of the ledger"),
    "FairRestDays": m_("duties on days of rest, squared for each person, on top of the ledger"),
    "FairUnpleasant": m_("unpleasant duties, squared for each person, on top of the ledger"),
    "Wishes": m_("duties at times when people would rather not, less those they like"),
    "NearHome": m_("minutes of travel from home"),
}


@dataclass(frozen=True)
class Part:
    """One rule's part of the cost: its points, and its share of the whole in per cent."""

    rule: str
    points: int
    share: int
    counts: Message | None


def parts(costs: dict[str, int]) -> list[Part]:
    """What a cost is made of, the largest first; parts of no cost are left out."""
    whole = sum(max(points, 0) for points in costs.values())
    return [
        Part(rule, points, round(100 * points / whole) if whole else 0, COUNTS.get(rule))
        for rule, points in sorted(costs.items(), key=lambda item: -item[1])
        if points
    ]
