"""Venues: room, and one activity at a time."""

from __future__ import annotations

import pytest

from solver.problem import Capacity, Team
from solver.rules.base import Finding
from solver.rules.venues import VenueHasRoom, VenueOnce
from tests.solver.problems import activity, found, person, problem, role

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
