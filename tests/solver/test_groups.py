"""Groups of people."""

from __future__ import annotations

from solver.groups import Groups
from tests.solver.problems import person, problem


def test_the_same_people_are_the_same_array() -> None:
    people = [person(new=True), person(home=2, not_alone=True), person(home=1, new=True)]
    groups = Groups(problem(people, [], []))
    assert groups.of([0, 2]).tolist() == [True, False, True]
    assert groups.of([0, 2]) is groups.of(number for number in (0, 2)) is groups.new
    assert groups.experienced is groups.not_alone


def test_groups_are_of_whom_it_is_true_in_the_order_of_the_people() -> None:
    people = [person(new=True), person(home=2, not_alone=True), person(home=1, new=True), person(home=0)]
    groups = Groups(problem(people, [], []))
    assert groups.everyone.tolist() == [True] * 4
    assert groups.experienced.tolist() == [False, True, False, True]
    assert groups.not_alone.tolist() == [False, True, False, False]
    assert groups.whoever(lambda one: one.home == 2).tolist() == [False, True, False, False]
    living = [groups.living_in(village).tolist() for village in (0, 1)]
    assert living == [[False, True, False, True], [False, False, True, False]]
