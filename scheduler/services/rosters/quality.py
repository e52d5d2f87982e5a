"""How far a roster can be from the best possible, as a sentence."""

from __future__ import annotations

from scheduler.language import Message, m_


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
