"""A policy is data that reads as the list of rules."""

from __future__ import annotations

from typing import Any

import pytest

from solver.policy import PolicyError, known_rules, read_mode, read_policy, town_policy, write_policy
from solver.rules.composition import CertifiedOfficers
from solver.rules.hours import HoursADay
from solver.tiers import Mode


def test_a_policy_is_read_in_its_order_with_the_parameters_it_gives_and_defaults_for_the_rest() -> None:
    rules = read_policy(
        [{"rule": "HoursADay", "overtime": 60}, {"rule": "CertifiedOfficers", "certificates": ["badge"]}]
    )
    assert rules == (HoursADay(overtime=60), CertifiedOfficers(certificates=("badge",)))


def test_what_is_written_is_read_again_unchanged() -> None:
    policy = town_policy(certificates=["badge"])
    assert write_policy(read_policy(policy)) == policy


def test_a_town_starts_with_every_rule_but_those_that_wait_for_its_own_figures() -> None:
    rotas = [
        "DaysOffInARow",
        "DutiesOfAKind",
        "EnoughDaysInARow",
        "EnoughHours",
        "HoursInAll",
        "OneDutyADay",
        "Overstaffed",
        "Requests",
        "Successions",
        "WeekendsWorked",
    ]
    start = [str(entry["rule"]) for entry in town_policy()]
    assert sorted([*start, *rotas, "Evenings", "KeepPublished", "OneOption", "WithinReach"]) == list(known_rules())


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"rule": "Happiness"}, "rule 1: there is no rule 'Happiness'; known are Available, "),
        ("HoursADay", "rule 1: an object is needed, not 'HoursADay'"),
        ({}, "rule 1: there is no rule None; known are "),
        (
            {"rule": "HoursADay", "hours": 8},
            "rule 1 (HoursADay): no parameter 'hours'; it has with_team, employed, ",
        ),
        ({"rule": "Available", "hours": 8}, "rule 1 (Available): no parameter 'hours'; it has none"),
        (
            {"rule": "HoursADay", "employed": "480"},
            "rule 1 (HoursADay): employed must be a whole number from 0 to 1000000000, not '480'",
        ),
        ({"rule": "HoursADay", "employed": -1}, "rule 1 (HoursADay): employed must be a whole number from 0 to "),
        ({"rule": "HoursADay", "employed": 10**9 + 1}, "rule 1 (HoursADay): employed must be a whole number from 0 "),
        ({"rule": "HoursADay", "employed": True}, "rule 1 (HoursADay): employed must be a whole number from 0 to "),
        (
            {"rule": "CertifiedOfficers", "certificates": "badge"},
            "rule 1 (CertifiedOfficers): certificates must be a list of words, not 'badge'",
        ),
        ({"rule": "CertifiedOfficers", "certificates": [1]}, "rule 1 (CertifiedOfficers): certificates must be a list"),
    ],
)
def test_a_bad_entry_is_named_with_what_would_be_right(entry: Any, message: str) -> None:
    with pytest.raises(PolicyError) as raised:
        read_policy([entry])
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize("value", [0, 10**9])
def test_parameters_at_the_limits_are_right(value: int) -> None:
    assert read_policy([{"rule": "HoursADay", "employed": value}]) == (HoursADay(employed=value),)


def test_a_policy_counts_tier_by_tier_unless_it_asks_for_one_sum_and_an_entry_about_that_is_no_rule() -> None:
    assert read_mode(town_policy()) is Mode.TIERS
    assert read_mode([{"mode": "sum"}, {"rule": "HoursADay"}]) is Mode.SUM
    assert read_mode([{"mode": "sum"}, {"mode": "tiers"}]) is Mode.TIERS
    assert read_policy([{"mode": "sum"}, {"rule": "HoursADay"}]) == (HoursADay(),)


@pytest.mark.parametrize("entry", [{"mode": "best"}, {"mode": "sum", "cost": 1}, {"mode": None}])
def test_a_mode_that_there_is_not_is_refused_by_its_place(entry: dict[str, Any]) -> None:
    with pytest.raises(PolicyError, match="rule 2: a mode is one of tiers, sum, by itself, not"):
        read_mode([{"rule": "HoursADay"}, entry])
