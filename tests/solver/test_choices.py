"""Times that are a choice: the best option for all together, judged where it is held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from solver import judge
from solver.choices import chosen, expanded, has_choices
from solver.engine import solve
from solver.judged import Judged
from solver.objective import Objective, vector
from solver.policy import read_mode, read_policy
from solver.problem import Option, Pin, Problem, Roster
from solver.search.compiled import Compiled
from solver.spans import Span
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, random_problem, random_span, role
from tests.solver.test_agreement import ALL, legal
from tests.solver.test_engine import RULES
from tests.solver.test_tiers import tiered


def with_options(random: Random, facts: Problem) -> Problem:
    """The problem with another time or venue for some activities, for one at least."""
    more = [random.random() < 0.5 for _ in facts.activities]
    more[random.randrange(len(more))] = True
    other = tuple(
        replace(one, options=(*one.options, Option(random_span(random), random.choice((None, 2))))) if some else one
        for one, some in zip(facts.activities, more, strict=True)
    )
    return replace(facts, activities=other)


def every(facts: Problem) -> Iterator[tuple[int, ...]]:
    """Every choice of an option for each activity."""
    yield from product(*(range(len(one.options)) for one in facts.activities))


def costs_of(facts: Problem) -> dict[Roster, tuple[int, ...]]:
    """What each roster costs that breaks no hard rule, by what its policy compares."""
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    objective = Objective(compiled.rules, read_mode(facts.policy))
    found = {}
    for roster in legal(facts, compiled):
        judged = Judged(compiled.tables, roster)
        found[roster] = vector(objective.costs(judged, judge.checked(judged, compiled.rules)))
    return found


@pytest.mark.parametrize("mode", [lambda facts: facts, tiered], ids=["sum", "tiers"])
def test_the_engines_choice_is_the_best_of_all_options_and_rosters(mode: object) -> None:
    random = Random("choices")
    for seed in range(25):
        facts = mode(with_options(random, random_problem(random, ALL)))  # type: ignore[operator]
        best = min(min(costs_of(chosen(facts, options)).values()) for options in every(facts))
        solution = solve(facts, seconds=60, effort=20, seed=seed, workers=1 + seed % 2)
        held = chosen(facts, solution.options)
        assert costs_of(held)[solution.roster] == best, facts
        assert judge.cost(held, solution.roster) == solution.cost
        assert solution.lower_bound in (None, 0)


def test_an_activity_moves_to_where_somebody_is_free_and_its_pins_and_published_pairs_with_it() -> None:
    away = person("a", unavailable=(Span(0, 600),))
    duty = replace(activity(480, 540), options=(Option(Span(480, 540)), Option(Span(700, 760), 2)))
    facts = problem([away, person("b")], [duty, activity(700, 760)], [role(0, 1, 1), role(1, 1, 1)], RULES)
    free = solve(facts, seconds=60, effort=10)
    assert (free.options, free.cost) == ((0, 0), judge.cost(facts, free.roster))
    for more in ({"pins": (Pin(0, 0),)}, {"published": (Pin(0, 0), Pin(1, 1))}):
        solution = solve(replace(facts, **more), seconds=60, effort=10)  # type: ignore[arg-type]
        assert (solution.options, solution.roster) == ((1, 0), ((0,), (1,)))


def test_where_nobody_can_the_first_option_stands_and_its_demand_counts_once() -> None:
    duty = replace(activity(480, 540), options=(Option(Span(480, 540)), Option(Span(700, 760))))
    facts = problem([], [duty], [role(0, 1, 2)], RULES)
    solution = solve(facts, seconds=60, effort=10)
    assert (solution.options, solution.roster, solution.cost) == ((0,), ((),), 440_000)


def test_the_same_seed_and_effort_choose_the_same() -> None:
    facts = tiered(with_options(Random("same"), random_problem(Random("same"), ALL)))
    first, again = (solve(facts, seconds=60, effort=10, seed=2) for _ in range(2))
    assert (first.roster, first.options) == (again.roster, again.options)


def test_each_option_is_an_activity_with_the_same_roles_and_pairs() -> None:
    duty = replace(activity(0, 60), options=(Option(Span(0, 60)), Option(Span(90, 120)), Option(Span(200, 260), 2)))
    facts = problem(
        [person()], [activity(0, 9), duty], [role(0), role(1), role(1, 1, 2)], pins=(Pin(2, 0),), declined=(Pin(0, 0),)
    )
    assert not has_choices(problem([], [activity(0, 9)], []))
    assert has_choices(facts)
    found = expanded(facts)
    assert [one.alternative_of for one in found.problem.activities] == [None, None, 1, 1]
    assert [one.options[0] for one in found.problem.activities[1:]] == list(duty.options)
    assert [one.activity for one in found.problem.roles] == [0, 1, 1, 2, 2, 3, 3]
    assert found.problem.pins == (Pin(2, 0), Pin(4, 0), Pin(6, 0))
    assert found.problem.declined == (Pin(0, 0),)
    assert found.folded(((0,), (), (), (), (), (), (0,))) == ((0, 2), ((0,), (), (0,)))
    assert chosen(facts, (0, 2)).activities[1].options == (duty.options[2], duty.options[0], duty.options[1])
