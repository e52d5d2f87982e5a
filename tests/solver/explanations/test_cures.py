"""What would fill an open slot, as the judge says of every roster with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from solver import judge
from solver.candidates import Capacity, Carried, Commitment, DutiesOf, Held, Limits, Team
from solver.engine import solve
from solver.explanations.cures import Cure, Kind, cures
from solver.explanations.laid_out import LaidOut
from solver.policy import write_policy
from solver.problem import Grant, Pin, Problem, Requirement, Roster
from solver.rules.base import Finding, Rule
from solver.rules.clashes import NotInTwoPlaces
from solver.rules.eligibility import Available, Qualified, ServesInCapacity, WithinReach
from solver.rules.fairness import FairHours
from solver.rules.hours import DutiesAMonth, HoursADay, HoursAWeek, HoursInAll
from solver.rules.kinds import DutiesOfAKind
from solver.rules.overtime import OvertimeAMonth
from solver.rules.pins import Pinned
from solver.rules.preferences import NearHome
from solver.rules.training import Trained
from solver.rules.weekends import WeekendsWorked
from solver.spans import DAY, Span
from tests.solver.desk import orderless
from tests.solver.explanations.test_moving import EASY, tired
from tests.solver.problems import ALWAYS, COURSE, SKILL, activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, BASIC, OWN

WORKER, OFFICER = Capacity.SOCIAL_WORKER, Capacity.OFFICER
NO_LIMITS = Limits()
SLOT = -1_500
"""What a slot of normal priority costs that stays open, by the small prices of `BASIC`."""
GOING = -6_000
"""What an activity of normal priority costs that cannot go ahead."""


def of_one(facts: Problem, roster: Roster, number: int) -> tuple[Cure, ...]:
    """What would fill a slot of a role."""
    return cures(LaidOut(facts, roster), number)


def by_pin_alone(facts: Problem, roster: Roster, number: int) -> tuple[Cure, ...]:
    """Those in which a pin is released, of what would fill a slot."""
    return tuple(cure for cure in of_one(facts, roster, number) if cure.kind is Kind.PIN)


def beyond(rule: Rule, spans: list[tuple[int, int]], limits: Limits = NO_LIMITS) -> tuple[Cure, ...]:
    """What lets the only person take the last of duties at these times, of which they hold the others."""
    one = person("w", WORKER, Capacity.VOLUNTEER, limits=limits)
    roles = [role(number) for number in range(len(spans))]
    facts = problem([one], [activity(*span) for span in spans], roles, (*BASIC, rule))
    return of_one(facts, tuple((0,) for _ in spans[1:]) + ((),), len(spans) - 1)


def raised(rule: Rule, amount: int, unit: str, roles: tuple[int, ...]) -> tuple[Cure, ...]:
    """The one cure in which a limit is raised by so much."""
    finding = Finding(rule, (0,), roles, amount, unit)
    return (Cure(Kind.LIMIT, SLOT, (Pin(roles[-1], 0),), waived=(finding,)),)


EVENING, NEXT = (1000, 1060), (DAY, DAY + 60)
SATURDAY, NEXT_SATURDAY = (5 * DAY, 5 * DAY + 60), (12 * DAY, 12 * DAY + 60)


@pytest.mark.parametrize(
    ("rule", "spans", "limits", "amount", "unit"),
    [
        (HoursADay(employed=100), [(0, 60), EVENING], Limits(), 20, "min"),
        (HoursADay(), [(0, 60), EVENING], Limits(minutes_a_day=70), 50, "min"),
        (HoursAWeek(employed=100), [(0, 60), NEXT], Limits(), 20, "min"),
        (HoursInAll(), [(0, 60), NEXT], Limits(minutes=110), 10, "min"),
        (DutiesAMonth(), [(0, 60), NEXT], Limits(duties_a_month=1), 1, "duties"),
        (DutiesOfAKind(), [(0, 60), NEXT], Limits(kinds=(DutiesOf("service", 1),)), 1, "duties"),
        (WeekendsWorked(), [SATURDAY, NEXT_SATURDAY], Limits(weekends=1), 1, "weekends"),
        (OvertimeAMonth(day=100, week=100, minutes=5), [(0, 60), NEXT], Limits(), 15, "min"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Rule) else "",
)
def test_every_limit_of_a_sum_can_be_raised_by_what_is_beyond_it(
    rule: Rule, spans: list[tuple[int, int]], limits: Limits, amount: int, unit: str
) -> None:
    assert beyond(rule, spans, limits) == raised(rule, amount, unit, (0, 1))


def test_no_limit_is_raised_beyond_what_the_law_allows() -> None:
    day = HoursADay(employed=480)
    assert beyond(day, [(0, 480), (500, 680)]) == raised(day, 180, "min", (0, 1))
    assert beyond(day, [(0, 480), (500, 681)]) == ()
    own = beyond(day, [(0, 480), (500, 620)], Limits(minutes_a_day=420))
    assert own == raised(day, 180, "min", (0, 1))
    for minutes, end in ((36 * 60, 1_000), (36 * 60 + 1, 1_001)):
        month = OvertimeAMonth(day=0, week=0, minutes=36 * 60 - 10)
        found = beyond(month, [(0, 1_160), (DAY, DAY + end)])
        assert found == (raised(month, 10, "min", (0, 1)) if minutes <= 36 * 60 else ())


def test_several_limits_are_raised_together_where_one_is_not_enough() -> None:
    day, week = HoursADay(employed=100), HoursAWeek(employed=110)
    roles = [role(0, 0, 1, WORKER), role(1, 0, 1, WORKER)]
    facts = problem([person("w", WORKER)], [activity(0, 60), activity(*EVENING)], roles, (*BASIC, day, week))
    (cure,) = of_one(facts, ((0,), ()), 1)
    assert cure.waived == (Finding(day, (0,), (0, 1), 20, "min"), Finding(week, (0,), (0, 1), 10, "min"))


def test_the_cheapest_beyond_a_limit_is_chosen_and_among_equals_the_nearest_to_it() -> None:
    people = [person(str(most), limits=Limits(minutes_a_day=most)) for most in (20, 50, 40)]
    facts = problem(people, [activity(0, 60)], [role()], (*BASIC, HoursADay()))
    (cure,) = of_one(facts, ((),), 0)
    assert (cure.gained, cure.waived[0].amount) == ((Pin(0, 1),), 10)
    tired = replace(people[1], carried=Carried(minutes=600))
    facts = replace(
        facts, people=(people[0], tired, people[2]), policy=write_policy((*BASIC, HoursADay(), FairHours()))
    )
    (cure,) = of_one(facts, ((),), 0)
    assert (cure.gained, cure.waived[0].amount) == ((Pin(0, 2),), 20)


def test_a_member_of_a_team_that_goes_beyond_a_limit_is_named() -> None:
    people = [person("a"), person("b", limits=Limits(minutes_a_day=50))]
    march = [role(0, 0, 1, Capacity.TEAM)]
    facts = problem(people, [activity(0, 60)], march, (*BASIC, HoursADay()), [Team("t", (0, 1))])
    finding = Finding(HoursADay(), (1,), (0,), 10, "min")
    assert of_one(facts, ((),), 0) == (Cure(Kind.LIMIT, SLOT, (Pin(0, 2),), waived=(finding,)),)


def test_of_two_teams_with_a_common_member_the_cheaper_is_asked() -> None:
    people = [person("a", limits=Limits(minutes_a_day=50))]
    teams = [Team("far", (0,), home=1), Team("near", (0,), home=0)]
    rules = (*BASIC, HoursADay(), NearHome(cost=10))
    facts = problem(people, [activity(0, 60)], [role(0, 0, 1, Capacity.TEAM)], rules, teams)
    finding = Finding(HoursADay(), (0,), (0,), 10, "min")
    assert of_one(facts, ((),), 0) == (Cure(Kind.LIMIT, SLOT, (Pin(0, 2),), waived=(finding,)),)


def test_what_is_broken_already_is_no_part_of_a_cure() -> None:
    busy = person("a", limits=Limits(minutes_a_day=50, duties_a_month=2))
    rules = (*BASIC, HoursADay(), DutiesAMonth())
    spans = [activity(0, 60), activity(*NEXT), activity(2 * DAY, 2 * DAY + 40)]
    facts = problem([busy], spans, [role(0), role(1), role(2)], rules)
    (cure,) = of_one(facts, ((0,), (0,), ()), 2)
    assert cure.waived == (Finding(DutiesAMonth(), (0,), (0, 1, 2), 1, "duties"),)


def test_somebody_of_another_organisation_who_qualifies_could_be_lent() -> None:
    skilled = {"department": 1, "qualifications": (Held(SKILL, 1, ALWAYS),)}
    people = [
        person("of none", OFFICER, qualifications=skilled["qualifications"]),
        person("unskilled", OFFICER, department=1),
        person("away", OFFICER, unavailable=(Span(0, 9),), **skilled),
        person("busy", OFFICER, commitments=(Commitment(Span(0, 9), 0),), **skilled),
        person("lent", OFFICER, **skilled),
    ]
    asked = [role(0, 0, 1, OFFICER, department=0, requirements=(Requirement(SKILL),))]
    rules = (*BASIC, Qualified(), Available(), NotInTwoPlaces())
    facts = problem(people, [activity(0, 60)], asked, rules)
    lent = Finding(ServesInCapacity(), (4,), (0,), 1, "assignment", reason="department")
    assert of_one(facts, ((),), 0) == (Cure(Kind.LOAN, SLOT + 1_000, (Pin(0, 4),), waived=(lent,)),)
    assert of_one(replace(facts, people=people[:4]), ((),), 0) == ()


@pytest.mark.parametrize(("loan", "first"), [(0, Kind.LOAN), (39, Kind.LOAN), (41, Kind.MOVE)])
def test_a_loan_comes_before_a_dearer_move_and_after_a_cheaper_one(loan: int, first: Kind) -> None:
    """Who takes over has a way of four minutes, at ten each; everybody else lives where it is."""
    serves = ServesInCapacity(loan=loan)
    rules = (serves, *BASIC[1:], Available(), NotInTwoPlaces(), NearHome(cost=10))
    people = [
        person("moved", OFFICER, department=0, home=0),
        person("takes over", OFFICER, department=0, home=1, unavailable=(Span(0, 40),)),
        person("lent", OFFICER, department=1, home=0),
    ]
    asked = [role(0, 0, 1, OFFICER, department=0), role(1, 0, 1, OFFICER, department=0)]
    facts = problem(people, [activity(0, 60), activity(50, 90)], asked, rules)
    found = of_one(facts, ((), (0,)), 0)
    assert [(cure.kind, cure.waived) for cure in found] == sorted(
        [(Kind.LOAN, (Finding(serves, (2,), (0,), 1, "assignment", reason="department"),)), (Kind.MOVE, ())],
        key=lambda cure: cure[0] is not first,
    )


def test_nobody_is_lent_in_place_of_a_whole_team() -> None:
    march = [role(0, 0, 1, Capacity.TEAM)]
    facts = problem([person("a", OFFICER, department=1)], [activity(0, 60)], march, BASIC)
    assert of_one(facts, ((),), 0) == ()


def test_somebody_who_lives_too_far_away_could_come_from_there() -> None:
    rules = (*BASIC, WithinReach(volunteer=3))
    facts = problem([person("far", home=1)], [activity(0, 60)], [role()], rules)
    far = Finding(WithinReach(volunteer=3), (0,), (0,), 1, "assignment", reason="far")
    assert of_one(facts, ((),), 0) == (Cure(Kind.LOAN, SLOT, (Pin(0, 0),), waived=(far,)),)


def overlapping(*pins: Pin, free: Span) -> Problem:
    """Two duties at once: one who could do both, and one who is away in this span."""
    people = [person("busy"), person("other", unavailable=(free,))]
    rules = (*BASIC, Available(), NotInTwoPlaces(), Pinned())
    return problem(people, [activity(0, 60), activity(50, 90)], [role(0), role(1)], rules, pins=pins)


def test_somebody_is_moved_and_somebody_else_takes_over() -> None:
    gained, lost = (Pin(0, 0), Pin(1, 1)), (Pin(1, 0),)
    assert of_one(overlapping(free=Span(0, 40)), ((), (0,)), 0) == (Cure(Kind.MOVE, SLOT, gained, lost),)
    released = Cure(Kind.PIN, SLOT, gained, lost, lost)
    assert of_one(overlapping(Pin(1, 0), free=Span(0, 40)), ((), (0,)), 0) == (released,)


def test_who_is_pinned_elsewhere_leaves_that_open_where_nobody_takes_over() -> None:
    released = Cure(Kind.PIN, 0, (Pin(0, 0),), (Pin(1, 0),), (Pin(1, 0),))
    assert of_one(overlapping(Pin(1, 0), free=Span(0, 90)), ((), (0,)), 0) == (released,)


def test_a_pin_that_may_not_be_by_now_is_not_priced() -> None:
    facts = overlapping(Pin(1, 0), free=Span(0, 90))
    away = replace(facts.people[0], unavailable=(Span(70, 80),))
    assert of_one(replace(facts, people=(away, facts.people[1])), ((), (0,)), 0) == ()


def test_a_pin_beyond_a_limit_by_now_is_not_priced() -> None:
    facts = tired(pins=(Pin(1, 0),))
    alone = replace(facts, people=facts.people[:1])
    assert by_pin_alone(alone, ((), (0,)), 0) == ()
    fresh = replace(alone.people[0], limits=Limits(minutes_a_day=200, minutes_a_week=250))
    released = Cure(Kind.PIN, 0, (Pin(0, 0),), (Pin(1, 0),), (Pin(1, 0),))
    assert by_pin_alone(replace(alone, people=(fresh,)), ((), (0,)), 0) == (released,)


def test_no_pin_is_given_up_in_a_role_that_is_held_by_more_than_it_takes() -> None:
    facts = overlapping(Pin(1, 0), Pin(1, 1), free=Span(0, 40))
    assert of_one(facts, ((), (0, 1)), 0) == ()
    assert [cure.kind for cure in of_one(facts, ((), (0,)), 0)] == [Kind.PIN]


def test_nobody_leaves_an_activity_that_needs_them() -> None:
    facts = overlapping(Pin(1, 0), free=Span(0, 90))
    facts = replace(facts, roles=(facts.roles[0], role(1, 1, 1)))
    assert of_one(facts, ((), (0,)), 0) == ()


def test_a_pin_that_keeps_its_activity_from_going_ahead_is_let_go_and_others_serve() -> None:
    people = [person("away", unavailable=(Span(0, 9),)), person("a"), person("b"), person("c")]
    facts = problem(people, [activity(0, 60)], [role(0, 1, 2)], (*BASIC, Available(), Pinned()), pins=(Pin(0, 0),))
    let_go = Cure(Kind.PIN, GOING + 2 * SLOT, (Pin(0, 1), Pin(0, 2)), (), (Pin(0, 0),))
    assert of_one(facts, ((),), 0) == (let_go,)


def test_an_activity_that_cannot_go_ahead_does_with_the_change_and_all_whom_it_needs_besides() -> None:
    people = [person("free"), person("served enough", limits=Limits(minutes_a_day=50)), person("also free")]
    rules = (*BASIC, HoursADay(), Available())
    facts = problem(people[:2], [activity(0, 60)], [role(0, 2, 2)], rules)
    finding = Finding(HoursADay(), (1,), (0,), 10, "min")
    cure = Cure(Kind.LIMIT, GOING + 2 * SLOT, (Pin(0, 1), Pin(0, 0)), waived=(finding,))
    assert of_one(facts, ((),), 0) == (cure,)
    assert of_one(replace(facts, roles=(role(0, 3, 3),)), ((),), 0) == ()


def test_nobody_gives_up_the_session_that_their_duty_needs() -> None:
    roles = [role(0), role(1, grants=(Grant(COURSE),)), role(2, requirements=(Requirement(COURSE),))]
    spans = [activity(0, 60), activity(50, 90), activity(200, 260)]
    people = [person("trained"), person("other", unavailable=(Span(0, 40),))]
    facts = problem(people, spans, roles, (*BASIC, Available(), NotInTwoPlaces(), Trained()))
    assert of_one(facts, ((), (0,), (0,)), 0) == ()
    assert [cure.kind for cure in of_one(facts, ((), (0,), ()), 0)] == [Kind.MOVE]


def test_each_cure_is_the_roster_that_it_says_at_its_cost_and_breaks_what_it_waives() -> None:
    kinds = Counter[Kind]()
    for number in range(150):
        random = Random(number)
        facts = random_problem(random, (*ALL, OWN[-2]) if number % 2 else EASY)
        solved = solve(facts, seconds=60, effort=1, seed=number).roster
        idle = random.randrange(len(facts.people))
        roster = tuple(tuple(candidate for candidate in held if candidate != idle) for held in solved)
        laid_out = LaidOut(facts, roster)
        before = orderless(laid_out.compiled, laid_out.whole.arrays)
        for asked, slots in enumerate(facts.roles):
            if len(roster[asked]) < slots.wanted:
                for cure in cures(laid_out, asked):
                    kinds[cure.kind] += 1
                    assert_true(facts, roster, cure)
        assert orderless(laid_out.compiled, laid_out.whole.arrays) == before
    assert min(kinds[kind] for kind in Kind) > 1


def assert_true(facts: Problem, roster: Roster, cure: Cure) -> None:
    """The judge says of the roster with the cure what the cure says."""
    after = with_it(roster, cure)
    waiving = sum(finding.rule.price_of_waiving(finding) for finding in cure.waived)
    assert cure.cost - waiving == judge.cost(facts, after) - judge.cost(facts, roster)
    released = replace(facts, pins=tuple(pin for pin in facts.pins if pin not in cure.released))
    known = judge.hard_findings(released, roster)
    assert [finding for finding in judge.hard_findings(released, after) if finding not in known] == list(cure.waived)


def with_it(roster: Roster, cure: Cure) -> Roster:
    """The roster with what a cure changes."""
    held = {Pin(number, candidate) for number, candidates in enumerate(roster) for candidate in candidates}
    assert held.issuperset(cure.lost)
    assert held.isdisjoint(cure.gained)
    pairs = sorted((held - set(cure.lost)).union(cure.gained))
    return tuple(tuple(pair.candidate for pair in pairs if pair.role == number) for number in range(len(roster)))
