"""Soft rules: fairness, wishes, the way, what is published."""

from __future__ import annotations

import pytest

from solver.problem import DAY, Capacity, Carried, Pin, Span, Team, Wish
from solver.rules.base import Finding
from solver.rules.fairness import FairHours, FairRestDays, FairUnpleasant
from solver.rules.preferences import Disturbance, NearHome, Wishes
from tests.solver.problems import activity, found, person, problem, role


@pytest.mark.parametrize(
    ("minutes", "carried", "cost"),
    [(30, 0, 10), (31, 0, 40), (60, 0, 40), (60, 30, 10 * (9 - 1)), (60, 31, 10 * (16 - 4))],
)
def test_hours_weigh_by_their_square_on_top_of_the_ledger(minutes: int, carried: int, cost: int) -> None:
    facts = problem([person(carried=Carried(minutes=carried))], [activity(0, minutes)], [role()])
    rule, halves = FairHours(), -(-minutes // 30)
    assert found(rule, facts, ((0,),)) == [Finding(rule, (0,), (0,), halves, "share", cost)]


@pytest.mark.parametrize(
    ("capacities", "weight"),
    [
        ((Capacity.VOLUNTEER,), 10),
        ((Capacity.VOLUNTEER, Capacity.SOCIAL_WORKER), 1),
        ((Capacity.VOLUNTEER, Capacity.GRID_MEMBER), 3),
        ((Capacity.VOLUNTEER, Capacity.PARTY_MEMBER), 10),
    ],
)
def test_a_person_is_weighed_by_the_first_of_their_standings(capacities: tuple[Capacity, ...], weight: int) -> None:
    facts = problem([person("p", *capacities)], [activity(0, 60)], [role()])
    assert [finding.cost for finding in found(FairHours(), facts, ((0,),))] == [4 * weight]


def test_a_teams_duty_is_carried_by_the_team_and_by_its_crew() -> None:
    facts = problem([person()], [activity(0, 60)], [role(0, 0, 1, Capacity.TEAM)], teams=[Team("t", (0,))])
    rule = FairHours()
    assert found(rule, facts, ((1,),)) == [
        Finding(rule, (0,), (0,), 2, "share", 40),
        Finding(rule, (1,), (0,), 2, "share", 20),
    ]


def test_days_of_rest_and_unpleasant_duties_are_counted_by_duties() -> None:
    duties = [activity(5 * DAY, 5 * DAY + 4, unpleasant=True), activity(6 * DAY, 6 * DAY + 4), activity(0, 4)]
    carried = Carried(weekends=1, unpleasant=1)
    facts = problem([person(carried=carried)], duties, [role(0), role(1), role(2)])
    everything = ((0,), (0,), (0,))
    assert found(FairRestDays(volunteer=100), facts, everything) == [
        Finding(FairRestDays(volunteer=100), (0,), (0, 1, 2)[2:] + (0, 1), 2, "share", 100 * (9 - 1))
    ]
    assert [f.cost for f in found(FairUnpleasant(volunteer=300), facts, everything)] == [300 * (4 - 1)]


@pytest.mark.parametrize(
    ("wishes", "cost"),
    [
        ((), 0),
        ((Wish(Span(3, 9), -1),), 400),
        ((Wish(Span(4, 9), -1),), 0),
        ((Wish(Span(3, 9), 1),), 0),
        ((Wish(Span(4, 9), 1),), 150),
        ((Wish(Span(3, 9), 1), Wish(Span(0, 1), -1)), 400),
    ],
)
def test_wishes(wishes: tuple[Wish, ...], cost: int) -> None:
    facts = problem([person(wishes=wishes)], [activity(0, 4)], [role()])
    assert found(Wishes(), facts, ((0,),)) == ([Finding(Wishes(), (0,), (0,), 1, "duty", cost)] if cost else [])


def test_the_way_from_home_costs_by_the_minute_and_nothing_without_a_home() -> None:
    people = [person(home=1), person(home=0), person()]
    facts = problem(people, [activity(0, 4)], [role(0, 0, 3)])
    assert found(NearHome(cost=7), facts, ((0, 1, 2),)) == [Finding(NearHome(cost=7), (0,), (0,), 4, "min", 28)]


def test_a_new_assignment_disturbs_only_where_something_is_published() -> None:
    duties, roles = [activity(0, 4)], [role(0, 0, 2)]
    first = problem([person(), person()], duties, roles)
    later = problem([person(), person()], duties, roles, published=(Pin(0, 1),))
    rule = Disturbance()
    assert found(rule, first, ((0, 1),)) == []
    assert found(rule, later, ((0, 1),)) == [Finding(rule, (0,), (0,), 1, "assignment", 3_000)]
