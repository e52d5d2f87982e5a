"""Who is together on an activity."""

from __future__ import annotations

import pytest

from solver.problem import Capacity, Gender, Held, Person, Span, Team
from solver.rules.base import Finding
from solver.rules.composition import CertifiedOfficers, SomebodyLocal, WomenAndMen
from tests.solver.problems import ALWAYS, CERTIFICATE, activity, found, person, problem, role

RULE = CertifiedOfficers(certificates=("certificate",))


def officer(unit: int = 0, valid: Span = ALWAYS) -> Person:
    return person("o", Capacity.OFFICER, department=unit, qualifications=(Held(CERTIFICATE, 1, valid),))


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
