"""A search in stages: it begins, goes on from the best, and reckons in the weights of its stage."""

from __future__ import annotations

from solver.answers import Answers
from solver.engine import solve
from solver.objective import Objective
from solver.policy import read_mode, read_policy
from solver.problem import Problem
from solver.search.compiled import Compiled
from solver.staged import Staged
from solver.stages import STAGES, weights
from solver.tables import Tables
from tests.solver.test_engine import town
from tests.solver.test_tiers import tiered


def staged(facts: Problem) -> tuple[Staged, Answers]:
    """The search of a problem, and what there is to say of its rosters."""
    rules = read_policy(facts.policy)
    compiled, objective = Compiled(Tables(facts), rules), Objective(rules, read_mode(facts.policy))
    answers = Answers(compiled.tables, rules, objective)
    return Staged(compiled, objective, answers.nobody, 0, 1), answers


def test_it_begins_with_a_first_roster_or_with_the_one_that_there_is() -> None:
    facts = town()
    better = solve(facts, seconds=60, effort=2).roster
    begun = []
    for start in (None, better):
        search, answers = staged(facts)
        search.begin(None if start is None else answers.judged(start), lambda: False)
        begun.append(search.chains.best_roster())
        assert search.claimed(answers.judged(begun[-1]).by_tier) == search.chains.best_cost
        search.chains.close()
    assert begun[1] == better != begun[0]


def test_one_sum_has_no_stage_to_enter() -> None:
    search, answers = staged(town())
    assert (search.enter(answers.nobody, 0.5), search.stage, search.weights) == (False, None, None)
    search.chains.close()


def test_each_stage_goes_on_from_the_best_roster_under_weights_that_are_made_for_it() -> None:
    facts = tiered(town())
    search, answers = staged(facts)
    best = answers.judged(solve(facts, seconds=60, effort=2).roster)
    assert search.enter(best, 0.0)
    assert search.stage == STAGES[0]
    assert search.weights == weights(search.objective, STAGES[0], best.by_tier, search.worst)
    assert (search.chains.best_roster(), search.chains.best_cost) == (best.roster, search.claimed(best.by_tier))
    search.chains.close()
