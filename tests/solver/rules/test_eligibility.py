"""Rules about one candidate in one role."""

from __future__ import annotations

import pytest

from solver.candidates import Capacity, Held, Team
from solver.problem import Pin, Requirement
from solver.rules.base import Finding, Rule
from solver.rules.eligibility import Available, NotDeclined, OfAge, Qualified, Recused, ServesInCapacity, WithinReach
from solver.rules.training import Trained
from solver.spans import DAY, Span
from solver.tables import Tables
from tests.solver.problems import ALWAYS, CERTIFICATE, COURSE, SKILL, activity, found, person, problem, role
from tests.solver.rules.answers import blocked

SOCIAL, TEAM = Capacity.SOCIAL_WORKER, Capacity.TEAM
DUTY = activity(DAY + 4, DAY + 8)


def kept_away(rule: Rule, who, what, **more) -> str | None:  # type: ignore[no-untyped-def]
    """Why person 0 cannot hold role 0."""
    facts = problem([who], [more.pop("duty", DUTY)], [what], [rule], **more)
    [[reason]] = blocked(rule, facts)
    expected = [] if reason is None else [Finding(rule, (0,), (0,), 1, "assignment", reason=reason)]
    assert found(rule, facts, ((0,),)) == expected
    return reason


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
    assert kept_away(ServesInCapacity(), who, what) == reason


def test_a_whole_team_holds_only_a_role_for_teams_and_a_role_for_a_teams_members_only_these() -> None:
    people, teams = [person(), person()], [Team("t", (1,))]
    facts = problem(people, [DUTY], [role(0, 0, 1, TEAM), role(), role(team=0)], teams=teams)
    assert blocked(ServesInCapacity(), facts) == [
        ["capacity", "capacity", None],
        [None, None, "capacity"],
        ["team", None, "capacity"],
    ]


@pytest.mark.parametrize(
    ("who", "what", "lent"),
    [
        (person("p", SOCIAL, department=0), role(), True),
        (person("p", SOCIAL, department=1), role(), True),
        (person("p", SOCIAL), role(), False),
        (person("p", SOCIAL, department=0), role(0, 0, 1, TEAM), False),
        (person("p", SOCIAL), role(0, 0, 1, TEAM), False),
    ],
)
def test_an_organisation_lends_its_people_one_by_one_and_whoever_has_none_is_not_lent(  # type: ignore[no-untyped-def]
    who, what, lent
) -> None:
    facts, rule = problem([person(), who], [DUTY], [what]), ServesInCapacity(loan=7)
    finding = Finding(rule, (1,), (0,), 1, "assignment", reason="capacity")
    assert finding in found(rule, facts, ((1,),))
    assert rule.may_waive(Tables(facts), finding) == lent
    assert (rule.price_of_waiving(finding), ServesInCapacity().price_of_waiving(finding)) == (7, 1_000)


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
    assert kept_away(rule, held, role(requirements=(Requirement(qualification, 2),))) == reason


@pytest.mark.parametrize(("rule", "own", "other"), [(Qualified(), SKILL, COURSE), (Trained(), COURSE, SKILL)])
def test_what_training_grants_is_one_rules_business_and_the_rest_the_others(rule, own, other) -> None:  # type: ignore[no-untyped-def]
    assert kept_away(rule, person(), role(requirements=(Requirement(own),))) == "missing"
    assert kept_away(rule, person(), role(requirements=(Requirement(other),))) is None


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
    assert kept_away(Available(), person(unavailable=(away,)), role()) == reason


@pytest.mark.parametrize(
    ("quorum", "present", "reason"),
    [
        (60, 2, None),
        (60, 1, "quorum"),
        (60, 0, "quorum"),
        (67, 2, "quorum"),
        (67, 3, None),
        (0, 1, None),
        (0, 0, "quorum"),
    ],
)
def test_a_team_goes_with_its_quorum_of_members_and_never_without_anybody(
    quorum: int, present: int, reason: str | None
) -> None:
    people = [person(unavailable=() if number < present else (ALWAYS,)) for number in range(3)]
    facts = problem(people, [DUTY], [role(0, 0, 1, TEAM)], teams=[Team("t", (0, 1, 2), quorum=quorum)])
    assert blocked(Available(), facts) == [[None if number < present else "away" for number in range(3)] + [reason]]
    expected = [Finding(Available(), (3,), (0,), 1, "assignment", reason=reason)] if reason else []
    assert found(Available(), facts, ((3,),)) == expected


