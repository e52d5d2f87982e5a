"""Rules about two duties of one person."""

from __future__ import annotations

import pytest

from solver.problem import DAY, Capacity, Commitment, Span, Team
from solver.rules.base import Finding
from solver.rules.clashes import MinimumRest, NotInTwoPlaces, OnceAnActivity
from tests.solver.problems import activity, found, person, problem, role

TWO = [role(0), role(1)]
TEAM = Capacity.TEAM


def test_a_person_holds_one_role_of_an_activity() -> None:
    facts = problem([person(), person()], [activity(0, 4)], [role(), role()])
    rule = OnceAnActivity()
    assert found(rule, facts, ((0,), (1,))) == []
    assert found(rule, facts, ((0,), (0,))) == [Finding(rule, (0,), (0, 1), 1, "min")]


def test_a_member_who_goes_with_the_team_holds_no_other_role_of_the_activity() -> None:
    facts = problem([person()], [activity(0, 4)], [role(0, 0, 1, TEAM), role()], teams=[Team("t", (0,))])
    assert found(OnceAnActivity(), facts, ((1,), (0,))) == [Finding(OnceAnActivity(), (0,), (0, 1), 1, "min")]


@pytest.mark.parametrize(
    ("start", "place", "missing"),
    [(4, 0, 0), (3, 0, 1), (0, 0, 4), (8, 1, 0), (7, 1, 1), (4, 1, 4)],
    ids=[
        "back to back",
        "a minute of overlap",
        "at once",
        "just enough for the way",
        "a minute short",
        "no way at all",
    ],
)
def test_between_two_duties_lies_the_way(start: int, place: int, missing: int) -> None:
    facts = problem([person()], [activity(0, 4), activity(start, start + 4, place)], TWO)
    rule = NotInTwoPlaces()
    assert found(rule, facts, ((0,), (0,))) == ([Finding(rule, (0,), (0, 1), missing, "min")] if missing else [])


def test_a_duty_with_the_team_counts_like_any_other_and_is_told_apart() -> None:
    facts = problem(
        [person(), person()], [activity(0, 4), activity(2, 6)], [role(0, 0, 1, TEAM), role(1)], teams=[Team("t", (0,))]
    )
    rule = NotInTwoPlaces()
    assert found(rule, facts, ((2,), (0,))) == [Finding(rule, (0,), (0, 1), 2, "min", reason="team")]
    assert found(rule, facts, ((2,), (1,))) == []


def test_what_a_team_does_twice_is_found_once() -> None:
    roles = [role(0, 0, 1, TEAM), role(1, 0, 1, TEAM)]
    facts = problem([person()], [activity(0, 4), activity(2, 6)], roles, teams=[Team("t", (0,))])
    assert found(NotInTwoPlaces(), facts, ((1,), (1,))) == [Finding(NotInTwoPlaces(), (1,), (0, 1), 2, "min")]


def test_a_commitment_of_another_period_binds_but_two_of_them_are_nobodys_business() -> None:
    busy = person(commitments=(Commitment(Span(0, 4), 0), Commitment(Span(2, 6), 0)))
    facts = problem([busy], [activity(5, 9)], [role()])
    rule = NotInTwoPlaces()
    assert found(rule, facts, ((0,),)) == [Finding(rule, (0,), (0,), 1, "min")]
    assert found(rule, facts, ((),)) == []


@pytest.mark.parametrize(("gap", "missing"), [(600, 0), (599, 1), (0, 600)])
def test_between_the_duties_of_two_days_lies_the_rest(gap: int, missing: int) -> None:
    end = DAY - 30
    facts = problem([person()], [activity(end - 60, end), activity(end + gap, end + gap + 60)], TWO)
    if (end + gap) // DAY == 0:
        missing = 0
    rule = MinimumRest()
    assert found(rule, facts, ((0,), (0,))) == ([Finding(rule, (0,), (0, 1), missing, "min")] if missing else [])


def test_within_a_day_no_rest_is_asked_and_over_midnight_the_first_day_counts() -> None:
    rule = MinimumRest()
    within = problem([person()], [activity(0, 4), activity(5, 9)], TWO)
    assert found(rule, within, ((0,), (0,))) == []
    night = problem([person()], [activity(DAY - 2, DAY + 2), activity(DAY + 5, DAY + 9)], TWO)
    assert found(rule, night, ((0,), (0,))) == [Finding(rule, (0,), (0, 1), 597, "min")]
