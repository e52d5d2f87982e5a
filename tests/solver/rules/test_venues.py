"""Venues: room, and one activity at a time."""

from __future__ import annotations

import pytest

from solver.candidates import Capacity, Team
from solver.problem import Place, Problem, Roster
from solver.rules.base import UNLIMITED, Finding, Rule
from solver.rules.venues import VenueHasRoom, VenueOnce
from solver.spans import DAY
from tests.solver.problems import VILLAGES, activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, forbidden, terms

HALL = 2
"""A venue for two."""


@pytest.mark.parametrize(("attendees", "staff", "excess"), [(0, 2, 0), (0, 3, 1), (1, 1, 0), (1, 2, 1), (5, 1, 1)])
def test_people_on_duty_and_those_who_attend_fit_in(attendees: int, staff: int, excess: int) -> None:
    facts = problem([person()] * 3, [activity(0, 4, venue=HALL, attendees=attendees)], [role(0, 0, 3)])
    rule, everybody = VenueHasRoom(), tuple(range(staff))
    assert found(rule, facts, (everybody,)) == ([Finding(rule, everybody, (0,), excess, "people")] if excess else [])


def test_a_venue_without_a_limit_and_no_venue_admit_everybody() -> None:
    for venue in (None, 0):
        facts = problem([person()] * 3, [activity(0, 4, venue=venue, attendees=99)], [role(0, 0, 3)])
        assert found(VenueHasRoom(), facts, ((0, 1, 2),)) == []


def test_a_team_fills_the_room_with_its_crew() -> None:
    teams = [Team("t", (0, 1, 2))]
    facts = problem([person()] * 3, [activity(0, 4, venue=HALL)], [role(0, 0, 1, Capacity.TEAM)], teams=teams)
    assert found(VenueHasRoom(), facts, ((3,),)) == [Finding(VenueHasRoom(), (0, 1, 2), (0,), 1, "people")]


@pytest.mark.parametrize(
    ("start", "venue", "minutes"), [(4, HALL, 0), (3, HALL, 1), (0, HALL, 4), (0, 1, 0), (0, None, 0)]
)
def test_a_venue_holds_one_activity_at_a_time(start: int, venue: int | None, minutes: int) -> None:
    duties = [activity(0, 4, venue=HALL), activity(start, start + 4, venue=venue)]
    facts = problem([person(), person()], duties, [role(0), role(1)])
    rule = VenueOnce()
    assert found(rule, facts, ((0,), (1,))) == ([Finding(rule, (), (0, 1), minutes, "min")] if minutes else [])
    assert found(rule, facts, ((0,), ())) == []
    assert found(rule, facts, ((), (1,))) == []


def test_who_has_two_roles_takes_two_seats() -> None:
    facts = problem([person()], [activity(0, 4, venue=HALL, attendees=1)], [role(), role()])
    assert found(VenueHasRoom(), facts, ((0,), (0,))) == [Finding(VenueHasRoom(), (0, 0), (0, 1), 1, "people")]


def test_more_attendees_than_seats_are_no_finding_until_somebody_is_on_duty() -> None:
    facts = problem([person()], [activity(0, 4, venue=HALL, attendees=3)], [role()])
    assert found(VenueHasRoom(), facts, ((),)) == []
    assert found(VenueHasRoom(), facts, ((0,),)) == [Finding(VenueHasRoom(), (0,), (0,), 1, "people")]


def test_each_activity_has_its_own_room() -> None:
    places = (*VILLAGES, Place("closet", 0, capacity=0))
    duties = [activity(0, 4, venue=venue, attendees=1) for venue in (None, 0, HALL, 3)]
    facts = problem([person()], duties, [role(number) for number in range(4)], places=places)
    assert terms(VenueHasRoom(), facts) == [{"term": "Room", "people": [UNLIMITED, UNLIMITED, 1, 0]}]
    assert found(VenueHasRoom(), facts, ((0,),) * 4) == [Finding(VenueHasRoom(), (0,), (3,), 1, "people")]


