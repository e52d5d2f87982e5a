"""What a town may decide about its policy."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Any

import pytest

from scheduler.errors import Invalid
from scheduler.services.policy.described import Group, described, group
from scheduler.services.policy.lawful import NEEDED, NOT_A_TOWNS, bounds, checked, faults, offered, settable, stays
from scheduler.services.policy.words import PARAMETERS
from solver.policy import known_rules, read_policy, town_policy
from solver.rules.base import Measure, Rule, Scope


def refused(*entries: dict[str, Any]) -> tuple[str, dict[str, str]]:
    with pytest.raises(Invalid) as error:
        checked(entries)
    return str(error.value.message), {name: str(sentence) for name, sentence in error.value.fields.items()}


def wrong_with(name: str, parameter: str, value: int) -> list[str]:
    """The fields at which something is said of a rule with a parameter."""
    return [field for field, _ in faults(read_policy([{"rule": name, parameter: value}]))]


def test_every_rule_that_a_town_may_name_has_a_sentence_with_a_field_for_each_parameter() -> None:
    beside = {Measure.FLAG, Measure.CERTIFICATES}
    asked = {
        name: {parameter for parameter in settable(kind) if kind.measure(parameter) not in beside}
        for name, kind in offered().items()
    }
    said = {
        name: {parameter for _, parameter, _, _ in Formatter().parse(kind.sentence) if parameter is not None}
        for name, kind in offered().items()
    }
    assert said == asked
    assert [name for name, kind in offered().items() if not kind.sentence] == []
    assert {parameter for kind in offered().values() for parameter in settable(kind)} - PARAMETERS.keys() == set()


def test_the_rules_that_no_town_may_name_and_those_it_needs_are_rules() -> None:
    assert (NOT_A_TOWNS | NEEDED) - known_rules().keys() == set()
    assert NOT_A_TOWNS & {str(entry["rule"]) for entry in town_policy()} == set()


def test_the_policy_that_a_town_starts_with_is_lawful_and_names_all_that_stay() -> None:
    assert len(checked(town_policy())) == len(town_policy())


def test_what_is_law_binds_to_the_minute_and_the_towns_own_does_not() -> None:
    cases: tuple[tuple[str, str, int, bool], ...] = (
        ("HoursADay", "employed", 480, True),
        ("HoursADay", "employed", 481, False),
        ("HoursADay", "overtime", 180, True),
        ("HoursADay", "overtime", 181, False),
        ("HoursADay", "with_team", 0, False),
        ("HoursAWeek", "employed", 2400, True),
        ("HoursAWeek", "employed", 2401, False),
        ("OvertimeAMonth", "minutes", 2160, True),
        ("OvertimeAMonth", "minutes", 2161, False),
        ("CertifiedOfficers", "minimum", 1, False),
        ("CertifiedOfficers", "minimum", 3, True),
        ("MinimumRest", "minutes", 0, True),
        ("MinimumRest", "minutes", 10081, False),
        ("Coverage", "low", 0, False),
        ("Evenings", "cost", 0, True),
    )
    found = tuple(
        (name, parameter, value, not wrong_with(name, parameter, value)) for name, parameter, value, _ in cases
    )
    assert found == cases


def test_what_goes_beyond_is_said_at_the_parameter_with_the_law_in_question() -> None:
    assert refused(
        {"rule": "HoursADay", "employed": 600},
        {"rule": "ConsecutiveDays", "most": 40},
        {"rule": "EnoughHours"},
        {"rule": "Wishes"},
        {"rule": "Wishes"},
        {"rule": "CertifiedOfficers", "certificates": ["Q9"]},
    ) == (
        "The policy goes beyond what a town may decide.",
        {
            "HoursADay.employed": "From 1 h to 8 h by law: Labour Law, articles 36 and 41; "
            "Working Hours Regulations of the State Council, article 3.",
            "ConsecutiveDays.most": "From 1 days to 31 days.",
            "EnoughHours": "This rule is about facts that the register does not have.",
            "Wishes": "Each rule once.",
            "CertifiedOfficers.certificates": "Which certificates count is said in the register of qualifications.",
        },
    )


def test_what_is_no_policy_is_refused() -> None:
    assert refused({"mode": "sum"}) == ("The mode is no rule.", {})
    assert refused({"rule": "Evenings", "cost": -1}) == (
        "This is no policy. rule 1 (Evenings): cost must be a whole number from 0 to 1000000000, not -1",
        {},
    )


def test_what_no_town_goes_without_is_added() -> None:
    assert {type(rule).__name__ for rule in checked([{"rule": "Evenings"}])} == {
        "Evenings",
        *(name for name, kind in offered().items() if stays(kind)),
    }


@dataclass(frozen=True)
class Newcomer(Rule):
    """Soft. What somebody added yesterday costs `cost`, but on `so_many` days."""

    hard = False
    scope = Scope.PAIR
    title = "Evenings"
    cost: int = 5
    so_many: int = 1


def test_a_newcomer_without_a_sentence_is_told_by_its_title_and_the_names_of_its_parameters() -> None:
    rule = described(Newcomer)
    assert (str(rule.title), rule.sentence, rule.law, rule.group, rule.stays) == (
        *("Evenings", None, None),
        *(Group.WISHES, False),
    )
    assert [(str(one.title), one.measure, one.least, one.most) for one in rule.parameters] == [
        ("Points", Measure.POINTS, *bounds(Newcomer, "cost")),
        ("so many", Measure.NUMBER, 0, 10_000),
    ]


def test_rules_are_grouped_by_the_law_by_what_they_look_at_and_by_their_tier() -> None:
    found = {name: group(offered()[name]) for name in ("OfAge", "Available", "MinimumRest", "Quotas")}
    soft = {name: group(offered()[name]) for name in ("Coverage", "Disturbance", "Overtime", "NearHome")}
    assert found == {"OfAge": "law", "Available": "who", "MinimumRest": "hours", "Quotas": "activity"}
    assert soft == {"Coverage": "coverage", "Disturbance": "disturbance", "Overtime": "fairness", "NearHome": "wishes"}
