"""What bookings cost by the sums that they add to, a crew's among them."""

from __future__ import annotations

from random import Random

import numpy as np

from solver.candidates import Capacity, Carried, Team
from solver.judge import findings
from solver.policy import read_policy
from solver.problem import Problem
from solver.proof.loads import cores, pair_prices, squares
from solver.proof.schedules import pairs_of, schedules_of
from solver.rules.clashes import NotInTwoPlaces, OnceAnActivity
from solver.rules.demand import Coverage
from solver.rules.eligibility import ServesInCapacity
from solver.rules.fairness import FairHours, FairRestDays, FairRule, FairUnpleasant
from solver.search.compiled import Compiled
from solver.spans import Span
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import POLICIES, legal

RULES = (
    ServesInCapacity(),
    OnceAnActivity(),
    NotInTwoPlaces(),
    FairHours(volunteer=10, team=5, with_team=1),
    Coverage(),
)


def a_team_of_two() -> Compiled:
    """A team whose second member is away from the second of two activities, of one and two half hours."""
    people = [person("p", carried=Carried(minutes=60)), person("q", unavailable=(Span(100, 200),))]
    roles = [role(0, 0, 1, Capacity.TEAM), role(1, 0, 1, Capacity.TEAM)]
    facts = problem(people, [activity(0, 30), activity(100, 160)], roles, RULES, [Team("t", (0, 1))])
    return Compiled(Tables(facts), read_policy(facts.policy))


def test_who_goes_wherever_the_team_goes_is_its_core() -> None:
    assert [core.tolist() for core in cores(a_team_of_two().facts)] == [[0]]


def test_a_team_pays_for_its_crew() -> None:
    facts = a_team_of_two().facts
    assert squares(facts).tolist() == [[10], [10], [5 + 10]]
    assert pair_prices(facts, np.array([0, 1]), np.array([2, 2])).tolist() == [2 * 10 * 2 * 1 + 10 * 1, 2 * 10 * 2 * 2]


def test_a_team_pays_for_itself_alone_where_crews_do_not_count() -> None:
    alone = [rule if not isinstance(rule, FairRule) else FairHours(volunteer=10, team=5, with_team=0) for rule in RULES]
    facts = Compiled(Tables(a_team_of_two().problem), alone).facts
    assert squares(facts).tolist() == [[10], [10], [5]]
    assert pair_prices(facts, np.array([0, 1]), np.array([2, 2])).tolist() == [0, 0]


def test_all_candidates_together_pay_no_more_than_a_roster_costs() -> None:
    random, kinds = Random("loads"), (FairHours, FairRestDays, FairUnpleasant)
    for _ in range(30):
        facts = random_problem(random, POLICIES["all"])
        compiled = Compiled(Tables(facts), read_policy(facts.policy))
        rosters = sorted(legal(facts, compiled))
        for roster in random.sample(rosters, min(5, len(rosters))):
            assert paid(compiled, roster) <= fair_cost(facts, compiled, roster, kinds)


def paid(compiled: Compiled, roster: tuple[tuple[int, ...], ...]) -> int:
    """What the candidates of a roster pay for its sums."""
    pairs = pairs_of(compiled)
    schedules = schedules_of(compiled, pairs)
    found = 0
    for candidate in range(compiled.problem.candidates):
        held = [pairs.number(role, candidate) for role, who in enumerate(roster) if candidate in who]
        chosen = np.array(held, dtype=np.int64)
        acts = compiled.facts.role_activity[pairs.role[chosen]]
        found += int(pair_prices(compiled.facts, acts, pairs.candidate[chosen]).sum())
        found += schedules.cost(candidate, pairs.entry[chosen])
    return found


def fair_cost(
    facts: Problem, compiled: Compiled, roster: tuple[tuple[int, ...], ...], kinds: tuple[type[FairRule], ...]
) -> int:
    """What the rules of fairness find in a roster."""
    return sum(found.cost for found in findings(facts, roster, compiled.rules) if isinstance(found.rule, kinds))
