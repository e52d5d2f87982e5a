"""Activities: registered with their roles, found, changed, called off; attendance lists."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from scheduler.errors import Conflict, Forbidden, Invalid, NotFound
from scheduler.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Assignment,
    Organisation,
    Person,
    Qualification,
    Recurrence,
)
from scheduler.services.activities import activities, series
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown, at
from tests.services.trail import trail

ROLE = {"name": "协助", "accepts": [Capacity.VOLUNTEER], "minimum": 1, "wanted": 2}


def values(small: SmallTown, **changed: Any) -> dict[str, Any]:
    return {
        "code": "A1",
        "kind": ActivityKind.SERVICE,
        "title": "敬老服务",
        "place_id": small.village.id,
        "starts_at": at(24, 9),
        "ends_at": at(24, 11),
        "roles": [ROLE],
        **changed,
    }


def add(small: SmallTown, **changed: Any) -> Activity:
    return activities.add_activity(small.session, small.actor, values(small, **changed), now=NOW)


def edit(small: SmallTown, activity: Activity, **changed: Any) -> Activity:
    return activities.edit_activity(small.session, small.actor, activity.id, changed, now=NOW)


def found(small: SmallTown, **wanted: Any) -> list[str]:
    return [row.title for row in activities.list_activities(small.session, small.actor, **wanted).rows]


def roles(activity: Activity) -> list[tuple[str, list[str], int, int]]:
    return [(role.name, role.accepts, role.minimum, role.wanted) for role in activity.roles]


def training(small: SmallTown, **changed: Any) -> Activity:
    aid = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救", by_training=True))
    return add(small, kind=ActivityKind.TRAINING, title="培训", grants_id=aid.id, **changed)


def test_an_activity_is_registered_with_its_roles_and_read_again(small: SmallTown) -> None:
    small.add(Organisation(town_id=small.town.id, code="D1", name="派出所", enforces=True))
    given = values(small, venue_id=small.community.id, priority=4, unpleasant=True, departments=["D1"], notes="带伞")
    activity = activities.add_activity(small.session, small.actor, given, now=NOW)
    read = activities.get_activity(small.session, small.actor, activity.id)
    assert {name: getattr(read, name) for name in given if name != "roles"} == {
        name: value for name, value in given.items() if name != "roles"
    }
    assert (read.state, read.confidential, read.adults_only) == (ActivityState.PLANNED, False, False)
    assert roles(read) == [("协助", ["volunteer"], 1, 2)]


@pytest.mark.parametrize(
    ("kind", "confidential", "adults_only"),
    [
        (ActivityKind.ENFORCEMENT, True, True),
        (ActivityKind.EMERGENCY, False, True),
        (ActivityKind.TRAINING, False, False),
    ],
)
def test_the_kind_says_what_is_confidential_and_for_adults_unless_it_is_said_otherwise(
    small: SmallTown, kind: ActivityKind, confidential: bool, adults_only: bool
) -> None:
    first = add(small, kind=kind)
    assert (first.confidential, first.adults_only) == (confidential, adults_only)
    second = add(small, code="A2", kind=kind, confidential=not confidential, adults_only=not adults_only)
    assert (second.confidential, second.adults_only) == (not confidential, not adults_only)


def test_activities_are_found_by_local_days_kind_and_title_in_order_of_time(small: SmallTown) -> None:
    SmallTown(small.session).activity("别处")
    add(small, title="Late", starts_at=at(24, 23.5), ends_at=at(24, 24))
    add(small, code="A2", title="Early", starts_at=at(24, 0), ends_at=at(24, 1), kind=ActivityKind.STATION)
    add(small, code="A3", title="次日", starts_at=at(25, 0), ends_at=at(25, 1))
    assert found(small) == ["Early", "Late", "次日"]
    assert found(small, first_day=date(2026, 11, 24), last_day=date(2026, 11, 24)) == ["Early", "Late"]
    assert found(small, first_day=date(2026, 11, 25)) == ["次日"]
    assert found(small, last_day=date(2026, 11, 23)) == []
    assert found(small, kind=ActivityKind.STATION) == ["Early"]
    assert found(small, text="la") == ["Late"]
    assert found(small, number=2, size=2) == ["次日"]


def test_a_change_of_some_values_leaves_the_others(small: SmallTown) -> None:
    activity = add(small, notes="带伞")
    edit(small, activity, title="慰问", ends_at=at(24, 12), code="A1")
    assert (activity.title, activity.starts_at, activity.ends_at, activity.notes) == (
        "慰问",
        at(24, 9),
        at(24, 12),
        "带伞",
    )
    assert roles(activity) == [("协助", ["volunteer"], 1, 2)]


def test_roles_named_by_their_number_are_kept_and_changed_the_others_replaced(small: SmallTown) -> None:
    activity = add(small, roles=[ROLE, {**ROLE, "name": "引导"}])
    kept = activity.roles[1].id
    edit(small, activity, roles=[{**ROLE, "name": "登记"}, {**ROLE, "id": kept, "wanted": 5}])
    assert sorted(roles(activity)) == [("协助", ["volunteer"], 1, 5), ("登记", ["volunteer"], 1, 2)]
    assert [role.id == kept for role in activity.roles if role.wanted == 5] == [True]
    actions = [action for _, action, _ in trail(small, "role")]
    assert sorted(actions) == ["delete", "insert", "insert", "insert", "update"]


def test_a_role_that_people_were_told_of_is_not_taken_away_another_goes_with_its_slots(small: SmallTown) -> None:
    told, free = add(small), add(small, code="A2", starts_at=at(25, 9), ends_at=at(25, 10))
    small.published(told, small.volunteer())
    draft = small.draft()
    small.pin(draft, free, small.volunteer())
    with pytest.raises(Conflict, match="People were told of the role 协助; it cannot be taken away."):
        edit(small, told, roles=[{**ROLE, "name": "新"}])
    taken = free.roles[0].id
    edit(small, free, roles=[{**ROLE, "name": "新"}])
    assert roles(free) == [("新", ["volunteer"], 1, 2)]
    assert small.session.scalars(select(Assignment).where(Assignment.role_id == taken)).all() == []


WRONG: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"ends_at": at(24, 9)}, {"ends_at": "After its start."}),
    ({"ends_at": at(26, 0) + timedelta(minutes=1)}, {"ends_at": "No later than the end of the next day."}),
    ({"place_id": 10**8}, {"place_id": f"There is no such entry (number {10**8})."}),
    ({"venue_id": 10**8}, {"venue_id": f"There is no such entry (number {10**8})."}),
    ({"grants_id": 10**8}, {"grants_id": f"There is no such entry (number {10**8})."}),
    ({"departments": ["D9", "D8"]}, {"departments": "There is no organisation D8."}),
    ({"roles": []}, {"roles": "At least one."}),
)
SLOTS = "At least one slot is wanted, and no more are needed than wanted."
WHO = "Capacities of people, or whole teams alone."
WRONG_ROLES: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"minimum": 3}, {"roles.1.wanted": SLOTS}),
    ({"minimum": -1}, {"roles.1.wanted": SLOTS}),
    ({"minimum": 0, "wanted": 0}, {"roles.1.wanted": SLOTS}),
    ({"accepts": []}, {"roles.1.accepts": WHO}),
    ({"accepts": [Capacity.TEAM, Capacity.VOLUNTEER]}, {"roles.1.accepts": WHO}),
    ({"qualification_id": 10**8}, {"roles.1.qualification_id": f"There is no such entry (number {10**8})."}),
    ({"organisation_id": 10**8}, {"roles.1.organisation_id": f"There is no such entry (number {10**8})."}),
    ({"team_id": 10**8}, {"roles.1.team_id": f"There is no such entry (number {10**8})."}),
    ({"id": 10**8}, {"roles.1.id": f"This activity has no role {10**8}."}),
)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [*WRONG, *(({"roles": [ROLE, {**ROLE, "name": "引导", **role}]}, fields) for role, fields in WRONG_ROLES)],
)
def test_a_wrong_value_is_refused_with_its_field(
    small: SmallTown, changed: dict[str, Any], fields: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused, small.session.begin_nested():
        add(small, **changed)
    assert (reasons(refused), found(small)) == (fields, [])
    activity = add(small)
    with pytest.raises(Invalid) as refused:
        edit(small, activity, **changed)
    assert reasons(refused) == fields


def test_an_activity_may_take_until_the_end_of_the_next_day(small: SmallTown) -> None:
    assert add(small, ends_at=at(26, 0)).ends_at == at(26, 0)


def test_a_number_that_is_taken_is_a_conflict(small: SmallTown) -> None:
    add(small)
    other = add(small, code="A2")
    with pytest.raises(Conflict, match="There is an entry with the number A1 already."):
        add(small)
    with pytest.raises(Conflict, match="There is an entry with the number A1 already."):
        edit(small, other, code="A1")


def test_roles_of_sheets_are_of_an_activity_or_a_series_so_no_two_have_one_number(small: SmallTown) -> None:
    activity = add(small)
    rows = {"recurrence": Recurrence.WEEKLY, "weekdays": "1", "first_day": date(2026, 11, 23)}
    hours = {"last_day": date(2026, 12, 6), "start_minute": 540, "end_minute": 600}
    shared = {name: getattr(activity, name) for name in ("kind", "title", "place_id")}
    recurring = {**rows, **hours, **shared, "roles": [ROLE]}
    with pytest.raises(Conflict, match="There is an entry with the number A1 already."):
        series.add_series(small.session, small.actor, {**recurring, "code": "A1"}, now=NOW)
    series.add_series(small.session, small.actor, {**recurring, "code": "Z1"}, now=NOW)
    with pytest.raises(Conflict, match="There is an entry with the number Z1 already."):
        add(small, code="Z1")


def test_an_activity_that_is_called_off_keeps_its_row(small: SmallTown) -> None:
    activity = add(small)
    activities.cancel_activity(small.session, small.actor, activity.id, now=NOW)
    assert activities.get_activity(small.session, small.actor, activity.id).state is ActivityState.CANCELLED
    assert trail(small, "activity")[1:] == [("coordinator", "update", {"state": ["planned", "cancelled"]})]


def test_each_change_is_in_the_audit_trail_in_words_that_json_holds(small: SmallTown) -> None:
    activity = add(small)
    edit(small, activity, starts_at=at(24, 8), title="敬老服务")

    def utc(instant: datetime) -> str:
        return instant.isoformat()

    first, *others = trail(small, "activity")
    assert (first[0], first[1], first[2]["starts_at"]) == ("coordinator", "insert", [None, utc(at(24, 9))])
    assert others == [("coordinator", "update", {"starts_at": [utc(at(24, 9)), utc(at(24, 8))]})]


def listed(small: SmallTown, activity: Activity, *people: Person) -> list[str]:
    numbers = [person.id for person in people]
    rows = activities.set_attendance(small.session, small.actor, activity.id, numbers, now=NOW)
    assert rows == activities.attendance_of(small.session, small.actor, activity.id)
    return [person.name for person in rows]


def test_the_attendance_list_of_a_training_is_replaced_as_a_whole(small: SmallTown) -> None:
    session, one, two, three = training(small), *(small.volunteer(name) for name in "甲乙丙")
    assert listed(small, session, two, one, two) == ["甲", "乙"]
    assert listed(small, session, two, three) == ["乙", "丙"]
    assert listed(small, session) == []
    actions = [action for _, action, _ in trail(small, "attendance")]
    assert sorted(actions) == ["delete"] * 3 + ["insert"] * 3


def test_only_a_training_that_grants_something_has_an_attendance_list_of_people_of_the_town(small: SmallTown) -> None:
    message = "Only a training session that grants a qualification has an attendance list."
    stranger, service = SmallTown(small.session).worker(), add(small)
    with pytest.raises(Invalid) as refused:
        listed(small, service, small.worker())
    assert reasons(refused) == {"person_ids": message}
    assert listed(small, service) == []
    with pytest.raises(Invalid) as refused:
        listed(small, training(small, code="A2"), stranger)
    assert reasons(refused) == {"person_ids": f"There is no such entry (number {stranger.id})."}


def test_a_training_grants_something_as_long_as_people_are_on_its_attendance_list(small: SmallTown) -> None:
    session, one = training(small), small.volunteer()
    listed(small, session, one)
    with pytest.raises(Invalid) as refused:
        edit(small, session, grants_id=None)
    message = "People are on its attendance list: take them off it first, or name what they learn."
    assert (reasons(refused), session.grants_id is None) == ({"grants_id": message}, False)
    edit(small, session, title="急救培训")
    listed(small, session)
    assert edit(small, session, grants_id=None).grants_id is None


def test_a_person_neither_reads_nor_changes_activities(small: SmallTown) -> None:
    activity, me = add(small), small.as_person(small.worker())
    for ask in (
        lambda: activities.list_activities(small.session, me),
        lambda: activities.get_activity(small.session, me, activity.id),
        lambda: activities.add_activity(small.session, me, values(small, code="A2"), now=NOW),
        lambda: activities.edit_activity(small.session, me, activity.id, {"title": "x"}, now=NOW),
        lambda: activities.cancel_activity(small.session, me, activity.id, now=NOW),
        lambda: activities.attendance_of(small.session, me, activity.id),
        lambda: activities.set_attendance(small.session, me, activity.id, [], now=NOW),
    ):
        with pytest.raises(Forbidden, match="You may not do this."):
            ask()
    with pytest.raises(NotFound):
        activities.cancel_activity(small.session, small.actor, 10**8, now=NOW)
