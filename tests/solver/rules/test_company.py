"""Who may be on an activity with whom."""

from __future__ import annotations

import pytest

from solver.candidates import Capacity, Team
from solver.problem import Couple, Problem, Roster
from solver.rules.base import Finding, Rule
from solver.rules.company import ExperiencedWithNew, KeptApart, NeverAlone, ServeTogether
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, terms
from tests.solver.rules.test_composition import need

ALONE, EXPERIENCED, APART, TOGETHER = NeverAlone(), ExperiencedWithNew(), KeptApart(), ServeTogether()
PLAIN, NEW, SHY = person("a"), person("n", new=True), person("s", not_alone=True)
DUTY, VISIT = activity(0, 4), activity(0, 4, never_alone=True)
TEAM = role(0, 0, 1, Capacity.TEAM)


def on_one(*people, duty=DUTY, **more) -> Problem:  # type: ignore[no-untyped-def]
    """One activity for all of them."""
    return problem(people, [duty], [role(0, 0, len(people))], **more)


def one_missing(rule: Rule, people: tuple[int, ...], reason: str) -> list[Finding]:
    """One person more is needed."""
    return [Finding(rule, people, (0,), 1, "people", reason=reason)]


@pytest.mark.parametrize(
    ("duty", "people", "lacks"),
    [
        (VISIT, (PLAIN,), True),
        (VISIT, (PLAIN, PLAIN), False),
        (VISIT, (SHY,), True),
        (DUTY, (PLAIN,), False),
        (DUTY, (SHY,), True),
        (DUTY, (SHY, SHY), False),
        (DUTY, (SHY, PLAIN), False),
    ],
)
def test_two_are_there_where_nobody_is_alone_or_somebody_is_who_does_nothing_alone(duty, people, lacks) -> None:  # type: ignore[no-untyped-def]
    facts, everybody = on_one(*people, duty=duty), tuple(range(len(people)))
    assert found(ALONE, facts, (everybody,)) == (one_missing(ALONE, everybody, "alone") if lacks else [])
    assert found(ALONE, facts, ((),)) == []


def test_the_crew_of_a_team_keeps_company_and_who_comes_twice_is_still_alone() -> None:
    facts = problem([SHY, PLAIN], [DUTY], [role(), TEAM], teams=[Team("t", (1,)), Team("u", (0,))])
    assert found(ALONE, facts, ((0,), (2,))) == []
    assert found(ALONE, facts, ((0,), (3,))) == [Finding(ALONE, (0,), (0, 1), 1, "people", reason="alone")]


def test_company_is_needed_in_any_case_or_because_of_somebody_if_anybody_is_such() -> None:
    facts = problem([SHY, PLAIN], [VISIT, DUTY], [])
    assert terms(ALONE, facts) == [
        need(0, [True, True], 2, "alone"),
        need(1, [True, True], 2, "alone", because=[True, False]),
    ]
    assert terms(ALONE, problem([PLAIN], [VISIT, DUTY], [])) == [need(0, [True], 2, "alone")]


@pytest.mark.parametrize(
    ("people", "lacks"),
    [((NEW,), True), ((NEW, NEW), True), ((NEW, NEW, PLAIN), False), ((PLAIN,), False), ((NEW, SHY), False)],
)
def test_somebody_experienced_is_there_where_somebody_is_new(people, lacks) -> None:  # type: ignore[no-untyped-def]
    facts, everybody = on_one(*people), tuple(range(len(people)))
    expected = one_missing(EXPERIENCED, everybody, "experienced") if lacks else []
    assert found(EXPERIENCED, facts, (everybody,)) == expected


def test_the_experienced_are_all_who_are_not_new_and_asked_for_only_where_somebody_is() -> None:
    facts = problem([NEW, PLAIN], [DUTY, VISIT], [])
    assert terms(EXPERIENCED, facts) == [
        need(number, [False, True], 1, "experienced", because=[True, False]) for number in (0, 1)
    ]
    assert terms(EXPERIENCED, problem([PLAIN], [DUTY], [])) == []


COUPLE = {"apart": (Couple(2, 0),), "together": (Couple(2, 0),)}


