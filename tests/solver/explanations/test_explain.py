"""Explanations come from the rules themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import judge
from solver.candidates import Capacity, Commitment, Held, Limits, Team
from solver.engine import solve
from solver.explanations.explain import (
    Difference,
    OpenSlots,
    Reason,
    WhyNot,
    contradictions,
    difference,
    open_slots,
    replaced,
    smallest_contradiction,
    why_not,
    why_not_these,
)
from solver.judge import ModelMismatch, Share
from solver.judged import Judged
from solver.policy import known_rules, read_policy, town_policy
from solver.problem import Couple, Grant, Pin, Problem, Requirement, Roster
from solver.rules.base import Block, Finding, Rule, Scope
from solver.rules.clashes import MinimumRest, NotInTwoPlaces, OnceAnActivity
from solver.rules.company import ExperiencedWithNew, KeptApart, NeverAlone, ServeTogether
from solver.rules.demand import Minimum
from solver.rules.eligibility import Available, NotDeclined, Qualified, ServesInCapacity
from solver.rules.hours import DutiesAMonth, HoursADay, HoursAWeek
from solver.rules.overtime import OvertimeAMonth
from solver.rules.preferences import NearHome
from solver.rules.rest_days import ConsecutiveDays
from solver.rules.training import Trained
from solver.rules.venues import VenueHasRoom, VenueOnce
from solver.spans import DAY, Span
from solver.tables import Tables
from solver.terms import Sum
from tests.solver.problems import ALWAYS, COURSE, SKILL, activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, BASIC

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


def test_several_are_told_what_each_is_told_alone() -> None:
    random, tried = Random("these"), Counter[bool]()
    for _ in range(40):
        facts = random_problem(random, ALL)
        everybody = range(facts.candidates)
        roster = tuple(tuple(who for who in everybody if random.random() < 0.4) for _ in facts.roles)
        for asked, held in enumerate(roster):
            alone = tuple(why_not(facts, roster, candidate, asked) for candidate in everybody)
            assert why_not_these(Judged(Tables(facts), roster), ALL, asked, everybody) == alone
            tried.update(candidate in held for candidate in everybody)
    assert min(tried[False], tried[True]) > 20


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


def reasons(facts: Problem, roster: Roster, number: int) -> tuple[tuple[Reason, ...], int]:
    """Why a role is open, and how many could."""
    found = next(slots for slots in open_slots(facts, roster) if slots.role == number)
    return found.reasons, found.willing


WORKER = person("w", Capacity.SOCIAL_WORKER)


@pytest.mark.parametrize(
    ("rule", "spans", "limits"),
    [
        (NotInTwoPlaces(), [(0, 60), (50, 90)], [(0, 60), (60, 90)]),
        (MinimumRest(600), [(1300, 1400), (1441, 1500)], [(740, 840), (1441, 1500)]),
        (HoursADay(employed=100), [(0, 60), (60, 101)], [(0, 60), (60, 100)]),
        (HoursAWeek(employed=100), [(0, 60), (DAY, DAY + 41)], [(0, 60), (DAY, DAY + 40)]),
        (OvertimeAMonth(day=50, minutes=20), [(0, 60), (DAY, DAY + 61)], [(0, 60), (DAY, DAY + 60)]),
        (ConsecutiveDays(most=1), [(0, 60), (DAY, DAY + 60)], [(0, 60), (2 * DAY, 2 * DAY + 60)]),
    ],
)
def test_a_rule_about_schedules_keeps_away_beyond_its_limit_and_not_at_it(
    rule: Rule, spans: list[tuple[int, int]], limits: list[tuple[int, int]]
) -> None:
    roles = [role(number, 0, 1, Capacity.SOCIAL_WORKER) for number in (0, 1)]
    for both, answer in ((spans, ((Reason(rule, "", 1),), 0)), (limits, ((), 1))):
        facts = problem([WORKER], [activity(*span) for span in both], roles, (*BASIC, rule))
        assert reasons(facts, ((0,), ()), 1) == answer


def test_a_venue_keeps_away_whom_it_has_no_room_for_and_all_where_it_is_taken() -> None:
    people = [person("a"), person("b"), person("c")]
    full = problem(people, [activity(0, 60, venue=2)], [role(0, 0, 3)], (*BASIC, VenueHasRoom()))
    assert reasons(full, ((0, 1),), 0) == ((Reason(VenueHasRoom(), "", 1),), 0)
    assert reasons(full, ((0,),), 0) == ((), 2)
    spans = [activity(0, 60, venue=2), activity(30, 90, venue=2)]
    taken = problem(people, spans, [role(0), role(1)], (*BASIC, VenueOnce()))
    assert reasons(taken, ((0,), ()), 1) == ((Reason(VenueOnce(), "", 3),), 0)


def test_a_duty_in_another_roster_keeps_away_by_the_rule_that_it_clashes_with() -> None:
    busy = person("busy", commitments=(Commitment(Span(30, 60), 0),))
    facts = problem(
        [busy, person("free")],
        [activity(0, 40)],
        [role(0, 0, 2), role(0, 0, 1, Capacity.TEAM)],
        RULES,
        [Team("t", (0, 1))],
    )
    kept = (Reason(NotInTwoPlaces(), "", 1),)
    assert reasons(facts, ((1,), ()), 0) == (kept, 0)
    assert reasons(facts, ((), ()), 1) == (kept, 0)


def test_who_could_come_only_with_others_is_kept_away_as_things_stand() -> None:
    people = [person("a"), person("new", new=True), person("shy", not_alone=True), person("b")]
    facts = problem(people, [activity(480, 600)], [role(0, 0, 3)], RULES, together=(Couple(0, 3),))
    nobody = (Reason(ServeTogether(), "", 2), Reason(ExperiencedWithNew(), "", 1), Reason(NeverAlone(), "", 1))
    assert reasons(facts, ((),), 0) == (nobody, 0)
    assert reasons(facts, ((0, 3),), 0) == ((), 2)
    apart = problem(people, [activity(480, 600)], [role(0, 0, 3)], RULES, apart=(Couple(0, 3), Couple(1, 2)))
    assert reasons(apart, ((0, 1),), 0) == ((Reason(KeptApart(), "", 2),), 0)


def test_who_would_have_to_attend_a_session_is_kept_away_until_they_do() -> None:
    roles = [role(0, 0, 1, grants=(Grant(COURSE),)), role(1, 0, 2, requirements=(Requirement(COURSE),))]
    facts = problem([person("a"), person("b")], [activity(480, 500), activity(500, 600)], roles, RULES)
    assert reasons(facts, ((), ()), 1) == ((Reason(Trained(), "", 2),), 0)
    assert reasons(facts, ((1,), ()), 1) == ((Reason(Trained(), "", 1),), 1)


def test_whom_several_rules_keep_away_is_counted_for_the_first_of_the_policy() -> None:
    spans, roles = [activity(0, 60), activity(50, 90)], [role(0), role(1)]
    for first, second in ((NotInTwoPlaces(), DutiesAMonth()), (DutiesAMonth(), NotInTwoPlaces())):
        once = person("a", limits=Limits(duties_a_month=1))
        facts = problem([once], spans, roles, (*BASIC, first, second))
        assert reasons(facts, ((0,), ()), 1) == ((Reason(first, "", 1),), 0)


def mended(facts: Problem, finding: Finding) -> bool:
    """Whether more bookings would mend what a rule finds, and none of them is asked because of somebody."""
    if finding.reason == "alone":
        return facts.activities[facts.roles[finding.roles[0]].activity].never_alone
    because = {"experienced", "together", "untrained"}
    return finding.reason in finding.rule.mended_by_more - because


@settings(max_examples=200, deadline=None)
@given(random=st.randoms(use_true_random=True))
def test_the_rule_that_keeps_somebody_away_is_the_first_that_their_booking_would_break(random: Random) -> None:
    facts = random_problem(random, ALL)
    roster = solve(facts, seconds=60, effort=1, seed=random.randrange(1 << 20)).roster
    tables, before = Tables(facts), judge.hard_findings(facts, roster)
    for slots in open_slots(facts, roster):
        counts, willing = Counter[tuple[Rule, str]](), 0
        for candidate in set(range(facts.candidates)) - set(roster[slots.role]):
            block = next((b for rule in ALL if (b := rule.block(tables, candidate, slots.role))), None)
            after = judge.hard_findings(facts, replaced(roster, slots.role, {*roster[slots.role], candidate}))
            worse = [f.rule for f in after if f not in before and not mended(facts, f)]
            if block is not None:
                counts[block.rule, block.reason] += 1
            elif worse:
                counts[worse[0], ""] += 1
            else:
                willing += 1
        named = {(reason.rule, reason.reason): reason.candidates for reason in slots.reasons}
        said = {key: number for key, number in counts.items() if key[0].keeps_away.get(key[1]) != ""}
        assert (named, slots.willing) == (said, willing)


@dataclass(frozen=True)
class Capped(Rule):
    """Soft. A rule whose term forbids what its check never finds: no explanation can name it."""

    title = "Capped"
    hard = False
    scope = Scope.PERSON

    def terms(self, tables: Tables) -> Iterator[Sum]:
        one, none = (np.full(tables.problem.candidates, n, dtype=np.int64) for n in (1, 0))
        yield Sum(one, none, none[:, None], none, none, none)


def test_a_soft_rule_that_forbids_is_a_rule_that_disagrees_with_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.policy.known_rules", lambda: {**known_rules(), "Capped": Capped})
    facts = problem([person("a")], [activity(0, 60)], [role()], (*BASIC, Capped()))
    with pytest.raises(ModelMismatch, match="candidate 0 is kept from role 0 by no hard rule"):
        open_slots(facts, ((),))


def test_the_smallest_contradiction_leaves_out_every_pin_without_which_the_others_still_contradict() -> None:
    often = person("a", limits=Limits(duties_a_month=2))
    spans = [activity(100 * number, 100 * number + 50) for number in range(4)]
    roles = [role(number, 0, 2) for number in range(4)]
    pins = tuple(Pin(number, 0) for number in range(4)) + (Pin(0, 1),)
    facts = problem([often, person("b")], spans, roles, (*BASIC, DutiesAMonth()), pins=tuple(sorted(pins)))
    assert smallest_contradiction(facts) == (Pin(1, 0), Pin(2, 0), Pin(3, 0))


@settings(max_examples=50, deadline=None)
@given(random=st.randoms(use_true_random=True))
def test_without_any_of_its_pins_a_smallest_contradiction_is_none(random: Random) -> None:
    facts = random_problem(random, ALL)
    found = smallest_contradiction(facts)
    assert bool(found) == bool(contradictions(facts))
    if found:
        assert contradictions(without_others(facts, found)) != []
    for pin in found:
        assert contradictions(without_others(facts, tuple(other for other in found if other != pin))) == []


def without_others(facts: Problem, pins: tuple[Pin, ...]) -> Problem:
    """The problem with these pins alone."""
    return replace(facts, pins=pins)


def test_what_differs_between_two_rosters_is_worth_what_each_rule_makes_of_it() -> None:
    people = [person("near", home=0), person("far", home=1)]
    facts = problem(people, [activity(480, 600), activity(700, 800)], [role(0), role(1)], (*BASIC, NearHome(cost=10)))
    assert difference(facts, ((0,), ()), ((1,), (0,))) == Difference(
        (Pin(0, 1), Pin(1, 0)),
        (Pin(0, 0),),
        {"Coverage": -1_500, "NearHome": 40},
        {"Coverage": Share(1, "slots", 1_500)},
        {"NearHome": Share(4, "min", 40)},
    )
