"""Rules about two duties of one person."""

from __future__ import annotations

import pytest

from solver.candidates import Capacity, Commitment, Team
from solver.problem import Problem, Roster
from solver.rules.base import Finding, Rule
from solver.rules.clashes import MinimumRest, NotInTwoPlaces, OnceAnActivity, OneDutyADay, Successions
from solver.spans import DAY, Span
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, forbidden, terms

TWO = [role(0), role(1)]
TEAM = Capacity.TEAM


def test_a_person_holds_one_role_of_an_activity() -> None:
    facts = problem([person(), person()], [activity(0, 4)], [role(), role()])
    rule = OnceAnActivity()
    assert found(rule, facts, ((0,), (1,))) == []
    assert found(rule, facts, ((0,), (0,))) == [Finding(rule, (0,), (0, 1), 1, "assignment")]


def test_a_member_who_goes_with_the_team_holds_no_other_role_of_the_activity() -> None:
    facts = problem([person()], [activity(0, 4)], [role(0, 0, 1, TEAM), role()], teams=[Team("t", (0,))])
    assert found(OnceAnActivity(), facts, ((1,), (0,))) == [Finding(OnceAnActivity(), (0,), (0, 1), 1, "assignment")]


@pytest.mark.parametrize(
    ("start", "place", "missing"),
    [(4, 0, 0), (3, 0, 1), (0, 0, 4), (8, 1, 0), (7, 1, 1), (4, 1, 4)],
    ids=[
        "back to back",
        "a minute of overlap",
        "at once",
        "just enough for the way",
        "a minute short",
        "no way at all",
    ],
)
def test_between_two_duties_lies_the_way(start: int, place: int, missing: int) -> None:
    facts = problem([person()], [activity(0, 4), activity(start, start + 4, place)], TWO)
    rule = NotInTwoPlaces()
    assert found(rule, facts, ((0,), (0,))) == ([Finding(rule, (0,), (0, 1), missing, "min")] if missing else [])


def test_a_duty_with_the_team_counts_like_any_other_and_is_told_apart() -> None:
    facts = problem(
        [person(), person()], [activity(0, 4), activity(2, 6)], [role(0, 0, 1, TEAM), role(1)], teams=[Team("t", (0,))]
    )
    rule = NotInTwoPlaces()
    assert found(rule, facts, ((2,), (0,))) == [Finding(rule, (0,), (0, 1), 2, "min", reason="team")]
    assert found(rule, facts, ((2,), (1,))) == []


def test_what_a_team_does_twice_is_found_once() -> None:
    roles = [role(0, 0, 1, TEAM), role(1, 0, 1, TEAM)]
    facts = problem([person()], [activity(0, 4), activity(2, 6)], roles, teams=[Team("t", (0,))])
    assert found(NotInTwoPlaces(), facts, ((1,), (1,))) == [Finding(NotInTwoPlaces(), (1,), (0, 1), 2, "min")]


def test_a_commitment_of_another_period_binds_but_two_of_them_are_nobodys_business() -> None:
    busy = person(commitments=(Commitment(Span(0, 4), 0), Commitment(Span(2, 6), 0)))
    facts = problem([busy], [activity(5, 9)], [role()])
    rule = NotInTwoPlaces()
    assert found(rule, facts, ((0,),)) == [Finding(rule, (0,), (0,), 1, "min")]
    assert found(rule, facts, ((),)) == []
    later = problem([busy], [activity(0, 1)], [role()])
    assert found(rule, later, ((0,),)) == [Finding(rule, (0,), (0,), 1, "min")]


@pytest.mark.parametrize(("gap", "missing"), [(600, 0), (599, 1), (30, 570), (29, 0), (0, 0), (-1, 0)])
def test_between_the_duties_of_two_days_lies_the_rest(gap: int, missing: int) -> None:
    end = DAY - 30
    facts = problem([person()], [activity(end - 60, end), activity(end + gap, end + gap + 60)], TWO)
    rule = MinimumRest()
    assert found(rule, facts, ((0,), (0,))) == ([Finding(rule, (0,), (0, 1), missing, "min")] if missing else [])


def test_within_a_day_no_rest_is_asked_and_over_midnight_the_first_day_counts() -> None:
    rule = MinimumRest()
    within = problem([person()], [activity(0, 4), activity(5, 9)], TWO)
    assert found(rule, within, ((0,), (0,))) == []
    night = problem([person()], [activity(DAY - 2, DAY + 2), activity(DAY + 5, DAY + 9)], TWO)
    assert found(rule, night, ((0,), (0,))) == [Finding(rule, (0,), (0, 1), 597, "min")]


