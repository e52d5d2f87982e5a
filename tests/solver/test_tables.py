"""Arrays of a problem's facts."""

from __future__ import annotations

import pytest

from solver.problem import Activity, Capacity, Pin, Span, Team, Wish
from solver.tables import Tables, gap
from tests.solver.problems import activity, person, problem, role

TEAM = Capacity.TEAM


@pytest.mark.parametrize(
    ("one", "other", "minutes"),
    [
        (Span(0, 10), Span(15, 20), 5),
        (Span(15, 20), Span(0, 10), 5),
        (Span(0, 10), Span(10, 20), 0),
        (Span(0, 10), Span(7, 20), -3),
        (Span(0, 30), Span(10, 20), -20),
    ],
)
def test_the_gap_of_two_spans_is_what_lies_between_them_whichever_comes_first(
    one: Span, other: Span, minutes: int
) -> None:
    assert gap(one, other) == minutes
    tables = Tables(problem([], [activity(one.start, one.end), activity(other.start, other.end)], []))
    assert tables.gaps[0, 1] == tables.gaps[1, 0] == minutes


def crew(duty: Activity, **more: object) -> list[int]:
    people = [
        person("there"),
        person("away", unavailable=(Span(100, 200),)),
        person("minor", adult_from=150),
        person("gone by then", unavailable=(Span(0, 100), Span(160, 200))),
    ]
    facts = problem(people, [duty], [role(0, 0, 1, TEAM)], teams=[Team("t", (0, 1, 2, 3))], **more)
    return Tables(facts).crew(0, 0).tolist()


def test_a_team_books_its_members_who_are_there_of_age_and_willing() -> None:
    assert crew(activity(100, 160)) == [0, 2, 3]
    assert crew(activity(99, 160)) == [0, 2]
    assert crew(activity(100, 161)) == [0, 2]
    assert crew(activity(100, 160, kind="enforcement")) == [0, 3]
    assert crew(activity(150, 160, adults_only=True)) == [0, 2, 3]
    assert crew(activity(100, 160), declined=(Pin(0, 3), Pin(0, 0))) == [2]


def test_wishes_are_about_the_activities_that_they_overlap() -> None:
    keen = person("k", wishes=(Wish(Span(0, 50), 1), Wish(Span(60, 70), -1)))
    duties = [activity(40, 60), activity(50, 60), activity(55, 61)]
    tables = Tables(problem([keen, person()], duties, []))
    assert tables.unwanted.tolist() == [[False, False, True], [False, False, False]]
    assert tables.ungladly.tolist() == [[False, True, True], [False, False, False]]


def test_months_are_counted_from_the_first_in_use() -> None:
    tables = Tables(problem([], [], []))
    assert tables.month_of_day.tolist() == [0] * 10 + [1] * 10 + [2]
