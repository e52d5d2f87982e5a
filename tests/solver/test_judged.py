"""A roster laid out for judging."""

from __future__ import annotations

from solver.candidates import Capacity, Commitment, Team
from solver.judged import Booking, Judged, booking_in, commitments
from solver.problem import Pin
from solver.spans import Span
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, role

TEAM = Capacity.TEAM
ELSEWHERE = (Commitment(Span(90, 120), 1), Commitment(Span(0, 20), 0))
FACTS = problem(
    [person("a", commitments=ELSEWHERE), person("b"), person("c", unavailable=(Span(60, 70),))],
    [activity(30, 60), activity(60, 90, 1), activity(30, 50)],
    [role(0, 0, 2), role(1, 0, 1, TEAM), role(1, 0, 2), role(2)],
    teams=[Team("t", (0, 1, 2))],
)
A, B, C, T = range(4)


def judged(*rows: tuple[int, ...]) -> Judged:
    return Judged(Tables(FACTS), rows)


def test_bookings_are_in_order_of_time_with_commitments_and_duties_with_a_team_among_them() -> None:
    first, team = Booking(Span(30, 60), 0, 0, 0), Booking(Span(60, 90), 1, 1, 1)
    with_team = Booking(Span(60, 90), 1, 1, 1, T)
    assert judged((A, B), (T,), (), ()).bookings == (
        (Booking(Span(0, 20), 0, -1, -1), first, with_team, Booking(Span(90, 120), 1, -1, -1)),
        (first, with_team),
        (),
        (team,),
    )


def test_bookings_that_begin_together_are_in_order_of_their_end_and_role() -> None:
    found = judged((B,), (), (B,), (B,)).bookings[B]
    assert [(booking.span.end, booking.role) for booking in found] == [(50, 3), (60, 0), (90, 2)]


def test_a_team_books_those_who_are_there_and_a_person_nobody() -> None:
    found = judged((), (), (), ())
    assert [found.members(T, number) for number in range(3)] == [(A, B, C), (A, B), (A, B, C)]
    assert found.members(A, 0) == ()


def test_staff_are_people_and_the_crews_of_teams_role_by_role() -> None:
    found = judged((B,), (T,), (C,), ())
    assert [found.staff(number) for number in range(3)] == [(B,), (A, B, C), ()]
    assert [found.booked(number) for number in range(3)] == [1, 2, 0]


def test_commitments_are_bookings_in_no_activity_and_teams_have_none() -> None:
    assert commitments(FACTS, A) == [Booking(Span(90, 120), 1, -1, -1), Booking(Span(0, 20), 0, -1, -1)]
    assert (commitments(FACTS, B), commitments(FACTS, T)) == ([], [])


def test_a_booking_in_an_activity_has_its_time_and_place() -> None:
    assert booking_in(FACTS, 1) == Booking(Span(60, 90), 1, 1, 0)
    assert booking_in(FACTS, 1, 2) == Booking(Span(60, 90), 1, 1, 2)


def test_who_declined_to_come_is_not_booked_with_the_team() -> None:
    facts = problem(FACTS.people, FACTS.activities, FACTS.roles, teams=FACTS.teams, declined=(Pin(1, A), Pin(0, B)))
    assert Judged(Tables(facts), ((),) * 4).members(T, 1) == (B,)
