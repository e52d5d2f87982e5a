"""A roster to start from: what is published, as far as it can stay."""

from __future__ import annotations

from random import Random

from solver import judge
from solver.candidates import Limits
from solver.policy import read_policy
from solver.problem import Pin, Problem, Roster
from solver.rules.eligibility import Available
from solver.rules.hours import DutiesAMonth
from solver.search.compiled import Compiled
from solver.search.local_search import Search
from solver.search.start import keep
from solver.spans import Span
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, BASIC


def kept(facts: Problem) -> Roster:
    """What becomes of what is published."""
    search = Search(Compiled(Tables(facts), read_policy(facts.policy)), 0, seed=0)
    keep(search, facts.published)
    return search.best_roster()


def test_what_can_be_stays_and_what_is_open_is_filled() -> None:
    people = [person("away", unavailable=(Span(0, 10),)), person("b"), person("c")]
    facts = problem(people, [activity(0, 60)], [role(0, 1, 2)], (*BASIC, Available()), published=(Pin(0, 0), Pin(0, 2)))
    assert kept(facts) == ((1, 2),)


def test_of_what_cannot_be_together_stays_what_is_pinned_and_then_what_is_most_urgent() -> None:
    once = person("a", limits=Limits(duties_a_month=1))
    roles = [role(number, priority=priority) for number, priority in enumerate((2, 4, 1))]
    spans = [activity(100 * number, 100 * number + 50) for number in range(3)]
    published = tuple(Pin(number, 0) for number in range(3))
    facts = problem([once], spans, roles, (*BASIC, DutiesAMonth()), published=published)
    assert kept(facts) == ((), (0,), ())
    pinned = problem([once], spans, roles, (*BASIC, DutiesAMonth()), published=published, pins=(Pin(2, 0),))
    assert kept(pinned) == ((), (), (0,))


def test_it_breaks_no_hard_rule() -> None:
    random = Random(6)
    for _ in range(100):
        facts = random_problem(random, ALL)
        assert judge.hard_findings(facts, kept(facts)) == []
