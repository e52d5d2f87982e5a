"""What two rosters have by each rule, in its own unit and in points, and in one sentence."""

from __future__ import annotations

import pytest

from scheduler.language import Message
from scheduler.services.rosters.explained.costs import needed_difference
from scheduler.services.rosters.explained.worth import Figure, RuleWorth, summary
from solver.policy import known_rules
from tests.services.small_town import SmallTown

ONE, OTHER = Message("version 2"), Message("version 1")


def told(rule: str, one: float, other: float, unit: str = "duties") -> RuleWorth:
    """A rule that finds so much in two rosters."""
    return RuleWorth(rule, unit, Figure(one, 10), Figure(other, 30))


def test_each_rule_is_told_in_its_own_unit_and_fairness_as_what_is_carried_beyond_the_shares(small: SmallTown) -> None:
    one, other = (
        small.volunteer(name, home_id=home.id) for name, home in (("近", small.village), ("远", small.community))
    )
    first, second = small.activity(wanted=2), small.activity(day=28, wanted=1)
    fewer, more = small.draft(), small.draft()
    small.pin(fewer, first, other)
    small.pin(more, first, one, other)
    small.pin(more, second, one)
    found = needed_difference(small.session, small.actor, more.id, fewer.id)
    assert [(rule.rule, rule.unit, rule.one, rule.other, rule.difference) for rule in found.rules] == [
        ("Coverage", "slots", Figure(0, 0), Figure(2, 40_000), Figure(-2, -40_000)),
        ("FairHours", "min", Figure(60, 800), Figure(60, 160), Figure(0, 640)),
        ("FairRestDays", "duties", Figure(0.5, 100), Figure(0, 0), Figure(0.5, 100)),
        ("NearHome", "min", Figure(20, 200), Figure(20, 200), Figure(0, 0)),
    ]
    assert [str(rule.counts) for rule in found.rules][:2] == ["open slots", "hours beyond the fair share"]
    assert [str(rule.words(rule.one)) for rule in found.rules] == ["0 slots", "1 h", "0.5 duties", "20 min"]
    assert found.rules[0].size == Figure(2, 40_000)
    assert str(found.summary) == (
        "Compared with version 1, version 2 fills 2 more slots; but it shares days of rest less evenly by 0.5 duties."
    )


def test_a_sentence_tells_what_is_better_and_what_is_worse_and_where_nothing_is_that_too() -> None:
    better, worse = told("Coverage", 1, 1_201, "slots"), told("NearHome", 80, 0, "min")
    assert str(summary(ONE, OTHER, [better])) == "Compared with version 1, version 2 fills 1,200 more slots."
    assert str(summary(ONE, OTHER, [worse])) == (
        "Compared with version 1, version 2 asks 1 h 20 min more of travel from home."
    )
    assert str(summary(ONE, OTHER, [better, worse])) == (
        "Compared with version 1, version 2 fills 1,200 more slots; but it asks 1 h 20 min more of travel from home."
    )
    assert str(summary(ONE, OTHER, [told("Coverage", 2, 1, "slots"), told("NearHome", 0, 80, "min")])) == (
        "Compared with version 1, version 2 fills 1 fewer slots; but it saves 1 h 20 min of travel from home."
    )
    long = told("NearHome", 0, 9_200, "min")
    assert str(summary(ONE, OTHER, [long])) == "Compared with version 1, version 2 saves 153 h of travel from home."
    same = told("Wishes", 3, 3)
    assert str(summary(ONE, OTHER, [same])) == "By every rule version 2 is as good as version 1."


def test_a_sentence_tells_of_the_first_rules_only() -> None:
    rules = [told(rule, 0, 1) for rule in ("GoesAhead", "Coverage", "Disturbance", "Wishes", "Evenings")]
    assert summary(ONE, OTHER, rules) == summary(ONE, OTHER, rules[:3])


@pytest.mark.parametrize("rule", [rule for rule in known_rules().values() if not rule.hard], ids=lambda one: one.title)
def test_every_soft_rule_says_what_it_finds_and_what_more_and_fewer_of_it_are(rule: type) -> None:
    found = rule.finds, rule.more.format(amount=3), rule.fewer.format(amount=3)  # type: ignore[attr-defined]
    assert ("" in found, "3" in found[1], "3" in found[2]) == (False, True, True)
