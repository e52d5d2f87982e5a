"""Who is together on an activity."""

from __future__ import annotations

import pytest

from solver.candidates import Capacity, Gender, Held, Person, Team
from solver.problem import Problem, Quota, Roster
from solver.rules.base import Finding, Rule
from solver.rules.composition import CertifiedOfficers, DifferentOrganisations, Quotas, SomebodyLocal, WomenAndMen
from solver.spans import Span
from tests.solver.problems import ALWAYS, CERTIFICATE, SKILL, activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, terms

RULE = CertifiedOfficers(certificates=("certificate",))


def officer(unit: int = 0, valid: Span = ALWAYS) -> Person:
    return person("o", Capacity.OFFICER, department=unit, qualifications=(Held(CERTIFICATE, 1, valid),))


def need(
    activity: int,
    people: list[bool],
    minimum: int,
    reason: str,
    subject: int | None = None,
    because: list[bool] | None = None,
    most: int | None = None,
) -> dict[str, object]:
    """A term that says so."""
    parts = {"activity": activity, "people": people, "minimum": minimum, "reason": reason, "subject": subject}
    return {"term": "Need", **parts, "because": because, "most": most}


@pytest.mark.parametrize(
    ("people", "missing"),
    [
        ([officer(), officer()], 0),
        ([officer()], 1),
        ([officer(), officer(1)], 1),
        ([officer(), person(department=0)], 1),
        ([officer(), officer(valid=Span(10, 20))], 0),
        ([officer(), officer(valid=Span(11, 20))], 1),
        ([officer(), officer(valid=Span(10, 19))], 1),
    ],
)
def test_each_department_has_two_officers_whose_certificate_is_valid_throughout(people, missing: int) -> None:  # type: ignore[no-untyped-def]
    facts = problem(people, [activity(10, 20, departments=(0,))], [role(0, 0, 3)])
    everybody = tuple(range(len(people)))
    expected = [Finding(RULE, everybody, (0,), missing, "people", reason="officers")] if missing else []
    assert found(RULE, facts, (everybody,)) == expected
    assert found(RULE, facts, ((),)) == []


def test_somebody_of_the_department_who_is_no_officer_does_not_count_though_certified() -> None:
    clerk = person("c", department=0, qualifications=(Held(CERTIFICATE, 1, ALWAYS),))
    facts = problem([officer(), officer(), clerk], [activity(10, 20, departments=(0,))], [role(0, 0, 3)])
    assert found(RULE, facts, ((0, 1),)) == []
    assert found(RULE, facts, ((0, 2),)) == [Finding(RULE, (0, 2), (0,), 1, "people", reason="officers")]


def test_every_department_that_acts_needs_its_own() -> None:
    facts = problem([officer(0), officer(0), officer(1)], [activity(10, 20, departments=(0, 1))], [role(0, 0, 3)])
    assert found(RULE, facts, ((0, 1, 2),)) == [Finding(RULE, (0, 1, 2), (0,), 1, "people", reason="officers")]


@pytest.mark.parametrize(("home", "missing"), [(0, 0), (2, 0), (1, 1), (None, 1)])
def test_somebody_is_of_the_village(home: int | None, missing: int) -> None:
    facts = problem([person(home=home)], [activity(0, 4, local=True)], [role()])
    rule = SomebodyLocal()
    assert found(rule, facts, ((0,),)) == ([Finding(rule, (0,), (0,), 1, "people", reason="local")] if missing else [])


def test_nobody_local_is_needed_where_it_is_not_asked() -> None:
    assert found(SomebodyLocal(), problem([person(home=1)], [activity(0, 4)], [role()]), ((0,),)) == []


def test_women_and_men_are_counted_with_the_crews_of_teams() -> None:
    people = [person(gender=Gender.FEMALE), person(gender=Gender.MALE), person()]
    roles = [role(0, 0, 1, Capacity.TEAM), role(0, 0, 2)]
    facts = problem(people, [activity(0, 4, women=1, men=2)], roles, teams=[Team("t", (0,))])
    rule = WomenAndMen()
    assert found(rule, facts, ((3,), (1, 2))) == [Finding(rule, (0, 1, 2), (0, 1), 1, "people", reason="men")]
    assert found(rule, facts, ((), (1, 2))) == [
        Finding(rule, (1, 2), (0, 1), 1, "people", reason="women"),
        Finding(rule, (1, 2), (0, 1), 1, "people", reason="men"),
    ]


