"""Facts of a problem, and what follows from them."""

from __future__ import annotations

from solver.candidates import Capacity, Team
from solver.problem import Activity, Option, Pin
from solver.spans import DAY, Span
from tests.solver.problems import activity, person, problem, role

TEAMS = [Team("t", (0,)), Team("u", (1,))]
FACTS = problem(
    [person("a"), person("b")],
    [activity(0, 10), activity(20, 30), activity(40, 50)],
    [role(2), role(0), role(2)],
    teams=TEAMS,
    declined=(Pin(1, 1), Pin(0, 0), Pin(1, 1)),
)


def test_an_activity_takes_place_as_its_one_option_says() -> None:
    held = Activity("a", "training", 1, (Option(Span(5, 9), 2),))
    assert (held.span, held.venue) == (Span(5, 9), 2)
    assert activity(5, 9).venue is None


def test_a_role_for_teams_takes_them_whole() -> None:
    assert (role(0, 0, 1, Capacity.TEAM).whole_team, role(0, team=0).whole_team) == (True, False)


def test_candidates_are_people_and_then_teams() -> None:
    assert FACTS.candidates == 4
    assert FACTS.everybody == (*FACTS.people, *TEAMS)


def test_each_activity_has_its_roles_in_order() -> None:
    assert FACTS.roles_of == ((1,), (), (0, 2))


def test_declined_pairs_are_a_set() -> None:
    assert FACTS.declined_pairs == {Pin(0, 0), Pin(1, 1)}


def test_problems_of_the_same_facts_are_equal_and_have_one_hash() -> None:
    again = problem(FACTS.people, FACTS.activities, FACTS.roles, teams=TEAMS, declined=FACTS.declined)
    assert (again, hash(again)) == (FACTS, hash(FACTS))
    assert problem(FACTS.people, FACTS.activities, FACTS.roles) != FACTS


def test_all_days_are_planned_unless_a_horizon_is_named() -> None:
    facts = problem([], [], [])
    assert facts.planned == range(21)
    assert problem([], [], [], horizon=Span(2 * DAY, 9 * DAY)).planned == range(2, 9)


def test_a_role_takes_what_it_wants_unless_a_most_is_named() -> None:
    assert [role(0, 0, 2).takes, role(0, 0, 2, most=5).takes] == [2, 5]


def test_slots_are_those_that_roles_want_and_of_alternatives_once() -> None:
    either = [activity(0, 60), activity(60, 120, alternative_of=0)]
    assert problem([], either, [role(0, 0, 2, most=5), role(0), role(1, 0, 2)]).slots == 3
