"""Recusals, couples and new people, from the register to a roster that is judged."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.models import ActivityKind, Company, Couple, Person, PlaceKind, Recusal
from scheduler.services.problems import translate
from solver import hard_findings
from solver.problem import Couple as CoupleFacts
from solver.problem import Problem
from tests.services.small_town import SmallTown


def problem_of(small: SmallTown) -> Problem:
    return translate(small.session, small.draft()).problem


def recused(small: SmallTown, person: Person, **what: Any) -> None:
    small.add(Recusal(town_id=small.town.id, person_id=person.id, **what))


def pair(small: SmallTown, one: Person, other: Person, company: Company) -> None:
    small.add(Couple(town_id=small.town.id, one_id=one.id, other_id=other.id, company=company))


def broken(small: SmallTown, *holders: int) -> list[str]:
    """Which hard rules it breaks that these hold the only role."""
    return sorted({type(finding.rule).__name__ for finding in hard_findings(problem_of(small), (holders,))})


@pytest.mark.parametrize("kind", [ActivityKind.ENFORCEMENT, ActivityKind.SERVICE])
def test_who_keeps_away_from_a_village_enforces_nothing_in_it_and_serves_there_all_the_same(
    small: SmallTown, kind: ActivityKind
) -> None:
    hall = small.place("文化楼", PlaceKind.VENUE, parent_id=small.village.id)
    kept = small.worker("甲")
    small.worker("乙")
    recused(small, kept, place_id=small.village.id)
    small.activity(kind=kind, place=hall)
    assert problem_of(small).people[0].recused_places == (0,)
    assert (broken(small, 0), broken(small, 1)) == (["Recused"] if kind is ActivityKind.ENFORCEMENT else [], [])


@pytest.mark.parametrize("where", ["place", "venue"])
def test_who_keeps_away_from_an_owner_does_nothing_at_their_places(small: SmallTown, where: str) -> None:
    shop = small.place("便民超市", PlaceKind.VENUE, owner="陈记")
    small.place("修理铺", PlaceKind.VENUE, owner="安记")
    kept, former = small.worker("甲"), small.worker("乙")
    recused(small, kept, owner="陈记")
    recused(small, former, owner="旧店主")
    small.activity(**{where: shop})
    problem = problem_of(small)
    assert (problem.owners, problem.activities[0].owners) == (("安记", "陈记"), (1,))
    assert [person.recused_owners for person in problem.people] == [(1,), ()]
    assert (broken(small, 0), broken(small, 1)) == (["Recused"], [])


def test_what_belongs_to_nobody_concerns_no_owner(small: SmallTown) -> None:
    small.place("便民超市", PlaceKind.VENUE, owner="陈记")
    recused(small, small.worker(), owner="陈记")
    small.activity()
    assert (problem_of(small).activities[0].owners, broken(small, 0)) == ((), [])


def test_two_who_are_kept_apart_are_not_on_one_activity(small: SmallTown) -> None:
    one, other = small.worker("甲"), small.worker("乙")
    small.worker("丙")
    pair(small, one, other, Company.APART)
    small.activity()
    assert (problem_of(small).apart, problem_of(small).together) == ((CoupleFacts(0, 1),), ())
    assert [broken(small, *holders) for holders in ((0,), (0, 2), (0, 1))] == [[], [], ["KeptApart"]]


def test_of_two_who_serve_together_both_come_or_neither_and_one_alone_once_the_other_is_gone(small: SmallTown) -> None:
    one, other = small.worker("甲"), small.worker("乙")
    small.worker("丙")
    pair(small, one, other, Company.TOGETHER)
    small.activity()
    assert (problem_of(small).apart, problem_of(small).together) == ((), (CoupleFacts(0, 1),))
    assert [broken(small, *holders) for holders in ((0,), (2,), (0, 1))] == [["ServeTogether"], [], []]
    other.active = False
    small.session.flush()
    assert (problem_of(small).together, broken(small, 0)) == ((), [])


def test_somebody_new_serves_with_somebody_experienced_and_who_is_not_to_be_alone_with_anybody(
    small: SmallTown,
) -> None:
    small.worker("甲", new=True)
    small.worker("乙", new=True)
    small.worker("丙")
    small.worker("丁", not_alone=True)
    small.activity()
    assert [broken(small, *holders) for holders in ((0,), (0, 1), (0, 2), (2,), (3,), (2, 3))] == [
        ["ExperiencedWithNew"],
        ["ExperiencedWithNew"],
        [],
        [],
        ["NeverAlone"],
        [],
    ]
