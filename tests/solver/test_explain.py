"""Explanations come from the rules themselves."""

from __future__ import annotations

from random import Random

from solver import judge
from solver.engine import solve
from solver.explain import OpenSlots, Reason, WhyNot, contradictions, open_slots, why_not
from solver.policy import read_policy, town_policy
from solver.problem import Capacity, Held, Limits, Pin, Requirement, Span, Team
from solver.rules.base import Block, Finding
from solver.rules.clashes import NotInTwoPlaces, OnceAnActivity
from solver.rules.demand import Minimum
from solver.rules.eligibility import Available, NotDeclined, Qualified, ServesInCapacity
from solver.rules.hours import DutiesAMonth
from solver.rules.venues import VenueOnce
from tests.solver.problems import ALWAYS, SKILL, activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL

RULES = read_policy(town_policy())
SKILLED = (Held(SKILL, 1, ALWAYS),)


def test_why_not_names_every_rule_that_blocks_the_pair_for_good() -> None:
    facts = problem(
        [person("a", unavailable=(Span(0, 10),))],
        [activity(5, 15)],
        [role(0, 0, 1, requirements=(Requirement(SKILL),))],
        RULES,
        declined=(Pin(0, 0),),
    )
    answer = why_not(facts, ((),), 0, 0)
    assert answer.blocks == (
        Block(Qualified(), "missing"),
        Block(Available(), "away"),
        Block(NotDeclined(), "declined"),
    )


def test_why_not_is_the_judgement_with_the_assignment_minus_the_one_without() -> None:
    facts = problem([person("a")], [activity(480, 600), activity(590, 700)], [role(0), role(1)], RULES)
    clash = Finding(NotInTwoPlaces(), (0,), (0, 1), 10, "min")
    with_both = judge.cost(facts, ((0,), (0,))) - judge.cost(facts, ((), (0,)))
    assert why_not(facts, ((), (0,)), 0, 0) == WhyNot((), (clash,), with_both)
    free = why_not(facts, ((), ()), 0, 0)
    assert (free.blocks, free.broken) == ((), ())
    assert free.cost == judge.cost(facts, ((0,), ())) - judge.cost(facts, ((), ()))


def test_why_not_of_somebody_who_holds_the_role_is_what_the_assignment_itself_breaks_and_costs() -> None:
    facts = problem([person("a")], [activity(480, 600)], [role(0)], RULES)
    assert why_not(facts, ((0,),), 0, 0) == why_not(facts, ((),), 0, 0)


def test_an_open_slot_counts_those_whom_each_rule_keeps_away_the_weightiest_first() -> None:
    people = [
        person("lacks the skill"),
        person("away", qualifications=SKILLED, unavailable=(Span(480, 500),)),
        person("served enough", qualifications=SKILLED, limits=Limits(duties_a_month=1)),
        person("elsewhere", qualifications=SKILLED),
        person("of another standing", Capacity.SOCIAL_WORKER, qualifications=SKILLED),
    ]
    facts = problem(
        people,
        [activity(480, 600), activity(500, 590)],
        [role(0, 1, 2, requirements=(Requirement(SKILL),)), role(1, 0, 2)],
        RULES,
    )
    full = ((), (2, 3))
    assert open_slots(facts, full) == [
        OpenSlots(
            0,
            2,
            True,
            (
                Reason(NotInTwoPlaces(), "", 2),
                Reason(Qualified(), "missing", 1),
                Reason(Available(), "away", 1),
            ),
            0,
        )
    ]


def test_an_open_slot_counts_those_who_could_but_would_cost_more() -> None:
    facts = problem([person("a"), person("b")], [activity(480, 600)], [role(0, 0, 2)], RULES)
    assert open_slots(facts, ((0,),)) == [OpenSlots(0, 1, False, (), 1)]
    assert open_slots(facts, ((0, 1),)) == []


def test_a_team_is_kept_away_by_what_keeps_its_crew_away() -> None:
    facts = problem(
        [person("a", limits=Limits(duties_a_month=0))],
        [activity(480, 600)],
        [role(0, 0, 1, Capacity.TEAM)],
        RULES,
        [Team("t", (0,))],
    )
    assert open_slots(facts, ((),)) == [OpenSlots(0, 1, False, (Reason(DutiesAMonth(), "", 1),), 0)]


def test_whoever_is_kept_from_an_open_slot_is_kept_by_a_rule_that_is_named() -> None:
    random = Random("objections")
    for seed in range(80):
        facts = random_problem(random, ALL)
        for slot in open_slots(facts, solve(facts, seconds=60, effort=1, seed=seed).roster):
            silent = [reason for reason in slot.reasons if reason.reason not in ("", *reason.rule.reasons)]
            assert silent == []


def test_pins_that_break_rules_by_themselves_are_contradictions_with_the_rule() -> None:
    facts = problem(
        [person("a"), person("w", Capacity.SOCIAL_WORKER)],
        [activity(480, 600), activity(590, 700)],
        [role(0, 0, 1), role(1, 0, 1), role(1, 0, 1)],
        RULES,
        pins=(Pin(0, 0), Pin(1, 0), Pin(2, 0), Pin(0, 1)),
    )
    found = [(type(finding.rule), finding.people, finding.roles) for finding in contradictions(facts)]
    assert found == [
        (ServesInCapacity, (1,), (0,)),
        (OnceAnActivity, (0,), (1, 2)),
        (NotInTwoPlaces, (0,), (0, 1)),
        (NotInTwoPlaces, (0,), (0, 2)),
        (Minimum, (0, 1), (0,)),
    ]


def test_pins_that_only_lack_what_the_solver_can_fill_are_no_contradiction() -> None:
    facts = problem(
        [person("a"), person("b")],
        [activity(480, 600, local=True, women=1)],
        [role(0, 2, 2)],
        RULES,
        pins=(Pin(0, 0),),
    )
    assert contradictions(facts) == []


def test_two_pins_into_one_venue_at_once_are_a_contradiction() -> None:
    facts = problem(
        [person("a"), person("b")],
        [activity(480, 600, venue=2), activity(500, 700, venue=2)],
        [role(0), role(1)],
        RULES,
        pins=(Pin(0, 0), Pin(1, 1)),
    )
    assert [type(finding.rule) for finding in contradictions(facts)] == [VenueOnce]


def test_a_role_that_wants_fewer_than_hold_it_leaves_the_open_slots_of_others_explained() -> None:
    facts = problem([person("a"), person("b")], [activity(480, 600)], [role(0, 0, 1), role(0, 0, 1)], RULES)
    assert open_slots(facts, ((0, 1), ())) == [OpenSlots(1, 1, False, (Reason(OnceAnActivity(), "", 2),), 0)]
