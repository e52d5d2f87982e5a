"""What a roster is to be good at, tier after tier: nothing in a lower tier is worth one unit of a higher one."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """How a policy weighs its soft rules: tier by tier, the default, or all of them in one sum."""

    TIERS = "tiers"
    SUM = "sum"


class Tier(StrEnum):
    """The tiers, the highest first. `KEPT` is there where what is published is kept before all else
    (`solver.repair.keeping`); `SUM` is the only other one of a policy that weighs everything in one sum.

    Coverage comes by priority: what is urgent is not given up for any number of lesser things. Within a priority an
    activity that goes ahead comes before slots beyond what others need.
    """

    KEPT = "kept"
    SUM = "sum"
    URGENT_ACTIVITIES = "urgent activities"
    URGENT_SLOTS = "urgent slots"
    HIGH_ACTIVITIES = "high activities"
    HIGH_SLOTS = "high slots"
    NORMAL_ACTIVITIES = "normal activities"
    NORMAL_SLOTS = "normal slots"
    LOW_ACTIVITIES = "low activities"
    LOW_SLOTS = "low slots"
    DISTURBANCE = "disturbance"
    FAIRNESS = "fairness"
    WISHES = "wishes"

    @property
    def unit(self) -> str:
        """What it is counted in: things of one kind where all of them cost the same, else points of the policy."""
        if self in ACTIVITIES:
            return "activities"
        if self in SLOTS:
            return "slots"
        return "assignments" if self in (Tier.KEPT, Tier.DISTURBANCE) else "points"


ACTIVITIES = (Tier.LOW_ACTIVITIES, Tier.NORMAL_ACTIVITIES, Tier.HIGH_ACTIVITIES, Tier.URGENT_ACTIVITIES)
SLOTS = (Tier.LOW_SLOTS, Tier.NORMAL_SLOTS, Tier.HIGH_SLOTS, Tier.URGENT_SLOTS)
"""By priority, from 1 to 4."""

COVERAGE = frozenset({*ACTIVITIES, *SLOTS})
