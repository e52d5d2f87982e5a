"""What every rule is, and what one without a say answers."""

from __future__ import annotations

from dataclasses import dataclass, fields
from string import Formatter

import numpy as np
import pytest

from solver.policy import known_rules
from solver.rules.base import Block, Codes, Finding, Measure, Rule
from solver.rules.eligibility import PairRule, WithinReach
from solver.tables import Tables
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import blocked, by_post, terms

RULES = list(known_rules().values())
FACTS = problem([person(), person()], [activity(0, 4)], [role(0, 0, 2)])


@dataclass(frozen=True)
class Silent(Rule):
    """A rule without a say."""

    hard = True


@dataclass(frozen=True)
class Odd(PairRule):
    """Keeps the second candidate away for one reason and the third for another."""

    reasons = ("second", "third")

    def blocks(self, tables: Tables, role: int) -> Codes:  # noqa: ARG002
        return np.array([0, 1, 2], dtype=np.int8)


def test_a_rule_without_a_say_blocks_nobody_finds_nothing_and_forbids_nothing() -> None:
    rule = Silent()
    assert rule.blocks(Tables(FACTS), 0) is None
    assert blocked(rule, FACTS) == [[None, None]]
    assert found(rule, FACTS, ((0, 1),)) == []
    assert terms(rule, FACTS) == []
    assert by_post(rule, FACTS) == {((),): 0, ((0,),): 0, ((1,),): 0, ((0, 1),): 0}
    finding = Finding(rule)
    assert (rule.may_waive(Tables(FACTS), finding), rule.price_of_waiving(finding)) == (False, 0)


def test_a_rule_names_its_reason_by_the_code_of_the_candidate() -> None:
    facts = problem([person()] * 3, [activity(0, 4)], [role()])
    rule = Odd()
    assert [rule.block(Tables(facts), candidate, 0) for candidate in range(3)] == [
        None,
        Block(rule, "second"),
        Block(rule, "third"),
    ]


def test_a_rule_is_hard_or_soft_and_looks_at_a_pair_a_person_or_an_activity() -> None:
    names: dict[tuple[bool, str], list[str]] = {}
    for kind in RULES:
        names.setdefault((kind.hard, kind.scope.value), []).append(kind.__name__)
    assert names == {
        (True, "pair"): [
            "Available",
            "NotDeclined",
            "OfAge",
            "Pinned",
            "Qualified",
            "Recused",
            "ServesInCapacity",
            "Trained",
            "WithinReach",
        ],
        (True, "person"): [
            "ConsecutiveDays",
            "DaysOffInARow",
            "DutiesAMonth",
            "DutiesOfAKind",
            "EnoughDaysInARow",
            "EnoughHours",
            "FreeDayAWeek",
            "HoursADay",
            "HoursAWeek",
            "HoursInAll",
            "MinimumRest",
            "NotInTwoPlaces",
            "OnceAnActivity",
            "OneDutyADay",
            "OvertimeAMonth",
            "Successions",
            "WeekendsWorked",
        ],
        (True, "activity"): [
            "CertifiedOfficers",
            "DifferentOrganisations",
            "ExperiencedWithNew",
            "KeptApart",
            "Minimum",
            "NeverAlone",
            "OneOption",
            "Quotas",
            "ServeTogether",
            "SomebodyLocal",
            "VenueHasRoom",
            "VenueOnce",
            "WomenAndMen",
        ],
        (False, "pair"): [
            "Continuity",
            "Disturbance",
            "Evenings",
            "KeepPublished",
            "NearHome",
            "Requests",
            "Wishes",
        ],
        (False, "person"): ["FairHours", "FairRestDays", "FairUnpleasant", "Overtime"],
        (False, "activity"): ["Coverage", "GoesAhead", "Overstaffed"],
    }