def test_a_quorum_is_asked_only_where_a_team_is_sent_whole() -> None:
    people = [person(unavailable=(ALWAYS,)), person()]
    facts = problem(people, [DUTY], [role()], teams=[Team("t", (0,)), Team("u", (1,))])
    assert blocked(Available(), facts) == [["away", None, None, None]]


def test_a_team_does_not_go_when_its_leader_says_that_it_cannot() -> None:
    facts = problem(
        [person(), person(unavailable=(ALWAYS,))],
        [DUTY, activity(0, 4)],
        [role(0, 0, 1, TEAM), role(1, 0, 1, TEAM)],
        teams=[Team("t", (0,), unavailable=(Span(0, 1),)), Team("u", (1,), unavailable=(Span(DAY, DAY + 5),))],
    )
    assert blocked(Available(), facts) == [[None, "away", None, "away"], [None, "away", "away", "quorum"]]


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
    assert kept_away(OfAge(), person(adult_from=adult_from), role(), duty=duty) == reason


@pytest.mark.parametrize(
    ("more", "kind", "owners", "reason"),
    [
        ({"recused_places": (0,)}, "enforcement", (), "recused"),
        ({"recused_places": (0,)}, "service", (), None),
        ({"recused_places": (1,)}, "enforcement", (), None),
        ({"recused_owners": (1,)}, "service", (0, 1), "recused"),
        ({"recused_owners": (1,)}, "service", (0,), None),
        ({"recused_owners": (0, 1)}, "enforcement", (), None),
        ({}, "enforcement", (0, 1), None),
    ],
)
def test_nobody_enforces_where_they_keep_away_or_serves_in_what_concerns_whom_they_do(  # type: ignore[no-untyped-def]
    more, kind, owners, reason
) -> None:
    duty = activity(DAY + 4, DAY + 8, kind=kind, owners=owners)
    assert kept_away(Recused(), person(**more), role(), duty=duty) == reason


def test_a_team_leaves_those_at_home_who_keep_away() -> None:
    people = [person(recused_owners=(0,)), person(recused_owners=(1,))]
    duties = [activity(0, 4, owners=(0,)), activity(0, 4)]
    facts = problem(people, duties, [role(0, 0, 1, TEAM), role(1)], teams=[Team("t", (0, 1))])
    assert blocked(Recused(), facts) == [["recused", None, None], [None] * 3]
    assert Recused().blocks(Tables(facts), 1) is None
    assert Tables(facts).crews.of(0, 0).tolist() == [1]


def test_a_team_leaves_its_minors_at_home() -> None:
    people = [person(adult_from=DAY + 5), person(adult_from=DAY + 4)]
    duties = [activity(DAY + 4, DAY + 8, kind="enforcement"), activity(DAY + 4, DAY + 8)]
    facts = problem(people, duties, [role(0, 0, 1, TEAM), role(1)], teams=[Team("t", (0, 1))])
    assert blocked(OfAge(), facts) == [["minor", None, None], [None, None, None]]


def test_a_declined_offer_is_not_made_again() -> None:
    assert kept_away(NotDeclined(), person(), role(), declined=(Pin(0, 0),)) == "declined"
    facts = problem([person()] * 3, [DUTY], [role(), role(), role()], declined=(Pin(0, 1), Pin(1, 0), Pin(1, 2)))
    assert blocked(NotDeclined(), facts) == [
        [None, "declined", None],
        ["declined", None, "declined"],
        [None, None, None],
    ]
    assert NotDeclined().blocks(Tables(facts), 2) is None


def test_the_standing_comes_before_the_unit_and_the_unit_before_the_team() -> None:
    people = [
        person("p", SOCIAL, department=1),
        person(department=1),
        person(department=0),
        person("q", SOCIAL, department=0),
    ]
    facts = problem(people, [DUTY], [role(department=0, team=0)], teams=[Team("t", (3,))])
    assert blocked(ServesInCapacity(), facts) == [["capacity", "department", "team", "capacity", "capacity"]]


def test_a_role_that_accepts_several_standings_takes_whoever_has_one_of_them() -> None:
    people = [person("p", SOCIAL), person("o", Capacity.OFFICER), person("g", Capacity.GRID_MEMBER)]
    facts = problem(people, [DUTY], [role(0, 0, 1, SOCIAL, Capacity.OFFICER)])
    assert blocked(ServesInCapacity(), facts) == [[None, None, "capacity"]]
    assert found(ServesInCapacity(), facts, ((0, 1, 2),)) == [
        Finding(ServesInCapacity(), (2,), (0,), 1, "assignment", reason="capacity")
    ]


