"""A problem as lines: the same rosters are legal, and at the same cost; what lines cannot say is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from solver import judge
from solver.candidates import Capacity, Commitment, DutiesOf, Limits, Person, Request, Team
from solver.lines.layout import NEVER
from solver.lines.reading import NotLines, Reading, read
from solver.policy import read_policy
from solver.problem import Pin, Problem, Role, Roster
from solver.rules.base import UNLIMITED, Rule
from solver.rules.clashes import MinimumRest, OneDutyADay
from solver.rules.composition import SomebodyLocal, WomenAndMen
from solver.rules.demand import Coverage
from solver.rules.enough import EnoughHours
from solver.rules.fairness import FairHours
from solver.rules.hours import HoursADay, HoursAWeek, HoursInAll
from solver.rules.overtime import Overtime
from solver.rules.rest_days import ConsecutiveDays, FreeDayAWeek
from solver.rules.venues import VenueHasRoom, VenueOnce
from solver.search.compiled import Compiled
from solver.spans import DAY, Span
from solver.tables import Tables
from tests.solver.lines.tiny import Line, is_legal, roster_cost
from tests.solver.problems import activity, person, problem, random_rota, role, rosters
from tests.solver.test_agreement import WHOLE

STAFF = frozenset({Capacity.SOCIAL_WORKER, Capacity.VOLUNTEER})


def reading(facts: Problem) -> Reading:
    """A problem as lines."""
    return read(Compiled(Tables(facts), read_policy(facts.policy)))


def lines_of(found: Reading, roster: Roster) -> list[Line] | None:
    """A roster as lines; None where somebody has two duties a day."""
    days = len(found.lines.weekend)
    rows = [[-1] * days for _ in found.lines.price]
    for duty, number in enumerate(found.role.tolist()):
        day = int((found.lines.day_start <= duty).sum()) - 1
        for who in roster[number]:
            if rows[who][day] >= 0:
                return None
            rows[who][day] = duty
    return [tuple(row) for row in rows]


def test_the_same_rosters_are_legal_and_cost_the_same(request: pytest.FixtureRequest) -> None:
    random, legal = Random("lines"), 0
    for _ in range(2000 if request.config.getoption("--nightly") else 60):
        facts = random_rota(random, WHOLE)
        people = tuple(replace(one, commitments=()) for one in facts.people)
        facts = replace(facts, people=people)
        compiled = Compiled(Tables(facts), WHOLE)
        found = read(compiled)
        for roster in rosters(compiled.eligible):
            findings = judge.findings(facts, roster, WHOLE)
            lines = lines_of(found, roster)
            keeps = lines is not None and all(is_legal(found.lines, who, line) for who, line in enumerate(lines))
            assert keeps == (not any(finding.rule.hard for finding in findings)), (facts, roster)
            if lines is not None and keeps:
                assert roster_cost(found.lines, lines) + found.offset == sum(each.cost for each in findings), facts
                legal += 1
    assert legal > 100


def town(
    *rules: Rule,
    people: Sequence[Person] = (),
    days: Sequence[int] = (7, 8, 9),
    roles: Sequence[Role] = (),
    **more: Any,
) -> Problem:
    """A duty on each of these days of a week that is planned, for people who must serve for a while."""
    staff = people or [person(limits=Limits(least_minutes=60)), person()]
    duties = [activity(day * DAY, day * DAY + 60, kind="night") for day in days]
    asked = roles or [role(number, 0, 1, most=9) for number in range(len(days))]
    values = {"horizon": Span(7 * DAY, 14 * DAY), **more}
    return problem(staff, duties, asked, (OneDutyADay(), EnoughHours(), Coverage(), *rules), **values)


def test_duties_come_in_the_order_of_their_days_and_what_binds_nobody_is_no_sum() -> None:
    free = person(requests=(Request(2, 1), Request(0, -1)))
    strict = person(
        limits=Limits(minutes=120, least_minutes=60, weekends=1, days_in_a_row=2, least_days_off=2, days_off=4),
        unavailable=(Span(8 * DAY, 9 * DAY),),
    )
    facts = town(
        *WHOLE[-1:],
        *(rule for rule in WHOLE if type(rule).__name__ in ("HoursInAll", "WeekendsWorked", "Requests", "Overstaffed")),
        ConsecutiveDays(),
        people=[free, strict],
        days=(9, 7, 8, 13, 8),
        roles=[role(number, 0, number % 3, most=2, priority=4) for number in range(5)],
    )
    found = reading(facts)
    lines = found.lines
    assert (found.role.tolist(), found.offset) == ([1, 2, 4, 0, 3], 600)
    assert lines.day_start.tolist() == [0, 1, 3, 4, 4, 4, 4, 5]
    assert lines.price.tolist() == [[0, -600, 0, 600, 0], [0] * 5]
    assert lines.free_price.tolist() == [[0] * 7] * 2
    assert lines.follows[0].tolist() == [[True, True], [False, False]]
    assert lines.follows[1].tolist() == [[True, False], [True, False]]
    assert lines.follows[2:].tolist() == [[[False, False]] * 2] * 4
    assert (lines.amount.tolist(), lines.least.tolist(), lines.most.tolist()) == (
        [[60]] * 5,
        [[0], [60]],
        [[UNLIMITED], [120]],
    )
    assert (lines.weekend.tolist(), lines.most_weekends.tolist()) == ([-1] * 5 + [1, 1], [UNLIMITED, 1])
    assert (lines.shortest_work.tolist(), lines.longest_work.tolist()) == ([0, 0], [UNLIMITED, 2])
    assert (lines.shortest_free.tolist(), lines.longest_free.tolist()) == ([0, 2], [UNLIMITED, 4])
    assert (lines.wanted.tolist(), lines.under.tolist()) == ([1, 2, 1, 0, 0], [80_000] * 5)
    assert lines.over.tolist() == [700] * 5


def test_who_cannot_have_a_duty_has_it_at_no_price_and_neither_has_who_may_never_do_its_kind() -> None:
    people = [
        person(limits=Limits(least_minutes=60), unavailable=(Span(8 * DAY, 8 * DAY + 1),)),
        person(limits=Limits(kinds=(DutiesOf("night", 0),))),
        person(limits=Limits(kinds=(DutiesOf("night", 3),))),
    ]
    rules = [rule for rule in WHOLE if type(rule).__name__ == "DutiesOfAKind"]
    found = reading(town(*rules, *read_policy([{"rule": "Available"}]), people=people)).lines
    assert found.price.tolist() == [[0, NEVER, 0], [NEVER] * 3, [0, 0, 0]]
    assert found.amount.tolist() == [[60]] * 3
    people[2] = person(limits=Limits(kinds=(DutiesOf("night", 2),)))
    found = reading(town(*rules, people=people)).lines
    assert (found.amount.tolist(), found.most.tolist()) == (
        [[1, 60]] * 3,
        [[UNLIMITED, UNLIMITED], [0, UNLIMITED], [2, UNLIMITED]],
    )


def test_a_limit_of_each_week_is_a_sum_of_the_duties_of_that_week() -> None:
    strict = person(limits=Limits(least_minutes=60, minutes_a_week=70))
    facts = town(HoursAWeek(), people=[strict], days=(8, 9, 14), horizon=Span(7 * DAY, 21 * DAY))
    found = reading(facts).lines
    assert found.amount.tolist() == [[60, 60], [60, 60], [0, 60]]
    assert (found.least.tolist(), found.most.tolist()) == ([[0, 60]], [[70, UNLIMITED]])


def test_a_free_day_a_week_is_kept_by_shorter_runs_of_work_or_where_a_week_is_all_there_is() -> None:
    worker = [replace(person(limits=Limits(least_minutes=60)), capacities=STAFF)]
    two_weeks = {"people": worker, "horizon": Span(7 * DAY, 21 * DAY)}
    assert reading(town(FreeDayAWeek(), people=worker)).lines.longest_work.tolist() == [6]
    assert reading(town(FreeDayAWeek(), ConsecutiveDays(6), **two_weeks)).lines.longest_work.tolist() == [6]
    assert refused(town(FreeDayAWeek(), ConsecutiveDays(7), **two_weeks)) == WITHOUT_WEEKS
    assert refused(town(FreeDayAWeek(), **two_weeks)) == WITHOUT_WEEKS


WITHOUT_WEEKS = "FreeDayAWeek cannot be kept together with them"


def refused(facts: Problem) -> str:
    """What speaks against lines."""
    with pytest.raises(NotLines) as raised:
        reading(facts)
    before, after = str(raised.value).split(", but ")
    assert before == "rules about whole schedules are in force"
    return after


ELSEWHERE = person("p", commitments=(Commitment(Span(0, 60), 0),))
LEAST = Limits(least_minutes=60)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (town(teams=[Team("t", (0,))]), "there are teams, whose schedules depend on those of their members"),
        (town(pins=(Pin(0, 0),)), "some duties are pinned"),
        (town(people=[person(limits=LEAST), ELSEWHERE]), "p has duties in another roster"),
        (town(roles=[role(0, 1, 2, most=9)]), "r0 has a minimum without which it does not go ahead"),
        (town(roles=[role(0, 0, 1)]), "r0 takes only 1 of 2 people who could hold it"),
        (town(MinimumRest(minutes=3 * DAY)), "some duties rule out others that are days away"),
        (town(FairHours()), "FairHours cannot be kept together with them"),
        (
            town(Overtime(), people=[replace(person(limits=LEAST), capacities=STAFF)]),
            "Overtime cannot be kept together with them",
        ),
    ],
)
def test_what_lines_cannot_say_is_refused_in_words(facts: Problem, reason: str) -> None:
    assert refused(facts) == reason


def test_somebody_with_two_duties_a_day_has_no_line() -> None:
    facts = town(days=(7, 7))
    without = replace(facts, policy=tuple(entry for entry in facts.policy if entry.get("rule") != "OneDutyADay"))
    assert refused(without) == "somebody may have two duties on one day"


@pytest.mark.parametrize("rule", [SomebodyLocal(), WomenAndMen(), VenueHasRoom(), VenueOnce()])
def test_rules_about_an_activity_are_refused_where_they_ask_for_something(rule: Rule) -> None:
    assert reading(town(rule)).offset == 0
    duty = activity(7 * DAY, 7 * DAY + 60, venue=2, local=True, women=1)
    later = activity(7 * DAY, 7 * DAY + 50, venue=2)
    staff = [person(limits=LEAST), person(), person()]
    facts = replace(
        town(rule, people=staff, roles=[role(0, 0, 1, most=9), role(1, 0, 1, most=9)]), activities=(duty, later)
    )
    assert refused(facts) == f"{type(rule).__name__} cannot be kept together with them"


def test_rules_that_bind_nobody_here_are_no_hindrance() -> None:
    found = reading(town(Overtime(), FreeDayAWeek(), HoursADay(), HoursInAll(), MinimumRest())).lines
    assert (found.amount.tolist(), found.longest_work.tolist()) == ([[60]] * 3, [UNLIMITED, UNLIMITED])


def test_a_problem_of_no_duties_has_lines_of_free_days() -> None:
    facts = problem([person(limits=LEAST)], [], [], (OneDutyADay(), EnoughHours()), horizon=Span(0, 2 * DAY))
    found = reading(facts).lines
    assert (found.day_start.tolist(), found.price.shape, found.follows.shape) == ([0, 0, 0], (1, 0), (1, 0, 0))
    assert (found.amount.shape, found.least.tolist()) == ((0, 1), [[60]])