def test_duties_on_two_days_that_overlap_want_no_rest_and_those_that_touch_all_of_it() -> None:
    rule = MinimumRest(minutes=100)
    overlapping = problem([person()], [activity(DAY - 10, DAY + 10), activity(DAY + 9, DAY + 20)], TWO)
    assert found(rule, overlapping, ((0,), (0,))) == []
    touching = problem([person()], [activity(DAY - 10, DAY + 10), activity(DAY + 10, DAY + 20)], TWO)
    assert found(rule, touching, ((0,), (0,))) == [Finding(rule, (0,), (0, 1), 100, "min")]


def test_a_duty_that_ends_at_midnight_was_on_the_day_before() -> None:
    facts = problem([person()], [activity(DAY - 60, DAY), activity(DAY, DAY + 60)], TWO)
    rule = MinimumRest(minutes=1)
    assert found(rule, facts, ((0,), (0,))) == [Finding(rule, (0,), (0, 1), 1, "min")]
    assert found(MinimumRest(minutes=0), facts, ((0,), (0,))) == []


def test_each_two_of_three_duties_are_held_against_each_other() -> None:
    facts = problem([person()], [activity(0, 9), activity(3, 6), activity(5, 8)], [role(0), role(1), role(2)])
    rule = NotInTwoPlaces()
    assert found(rule, facts, ((0,), (0,), (0,))) == [
        Finding(rule, (0,), (0, 1), 6, "min"),
        Finding(rule, (0,), (0, 2), 4, "min"),
        Finding(rule, (0,), (1, 2), 1, "min"),
    ]


def test_the_longer_way_counts_where_there_and_back_differ() -> None:
    roads = {"travel": ((0, 4, 0), (9, 0, 4), (0, 4, 0))}
    for first, second in ((0, 1), (1, 0)):
        facts = problem([person()], [activity(0, 4, first), activity(12, 16, second)], TWO, **roads)
        assert found(NotInTwoPlaces(), facts, ((0,), (0,))) == [Finding(NotInTwoPlaces(), (0,), (0, 1), 1, "min")]
        assert terms(NotInTwoPlaces(), facts)[0]["activities"] == [[False, True], [True, False]]


def test_what_a_team_does_needs_rest_of_its_members_once() -> None:
    roles = [role(0, 0, 1, TEAM), role(1, 0, 1, TEAM)]
    night = [activity(DAY - 9, DAY - 5), activity(DAY + 5, DAY + 9)]
    facts = problem([person()], night, roles, teams=[Team("t", (0,)), Team("u", (0,))])
    rule = MinimumRest()
    assert found(rule, facts, ((1,), (1,))) == [Finding(rule, (1,), (0, 1), 590, "min")]
    assert found(rule, facts, ((1,), (2,))) == [Finding(rule, (0,), (0, 1), 590, "min")]


def test_a_person_with_two_teams_of_one_activity_holds_two_of_its_roles() -> None:
    roles = [role(0, 0, 1, TEAM), role(0, 0, 1, TEAM)]
    facts = problem([person()], [activity(0, 4)], roles, teams=[Team("t", (0,)), Team("u", (0,))])
    rule = OnceAnActivity()
    assert found(rule, facts, ((1,), (2,))) == [Finding(rule, (0,), (0, 1), 1, "assignment")]
    assert found(rule, facts, ((1,), (1,))) == [Finding(rule, (1,), (0, 1), 1, "assignment")]