def test_what_an_activity_needs_names_its_people_and_what_they_are() -> None:
    clerk = person("c", department=0, qualifications=(Held(CERTIFICATE, 1, ALWAYS),))
    people = [officer(), officer(1), clerk, officer(valid=Span(11, 20))]
    facts = problem(people, [activity(0, 4), activity(10, 20, departments=(1, 0))], [role(0), role(1)])
    assert terms(CertifiedOfficers(minimum=3, certificates=("certificate",)), facts) == [
        need(1, [False, True, False, False], 3, "officers", 1),
        need(1, [True, False, False, False], 3, "officers", 0),
    ]


def test_only_the_certificates_that_a_policy_names_make_an_officer() -> None:
    skilled = person("s", Capacity.OFFICER, department=0, qualifications=(Held(SKILL, 1, ALWAYS),))
    facts = problem([officer(), skilled], [activity(0, 4, departments=(0,))], [role(0, 0, 2)])
    for certificates, people in (
        ((), [False, False]),
        (("skill",), [False, True]),
        (("skill", "certificate"), [True] * 2),
    ):
        rule = CertifiedOfficers(certificates=certificates)
        assert terms(rule, facts) == [need(0, people, 2, "officers", 0)]
        missing = 2 - sum(people)
        expected = [Finding(rule, (0, 1), (0,), missing, "people", reason="officers")] if missing else []
        assert found(rule, facts, ((0, 1),)) == expected


def test_whoever_lives_in_the_village_is_local_to_all_of_its_places() -> None:
    people = [person(home=0), person(home=1), person(home=2), person()]
    facts = problem(people, [activity(0, 4, 2, local=True), activity(0, 4, 1, local=True), activity(0, 4)], [])
    assert terms(SomebodyLocal(), facts) == [
        need(0, [True, False, True, False], 1, "local", 0),
        need(1, [False, True, False, False], 1, "local", 1),
    ]


def test_women_and_men_are_needed_where_a_number_is_asked() -> None:
    people = [person(gender=Gender.FEMALE), person(gender=Gender.MALE), person()]
    duties = [activity(0, 4), activity(0, 4, women=2), activity(0, 4, women=1, men=3)]
    assert terms(WomenAndMen(), problem(people, duties, [])) == [
        need(1, [True, False, False], 2, "women"),
        need(2, [True, False, False], 1, "women"),
        need(2, [False, True, False], 3, "men"),
    ]


def test_somebody_who_is_booked_twice_counts_once() -> None:
    roles = [role(0, 0, 1, Capacity.TEAM), role(0, 0, 1)]
    facts = problem([officer()], [activity(10, 20, departments=(0,))], roles, teams=[Team("t", (0,))])
    assert found(RULE, facts, ((1,), (0,))) == [Finding(RULE, (0,), (0, 1), 1, "people", reason="officers")]


def test_an_empty_problem_needs_nobody() -> None:
    facts = problem([], [], [])
    for rule in (RULE, SomebodyLocal(), WomenAndMen(), Quotas(), DifferentOrganisations()):
        assert (found(rule, facts, ()), terms(rule, facts), by_post(rule, facts)) == ([], [], {(): 0})


WOMAN, MAN = person(gender=Gender.FEMALE), person(gender=Gender.MALE)
SKILLED = (Held(SKILL, 1, Span(0, 4)),)


@pytest.mark.parametrize(
    ("quota", "counted"),
    [
        (Quota(), [True] * 6),
        (Quota(gender=Gender.FEMALE), [True, False, False, False, False, False]),
        (Quota(capacity=Capacity.OFFICER), [False, True, False, False, False, False]),
        (Quota(department=1), [False, True, True, False, False, False]),
        (Quota(team=0), [True, False, False, True, False, False]),
        (Quota(qualification=SKILL), [False, False, True, False, False, False]),
        (Quota(new=True), [False, False, False, False, True, False]),
        (Quota(new=False), [True, True, True, True, False, True]),
        (Quota(local=True), [True, False, False, False, False, True]),
        (Quota(local=False), [False, True, True, True, True, False]),
        (Quota(department=1, qualification=SKILL), [False, False, True, False, False, False]),
        (Quota(department=1, gender=Gender.MALE), [False] * 6),
    ],
)
def test_a_quota_counts_those_who_have_all_that_it_names(quota: Quota, counted: list[bool]) -> None:
    people = [
        person(gender=Gender.FEMALE, home=0),
        person("o", Capacity.OFFICER, department=1),
        person(department=1, qualifications=SKILLED),
        person(home=1, qualifications=(Held(SKILL, 1, Span(0, 3)),)),
        person(new=True),
        person(home=2, qualifications=(Held(CERTIFICATE, 1, ALWAYS),)),
    ]
    facts = problem(people, [activity(0, 4, quotas=(quota,))], [], teams=[Team("t", (0, 3))])
    assert terms(Quotas(), facts) == [need(0, counted, 0, "quota", 0)]