@pytest.mark.parametrize(
    ("who", "apart", "together"),
    [((), [], []), ((0,), [], [1]), ((2,), [], [1]), ((0, 2), [1], []), ((1,), [], []), ((0, 1, 2), [1], [])],
)
def test_of_a_couple_both_are_there_or_none_or_never_both(who, apart, together) -> None:  # type: ignore[no-untyped-def]
    facts = on_one(PLAIN, PLAIN, PLAIN, **COUPLE)
    assert found(APART, facts, (who,)) == [Finding(APART, (0, 2), (0,), 1, "people", reason="apart") for _ in apart]
    assert found(TOGETHER, facts, (who,)) == [
        Finding(TOGETHER, (0, 2), (0,), 1, "people", reason="together") for _ in together
    ]


def test_couples_are_looked_at_in_each_activity_by_itself_and_with_the_crews_of_teams() -> None:
    roles = [role(0, 0, 2), TEAM, role(1, 0, 2)]
    facts = problem([PLAIN] * 3, [DUTY, activity(9, 10)], roles, teams=[Team("t", (0, 1))], **COUPLE)
    assert found(APART, facts, ((2,), (3,), ())) == [Finding(APART, (0, 2), (0, 1), 1, "people", reason="apart")]
    assert found(APART, facts, ((2,), (), (0,))) == []
    assert found(TOGETHER, facts, ((2,), (3,), ())) == []
    assert found(TOGETHER, facts, ((2,), (), (0,))) == [
        Finding(TOGETHER, (0, 2), (0, 1), 1, "people", reason="together"),
        Finding(TOGETHER, (0, 2), (2,), 1, "people", reason="together"),
    ]


def test_each_couple_is_a_need_of_each_activity() -> None:
    facts = problem([PLAIN] * 3, [DUTY, VISIT], [], **COUPLE)
    first, last = [True, False, False], [False, False, True]
    assert terms(APART, facts) == [need(n, [True, False, True], 0, "apart", most=1) for n in (0, 1)]
    assert terms(TOGETHER, facts) == [
        need(number, *who, because=because)  # type: ignore[misc]
        for number in (0, 1)
        for who, because in (((first, 1, "together"), last), ((last, 1, "together"), first))
    ]


def test_a_town_without_such_people_asks_for_nothing() -> None:
    facts = on_one(PLAIN, PLAIN)
    for rule in (ALONE, EXPERIENCED, APART, TOGETHER):
        assert (terms(rule, facts), found(rule, facts, ((0, 1),))) == ([], [])


@pytest.mark.parametrize(
    ("rule", "facts", "allowed"),
    [
        (ALONE, on_one(SHY, PLAIN), [((),), ((1,),), ((0, 1),)]),
        (ALONE, on_one(PLAIN, PLAIN, duty=VISIT), [((),), ((0, 1),)]),
        (EXPERIENCED, on_one(NEW, PLAIN), [((),), ((1,),), ((0, 1),)]),
        (APART, on_one(PLAIN, PLAIN, apart=(Couple(0, 1),)), [((),), ((0,),), ((1,),)]),
        (TOGETHER, on_one(PLAIN, PLAIN, together=(Couple(0, 1),)), [((),), ((0, 1),)]),
        (
            TOGETHER,
            problem(
                [PLAIN] * 2, [DUTY], [role(), TEAM], teams=[Team("t", (0,)), Team("u", (1,))], together=(Couple(0, 1),)
            ),
            [((), ()), ((), (2, 3)), ((0,), (3,)), ((0,), (2, 3)), ((1,), (2,)), ((1,), (2, 3)), ((0, 1), ())]
            + [((0, 1), teams) for teams in ((2,), (3,), (2, 3))],
        ),
    ],
)
def test_a_model_allows_what_check_allows(rule: Rule, facts: Problem, allowed: list[Roster]) -> None:
    assert sorted(by_check(rule, facts)) == sorted(allowed)
    assert by_post(rule, facts) == by_check(rule, facts)


@pytest.mark.parametrize(
    ("rule", "people", "company"),
    [
        (ALONE, (SHY,), {}),
        (EXPERIENCED, (NEW,), {}),
        (APART, (PLAIN, PLAIN), {"apart": (Couple(0, 1),)}),
        (TOGETHER, (PLAIN, PLAIN), {"together": (Couple(0, 1),)}),
    ],
)
def test_of_what_is_past_nobody_asks_who_was_there_with_whom(rule, people, company) -> None:  # type: ignore[no-untyped-def]
    there = ((0,),) if rule is TOGETHER else (tuple(range(len(people))),)
    coming, past = (on_one(*people, duty=activity(0, 4, past=over), **company) for over in (False, True))
    assert (len(found(rule, coming, there)), found(rule, past, there)) == (1, [])
    assert (bool(terms(rule, coming)), terms(rule, past)) == (True, [])
