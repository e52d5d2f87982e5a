"""A part of a problem as a CP-SAT model: its literals, what is fixed, and what it can say about sums and squares."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from ortools.sat.python import cp_model

from solver.candidates import Capacity, Commitment, Team
from solver.judged import Booking, Judged
from solver.neighbourhood import Literal, Neighbourhood
from solver.problem import Roster
from solver.spans import Span
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, role

FACTS = problem(
    [person("a", commitments=(Commitment(Span(0, 20), 0),)), person("b"), person("c")],
    [activity(30, 60), activity(60, 90, 1)],
    [role(0, 0, 2), role(1, 0, 1, Capacity.TEAM), role(1, 0, 1)],
    teams=[Team("t", (0, 1))],
)
A, B, C, T = range(4)


def model(*activities: int, rest: Roster = ((), (), ())) -> Neighbourhood:
    """A model of some of the activities in which everybody is eligible."""
    return Neighbourhood(Judged(Tables(FACTS), rest), activities, {0: [A, C], 1: [T], 2: [B, C]})


def solutions(made: Neighbourhood, *shown: Literal) -> set[tuple[int, ...]]:
    """The values that some variables can have together."""

    class Seen(cp_model.CpSolverSolutionCallback):
        found: set[tuple[int, ...]] = set()

        def on_solution_callback(self) -> None:
            self.found.add(tuple(self.value(literal) for literal in shown))

    solver, seen = cp_model.CpSolver(), Seen()
    seen.found = set()
    solver.parameters.enumerate_all_solutions = True
    solver.solve(made.cp, seen)
    return seen.found


def least(made: Neighbourhood, cost: cp_model.LinearExprT) -> int:
    """The least that a cost can be."""
    made.cp.minimize(cost)
    solver = cp_model.CpSolver()
    assert solver.solve(made.cp) == cp_model.OPTIMAL
    return round(solver.objective_value)


def test_there_is_a_literal_for_each_candidate_of_each_role_of_the_activities() -> None:
    assert {number: list(slots) for number, slots in model(0).slots.items()} == {0: [A, C]}
    assert {number: list(slots) for number, slots in model(1, 0).slots.items()} == {0: [A, C], 1: [T], 2: [B, C]}
    assert (model(1, 0).activities, list(model(1).goes)) == ((0, 1), [1])


def test_whoever_is_booked_makes_the_activity_go_ahead() -> None:
    made = model(0)
    found = solutions(made, made.goes[0], made.slots[0][A], made.slots[0][C])
    assert found == {(0, 0, 0), *product([1], [0, 1], [0, 1])}


def test_a_candidate_is_free_for_what_it_could_do_by_itself_and_with_its_team() -> None:
    made = model(0, 1)
    own, with_team = Booking(Span(60, 90), 1, 1, 2), Booking(Span(60, 90), 1, 1, 1, T)
    assert made.candidates == [A, B, C, T]
    assert made.free(A) == [(Booking(Span(30, 60), 0, 0, 0), made.slots[0][A]), (with_team, made.slots[1][T])]
    assert made.free(B) == [(with_team, made.slots[1][T]), (own, made.slots[2][B])]
    assert made.free(T) == [(Booking(Span(60, 90), 1, 1, 1), made.slots[1][T])]


def test_what_is_booked_elsewhere_is_fixed_with_commitments() -> None:
    made = model(1, rest=((A, C), (), ()))
    booked = Booking(Span(30, 60), 0, 0, 0)
    assert made.fixed(A) == (Booking(Span(0, 20), 0, -1, -1), booked)
    assert (made.fixed(B), made.fixed(C)) == ((), (booked,))


def test_a_team_brings_its_crew_and_a_person_itself() -> None:
    assert (model(1).people(T, 1), model(1).people(B, 1)) == ((A, B), (B,))


def pair(made: Neighbourhood) -> tuple[Literal, Literal]:
    return made.slots[0][A], made.slots[0][C]


@pytest.mark.parametrize(
    ("derive", "least_values"),
    [
        (lambda made: made.any_of(pair(made)), {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 1}),
        (lambda made: made.all_of(*pair(made)), {(0, 0): 0, (0, 1): 0, (1, 0): 0, (1, 1): 1}),
        (
            lambda made: made.excess(-3, [(2, pair(made)[0]), (4, pair(made)[1])]),
            {(0, 0): 0, (0, 1): 1, (1, 0): 0, (1, 1): 3},
        ),
        (
            lambda made: made.excess(1, [(2, pair(made)[0]), (-4, pair(made)[1])]),
            {(0, 0): 1, (0, 1): 0, (1, 0): 3, (1, 1): 0},
        ),
    ],
)
def test_a_derived_variable_is_at_least_what_it_stands_for_and_its_hint_is_that(
    derive: Callable[[Neighbourhood], Literal], least_values: dict[tuple[int, int], int]
) -> None:
    for values, expected in least_values.items():
        made = model(0)
        derived = derive(made)
        for literal, value in zip(pair(made), values, strict=True):
            made.cp.add(literal == value)
        assert least(made, derived) == expected
        (variable, combine, parts) = made.derived[0]
        assert (variable, combine(values), list(parts)) == (derived, expected, list(pair(made)))


def test_any_of_some_holds_exactly_if_one_does_and_of_one_is_that_one_itself() -> None:
    made = model(0)
    one, other = pair(made)
    found = solutions(made, one, other, made.any_of((one, other)))
    assert found == {(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 1)}
    assert (made.any_of([one]) is one, len(made.derived)) == (True, 1)


def test_penalties_add_up_in_the_objective() -> None:
    made = model(0)
    one, other = pair(made)
    made.penalise(7, one)
    made.penalise(5, 3 - other)
    made.cp.add(one == 1)
    assert least(made, sum(made.costs)) == 7 + 10


@pytest.mark.parametrize(
    ("booked", "cost"),
    [
        ((0, 0, 0), 0),
        ((1, 0, 0), 2 * ((3 + 4) ** 2 - 9)),
        ((0, 1, 0), 2 * ((3 + 1) ** 2 - 9)),
        ((1, 1, 0), 2 * ((3 + 5) ** 2 - 9)),
        ((0, 1, 1), 2 * ((3 + 3) ** 2 - 9)),
        ((1, 0, 1), 2 * ((3 + 6) ** 2 - 9)),
    ],
)
def test_a_square_costs_what_the_sum_makes_of_it(booked: tuple[int, ...], cost: int) -> None:
    made = model(0, 1)
    literals = (made.slots[0][C], made.slots[2][C], made.slots[2][B])
    made.penalise_square(2, 3, list(zip((4, 1, 2), literals, strict=True)))
    for literal, value in zip(literals, booked, strict=True):
        made.cp.add(literal == value)
    assert least(made, sum(made.costs)) == cost
