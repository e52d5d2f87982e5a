"""How far a roster can be from the best possible, as a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scheduler.language import Message, m_
from solver.tiers import Tier

TIERS: dict[Tier, Message] = {
    Tier.KEPT: m_("published assignments that are not kept"),
    Tier.SUM: m_("cost in points"),
    Tier.URGENT_ACTIVITIES: m_("urgent activities that cannot go ahead"),
    Tier.URGENT_SLOTS: m_("open urgent slots"),
    Tier.HIGH_ACTIVITIES: m_("activities of high priority that cannot go ahead"),
    Tier.HIGH_SLOTS: m_("open slots of high priority"),
    Tier.NORMAL_ACTIVITIES: m_("activities of normal priority that cannot go ahead"),
    Tier.NORMAL_SLOTS: m_("open slots of normal priority"),
    Tier.LOW_ACTIVITIES: m_("activities of low priority that cannot go ahead"),
    Tier.LOW_SLOTS: m_("open slots of low priority"),
    Tier.DISTURBANCE: m_("new assignments that were not published"),
    Tier.FAIRNESS: m_("points of unfair load"),
    Tier.WISHES: m_("points of wishes and ways"),
}
"""What each tier counts."""


def least(tier: Mapping[str, Any]) -> int | None:
    """What every roster costs at least in one of `Roster.tiers`, as far as that is known. Where things are counted,
    none needs no proof: there are never fewer.
    """
    bound: int | None = tier["bound"]
    return 0 if bound is None and tier["value"] == 0 and Tier(tier["tier"]).unit != "points" else bound


def quality_message(cost: int | None, bound: int | None, tiers: Sequence[Mapping[str, Any]]) -> Message:
    """What is proven of a roster: of the first tier that is not proven to be the best possible, or of its cost where
    the policy has but one sum. `tiers` are those of `Roster.tiers`.
    """
    if not tiers or tiers[0]["tier"] == Tier.SUM:
        return gap_message(cost, bound)
    unproven = next((tier for tier in tiers if tier["value"] != least(tier)), None)
    if unproven is None and tiers[0]["tier"] == Tier.KEPT:
        return m_("proven to be the best possible of those that keep as much of what is published")
    if unproven is None:
        return m_("proven to be the best possible")
    name, value, proven = TIERS[Tier(unproven["tier"])], unproven["value"], least(unproven)
    if proven is None:
        return m_("{value} {tier}: not yet proven", value=f"{value:,}", tier=name)
    return m_("{value} {tier}: at least {least} proven", value=f"{value:,}", tier=name, least=f"{proven:,}")


def gap_message(cost: int | None, bound: int | None) -> Message:
    """What is proven of a roster of this cost, where no roster can cost less than `bound` (None: nothing is proven).

    The share is of the bound, rounded up, so that the sentence is never better than the proof. A bound of less than
    half of the cost says nothing that anybody could use.
    """
    if cost is None or bound is None or 2 * bound < cost:
        return m_("not yet proven")
    if cost == bound:
        return m_("proven to be the best possible")
    thousandths = -(-1000 * (cost - bound) // bound)
    return m_("within {percent} % of the best possible", percent=f"{thousandths / 10:g}")