def test_the_minutes_of_each_two_that_overlap_are_found_also_over_midnight() -> None:
    duties = [activity(DAY - 9, DAY + 9, venue=HALL), activity(DAY - 20, DAY - 8, venue=HALL)]
    duties += [
        activity(0, DAY - 8, venue=0),
        activity(DAY, DAY + 20, venue=HALL),
        activity(DAY + 9, DAY + 10, venue=HALL),
    ]
    facts = problem([person()], duties, [role(0), role(0), *(role(number) for number in range(1, 5))])
    rule = VenueOnce()
    assert found(rule, facts, ((), (0,), (0,), (0,), (0,), (0,))) == [
        Finding(rule, (), (0, 1, 2), 1, "min"),
        Finding(rule, (), (0, 1, 4), 9, "min"),
        Finding(rule, (), (4, 5), 1, "min"),
    ]
    assert terms(rule, facts) == [
        {
            "term": "Exclusive",
            "activities": [
                [False, True, False, True, False],
                [True, False, False, False, False],
                [False, False, False, False, False],
                [True, False, False, False, True],
                [False, False, False, True, False],
            ],
        }
    ]


def test_activities_without_a_venue_do_not_exclude_each_other() -> None:
    facts = problem([person()], [activity(0, 4), activity(0, 4)], [role(0), role(1)])
    assert found(VenueOnce(), facts, ((0,), (0,))) == []
    assert terms(VenueOnce(), facts) == [{"term": "Exclusive", "activities": [[False, False], [False, False]]}]
    ground = problem([person()], [activity(0, 4, venue=0), activity(0, 4, venue=0)], [role(0), role(1)])
    assert terms(VenueOnce(), ground) == [{"term": "Exclusive", "activities": [[False, True], [True, False]]}]


def test_an_empty_problem_has_no_venues() -> None:
    facts = problem([], [], [])
    assert (found(VenueHasRoom(), facts, ()), terms(VenueHasRoom(), facts)) == ([], [{"term": "Room", "people": []}])
    assert (found(VenueOnce(), facts, ()), terms(VenueOnce(), facts)) == ([], [{"term": "Exclusive", "activities": []}])
    assert by_post(VenueHasRoom(), facts) == by_post(VenueOnce(), facts) == {(): 0}


ROOMS = [activity(0, 4, venue=venue, attendees=1) for venue in (HALL, None, 0)]
CREW = [Team("t", (0, 1)), Team("u", (1,)), Team("v", ())]
BESIDE = [activity(0, 4, venue=HALL), activity(3, 6, venue=HALL), activity(6, 9, venue=HALL)]


@pytest.mark.parametrize(
    ("rule", "facts", "never"),
    [
        (VenueHasRoom(), problem([person(), person()], ROOMS[:1], [role(0, 0, 2)]), [((0, 1),)]),
        (VenueHasRoom(), problem([person(), person()], ROOMS[1:], [role(0, 0, 2), role(1)]), []),
        (
            VenueHasRoom(),
            problem([person()], ROOMS[:1], [role(), role()]),
            [((0,), (0,))],
        ),
        (
            VenueHasRoom(),
            problem([person(), person()], ROOMS[:1], [role(0, 0, 2, Capacity.TEAM)], teams=CREW),
            [((2,),), ((2, 3),), ((2, 4),), ((2, 3, 4),)],
        ),
        (VenueOnce(), problem([person()], BESIDE[:2], [role(0), role(1)]), [((0,), (0,))]),
        (VenueOnce(), problem([person()], BESIDE[1:], [role(0), role(1)]), []),
        (VenueOnce(), problem([person()], BESIDE, [role(0), role(1), role(2)]), [((0,), (0,), ()), ((0,), (0,), (0,))]),
    ],
)
def test_a_model_allows_what_check_allows(rule: Rule, facts: Problem, never: list[Roster]) -> None:
    assert forbidden(rule, facts) == never
    assert by_post(rule, facts) == by_check(rule, facts)


@pytest.mark.parametrize(
    ("free", "rest", "never"),
    [
        ([0, 2], ((), (0,), ()), [((0,), (0,), ()), ((0,), (0,), (0,))]),
        ([1], ((0,), (), (0,)), [((0,), (0,), (0,))]),
        ([1], ((), (), (0,)), []),
        ([2], ((0,), (), ()), []),
    ],
)
def test_a_model_of_some_activities_heeds_the_venues_that_others_take(
    free: list[int], rest: Roster, never: list[Roster]
) -> None:
    facts = problem([person()], BESIDE, [role(0), role(1), role(2)])
    assert forbidden(VenueOnce(), facts, free, rest) == never
    assert by_post(VenueOnce(), facts, free, rest) == by_check(VenueOnce(), facts, free, rest)
