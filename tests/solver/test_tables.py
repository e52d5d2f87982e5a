"""Arrays of a problem's facts."""

from __future__ import annotations

import numpy as np

from solver.candidates import RANKED, Capacity, Commitment, Held, Person, Request, Team, Wish
from solver.problem import Grant, Pin, Requirement
from solver.spans import DAY, WEEK, Span
from solver.tables import Tables, taken_days
from tests.solver.problems import ALWAYS, COURSE, SKILL, activity, person, problem, role

TEAM = Capacity.TEAM


def test_wishes_are_about_the_activities_that_they_overlap() -> None:
    keen = person("k", wishes=(Wish(Span(0, 50), 1), Wish(Span(60, 70), -1)))
    duties = [activity(40, 60), activity(50, 60), activity(55, 61)]
    tables = Tables(problem([keen, person()], duties, []))
    assert tables.unwanted.tolist() == [[False, False, True], [False, False, False]]
    assert tables.ungladly.tolist() == [[False, True, True], [False, False, False]]


def test_months_are_counted_from_the_first_in_use() -> None:
    tables = Tables(problem([], [], []))
    assert tables.month_of_day.tolist() == [0] * 10 + [1] * 10 + [2]


PEOPLE = [
    person("a", home=1, department=0, unavailable=(Span(DAY - 10, DAY), Span(WEEK, WEEK + 1))),
    person("b", Capacity.SOCIAL_WORKER, Capacity.OFFICER, adult_from=DAY + 1, qualifications=(Held(1, 2, ALWAYS),)),
    person("c", Capacity.GRID_MEMBER, home=0, qualifications=(Held(1, 1, Span(0, 9)), Held(0, 1, ALWAYS))),
]
TEAMS = [Team("t", (0, 2), home=2, unavailable=(Span(0, WEEK),))]
DUTIES = [
    activity(DAY - 30, DAY + 60, 1),
    activity(DAY, DAY + 50, kind="enforcement"),
    activity(WEEK - DAY, WEEK, 2),
    activity(WEEK, WEEK + 90),
]
DECISIONS = {
    "declined": (Pin(1, 0), Pin(0, 2), Pin(1, 2)),
    "published": (Pin(1, 2), Pin(1, 0), Pin(0, 1)),
}
TABLES = Tables(problem(PEOPLE, DUTIES, [role(0), role(1)], teams=TEAMS, **DECISIONS))


def test_a_duty_has_its_minutes_and_counts_for_the_day_and_the_week_in_which_it_begins() -> None:
    assert TABLES.starts.tolist() == [DAY - 30, DAY, WEEK - DAY, WEEK]
    assert TABLES.ends.tolist() == [DAY + 60, DAY + 50, WEEK, WEEK + 90]
    assert TABLES.minutes.tolist() == [90, 50, DAY, 90]
    assert TABLES.days.tolist() == [0, 1, 6, 7]
    assert TABLES.weeks.tolist() == [0, 0, 0, 1]
    assert TABLES.rest.tolist() == [False, False, True, False]


def test_two_activities_are_apart_by_the_longer_way_between_their_places() -> None:
    assert TABLES.places.tolist() == [1, 0, 2, 0]
    assert TABLES.travel.tolist() == [[0, 4, 4, 4], [4, 0, 0, 0], [4, 0, 0, 0], [4, 0, 0, 0]]
    uneven = problem([], DUTIES[:2], [], travel=((0, 9, 0), (4, 0, 4), (0, 4, 0)))
    assert Tables(uneven).travel.tolist() == [[0, 9], [9, 0]]
    assert Tables(uneven).between_places.tolist() == [[0, 9, 0], [4, 0, 4], [0, 4, 0]]
    assert Tables(problem([], [], [], places=(), travel=())).between_places.shape == (0, 0)
    assert TABLES.gaps.tolist() == TABLES.gaps.T.tolist()
    assert TABLES.gaps.tolist()[0] == [-90, -60, WEEK - 2 * DAY - 60, WEEK - DAY - 60]


def test_candidates_have_homes_and_departments_or_none() -> None:
    assert TABLES.homes.tolist() == [1, -1, 0, 2]
    assert TABLES.departments.tolist() == [0, -1, -1, -1]


def test_each_capacity_has_its_holders_and_teams_are_teams() -> None:
    assert {capacity: who.tolist() for capacity, who in TABLES.capacities.items()} == {
        Capacity.VOLUNTEER: [True, False, False, False],
        Capacity.SOCIAL_WORKER: [False, True, False, False],
        Capacity.GRID_MEMBER: [False, False, True, False],
        Capacity.PARTY_MEMBER: [False] * 4,
        Capacity.OFFICER: [False, True, False, False],
        Capacity.TEAM: [False, False, False, True],
    }
    assert TABLES.employed.tolist() == [False, True, True, False]


def test_teams_have_members_and_qualifications_holders() -> None:
    assert TABLES.members.tolist() == [[True, False, True, False]]
    always = [ALWAYS.start, ALWAYS.end]
    found = {qualification: rows.tolist() for qualification, rows in TABLES.holders.items()}
    assert found == {1: [[1, 2, *always], [2, 1, 0, 9]], 0: [[2, 1, *always]]}


