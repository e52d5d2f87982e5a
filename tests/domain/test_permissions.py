"""Who may do what."""

from dataclasses import dataclass

import pytest

from scheduler.domain.permissions import Action, Actor, ActorRole, demand, may
from scheduler.errors import Forbidden
from scheduler.models import Feed, FeedKind, Person, Team

COORDINATOR = Actor("clerk", ActorRole.COORDINATOR, town_id=1)
SYSTEM = Actor("system", ActorRole.SYSTEM, town_id=1)
PERSON = Actor("person 7", ActorRole.PERSON, town_id=1, person_id=7)


@dataclass
class Thing:
    town_id: int


@dataclass
class DutyRow:
    town_id: int
    id: int
    person_id: int


def allowed(actor: Actor, thing: object) -> set[Action]:
    return {action for action in Action if may(actor, action, thing)}


def test_a_coordinator_does_everything_in_the_town_but_answer_for_others() -> None:
    assert allowed(COORDINATOR, Thing(1)) == set(Action) - {Action.ANSWER}
    assert allowed(COORDINATOR, None) == set(Action) - {Action.ANSWER}


def test_the_service_itself_may_do_everything_in_its_town() -> None:
    assert allowed(SYSTEM, Thing(1)) == set(Action)


@pytest.mark.parametrize("actor", [COORDINATOR, SYSTEM, PERSON])
def test_nobody_does_anything_in_another_town(actor: Actor) -> None:
    assert allowed(actor, DutyRow(town_id=2, id=7, person_id=7)) == set()


def test_a_person_reads_answers_and_subscribes_to_what_is_their_own() -> None:
    assert allowed(PERSON, DutyRow(1, id=3, person_id=7)) == {Action.READ, Action.ANSWER, Action.SUBSCRIBE}


def test_a_person_does_nothing_with_what_is_others_or_the_towns() -> None:
    assert allowed(PERSON, Thing(1)) == set()
    assert allowed(PERSON, DutyRow(1, id=7, person_id=8)) == set()
    assert allowed(PERSON, None) == set()


@pytest.mark.parametrize(
    ("row", "theirs"),
    [
        (Person(town_id=1, id=7), True),
        (Person(town_id=1, id=8), False),
        (Team(town_id=1, id=7), False),
        (Feed(town_id=1, id=7, kind=FeedKind.TOWN, subject=""), False),
        (Feed(town_id=1, id=7, kind=FeedKind.TEAM, subject="7"), False),
        (Feed(town_id=1, id=3, kind=FeedKind.PERSON, subject="7"), True),
        (Feed(town_id=1, id=7, kind=FeedKind.PERSON, subject="3"), False),
    ],
)
def test_a_row_is_a_persons_by_whose_it_is_and_never_by_its_own_number(row: object, theirs: bool) -> None:
    assert may(PERSON, Action.SUBSCRIBE, row) is theirs


def test_what_is_not_allowed_is_refused_with_a_sentence() -> None:
    demand(COORDINATOR, Action.EDIT, Thing(1))
    with pytest.raises(Forbidden, match="You may not do this"):
        demand(PERSON, Action.EDIT, Thing(1))
