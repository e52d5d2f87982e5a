"""Keeping all that is published, as all rosters of tiny problems say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from solver import judge
from solver.candidates import Limits
from solver.judge import costs_by_rule
from solver.judged import Judged
from solver.objective import Objective, TierValue, vector
from solver.policy import PolicyError, read_mode, read_policy
from solver.problem import Pin, Problem, Roster
from solver.repair.keeping import keep_published
from solver.rules.enough import EnoughHours
from solver.rules.hours import DutiesAMonth
from solver.search.compiled import Compiled
from solver.solution import Progress, Status
from solver.spans import Span
from solver.tables import Tables
from solver.tiers import Tier
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, BASIC, legal
from tests.solver.test_tiers import tiered

ONE_SUM = {"mode": "sum"}


def taken(facts: Problem, roster: Roster) -> int:
    """How many published assignments a roster does not hold, but for those of whoever is pinned elsewhere meanwhile."""
    return sum(
        pair.candidate not in roster[pair.role] and not pinned_elsewhere(facts, pair) for pair in facts.published
    )


def pinned_elsewhere(facts: Problem, pair: Pin) -> bool:
    """Whether the candidate of a published pair is pinned to another role in one of its minutes."""
    minutes = {pin.role: set(minutes_of(facts, pin.role)) for pin in facts.pins if pin.candidate == pair.candidate}
    return any(role != pair.role and there & set(minutes_of(facts, pair.role)) for role, there in minutes.items())


def minutes_of(facts: Problem, role: int) -> range:
    """The minutes of a role."""
    span = facts.activities[facts.roles[role].activity].span
    return range(span.start, span.end)


def compared(facts: Problem) -> dict[Roster, tuple[int, ...]]:
    """By what every legal roster compares where most of what is published is to stay: what it takes, then its tiers."""
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    objective, found = Objective(compiled.rules, read_mode(facts.policy)), {}
    for roster in legal(facts, compiled):
        judged = Judged(compiled.tables, roster)
        costs = objective.costs(judged, judge.checked(judged, compiled.rules))
        found[roster] = (taken(facts, roster), *vector(costs))
    return found


def tiny(seed: str, count: int) -> Iterator[Problem]:
    """Tiny problems with something published, tier by tier and in one sum in turn."""
    random = Random(seed)
    while count:
        facts = random_problem(random, ALL)
        if facts.published:
            yield replace(tiered(facts), policy=(*facts.policy[1:], *(ONE_SUM,) * (count % 2)))
            count -= 1


def test_no_roster_keeps_more_and_none_that_keeps_as_much_is_better(request: pytest.FixtureRequest) -> None:
    for seed, facts in enumerate(tiny("keeping", 600 if request.config.getoption("--nightly") else 60)):
        rosters = compared(facts)
        solution = keep_published(facts, seconds=60, effort=20, seed=seed)
        assert rosters[solution.roster] == min(rosters.values()), facts
        found = judge.findings(facts, solution.roster)
        assert (solution.cost, solution.costs) == (sum(one.cost for one in found), costs_by_rule(found))
        assert solution.tiers[0].value == taken(facts, solution.roster)


def test_what_is_proven_holds_for_all_rosters_that_keep_as_much() -> None:
    for seed, facts in enumerate(tiny("proven", 12)):
        best = min(compared(facts).values())
        solution = keep_published(facts, seconds=5, seed=seed, workers=2)
        bounds = [tier.bound for tier in solution.tiers]
        assert [tier.tier for tier in solution.tiers][0] is Tier.KEPT
        assert bounds[0] is None or bounds[0] <= best[0]
        if solution.status is Status.OPTIMAL:
            assert compared(facts)[solution.roster] == best
            assert solution.unproven is None
        if solution.lower_bound is not None:
            assert solution.lower_bound <= best[1]


def urgent_beside() -> Problem:
    """Somebody published on a duty of low priority could fill an urgent one that nobody else can."""
    duties = [activity(0, 60, priority=1), activity(0, 60, priority=4)]
    return tiered(problem([person()], duties, [role(0, priority=1), role(1, priority=4)], ALL, published=(Pin(0, 0),)))


def test_nobody_is_taken_from_what_they_can_still_do_for_something_more_urgent() -> None:
    for facts in (urgent_beside(), replace(urgent_beside(), policy=(*urgent_beside().policy, ONE_SUM))):
        for limits in ({"stop": lambda: True}, {"effort": 20}):
            solution = keep_published(facts, seconds=60, **limits)  # type: ignore[arg-type]
            assert (solution.roster, solution.tiers[0]) == (((0,), ()), TierValue(Tier.KEPT, 0, 0))


def test_what_is_lost_for_good_is_counted_and_known_to_be_lost_and_what_is_open_is_filled() -> None:
    people = [person("away", unavailable=(Span(0, 60),)), person("b")]
    facts = tiered(problem(people, [activity(0, 60)], [role(0, 0, 2)], ALL, published=(Pin(0, 0),)))
    solution = keep_published(facts, seconds=60, effort=5)
    assert (solution.roster, solution.tiers[0]) == (((1,),), TierValue(Tier.KEPT, 1, 1))


def test_of_two_that_contradict_each_other_the_pinned_one_stays_else_the_more_urgent() -> None:
    once = person(limits=Limits(duties_a_month=1))
    duties = [activity(0, 60, priority=2), activity(90, 99, priority=4)]
    roles, published = [role(0, priority=2), role(1, priority=4)], (Pin(0, 0), Pin(1, 0))
    facts = tiered(problem([once], duties, roles, (*ALL, DutiesAMonth()), published=published))
    solution = keep_published(facts, seconds=60, effort=10)
    assert (solution.roster, solution.tiers[0].value) == (((), (0,)), 1)
    pinned = keep_published(replace(facts, pins=(Pin(0, 0),)), seconds=60, stop=lambda: True)
    assert pinned.roster == ((0,), ())


def test_who_is_pinned_to_something_else_at_that_time_is_no_loss() -> None:
    duties, roles = [activity(0, 60), activity(30, 90, priority=4)], [role(0), role(1, priority=4)]
    facts = tiered(problem([person()], duties, roles, ALL, published=(Pin(0, 0),), pins=(Pin(1, 0),)))
    for limits in ({"stop": lambda: True}, {"effort": 20}):
        solution = keep_published(facts, seconds=60, **limits)  # type: ignore[arg-type]
        assert (solution.roster, solution.tiers[0].value) == (((), (0,)), 0)


def test_the_curve_is_in_the_costs_of_the_policy_itself_also_where_more_is_kept_later() -> None:
    people = [person("a", limits=Limits(duties_a_month=2)), person("b", home=1)]
    duties = [activity(0, 60, priority=4), activity(90, 99, priority=1), activity(120, 180, priority=1)]
    roles = [role(0, priority=4), role(1, priority=1), role(2, priority=1)]
    published = (Pin(0, 0), Pin(1, 0), Pin(2, 0))
    facts = tiered(problem(people, duties, roles, (*ALL, DutiesAMonth()), published=published))
    solution = keep_published(facts, seconds=60, effort=20)
    nobody = judge.cost(facts, ((),) * 3)
    assert max(cost for _, cost in solution.trajectory) <= nobody
    assert solution.trajectory[-1][1] == solution.cost == judge.cost(facts, solution.roster)


def test_how_far_it_is_is_told_in_the_costs_of_the_policy_itself() -> None:
    people = [person("away", unavailable=(Span(0, 60),)), person("b", home=1)]
    facts = tiered(problem(people, [activity(0, 60)], [role(0, 0, 2)], ALL, published=(Pin(0, 0),)))
    told: list[Progress] = []
    solution = keep_published(facts, seconds=60, effort=5, progress=told.append)
    found = judge.findings(facts, solution.roster)
    cost, nobody = sum(one.cost for one in found), judge.cost(facts, ((),))
    assert [(one.cost, one.first_cost, one.costs) for one in told[:1]] == [(cost, nobody, costs_by_rule(found))]
    assert (solution.cost, [cost for _, cost in solution.trajectory]) == (cost, [nobody, cost])


def test_the_same_seed_and_effort_give_the_same_roster() -> None:
    facts = next(tiny("again", 1))
    one, other = (keep_published(facts, seconds=60, effort=20, seed=3) for _ in range(2))
    assert (one.roster, one.costs) == (other.roster, other.costs)


def test_in_whole_schedules_nothing_is_kept_before_all_else() -> None:
    strict = problem([person(limits=Limits(least_minutes=60))], [activity(0, 60)], [role()], [*BASIC, EnoughHours()])
    with pytest.raises(PolicyError, match="cannot be kept before all else in whole schedules"):
        keep_published(strict, seconds=1)
