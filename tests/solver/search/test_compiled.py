"""A problem under its rules: who is eligible, why the others are not, and the roster of nobody."""

from __future__ import annotations

import numpy as np
import pytest

from solver.candidates import Capacity, Commitment, Limits, Person, Request, Team
from solver.problem import Pin, Problem, Requirement
from solver.rules.base import Block, Rule
from solver.rules.clashes import NotInTwoPlaces, OnceAnActivity
from solver.rules.demand import Minimum
from solver.rules.eligibility import Available, NotDeclined, Qualified, ServesInCapacity
from solver.rules.enough import EnoughHours
from solver.rules.hours import DutiesAMonth, HoursADay
from solver.rules.overtime import Overtime
from solver.rules.preferences import NearHome, Requests, Wishes
from solver.rules.rest_days import ConsecutiveDays
from solver.rules.runs import DaysOffInARow, EnoughDaysInARow
from solver.rules.weekends import WeekendsWorked
from solver.search.compiled import MOST_BOOKINGS, Compiled
from solver.spans import DAY, Span
from solver.tables import Tables
from tests.solver.desk import state
from tests.solver.problems import SKILL, activity, person, problem, role

TEAM = Capacity.TEAM


def compiled(facts: Problem, *rules: Rule) -> Compiled:
    """The problem under these rules."""
    return Compiled(Tables(facts), rules)


def eligible(facts: Problem, *rules: Rule) -> list[list[int]]:
    """Per role, who is eligible."""
    return [who.tolist() for who in compiled(facts, *rules).eligible]


def busy(key: str, start: int, end: int) -> Person:
    """Somebody with a duty in another roster."""
    return person(key, commitments=(Commitment(Span(start, end), 0),))


def test_whom_no_rule_blocks_is_eligible() -> None:
    people = [person("a"), person("b", Capacity.OFFICER), person("away", unavailable=(Span(0, 60),))]
    facts = problem(people, [activity(30, 90), activity(60, 90)], [role(0), role(1), role(1, 0, 1, Capacity.OFFICER)])
    assert eligible(facts) == [[0, 1, 2]] * 3
    assert eligible(facts, ServesInCapacity()) == [[0, 2], [0, 2], [1]]
    assert eligible(facts, ServesInCapacity(), Available()) == [[0], [0, 2], [1]]


def test_roles_that_ask_the_same_share_their_eligible_but_for_who_declined_one() -> None:
    facts = problem([person("a"), person("b")], [activity(0, 60)], [role(), role(), role()], declined=(Pin(1, 0),))
    assert eligible(facts, NotDeclined()) == [[0, 1], [1], [0, 1]]


def test_whose_duty_elsewhere_clashes_is_not_eligible_nor_the_team_that_would_bring_them() -> None:
    people = [person("a"), busy("b", 0, 60), busy("c", 60, 100)]
    teams = [Team("t", (0, 1)), Team("u", (0, 2))]
    facts = problem(people, [activity(30, 60), activity(30, 70)], [role(0), role(0, 0, 1, TEAM), role(1)], teams=teams)
    assert eligible(facts, ServesInCapacity()) == [[0, 1, 2], [3, 4], [0, 1, 2]]
    assert eligible(facts, ServesInCapacity(), NotInTwoPlaces()) == [[0, 2], [4], [0]]


def test_a_block_is_the_first_in_the_order_of_the_policy() -> None:
    facts = problem(
        [person("a", unavailable=(Span(0, 60),)), person("b")],
        [activity(0, 60)],
        [role(requirements=(Requirement(SKILL),))],
    )
    one, other = compiled(facts, Qualified(), Available()), compiled(facts, Available(), Qualified())
    assert one.block(0, 0) == Block(Qualified(), "missing")
    assert other.block(0, 0) == Block(Available(), "away")
    assert (one.block(1, 0), other.block(1, 0)) == (Block(Qualified(), "missing"),) * 2


def test_nothing_blocks_whom_only_duties_keep_away() -> None:
    facts = problem([busy("b", 0, 60)], [activity(30, 90)], [role()])
    found = compiled(facts, Available(), OnceAnActivity(), NotInTwoPlaces())
    assert (found.block(0, 0), found.eligible[0].tolist()) == (None, [])


def test_under_one_rule_alone_its_terms_and_duties_elsewhere_count_and_whoever_is_blocked_stays_so() -> None:
    people = [person("a"), busy("b", 0, 60), person("away", unavailable=(Span(0, 60),))]
    facts = problem(people, [activity(30, 90), activity(80, 99)], [role(0), role(1)])
    whole = compiled(facts, Available(), NotInTwoPlaces(), OnceAnActivity())
    both = [found.facts.clash.tolist() for found in (whole, whole.under(OnceAnActivity()))]
    assert both == [[[True, True], [True, True]], [[True, False], [False, True]]]
    assert [who.tolist() for who in whole.eligible] == [[0], [0, 1, 2]]
    once, apart = whole.under(OnceAnActivity()), whole.under(NotInTwoPlaces())
    assert [[who.tolist() for who in found.eligible] for found in (once, apart)] == [[[0, 1], [0, 1, 2]]] * 2
    committed = [(f.facts.committed_row.tolist(), f.facts.committed.tolist()) for f in (whole, once, apart)]
    assert committed == [([-1, 0, -1], [[True, False]]), ([-1] * 3, []), ([-1, 0, -1], [[True, False]])]