@pytest.mark.parametrize("kind", RULES)
def test_the_sentence_of_a_rule_begins_with_its_force(kind: type[Rule]) -> None:
    assert kind.__doc__ is not None
    assert kind.__doc__.startswith("Hard. " if kind.hard else "Soft")


def test_no_two_rules_have_one_title() -> None:
    titles = [kind.title for kind in RULES]
    assert sorted(set(titles)) == sorted(titles)


@pytest.mark.parametrize("kind", RULES)
def test_a_rule_has_a_sentence_for_each_reason_why_it_blocks(kind: type[Rule]) -> None:
    assert set(kind.keeps_away) - {""} == set(kind.reasons)


@pytest.mark.parametrize("kind", RULES)
def test_a_sentence_about_those_whom_a_rule_keeps_away_fills_in_nothing_but_their_number(kind: type[Rule]) -> None:
    names = {name for text in kind.keeps_away.values() for _, name, _, _ in Formatter().parse(text) if name}
    assert names <= {"count"}


def test_what_more_bookings_mend_is_what_is_missing() -> None:
    assert {kind.__name__: kind.mended_by_more for kind in RULES if kind.mended_by_more} == {
        "CertifiedOfficers": {"officers"},
        "DaysOffInARow": {"short", "long"},
        "EnoughDaysInARow": {"short", "long"},
        "EnoughHours": {"too few"},
        "DifferentOrganisations": {"organisations"},
        "ExperiencedWithNew": {"experienced"},
        "Minimum": {"missing"},
        "NeverAlone": {"alone"},
        "Pinned": {"missing"},
        "Quotas": {"quota"},
        "ServeTogether": {"together"},
        "SomebodyLocal": {"local"},
        "Trained": {"untrained"},
        "WomenAndMen": {"women", "men"},
    }


def test_a_team_on_two_duties_and_too_many_of_a_kind_have_titles_of_their_own() -> None:
    assert {kind.__name__: kind.kinds for kind in RULES if kind.kinds} == {
        "NotInTwoPlaces": {"team": "A team's people are counted once"},
        "Quotas": {"over": "Too many of a kind"},
    }


def test_what_a_coordinator_may_waive_is_a_limit_of_a_sum_or_who_is_asked_of_a_hard_rule() -> None:
    said = {name: sorted(kind.waivers) for name, kind in known_rules().items() if kind.waivers}
    sums = (
        "DutiesAMonth",
        "DutiesOfAKind",
        "HoursADay",
        "HoursAWeek",
        "HoursInAll",
        "OvertimeAMonth",
        "WeekendsWorked",
    )
    asked = {"ServesInCapacity": ["capacity", "department", "team"], "WithinReach": ["far"]}
    assert said == {**dict.fromkeys([*sums, "WeekendsWorked"], [""]), **asked}
    assert all(known_rules()[name].hard for name in said)
    fields = {name for kind in known_rules().values() for text in kind.waivers.values() for name in named(text)}
    assert fields == {"people", "amount", "organisations"}


def named(text: str) -> list[str]:
    """The fields that a sentence fills in."""
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def test_what_has_no_sentence_cannot_be_waived() -> None:
    facts = problem([person("a")], [activity(0, 60)], [role()])
    found = [Finding(WithinReach(), (0,), (0,), 1, "assignment", reason=reason) for reason in ("far", "other")]
    assert [WithinReach().may_waive(Tables(facts), finding) for finding in found] == [True, False]


def test_a_parameter_counts_what_the_rule_says_else_points_where_it_is_a_price_words_where_it_is_a_list() -> None:
    rules = known_rules()
    measures = {
        (name, field.name): rules[name].measure(field.name)
        for name in ("Evenings", "Successions", "EnoughHours")
        for field in fields(rules[name])
    }
    assert measures == {
        ("Evenings", "from_minute"): Measure.CLOCK,
        ("Evenings", "cost"): Measure.POINTS,
        ("Successions", "never"): Measure.WORDS,
        ("EnoughHours", "with_team"): Measure.NUMBER,
    }
