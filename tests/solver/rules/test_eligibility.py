"""Rules about one candidate in one role."""

from __future__ import annotations

import pytest

from solver.problem import DAY, Capacity, Held, Pin, Requirement, Span, Team
from solver.rules.base import Block, Finding, Rule
from solver.rules.eligibility import Available, NotDeclined, OfAge, Qualified, ServesInCapacity, Trained
from solver.tables import Tables
from tests.solver.problems import ALWAYS, COURSE, SKILL, activity, found, person, problem, role

SOCIAL, TEAM = Capacity.SOCIAL_WORKER, Capacity.TEAM
DUTY = activity(DAY + 4, DAY + 8)


def blocked(rule: Rule, who, what, **more) -> str | None:  # type: ignore[no-untyped-def]
    """Why person 0 cannot hold role 0."""
    facts = problem([who], [more.pop("duty", DUTY)], [what], [rule], **more)
    block = rule.block(Tables(facts), 0, 0)
    expected = [] if block is None else [Finding(rule, (0,), (0,), 1, "assignment", reason=block.reason)]
    assert found(rule, facts, ((0,),)) == expected
    return block.reason if block else None


@pytest.mark.parametrize(
    ("who", "what", "reason"),
    [
        (person(), role(), None),
        (person("p", SOCIAL), role(), "capacity"),
        (person("p", SOCIAL, Capacity.VOLUNTEER), role(), None),
        (person(department=0), role(department=0), None),
        (person(department=1), role(department=0), "department"),
        (person(), role(department=0), "department"),
        (person(), role(0, 0, 1, TEAM), "capacity"),
    ],
)
def test_a_role_takes_the_standing_and_the_unit_that_it_asks_for(who, what, reason) -> None:  # type: ignore[no-untyped-def]
    assert blocked(ServesInCapacity(), who, what) == reason


def test_a_whole_team_holds_only_a_role_for_teams_and_a_role_for_a_teams_members_only_these() -> None:
    people, teams = [person(), person()], [Team("t", (1,))]
    facts = problem(people, [DUTY], [role(0, 0, 1, TEAM), role(), role(team=0)], teams=teams)
    rule = ServesInCapacity()
    blocks = [[rule.block(Tables(facts), candidate, number) for number in range(3)] for candidate in range(3)]
    assert blocks == [
        [Block(rule, "capacity"), None, Block(rule, "team")],
        [Block(rule, "capacity"), None, None],
        [None, Block(rule, "capacity"), Block(rule, "capacity")],
    ]


@pytest.mark.parametrize(
    ("level", "valid", "reason"),
    [
        (2, ALWAYS, None),
        (3, ALWAYS, None),
        (1, ALWAYS, "level"),
        (2, Span(DAY + 4, DAY + 8), None),
        (2, Span(DAY + 5, DAY + 8), "expired"),
        (2, Span(DAY + 4, DAY + 7), "expired"),
    ],
)
@pytest.mark.parametrize(("rule", "qualification"), [(Qualified(), SKILL), (Trained(), COURSE)])
def test_a_qualification_counts_at_its_level_and_for_the_whole_duty(  # type: ignore[no-untyped-def]
    rule, qualification, level, valid, reason
) -> None:
    held = person(qualifications=(Held(qualification, level, valid),))
    assert blocked(rule, held, role(requirements=(Requirement(qualification, 2),))) == reason


@pytest.mark.parametrize(("rule", "own", "other"), [(Qualified(), SKILL, COURSE), (Trained(), COURSE, SKILL)])
def test_what_training_grants_is_one_rules_business_and_the_rest_the_others(rule, own, other) -> None:  # type: ignore[no-untyped-def]
    assert blocked(rule, person(), role(requirements=(Requirement(own),))) == "missing"
    assert blocked(rule, person(), role(requirements=(Requirement(other),))) is None


@pytest.mark.parametrize(
    ("away", "reason"),
    [
        (Span(DAY, DAY + 4), None),
        (Span(DAY, DAY + 5), "away"),
        (Span(DAY + 7, DAY + 9), "away"),
        (Span(DAY + 8, DAY + 9), None),
        (Span(DAY + 5, DAY + 6), "away"),
    ],
)
def test_nobody_serves_in_a_minute_in_which_they_are_away(away, reason) -> None:  # type: ignore[no-untyped-def]
    assert blocked(Available(), person(unavailable=(away,)), role()) == reason


@pytest.mark.parametrize(("present", "block"), [(2, None), (1, ("quorum",)), (0, ("quorum",))])
def test_a_team_goes_with_its_quorum_of_members(present: int, block: tuple[str, int] | None) -> None:
    people = [person(unavailable=() if number < present else (ALWAYS,)) for number in range(3)]
    facts = problem(people, [DUTY], [role(0, 0, 1, TEAM)], teams=[Team("t", (0, 1, 2), quorum=60)])
    rule = Available()
    assert rule.block(Tables(facts), 3, 0) == (Block(rule, *block) if block else None)


def test_a_team_does_not_go_when_its_leader_says_that_it_cannot() -> None:
    facts = problem([person()], [DUTY], [role(0, 0, 1, TEAM)], teams=[Team("t", (0,), unavailable=(Span(0, DAY + 5),))])
    assert Available().block(Tables(facts), 1, 0) == Block(Available(), "away")


@pytest.mark.parametrize(
    ("kind", "adults_only", "adult_from", "reason"),
    [
        ("enforcement", False, DAY + 5, "minor"),
        ("emergency", False, DAY + 5, "minor"),
        ("enforcement", False, DAY + 4, None),
        ("service", False, DAY + 5, None),
        ("service", True, DAY + 5, "minor"),
        ("service", True, DAY + 4, None),
    ],
)
def test_minors_serve_neither_in_enforcement_nor_in_emergencies(kind, adults_only, adult_from, reason) -> None:  # type: ignore[no-untyped-def]
    duty = activity(DAY + 4, DAY + 8, kind=kind, adults_only=adults_only)
    assert blocked(OfAge(), person(adult_from=adult_from), role(), duty=duty) == reason


def test_a_declined_offer_is_not_made_again() -> None:
    assert blocked(NotDeclined(), person(), role(), declined=(Pin(0, 0),)) == "declined"
    others = problem([person(), person()], [DUTY], [role(), role()], declined=(Pin(0, 1), Pin(1, 0)))
    assert NotDeclined().block(Tables(others), 0, 0) is None