@pytest.mark.parametrize(
    ("least", "most", "women", "finding"),
    [
        (1, None, 0, (1, "quota")),
        (1, None, 1, None),
        (2, None, 0, (2, "quota")),
        (0, 1, 1, None),
        (0, 1, 2, (1, "over")),
        (0, 0, 2, (2, "over")),
        (1, 1, 1, None),
        (1, 1, 0, (1, "quota")),
    ],
)
def test_of_a_kind_there_are_at_least_and_at_most_so_many(least, most, women, finding) -> None:  # type: ignore[no-untyped-def]
    quotas = (Quota(least, most, gender=Gender.FEMALE),)
    facts = problem([WOMAN, WOMAN, MAN], [activity(0, 4, quotas=quotas)], [role(0, 0, 3)])
    who, rule = (*range(women), 2), Quotas()
    expected = [Finding(rule, who, (0,), finding[0], "people", reason=finding[1])] if finding else []
    assert found(rule, facts, (who,)) == expected
    assert found(rule, facts, ((),)) == []


def test_members_of_a_team_count_once_whether_they_come_with_it_or_by_themselves() -> None:
    roles = [role(0, 0, 3), role(0, 0, 1, Capacity.TEAM)]
    duty = activity(0, 4, quotas=(Quota(2, team=0), Quota(0, 1, team=1)))
    facts = problem([person()] * 3, [duty], roles, teams=[Team("t", (0, 1)), Team("u", (1, 2))])
    rule = Quotas()
    assert found(rule, facts, ((0, 1), (3,))) == []
    assert found(rule, facts, ((0,), ())) == [Finding(rule, (0,), (0, 1), 1, "people", reason="quota")]
    assert found(rule, facts, ((), (4,))) == [
        Finding(rule, (1, 2), (0, 1), 1, "people", reason="quota"),
        Finding(rule, (1, 2), (0, 1), 1, "people", reason="over"),
    ]


def test_each_quota_is_a_need_that_names_its_place() -> None:
    quotas = (Quota(1, 2, gender=Gender.MALE), Quota(3))
    facts = problem([WOMAN, MAN], [activity(0, 4), activity(0, 4, quotas=quotas)], [])
    assert terms(Quotas(), facts) == [
        need(1, [False, True], 1, "quota", 0, most=2),
        need(1, [True, True], 3, "quota", 1),
    ]


D1, D2, NONE = person(department=0), person(department=1), person()


@pytest.mark.parametrize(
    ("asked", "people", "missing"),
    [
        (0, [D1], 0),
        (1, [D1], 0),
        (1, [NONE], 1),
        (2, [D1], 1),
        (2, [D1, D1, NONE], 1),
        (2, [D1, D2], 0),
        (3, [D1, D2, NONE], 1),
        (3, [NONE], 3),
    ],
)
def test_people_are_of_so_many_different_organisations(asked: int, people: list[Person], missing: int) -> None:
    facts = problem(people, [activity(0, 4, organisations=asked)], [role(0, 0, 3)])
    rule, who = DifferentOrganisations(), tuple(range(len(people)))
    expected = [Finding(rule, who, (0,), missing, "organisations", reason="organisations")] if missing else []
    assert found(rule, facts, (who,)) == expected
    assert found(rule, facts, ((),)) == []