def test_ways_lead_from_known_homes_and_figures_go_by_standing() -> None:
    assert TABLES.ways_from_home.tolist() == [
        [TABLES.between_places[home, place] if home >= 0 else 0 for home in TABLES.homes] for place in range(3)
    ]
    figures = TABLES.by_standing((1, 2, 3, 4, 5, 6))
    assert figures.tolist() == [[1, 2, 3, 4, 5, 6, 0][rank] for rank in TABLES.standing]
    assert TABLES.by_standing((1, 2, 3, 4, 5, 6)) is figures


def test_pairs_of_roles_and_people_have_a_number_each() -> None:
    roles = [role(0), role(0, served_before=(1,)), role(0, served_before=(0, 2))]
    tables = Tables(problem([person("a"), person("b"), person("c")], [activity(0, 60)], roles))
    assert [int(tables.pairs(number, who)) for number in range(3) for who in range(3)] == list(range(9))
    assert (tables.served_before.tolist(), tables.followed.tolist()) == ([4, 6, 8], [False, True, True])
    assert tables.role_activity.tolist() == [0, 0, 0]


def test_who_is_away_for_a_minute_is_away_and_a_span_ends_before_its_end() -> None:
    assert TABLES.away.tolist() == [
        [True, False, False, True],
        [False] * 4,
        [False] * 4,
        [True, True, True, False],
    ]
    asked = [(Span(DAY + 50, DAY + 60),), (Span(0, DAY - 30), Span(WEEK + 89, 2 * WEEK)), ()]
    assert TABLES.overlaps(asked).tolist() == [[True, False, False, False], [False, False, False, True], [False] * 4]


def test_nobody_serves_in_an_enforcement_before_the_day_of_age() -> None:
    assert TABLES.of_age.tolist() == [[True] * 4, [True, False, True, True], [True] * 4]


def test_declined_and_published_pairs_are_found_by_their_role() -> None:
    assert TABLES.declined == {1: [0, 2], 0: [2]}
    assert TABLES.published == {1: frozenset({0, 2}), 0: frozenset({1})}


def test_a_problem_of_nothing_has_empty_tables() -> None:
    empty = Tables(problem([], [], [], days=()))
    shapes = [np.shape(table) for table in (empty.starts, empty.gaps, empty.travel, empty.away, empty.of_age)]
    assert shapes == [(0,), (0, 0), (0, 0), (0, 0), (0, 0)]
    assert (empty.month_of_day.tolist(), empty.members.shape, empty.rest.tolist()) == ([], (0, 0), [])


def test_teams_wish_as_people_do() -> None:
    team = Team("t", (), wishes=(Wish(Span(0, 50), -1), Wish(Span(60, 70), 1)))
    tables = Tables(problem([person()], [activity(40, 60), activity(65, 66)], [], teams=[team]))
    assert tables.unwanted.tolist() == [[False, False], [True, False]]
    assert tables.ungladly.tolist() == [[False, False], [True, False]]


def test_a_candidate_stands_as_the_first_of_its_capacities() -> None:
    people = [person("w", Capacity.VOLUNTEER, Capacity.SOCIAL_WORKER), person("p", Capacity.PARTY_MEMBER)]
    found = Tables(problem([*people, Person("n", frozenset())], [], [], teams=[Team("t", ())])).standing
    assert [RANKED[rank] if rank >= 0 else None for rank in found] == [
        Capacity.SOCIAL_WORKER,
        Capacity.PARTY_MEMBER,
        None,
        TEAM,
    ]


def test_requests_are_found_by_their_role() -> None:
    first, second = Request(1, 1, 5), Request(1, -1)
    people = [person(requests=(first, Request(0, 1))), person(), person(requests=(second,))]
    assert Tables(problem(people, [], [])).requests == {1: [(0, first), (2, second)], 0: [(0, Request(0, 1))]}


def test_a_duty_elsewhere_takes_the_day_on_which_it_begins_from_a_person_and_not_from_the_team() -> None:
    night, day = Commitment(Span(DAY - 5, DAY + 60), 0), Commitment(Span(2 * DAY, 2 * DAY + 9), 0)
    facts = problem([person(), person(commitments=(night, day))], [], [], teams=[Team("t", (1,))])
    assert np.argwhere(taken_days(facts)).tolist() == [[1, 0], [1, 2]]


def test_who_keeps_away_keeps_away_from_some_activities() -> None:
    people = [person(), person(recused_places=(1,)), person(recused_owners=(0,))]
    duties = [activity(0, 4, 1, kind="enforcement"), activity(0, 4, 1), activity(0, 4, owners=(0,))]
    assert Tables(problem(people, duties, [])).recused.tolist() == [
        [False] * 3,
        [True, False, False],
        [False, False, True],
    ]


def test_a_session_grants_what_training_can_from_its_end_on_up_to_its_level() -> None:
    duties = [activity(0, 10), activity(10, 20), activity(9, 20)]
    grants = [(Grant(COURSE, 2), Grant(SKILL)), (Grant(COURSE),)]
    roles = [role(0, grants=grants[0]), role(0, grants=grants[1]), role(1), role(2)]
    tables = Tables(problem([], duties, roles))
    assert tables.grants == {COURSE: [(10, 2, 0), (10, 1, 1)]}
    assert [tables.granting(Requirement(COURSE, level), 2) for level in (1, 2, 3)] == [(0, 1), (0,), ()]
    assert [tables.granting(Requirement(what), at) for what, at in ((COURSE, 3), (SKILL, 2))] == [(), ()]
