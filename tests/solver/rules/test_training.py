"""Training before duty: whom a session in the same horizon trains."""

from __future__ import annotations

import numpy as np
import pytest

from solver.candidates import Capacity, Held, Team
from solver.problem import Activity, Grant, Pin, Problem, Requirement, Role
from solver.rules.base import Finding
from solver.rules.training import Trained
from solver.spans import DAY, Span
from solver.tables import Tables
from tests.solver.problems import ALWAYS, COURSE, SKILL, activity, found, person, problem, role
from tests.solver.rules.answers import blocked, by_check, by_post, forbidden, terms

RULE = Trained()
SESSION, DUTY = activity(0, 10, kind="training"), activity(10, 20)
ATTEND, SERVE = role(0, 0, 2, grants=(Grant(COURSE),)), role(1, 0, 2, requirements=(Requirement(COURSE),))
LEARNT = person("learnt", qualifications=(Held(COURSE, 1, ALWAYS),))
NOVICE = person("novice")


def untrained(candidate: int, number: int) -> Finding:
    """Somebody serves in a role who did not attend what they had to."""
    return Finding(RULE, (candidate,), (number,), 1, "assignment", reason="untrained")


def lead(number: int, bound: list[bool], before: tuple[int, ...]) -> dict[str, object]:
    """A term that says so."""
    return {"term": "Leads", "role": number, "bound": bound, "before": before}


def with_session(*people, session: Activity = SESSION, attend: Role = ATTEND, serve: Role = SERVE, **more) -> Problem:  # type: ignore[no-untyped-def]
    """A session, and a duty that asks for what it grants."""
    return problem(people, [session, DUTY], [attend, serve], [RULE], **more)


def test_who_attends_a_session_serves_in_a_duty_that_begins_when_it_is_over() -> None:
    facts = with_session(LEARNT, NOVICE)
    codes = RULE.blocks(Tables(facts), 1)
    assert codes is not None
    assert (codes.dtype, codes.tolist()) == (np.int8, [0, 0])
    assert blocked(RULE, facts) == [[None, None], [None, None]]
    assert terms(RULE, facts) == [lead(1, [False, True], (0,))]
    assert found(RULE, facts, ((1,), (0, 1))) == []
    assert found(RULE, facts, ((), (0, 1))) == [untrained(1, 1)]
    assert found(RULE, facts, ((0,), (0, 1))) == [untrained(1, 1)]


@pytest.mark.parametrize(
    ("session", "attend", "reason"),
    [
        (activity(0, 10), ATTEND, None),
        (activity(0, 11), ATTEND, "missing"),
        (activity(DAY, DAY + 1), ATTEND, "missing"),
        (SESSION, role(0, 0, 2, grants=(Grant(COURSE, 2),)), None),
        (SESSION, role(0, 0, 2, grants=(Grant(SKILL),)), "missing"),
        (SESSION, role(0, 0, 2), "missing"),
    ],
)
def test_only_a_session_that_grants_it_and_is_over_in_time_trains(
    session: Activity, attend: Role, reason: str | None
) -> None:
    facts = with_session(NOVICE, session=session, attend=attend)
    assert blocked(RULE, facts) == [[None], [reason]]
    assert terms(RULE, facts) == ([] if reason else [lead(1, [True], (0,))])
    [finding] = found(RULE, facts, ((), (0,)))
    assert finding.reason == (reason or "untrained")
    assert bool(found(RULE, facts, ((0,), (0,)))) is bool(reason)


@pytest.mark.parametrize(("level", "reason"), [(1, "level"), (2, None), (3, None)])
def test_a_session_trains_to_its_level_and_not_beyond(level: int, reason: str | None) -> None:
    low = person(qualifications=(Held(COURSE, 1, ALWAYS),))
    serve = role(1, requirements=(Requirement(COURSE, 2),))
    facts = with_session(low, attend=role(0, grants=(Grant(COURSE, level),)), serve=serve)
    assert blocked(RULE, facts) == [[None], [reason]]
    assert len(terms(RULE, facts)) == (reason is None)


def test_who_was_trained_too_long_ago_attends_again() -> None:
    facts = with_session(person(qualifications=(Held(COURSE, 1, Span(0, 19)),)), LEARNT)
    assert terms(RULE, facts) == [lead(1, [True, False], (0,))]