def test_so_many_organisations_are_somebody_outside_any_that_are_fewer() -> None:
    people = [D1, D2, NONE, person(department=2), D1]
    duties = [activity(0, 4, organisations=asked) for asked in range(6)]
    facts = problem(people, duties, [], departments=("D1", "D2", "D3"))
    outside = {
        1: [[True, True, False, True, True]],
        2: [[False, True, False, True, False], [True, False, False, True, True], [True, True, False, False, True]],
        3: [[False, False, False, True, False], [False, True, False, False, False], [True, False, False, False, True]],
        4: [[False] * 5],
        5: [[False] * 5],
    }
    assert terms(DifferentOrganisations(), facts) == [
        need(number, who, 1, "organisations") for number, groups in outside.items() for who in groups
    ]


@pytest.mark.parametrize(
    ("rule", "facts", "allowed"),
    [
        (
            RULE,
            problem([officer(), officer(), officer(1)], [activity(10, 20, departments=(0,))], [role(0, 0, 3)]),
            [((),), ((0, 1),), ((0, 1, 2),)],
        ),
        (
            CertifiedOfficers(minimum=1, certificates=("certificate",)),
            problem([officer(), officer(1)], [activity(10, 20, departments=(0, 1))], [role(0), role(0)]),
            [((), ()), ((), (0, 1)), ((0,), (1,)), ((0,), (0, 1)), ((1,), (0,)), ((1,), (0, 1)), ((0, 1), ())]
            + [((0, 1), (0,)), ((0, 1), (1,)), ((0, 1), (0, 1))],
        ),
        (
            SomebodyLocal(),
            problem([person(home=1), person(home=2)], [activity(0, 4, local=True), activity(0, 4)], [role(0), role(1)]),
            [((), who) for who in ((), (0,), (1,), (0, 1))]
            + [(local, who) for local in ((1,), (0, 1)) for who in ((), (0,), (1,), (0, 1))],
        ),
        (
            WomenAndMen(),
            problem(
                [person(gender=Gender.FEMALE), person(gender=Gender.MALE), person(gender=Gender.MALE)],
                [activity(0, 4, women=1, men=2)],
                [role(0, 0, 2), role(0, 0, 1, Capacity.TEAM)],
                teams=[Team("t", (0,))],
            ),
            [((), ()), ((0, 1, 2), ()), ((1, 2), (3,)), ((0, 1, 2), (3,))],
        ),
        (
            WomenAndMen(),
            problem(
                [person(gender=Gender.FEMALE), person(gender=Gender.FEMALE)],
                [activity(0, 4, women=2)],
                [role(0), role(0, 0, 1, Capacity.TEAM)],
                teams=[Team("t", (0,)), Team("u", (0,))],
            ),
            [((), ()), *[(who, teams) for who in ((1,), (0, 1)) for teams in ((2,), (3,), (2, 3))], ((0, 1), ())],
        ),
        (
            Quotas(),
            problem([WOMAN, WOMAN, MAN], [activity(0, 4, quotas=(Quota(1, 1, Gender.FEMALE),))], [role(0, 0, 3)]),
            [((),), ((0,),), ((1,),), ((0, 2),), ((1, 2),)],
        ),
        (
            DifferentOrganisations(),
            problem([D1, NONE], [activity(0, 4, organisations=1)], [role(0, 0, 2)]),
            [((),), ((0,),), ((0, 1),)],
        ),
        (
            DifferentOrganisations(),
            problem([D1, D1, D2, NONE], [activity(0, 4, organisations=2)], [role(0, 0, 4)]),
            [((),)] + [((*who, 2, *more),) for who in ((0,), (1,), (0, 1)) for more in ((), (3,))],
        ),
        (
            DifferentOrganisations(),
            problem(
                [D1, D2],
                [activity(0, 4, organisations=1), activity(0, 4, organisations=2), activity(0, 4)],
                [role(0), role(0, 0, 1, Capacity.TEAM), role(1), role(2)],
                teams=[Team("t", (0, 1))],
            ),
            [
                (one, team, both, any_)
                for one in ((), (0,), (1,), (0, 1))
                for team in ((), (2,))
                for both in ((), (0, 1))
                for any_ in ((), (0,), (1,), (0, 1))
            ],
        ),
    ],
)
def test_a_model_allows_what_check_allows(rule: Rule, facts: Problem, allowed: list[Roster]) -> None:
    assert sorted(by_check(rule, facts)) == sorted(allowed)
    assert by_post(rule, facts) == by_check(rule, facts)
