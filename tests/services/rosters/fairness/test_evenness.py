"""How far a roster is from fair shares."""

from __future__ import annotations

from scheduler.services.policy import in_force
from scheduler.services.problems import translate
from scheduler.services.problems.trying import Tried
from scheduler.services.rosters.fairness.evenness import beyond_shares
from scheduler.services.rosters.versions.publishing import draft_pairs, roster_assignments
from solver.policy import town_policy
from solver.tiers import Mode
from tests.conftest import NOW
from tests.services.small_town import SmallTown


def figures(
    small: SmallTown, *, policy: list[dict[str, object]] | None = None, missing: int = 0
) -> dict[str, tuple[float, str]]:
    """Of a draft in which one of three volunteers serves twice, once on a day of rest, and another once; as it is
    tried with a policy, and without those who have no duty, of whom there are so many more.
    """
    one, other, _ = (small.volunteer(name) for name in "甲乙丙")
    without = tuple(small.volunteer("缺").id for _ in range(missing))
    draft = small.draft()
    small.pin(draft, small.activity(day=28, unpleasant=True), one)
    small.pin(draft, small.activity(day=25), one, other)
    bookings = translate(small.session, draft).bookings(roster_assignments(small.session, draft))
    return beyond_shares(small.session, draft, draft_pairs(small.session, draft, bookings), Tried(policy, without))


def test_what_is_carried_beyond_the_fair_shares_is_summed_up(small: SmallTown) -> None:
    assert figures(small) == {
        "FairHours": (120, "min"),
        "FairRestDays": (0.7, "duties"),
        "FairUnpleasant": (0.7, "duties"),
    }


def test_what_only_the_policy_that_is_tried_shares_counts_and_who_is_missing_has_no_share(small: SmallTown) -> None:
    rules = [entry for entry in town_policy() if entry["rule"] != "FairHours"]
    in_force.set_policy(small.session, small.actor, mode=Mode.TIERS, rules=rules, now=NOW)
    assert figures(small, policy=list(town_policy()), missing=3) == {
        "FairHours": (120, "min"),
        "FairRestDays": (0.7, "duties"),
        "FairUnpleasant": (0.7, "duties"),
    }


def test_what_the_policy_does_not_weigh_is_left_out(small: SmallTown) -> None:
    rules = [entry for entry in town_policy() if entry["rule"] != "FairHours"]
    in_force.set_policy(small.session, small.actor, mode=Mode.TIERS, rules=rules, now=NOW)
    assert figures(small)["FairHours"] == (0, "min")
