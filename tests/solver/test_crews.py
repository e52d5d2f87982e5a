"""Whom a team books: of age where it must be, and enough of them."""

from __future__ import annotations

import pytest

from solver.candidates import Capacity, Team
from solver.crews import adults_only, quorum, recused
from solver.problem import Activity, Pin
from solver.spans import Span
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, role


@pytest.mark.parametrize(
    ("kind", "asked", "adults"),
    [
        ("service", False, False),
        ("service", True, True),
        ("training", False, False),
        ("enforcement", False, True),
        ("emergency", False, True),
        ("emergency", True, True),
    ],
)
def test_only_adults_serve_in_enforcement_and_emergencies_and_where_it_is_asked(
    kind: str, asked: bool, adults: bool
) -> None:
    assert adults_only(activity(0, 60, kind=kind, adults_only=asked)) is adults


@pytest.mark.parametrize(
    ("places", "owners", "more", "kept"),
    [
        ((), (), {}, False),
        ((0,), (), {}, True),
        ((1,), (), {}, False),
        ((2,), (), {}, False),
        ((2,), (), {"place": 2}, True),
        ((0,), (), {"place": 2}, True),
        ((1,), (), {"venue": 2}, False),
        ((2,), (), {"venue": 2}, True),
        ((0,), (), {"place": 1, "venue": 2}, True),
        ((1,), (), {"place": 1, "venue": 2}, True),
        ((0,), (), {"kind": "inspection"}, False),
        ((1,), (1,), {"owners": (0, 1), "kind": "service"}, True),
        ((1,), (0,), {"owners": (1,)}, False),
    ],
)
def test_who_keeps_away_from_a_place_or_its_village_does_not_enforce_there_nor_serves_against_an_owner(  # type: ignore[no-untyped-def]
    places, owners, more, kept
) -> None:
    one = person(recused_places=places, recused_owners=owners)
    duty = activity(0, 60, **{"kind": "enforcement", **more})
    assert recused(problem([one], [duty], []), one, duty) is kept


@pytest.mark.parametrize(
    ("members", "per_cent", "people"),
    [(5, 60, 3), (5, 61, 4), (5, 59, 3), (5, 100, 5), (5, 0, 1), (1, 60, 1), (0, 60, 1), (10, 1, 1), (10, 11, 2)],
)
def test_a_quorum_is_rounded_up_and_at_least_one(members: int, per_cent: int, people: int) -> None:
    assert quorum(Team("t", tuple(range(members)), quorum=per_cent)) == people


def test_a_team_with_its_own_calendar_needs_no_quorum() -> None:
    assert quorum(Team("t", (0, 1), own_calendar=True)) == 0


def crew(duty: Activity, **more: object) -> list[int]:
    people = [
        person("there"),
        person("away", unavailable=(Span(100, 200),)),
        person("minor", adult_from=150),
        person("gone by then", unavailable=(Span(0, 100), Span(160, 200))),
    ]
    facts = problem(people, [duty], [role(0, 0, 1, Capacity.TEAM)], teams=[Team("t", (0, 1, 2, 3))], **more)
    return Tables(facts).crews.of(0, 0).tolist()


def test_a_team_books_its_members_who_are_there_of_age_and_willing() -> None:
    assert crew(activity(100, 160)) == [0, 2, 3]
    assert crew(activity(99, 160)) == [0, 2]
    assert crew(activity(100, 161)) == [0, 2]
    assert crew(activity(100, 160, kind="enforcement")) == [0, 3]
    assert crew(activity(150, 160, adults_only=True)) == [0, 2, 3]
    assert crew(activity(100, 160), declined=(Pin(0, 3), Pin(0, 0))) == [2]


def test_who_declines_a_role_for_teams_stays_away_from_its_activity_and_no_other() -> None:
    roles = [role(0), role(1, 0, 1, Capacity.TEAM), role(0, 0, 1, Capacity.TEAM), role(1, 0, 1, Capacity.TEAM)]
    declined = (Pin(0, 0), Pin(1, 1), Pin(3, 0))
    facts = problem(
        [person("a"), person("b")],
        [activity(0, 60), activity(90, 99)],
        roles,
        teams=[Team("t", (0, 1))],
        declined=declined,
    )
    tables = Tables(facts)
    assert tables.crews.declined == {1: [1, 0]}
    assert [tables.crews.of(0, number).tolist() for number in range(2)] == [[0, 1], []]


def test_a_quorum_and_a_crew_of_each_team_are_counted() -> None:
    teams = [Team("t", (0, 1, 2), quorum=50), Team("none", ()), Team("own", (0, 2), own_calendar=True)]
    people = [person("a", unavailable=(Span(0, 50),)), person("b"), person("c", unavailable=(Span(100, 160),))]
    tables = Tables(problem(people, [activity(0, 60), activity(100, 160)], [], teams=teams))
    assert tables.crews.quorums.tolist() == [2, 1, 0]
    assert tables.crews.sizes.tolist() == [[2, 0, 2], [2, 0, 2]]
    crews = [[tables.crews.of(team, number).tolist() for number in range(2)] for team in range(3)]
    assert crews == [[[1, 2], [0, 1]], [[], []], [[0, 2], [0, 2]]]


def test_a_team_with_its_own_calendar_books_all_who_are_of_age_and_willing() -> None:
    people = [person("away", unavailable=(Span(0, 200),)), person("minor", adult_from=150), person("declined")]
    team = Team("t", (0, 1, 2), own_calendar=True)
    duty = activity(100, 160, adults_only=True)
    facts = problem(people, [duty], [role(0, 0, 1, Capacity.TEAM)], teams=[team], declined=(Pin(0, 2),))
    assert Tables(facts).crews.of(0, 0).tolist() == [0]