def test_activities_clash_with_themselves_by_one_rule_and_with_others_by_the_two_others() -> None:
    duties = [activity(0, 4), activity(3, 6), activity(DAY, DAY + 4, 1), activity(DAY + 7, DAY + 9)]
    busy = person(commitments=(Commitment(Span(4, 7), 1), Commitment(Span(DAY + 10, DAY + 12), 0)))
    facts = problem([person(), busy], duties, [role(number) for number in range(4)], teams=[Team("t", (0,))])
    nobody = [False] * 4
    assert terms(OnceAnActivity(), facts) == [
        {
            "term": "Clash",
            "activities": [
                [True, False, False, False],
                [False, True, False, False],
                [False, False, True, False],
                [False, False, False, True],
            ],
            "committed": [nobody, nobody, nobody],
        }
    ]
    assert terms(NotInTwoPlaces(), facts) == [
        {
            "term": "Clash",
            "activities": [
                [False, True, False, False],
                [True, False, False, False],
                [False, False, False, True],
                [False, False, True, False],
            ],
            "committed": [nobody, [True, True, False, False], nobody],
        }
    ]
    assert terms(MinimumRest(minutes=DAY - 5), facts) == [
        {
            "term": "Clash",
            "activities": [
                [False, False, False, False],
                [False, False, True, False],
                [False, True, False, False],
                [False, False, False, False],
            ],
            "committed": [nobody, [False, False, True, False], nobody],
        }
    ]


def test_the_rest_is_wanted_between_other_days_only_and_not_at_its_very_length() -> None:
    duties = [activity(0, 10), activity(10, 20), activity(DAY, DAY + 10), activity(DAY + 1, DAY + 10)]
    rows = terms(MinimumRest(minutes=DAY - 9), problem([], duties, []))[0]["activities"]
    assert rows == [
        [False, False, True, False],
        [False, False, True, True],
        [True, True, False, False],
        [False, True, False, False],
    ]
    night = [activity(DAY - 5, DAY + 5), activity(DAY + 5, DAY + 6), activity(DAY + 4, DAY + 6)]
    assert terms(MinimumRest(minutes=1), problem([], night, []))[0]["activities"] == [
        [False, True, False],
        [True, False, False],
        [False, False, False],
    ]


@pytest.mark.parametrize(
    ("place", "start", "end", "clash"),
    [(0, 7, 9, False), (0, 6, 9, True), (0, 1, 5, False), (0, 1, 6, True), (1, 11, 12, False), (1, 10, 12, True)],
)
def test_two_places_clash_from_the_first_missing_minute_on(place: int, start: int, end: int, clash: bool) -> None:
    busy = person(commitments=(Commitment(Span(start, end), place),))
    facts = problem([busy], [activity(5, 7), activity(start, end, place)], TWO)
    assert terms(NotInTwoPlaces(), facts) == [
        {"term": "Clash", "activities": [[False, clash], [clash, False]], "committed": [[clash, True]]}
    ]


def test_nothing_clashes_in_an_empty_problem() -> None:
    facts = problem([], [], [])
    for rule in (OnceAnActivity(), NotInTwoPlaces(), MinimumRest()):
        assert found(rule, facts, ()) == []
        assert terms(rule, facts) == [{"term": "Clash", "activities": [], "committed": []}]
        assert by_post(rule, facts) == {(): 0}


BUSY = person(commitments=(Commitment(Span(4, 8), 0), Commitment(Span(6, 9), 0)))
NIGHTS = [activity(DAY - 4, DAY - 2), activity(DAY + 2, DAY + 4)]


@pytest.mark.parametrize(
    ("rule", "facts", "never"),
    [
        (OnceAnActivity(), problem([person()], [activity(0, 4)], [role(), role()]), [((0,), (0,))]),
        (NotInTwoPlaces(), problem([person()], [activity(0, 4), activity(3, 8)], TWO), [((0,), (0,))]),
        (NotInTwoPlaces(), problem([person()], [activity(0, 4), activity(4, 8)], TWO), []),
        (NotInTwoPlaces(), problem([person()], [activity(0, 4)], [role(), role()]), []),
        (NotInTwoPlaces(), problem([BUSY], [activity(0, 4), activity(8, 9)], TWO), [((), (0,)), ((0,), (0,))]),
        (MinimumRest(minutes=5), problem([person()], NIGHTS, TWO), [((0,), (0,))]),
        (MinimumRest(minutes=4), problem([person()], NIGHTS, TWO), []),
        (
            NotInTwoPlaces(),
            problem(
                [person()], [activity(0, 4), activity(3, 8)], [role(0, 0, 1, TEAM), role(1)], teams=[Team("t", (0,))]
            ),
            [((1,), (0,))],
        ),
        (
            OnceAnActivity(),
            problem([person()], [activity(0, 4)], [role(0, 0, 1, TEAM), role()], teams=[Team("t", (0,))]),
            [((1,), (0,))],
        ),
    ],
)
def test_a_model_allows_what_check_allows(rule: Rule, facts: Problem, never: list[Roster]) -> None:
    assert forbidden(rule, facts) == never
    assert by_post(rule, facts) == by_check(rule, facts)