def test_a_qualification_that_no_training_grants_is_not_gained() -> None:
    asks = role(1, requirements=(Requirement(SKILL),))
    facts = with_session(NOVICE, attend=role(0, grants=(Grant(SKILL),)), serve=asks)
    assert (terms(RULE, facts), found(RULE, facts, ((0,), (0,)))) == ([], [])


def test_any_of_several_sessions_will_do() -> None:
    sessions = [SESSION, activity(2, 8), DUTY]
    roles = [ATTEND, role(1, grants=(Grant(SKILL), Grant(COURSE, 2))), role(2, requirements=(Requirement(COURSE),))]
    facts = problem([NOVICE], sessions, roles, [RULE])
    assert terms(RULE, facts) == [lead(2, [True], (0, 1))]
    assert [found(RULE, facts, (first, second, (0,))) for first, second in (((0,), ()), ((), (0,)), ((), ()))] == [
        [],
        [],
        [untrained(0, 2)],
    ]


def test_a_team_that_attends_trains_its_people_and_is_not_asked_itself() -> None:
    roles = [role(0, 0, 1, Capacity.TEAM, grants=(Grant(COURSE),)), SERVE]
    roles.append(role(1, 0, 1, Capacity.TEAM, requirements=(Requirement(COURSE),)))
    facts = problem([NOVICE, NOVICE], [SESSION, DUTY], roles, [RULE], teams=[Team("t", (0,))])
    bound = [True, True, False]
    assert terms(RULE, facts) == [lead(1, bound, (0,)), lead(2, bound, (0,))]
    assert found(RULE, facts, ((2,), (0, 1), ())) == [untrained(1, 1)]
    assert found(RULE, facts, ((), (), (2,))) == []
    assert by_post(RULE, facts) == by_check(RULE, facts)


def test_each_of_several_requirements_asks_for_its_own_session() -> None:
    asks = role(1, requirements=(Requirement(COURSE, 1), Requirement(COURSE, 2), Requirement(SKILL)))
    roles = [role(0, grants=(Grant(COURSE, 1),)), role(0, grants=(Grant(COURSE, 2),)), asks]
    facts = problem([NOVICE, LEARNT], [SESSION, DUTY], roles, [RULE])
    assert terms(RULE, facts) == [lead(2, [True, False], (0, 1)), lead(2, [True, True], (1,))]
    assert found(RULE, facts, ((0,), (), (0, 1))) == [untrained(0, 2), untrained(1, 2)]
    assert by_post(RULE, facts) == by_check(RULE, facts)


def test_a_blocked_holder_is_found_before_those_who_did_not_attend() -> None:
    late = role(0, 0, 1, requirements=(Requirement(COURSE),))
    facts = problem([NOVICE], [SESSION, DUTY], [late, SERVE, ATTEND], [RULE])
    assert found(RULE, facts, ((0,), (0,), ())) == [
        Finding(RULE, (0,), (0,), 1, "assignment", reason="missing"),
        untrained(0, 1),
    ]


def test_a_model_lets_serve_whom_it_lets_attend() -> None:
    facts = with_session(LEARNT, NOVICE)
    assert by_post(RULE, facts) == by_check(RULE, facts)
    assert forbidden(RULE, facts) == [((), (1,)), ((), (0, 1)), ((0,), (1,)), ((0,), (0, 1))]


def test_a_model_keeps_in_the_session_who_serves_outside_it_and_out_of_the_duty_who_did_not_attend() -> None:
    facts = with_session(LEARNT, NOVICE)
    assert forbidden(RULE, facts, [0], ((), (1,))) == [((), (1,)), ((0,), (1,))]
    assert forbidden(RULE, facts, [0], ((), (0,))) == []
    assert forbidden(RULE, facts, [1], ((0,), ())) == [((0,), (1,)), ((0,), (0, 1))]
    assert forbidden(RULE, facts, [1], ((1,), ())) == []


def test_a_town_without_sessions_asks_for_nothing() -> None:
    facts = problem([NOVICE, LEARNT], [DUTY], [role(0, requirements=(Requirement(COURSE),))], pins=(Pin(0, 1),))
    assert (terms(RULE, facts), blocked(RULE, facts)) == ([], [["missing", None]])
