"""Every rule of the solver has a name, every finding a sentence."""

from __future__ import annotations

import solver.policy
from scheduler.services.rosters.explanations import REASONS, RULES, reason_message
from solver.explain import Reason
from solver.policy import town_policy


def test_every_rule_that_a_town_can_have_is_named() -> None:
    used = {str(rule["rule"]) for rule in town_policy(certificates=["C"])}
    assert used - RULES.keys() == set()
    assert {rule for rule, _ in REASONS} - RULES.keys() == set()


def test_a_reason_without_a_sentence_of_its_own_names_its_rule() -> None:
    rules = solver.policy.read_policy(town_policy(certificates=["C"]))
    by_name = {type(rule).__name__: rule for rule in rules}
    assert str(reason_message(Reason(by_name["Available"], "away", 3))) == "3 are away"
    assert str(reason_message(Reason(by_name["Available"], "other", 3))) == "3: Available"
