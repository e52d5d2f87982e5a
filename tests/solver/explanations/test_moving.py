"""Moving somebody, as the judge says of every roster with one moved and one more."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from solver import judge
from solver.candidates import Limits
from solver.engine import solve
from solver.explanations.explain import replaced
from solver.explanations.laid_out import LaidOut
from solver.explanations.moving import Move, busy, moves
from solver.problem import Pin, Problem, Roster
from solver.rules.clashes import NotInTwoPlaces, OnceAnActivity
from solver.rules.eligibility import Available, ServesInCapacity
from solver.rules.hours import HoursADay, HoursAWeek
from solver.rules.pins import Pinned
from solver.spans import DAY, Span
from tests.solver.desk import orderless
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, BASIC


def chain() -> Problem:
    """One who is busy could take the first role; the only other person could take that one's place."""
    people = [person("busy"), person("free", unavailable=(Span(0, 40),))]
    return problem(people, [activity(0, 60), activity(50, 90)], [role(0), role(1)], ALL)


EASY = tuple(
    rule
    for rule in ALL
    if isinstance(rule, ServesInCapacity | Available | OnceAnActivity | NotInTwoPlaces | Pinned | HoursADay)
    or not rule.hard
)
"""Rules under which somebody can be moved now and then: all of them ask too much of tiny problems."""


def test_a_busy_candidate_takes_the_slot_and_a_free_one_the_busy_ones() -> None:
    before, after = ((), (0,)), ((0,), (1,))
    cost = judge.cost(chain(), after) - judge.cost(chain(), before)
    assert moves(LaidOut(chain(), before), 0) == [Move(cost, 0, 1, 1)]


def test_who_is_pinned_is_moved_only_where_that_is_asked() -> None:
    facts = problem(chain().people, chain().activities, chain().roles, ALL, pins=(Pin(1, 0),))
    laid_out, free = LaidOut(facts, ((), (0,))), LaidOut(chain(), ((), (0,)))
    assert moves(laid_out, 0) == []
    assert moves(laid_out, 0, pinned=True) == moves(free, 0)
    assert moves(free, 0, pinned=True) == []


def test_who_holds_what_they_may_not_by_now_is_left_where_they_are() -> None:
    facts = chain()
    away = replace(facts.people[0], unavailable=(Span(70, 80),))
    gone = replace(facts, people=(away, facts.people[1]))
    assert moves(LaidOut(gone, ((), (0,))), 0) == []


LONG_DAY = activity(DAY, DAY + 200)
"""More than the limit of a day in `tired`, and with any other duty more than that of its week."""


def tired(**more: object) -> Problem:
    """One who holds more on a day than they may by now, and so much in the week that nothing else fits; one is free."""
    people = [person("busy", limits=Limits(minutes_a_day=100, minutes_a_week=250)), person("free")]
    rules = (*BASIC, HoursADay(), HoursAWeek(), Pinned())
    return problem(people, [activity(0, 60), LONG_DAY], [role(0), role(1)], rules, **more)


def test_who_holds_more_than_a_limit_allows_by_now_is_left_where_they_are() -> None:
    laid_out = LaidOut(tired(), ((), (0,)))
    assert busy(laid_out, 0) == [0]
    assert moves(laid_out, 0) == []
    fresh = replace(tired().people[0], limits=Limits(minutes_a_day=200, minutes_a_week=250))
    allowed = replace(tired(), people=(fresh, tired().people[1]))
    assert moves(LaidOut(allowed, ((), (0,))), 0) == [Move(-1_500, 0, 1, 1)]


def test_nobody_is_moved_from_a_role_that_is_held_by_more_than_it_takes() -> None:
    people = [person("one"), person("other"), person("free", unavailable=(Span(0, 40),))]
    facts = problem(people, chain().activities, chain().roles, EASY)
    laid_out = LaidOut(facts, ((), (0, 1)))
    before = orderless(laid_out.compiled, laid_out.whole.arrays)
    assert busy(laid_out, 0) == [0, 1]
    assert moves(laid_out, 0) == []
    assert orderless(laid_out.compiled, laid_out.whole.arrays) == before
    assert [move.candidate for move in moves(LaidOut(facts, ((), (1,))), 0)] == [1]


def test_its_cost_is_the_judgement_of_the_roster_with_it_minus_that_without() -> None:
    random, tried = Random(11), 0
    for number in range(150):
        facts = random_problem(random, EASY)
        idle = random.randrange(len(facts.people))
        solved = solve(facts, seconds=60, effort=1, seed=number).roster
        roster = tuple(tuple(candidate for candidate in held if candidate != idle) for held in solved)
        laid_out = LaidOut(facts, roster)
        for asked, slots in enumerate(facts.roles):
            if len(roster[asked]) < slots.wanted:
                for move in moves(laid_out, asked, most=9):
                    after = applied(roster, asked, move)
                    assert move.cost == judge.cost(facts, after) - judge.cost(facts, roster)
                    still_open = [f for f in judge.hard_findings(facts, after) if f.reason in f.rule.mended_by_more]
                    assert judge.hard_findings(facts, after) == still_open
                    assert all(facts.roles[f.roles[0]].activity == slots.activity for f in still_open)
                    tried += 1
    assert tried > 5


def applied(roster: Roster, role: int, move: Move) -> Roster:
    """The roster with a move made."""
    given_up = {*roster[move.given_up], move.successor} - {move.candidate}
    return replaced(replaced(roster, move.given_up, given_up), role, {*roster[role], move.candidate})