def test_the_roster_of_nobody_holds_what_duties_elsewhere_take() -> None:
    worker = person("w", Capacity.SOCIAL_WORKER, commitments=(Commitment(Span(DAY, DAY + 90), 0),))
    facts = problem([person("a"), worker], [activity(DAY + 100, DAY + 110)], [role(0, 0, 2)])
    found = compiled(facts, Minimum(), HoursADay(employed=100), ConsecutiveDays(), Overtime())
    assert state(found.nobody()) == {
        "slots": [-1, -1],
        "filled": [0],
        "booked": [0],
        "heads": [0],
        "bookings": [[], []],
        "duties": [0, 0],
        "sums": [[[0]], [[90]]],
        "day_count": [[0] * 21, [0, 1, *[0] * 19]],
        "day_minutes": [[0] * 21, [0, 90, *[0] * 19]],
        "have": [],
        "because": [],
        "unled": [0],
    }


def test_weekends_count_what_duties_elsewhere_take_too() -> None:
    busy_one = person(limits=Limits(weekends=1), commitments=(Commitment(Span(3 * DAY, 3 * DAY + 90), 0),))
    facts = problem([busy_one], [activity(0, 60)], [role()])
    assert compiled(facts, WeekendsWorked()).nobody().day_count.tolist() == [[0, 0, 0, 1, *[0] * 17]]


@pytest.mark.parametrize(
    ("rule", "limits", "whole"),
    [
        (EnoughHours(), Limits(least_minutes=1), True),
        (EnoughHours(), Limits(), False),
        (EnoughDaysInARow(), Limits(least_days_in_a_row=2), True),
        (DaysOffInARow(), Limits(days_off=9), True),
        (WeekendsWorked(), Limits(weekends=0), False),
        (ConsecutiveDays(), Limits(days_in_a_row=1), False),
    ],
)
def test_schedules_are_legal_only_as_a_whole_where_somebody_has_a_least(
    rule: Rule, limits: Limits, whole: bool
) -> None:
    assert compiled(problem([person(limits=limits)], [activity(0, 60)], [role()]), rule).whole == whole


def test_what_all_requests_cost_is_there_besides() -> None:
    asked = [person(requests=(Request(0, 1, 3), Request(0, -1, 9))), person(requests=(Request(0, 1, 2),))]
    facts = problem(asked, [activity(0, 60)], [role()])
    assert compiled(facts, Requests(cost=10), Requests(cost=1)).besides == 55
    assert compiled(facts).besides == 0


def test_a_candidate_has_room_for_a_booking_in_each_slot_up_to_a_most_and_for_those_it_has() -> None:
    few = compiled(problem([person()], [activity(0, 60)], [role(0, 0, 2), role(0, 0, 3)]))
    many = compiled(problem([person()], [activity(0, 60)], [role(0, 0, MOST_BOOKINGS + 1)]))
    found = [few.nobody(), few.nobody(9), many.nobody(), many.nobody(MOST_BOOKINGS + 2)]
    assert [held.bookings.shape for held in found] == [(1, 5, 3), (1, 9, 3), (1, 400, 3), (1, 402, 3)]


def test_without_what_some_rules_say_all_others_count_and_the_same_are_eligible() -> None:
    facts = problem([busy("a", 0, 60), person("b")], [activity(0, 60)], [role()])
    rules = NotInTwoPlaces(), HoursADay(), DutiesAMonth()
    whole = compiled(facts, *rules)
    assert [type(term).__name__ for term in whole.without([]).terms] == [type(term).__name__ for term in whole.terms]
    found = whole.without([HoursADay(), DutiesAMonth()])
    assert found.terms == whole.terms_of[NotInTwoPlaces()]
    assert (found.eligible, whole.facts.amount.shape[1] >= found.facts.amount.shape[1] == 0) == (whole.eligible, True)


def test_a_pair_has_its_price_whether_it_may_be_or_not() -> None:
    people = [person("far", home=1), person("officer", Capacity.OFFICER, home=1), person("near", home=0)]
    facts = problem(people, [activity(0, 60)], [role()])
    found = compiled(facts, ServesInCapacity(), NearHome(cost=10), Wishes())
    assert found.pair_prices(0, np.array([2, 1, 0])).tolist() == [0, 40, 40]
    assert compiled(facts).pair_prices(0, np.array([2, 1])).tolist() == [0, 0]