def test_of_several_ways_to_hold_a_qualification_the_best_counts() -> None:
    low, old, good = Held(SKILL, 1, ALWAYS), Held(SKILL, 2, Span(0, DAY)), Held(SKILL, 3, ALWAYS)
    people = [
        person(qualifications=held) for held in ((), (low,), (old,), (low, old), (old, low), (good, low), (low, good))
    ]
    facts = problem(people, [DUTY], [role(requirements=(Requirement(SKILL, 2),))])
    assert blocked(Qualified(), facts) == [["missing", "level", "expired", "expired", "expired", None, None]]


def test_of_several_qualifications_asked_for_the_first_that_is_lacking_is_named() -> None:
    low, old, certified = Held(SKILL, 1, ALWAYS), Held(SKILL, 2, Span(0, DAY)), Held(CERTIFICATE, 1, ALWAYS)
    people = [person(qualifications=held) for held in ((), (low,), (certified,), (low, certified), (old,))]
    asked = (Requirement(SKILL, 2), Requirement(COURSE), Requirement(CERTIFICATE))
    facts = problem(people, [DUTY], [role(requirements=asked), role(requirements=asked[2:]), role()])
    assert blocked(Qualified(), facts) == [
        ["missing", "level", "missing", "level", "expired"],
        ["missing", "missing", None, None, "missing"],
        [None] * 5,
    ]
    assert Qualified().blocks(Tables(facts), 2) is None
    assert Trained().blocks(Tables(facts), 1) is None
    assert blocked(Trained(), facts) == [["missing"] * 5, [None] * 5, [None] * 5]


def test_the_qualifications_of_a_teams_members_are_not_asked_for() -> None:
    facts = problem(
        [person()], [DUTY], [role(0, 0, 1, TEAM, requirements=(Requirement(SKILL),))], teams=[Team("t", (0,))]
    )
    assert blocked(Qualified(), facts) == [["missing", None]]


def test_who_is_away_at_one_activity_may_serve_at_another() -> None:
    people = [person(unavailable=(Span(0, 4), Span(DAY, DAY + 5))), person(unavailable=(Span(8, 9),))]
    duties = [activity(3, 5), activity(5, 9), DUTY]
    facts = problem(people, duties, [role(0), role(1), role(2)])
    assert blocked(Available(), facts) == [["away", None], [None, "away"], ["away", None]]


def test_each_blocked_pair_of_a_roster_is_a_finding() -> None:
    facts = problem([person(), person("p", SOCIAL), person("q", SOCIAL)], [DUTY], [role(0, 0, 3), role(0, 0, 2)])
    assert found(ServesInCapacity(), facts, ((0, 1, 2), (1,))) == [
        Finding(ServesInCapacity(), (1,), (0,), 1, "assignment", reason="capacity"),
        Finding(ServesInCapacity(), (2,), (0,), 1, "assignment", reason="capacity"),
        Finding(ServesInCapacity(), (1,), (1,), 1, "assignment", reason="capacity"),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        ServesInCapacity(),
        Qualified(),
        Trained(),
        Available(),
        OfAge(),
        Recused(),
        NotDeclined(),
        WithinReach(volunteer=1),
    ],
    ids=lambda rule: rule.title,
)
def test_nobody_is_blocked_where_there_is_nobody(rule: Rule) -> None:
    assert blocked(rule, problem([], [DUTY], [role()])) == [[]]
    assert found(rule, problem([], [], []), ()) == []


def test_nobody_is_sent_further_from_home_than_their_standing_allows() -> None:
    people = [person(home=0), person(home=1), person(), person("w", SOCIAL, home=1), person("n", home=1)]
    facts = problem(people, [activity(0, 4), activity(0, 4, 1)], [role(0), role(1)], teams=[Team("t", (0,), 1)])
    far = [None, "far", None, None, "far", None]
    assert blocked(WithinReach(volunteer=3, social_worker=4), facts) == [far, ["far", *[None] * 5]]
    assert blocked(WithinReach(volunteer=1, social_worker=1), facts) == [
        [None, "far", None, "far", "far", None],
        ["far", *[None] * 5],
    ]
    assert blocked(WithinReach(volunteer=4, team=3), facts) == [[*[None] * 5, "far"], [None] * 6]
    assert blocked(WithinReach(), facts) == [[None] * 6] * 2
