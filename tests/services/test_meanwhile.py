"""What happened to a row since somebody looked at it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Forbidden
from scheduler.models import Activity, ActivityKind, Person, Place, Qualification
from scheduler.services import meanwhile
from scheduler.services.accounts import person_name, person_of_name
from scheduler.services.activities import activities
from scheduler.services.meanwhile import newest, since
from scheduler.services.register import listed, people, teams, ties, times
from scheduler.services.sessions import act_as
from solver.candidates import Gender
from tests.conftest import NOW
from tests.services.small_town import SmallTown, at


def told(small: SmallTown, row: object, seen: int | None) -> list[tuple[str, tuple[str, ...]]]:
    """Who changed a row, and what of that which belongs to it."""
    changes = since(small.session, small.actor, row, seen)
    return [(str(change.actor), tuple(map(str, change.parts))) for change in changes]


def test_who_changed_a_row_or_what_belongs_to_it_is_told_the_newest_first(small: SmallTown) -> None:
    person, other = small.worker("测试甲"), small.volunteer("测试乙")
    first = listed.add(small.session, small.actor, Qualification, {"code": "Q1", "name": "急救"}, now=NOW)
    held = people.qualify(small.session, small.actor, person.id, first.id, now=NOW)
    before, seen = datetime.now(UTC), newest(small.session)
    assert told(small, person, seen) == [("coordinator", ("Qualifications",))]
    people.edit_person(small.session, small.actor, other.id, {"name": "别人"}, now=NOW)
    act_as(small.session, "李四")
    people.edit_person(small.session, small.actor, person.id, {"name": "新名"}, now=NOW)
    people.qualify(small.session, small.actor, person.id, first.id, level=2, now=NOW)
    act_as(small.session, person_name(other.id))
    times.set_weekly(small.session, small.actor, person, [(0, 480, 720)], now=NOW)
    act_as(small.session, "system")
    people.disqualify(small.session, small.actor, person.id, held.id, now=NOW)
    assert told(small, person, seen) == [
        ("the service", ("Qualifications",)),
        ("别人", ("Available each week",)),
        ("李四", ("Qualifications",)),
    ]
    assert {change.at >= before for change in since(small.session, small.actor, person, seen)} == {True}


def test_a_couple_belongs_to_both_and_members_to_their_team(small: SmallTown) -> None:
    one, two = small.worker("测试甲"), small.worker("测试乙")
    team = teams.add_team(small.session, small.actor, {"code": "T1", "name": "一队"}, now=NOW)
    seen = newest(small.session)
    ties.pair(small.session, small.actor, one.id, two.id, ties.Company.APART, now=NOW)
    teams.edit_team(small.session, small.actor, team.id, {"member_ids": {two.id}}, now=NOW)
    assert [told(small, row, seen) for row in (one, two, team)] == [
        [("coordinator", ("Serves with",))],
        [("coordinator", ("Serves with",))],
        [("coordinator", ("Members",))],
    ]


def test_an_activity_that_was_called_off_is_told_as_that(small: SmallTown) -> None:
    activity, seen = small.activity(), newest(small.session)
    activities.edit_activity(small.session, small.actor, activity.id, {"title": "新名"}, now=NOW)
    assert told(small, activity, seen) == [("coordinator", ())]
    activities.cancel_activity(small.session, small.actor, activity.id, now=NOW)
    assert told(small, activity, seen) == [("coordinator", ("Called off",))]


def test_where_it_is_not_known_what_was_seen_the_last_change_is_told_and_no_more_than_five(small: SmallTown) -> None:
    person, seen = small.worker("测试甲"), newest(small.session)
    for number in range(7):
        act_as(small.session, f"账号{number}")
        people.edit_person(small.session, small.actor, person.id, {"name": f"名{number}"}, now=NOW)
    assert told(small, person, None) == [("账号6", ())]
    assert told(small, person, newest(small.session)) == [("账号6", ())]
    assert told(small, person, seen) == [(f"账号{number}", ()) for number in (6, 5, 4, 3, 2)]


def test_a_deleted_row_is_as_it_was_with_what_it_referred_to(small: SmallTown) -> None:
    home = small.place("试点", small.village.kind)
    person = small.worker("测试甲", gender=Gender.FEMALE, born_on=date(1990, 2, 3), home_id=home.id)
    number, place = person.id, home.id
    assert meanwhile.gone(small.session, small.actor, Person, number) is None
    act_as(small.session, "李四")
    small.session.delete(person)
    small.session.flush()
    small.session.delete(home)
    small.session.flush()
    gone = meanwhile.gone(small.session, small.actor, Person, number)
    assert gone is not None
    found = small.session.get_one(Person, number)
    assert (str(gone.actor), gone.row is found) == ("李四", True)
    assert (found.name, found.gender, found.born_on, found.capacities) == (
        "测试甲",
        Gender.FEMALE,
        date(1990, 2, 3),
        [],
    )
    assert small.session.get_one(Place, place).name == "试点"
    small.session.flush()
    small.session.expunge_all()
    assert (small.session.get(Person, number), small.session.get(Place, place)) == (None, None)


def test_a_deleted_activity_has_its_times_again(small: SmallTown) -> None:
    activity = small.activity(hours=(9, 11))
    number = activity.id
    small.session.delete(activity)
    small.session.flush()
    gone = meanwhile.gone(small.session, small.actor, Activity, number)
    assert gone is not None
    found = small.session.get_one(Activity, number)
    assert found is gone.row
    assert (found.starts_at, found.ends_at, found.kind) == (at(24, 9), at(24, 11), ActivityKind.SERVICE)
    assert (found.place.name, found.roles) == ("龙山塘村", [])


def test_of_another_town_nothing_is_told_and_persons_are_told_nothing(small: SmallTown) -> None:
    person = small.worker("测试甲")
    stranger = SmallTown(small.session)
    assert since(small.session, stranger.actor, person, 0) == []
    one = Actor("person 1", ActorRole.PERSON, small.town.id, person.id)
    with pytest.raises(Forbidden):
        since(small.session, one, person, 0)
    with pytest.raises(Forbidden):
        meanwhile.gone(small.session, one, Person, person.id)


def test_the_trail_knows_a_person_by_number() -> None:
    names = (person_name(12), "person x", "person", "coordinator", "system")
    assert [person_of_name(name) for name in names] == [12, None, None, None, None]