def test_a_model_of_some_activities_heeds_what_stays_in_the_others() -> None:
    duties = [activity(0, 4), activity(3, 8), activity(9, 12)]
    facts = problem([person(), person()], duties, [role(0), role(1), role(2)])
    rule, rest = NotInTwoPlaces(), ((), (0,), ())
    assert forbidden(rule, facts, [0, 2], rest) == [
        ((0,), (0,), ()),
        ((0,), (0,), (0,)),
        ((0,), (0,), (1,)),
        ((0,), (0,), (0, 1)),
        ((0, 1), (0,), ()),
        ((0, 1), (0,), (0,)),
        ((0, 1), (0,), (1,)),
        ((0, 1), (0,), (0, 1)),
    ]
    assert by_post(rule, facts, [0, 2], rest) == by_check(rule, facts, [0, 2], rest)


def test_nobody_begins_two_duties_on_one_day() -> None:
    duties = [activity(0, 4), activity(DAY - 1, DAY + 4), activity(DAY, DAY + 9)]
    busy = person(commitments=(Commitment(Span(DAY + 20, DAY + 30), 0),))
    facts = problem([person(), busy], duties, [role(number, 0, 2) for number in range(3)])
    rule = OneDutyADay()
    assert found(rule, facts, ((0,), (), (0,))) == []
    assert found(rule, facts, ((0,), (0, 1), (1,))) == [
        Finding(rule, (0,), (0, 1), 1, "duty"),
        Finding(rule, (1,), (2,), 1, "duty"),
    ]
    assert terms(rule, facts) == [
        {
            "term": "Clash",
            "activities": [[True, True, False], [True, True, False], [False, False, True]],
            "committed": [[False, False, False], [False, False, True]],
        }
    ]
    assert by_post(rule, facts) == by_check(rule, facts)


def test_what_a_team_does_twice_a_day_is_found_once() -> None:
    roles = [role(0, 0, 1, TEAM), role(1, 0, 1, TEAM)]
    facts = problem([person()], [activity(0, 4), activity(20, 60)], roles, teams=[Team("t", (0,)), Team("u", (0,))])
    rule = OneDutyADay()
    assert found(rule, facts, ((1,), (1,))) == [Finding(rule, (1,), (0, 1), 1, "duty")]
    assert found(rule, facts, ((1,), (2,))) == [Finding(rule, (0,), (0, 1), 1, "duty")]


NIGHT = Successions(never=("night>early", "late > early"))


@pytest.mark.parametrize(
    ("first", "second", "days", "broken"),
    [
        ("night", "early", 1, True),
        ("late", "early", 1, True),
        ("night", "early", 2, False),
        ("night", "early", 0, False),
        ("early", "night", 1, False),
        ("night", "late", 1, False),
        ("night", "night", 1, False),
    ],
)
@pytest.mark.parametrize("day", [0, 3])
def test_certain_kinds_do_not_follow_certain_others_on_the_next_day(
    first: str, second: str, days: int, broken: bool, day: int
) -> None:
    start, later = day * DAY + 400, (day + days) * DAY + 500
    duties = [activity(later, later + 60, kind=second), activity(start, start + DAY - 395, kind=first)]
    facts = problem([person()], duties, TWO)
    assert found(NIGHT, facts, ((0,), (0,))) == ([Finding(NIGHT, (0,), (1, 0), 1, "duty")] if broken else [])
    clash = [[False, broken], [broken, False]]
    assert terms(NIGHT, facts) == [{"term": "Clash", "activities": clash, "committed": [[False, False]]}]
    assert by_post(NIGHT, facts) == by_check(NIGHT, facts)


def test_of_a_duty_elsewhere_the_kind_is_not_known_and_without_words_anything_may_follow() -> None:
    busy = person(commitments=(Commitment(Span(0, 60), 0),))
    facts = problem([busy], [activity(DAY, DAY + 9, kind="early"), activity(2 * DAY, 2 * DAY + 9, kind="night")], TWO)
    assert found(NIGHT, facts, ((0,), (0,))) == []
    assert found(Successions(), facts, ((0,), (0,))) == []
    assert terms(NIGHT, facts)[0]["committed"] == [[False, False]]
    assert terms(NIGHT, problem([], [], [])) == [{"term": "Clash", "activities": [], "committed": []}]
