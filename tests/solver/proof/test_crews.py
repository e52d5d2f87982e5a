"""Cuts: what a team and its member cannot both do."""

from __future__ import annotations

from random import Random

import numpy as np

from solver.candidates import Capacity, Team
from solver.policy import read_policy
from solver.problem import Problem
from solver.proof.crews import Crews, Cut, tolls
from solver.rules.clashes import NotInTwoPlaces, OnceAnActivity
from solver.rules.eligibility import ServesInCapacity
from solver.search.compiled import Compiled
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import POLICIES, legal

RULES = (ServesInCapacity(), OnceAnActivity(), NotInTwoPlaces())


def team_and_member() -> Compiled:
    """Somebody whose team is asked for from 0 to 60, who is asked for from 30 to 90 and from 120 to 180."""
    acts = [activity(0, 60), activity(30, 90), activity(120, 180)]
    roles = [role(0, 0, 1, Capacity.TEAM), role(1, 0, 1), role(2, 0, 1)]
    return Compiled(Tables(problem([person("p")], acts, roles, RULES, [Team("t", (0,))])), RULES)


def test_a_mixture_that_has_a_member_in_two_places_breaks_a_cut_that_is_given_once() -> None:
    crews = Crews(team_and_member())
    usage = {1: {0: 0.7}, 0: {1: 0.6, 2: 0.9}}
    assert list(crews.broken(usage)) == [Cut(1, 0, {1: frozenset({0}), 0: frozenset({1})})]
    assert list(crews.broken(usage)) == []


def test_where_somebody_may_hold_two_roles_of_an_activity_nothing_is_cut() -> None:
    rules = (ServesInCapacity(), NotInTwoPlaces())
    facts = team_and_member().problem
    crews = Crews(Compiled(Tables(facts), rules))
    assert list(crews.broken({1: {0: 0.9}, 0: {0: 0.9, 1: 0.9}})) == []


def test_a_mixture_that_keeps_within_one_breaks_none() -> None:
    assert list(Crews(team_and_member()).broken({1: {0: 0.7}, 0: {1: 0.3, 2: 1.0}})) == []


def test_a_cut_counts_what_a_schedule_takes_of_it() -> None:
    cut = Cut(1, 0, {1: frozenset({0}), 0: frozenset({1})})
    assert [cut.count(1, (0,)), cut.count(0, (1, 2)), cut.count(0, (2,)), cut.count(5, (1,))] == [1, 1, 0, 0]


def test_no_roster_that_keeps_the_rules_breaks_a_cut() -> None:
    random, given = Random("cuts"), 0
    for _ in range(120):
        facts = random_problem(random, POLICIES["all"])
        compiled = Compiled(Tables(facts), read_policy(facts.policy))
        everything = {c: dict.fromkeys(range(len(facts.activities)), 1.0) for c in range(facts.candidates)}
        cuts = list(Crews(compiled).broken(everything))
        given += len(cuts)
        for roster in legal(facts, compiled):
            assert [cut for cut in cuts if held(facts, roster, cut) > 1] == []
    assert given > 0


def held(facts: Problem, roster: tuple[tuple[int, ...], ...], cut: Cut) -> int:
    """How many of a cut's activities the team and the member do in a roster."""
    roles = {c: [n for n, who in enumerate(roster) if c in who] for c in range(facts.candidates)}
    return sum(cut.count(candidate, roles[candidate]) for candidate in cut.roles)


def test_a_toll_is_paid_by_the_pairs_of_its_cut() -> None:
    cuts = [Cut(2, 0, {2: frozenset({0}), 0: frozenset({1, 2})}), Cut(2, 1, {2: frozenset({0}), 1: frozenset({1})})]
    role, candidate = np.array([1, 2, 1, 0, 3]), np.array([0, 0, 1, 2, 2])
    assert tolls(cuts, np.array([5, 7]), role, candidate).tolist() == [5, 5, 7, 12, 0]
