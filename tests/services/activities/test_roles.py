"""What activities and series have in common: the values that both have, and their roles, kept by their numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scheduler.errors import Conflict, Invalid
from scheduler.models import Activity, ActivityKind, Organisation, Qualification, Recurrence, Series
from scheduler.services.activities import roles
from solver.candidates import Capacity, Gender
from tests.refused import reasons
from tests.services.small_town import SmallTown, at
from tests.services.trail import trail

LEAD = {"name": "负责人", "accepts": [Capacity.SOCIAL_WORKER], "minimum": 1, "wanted": 1}
HELP = {"name": "协助", "accepts": [Capacity.VOLUNTEER], "minimum": 0, "wanted": 2}


def fresh(small: SmallTown, kind: str) -> Any:
    """A new activity or series, not stored yet and without roles."""
    alike = {"town_id": small.town.id, "code": "X1", "kind": ActivityKind.STATION, "title": "驻点", "departments": []}
    if kind == "activity":
        return Activity(**alike, place_id=small.village.id, starts_at=at(24, 9), ends_at=at(24, 10))
    days = {"first_day": date(2026, 11, 23), "last_day": date(2026, 11, 29)}
    hours = {"start_minute": 540, "end_minute": 600}
    weekly = {"recurrence": Recurrence.WEEKLY, "weekdays": "0"}
    return Series(**alike, **days, **hours, **weekly, place_id=small.village.id)


@pytest.fixture(params=["activity", "series"])
def owner(request: pytest.FixtureRequest, small: SmallTown) -> Any:
    """An activity or a series with one who leads and two who help."""
    return roles.store(small.session, small.actor, fresh(small, request.param), {"roles": [LEAD, HELP]})


def put(small: SmallTown, owner: Any, *wanted: dict[str, Any]) -> Any:
    return roles.store(small.session, small.actor, owner, {"roles": list(wanted)})


def held(owner: Any) -> list[tuple[int, str, list[str], int, int]]:
    return [(role.id, role.name, role.accepts, role.minimum, role.wanted) for role in owner.roles]


def refusal(small: SmallTown, owner: Any, *wanted: dict[str, Any]) -> dict[str, str]:
    """What is wrong, by field; nothing of it is kept."""
    before = held(owner)
    with pytest.raises(Invalid) as refused, small.session.begin_nested():
        put(small, owner, *wanted)
    small.session.refresh(owner)
    assert held(owner) == before
    return reasons(refused)


def test_no_two_roles_of_one_activity_have_the_same_name(small: SmallTown, owner: Any) -> None:
    message = "Another role of this activity has the name 负责人."
    assert refusal(small, owner, LEAD, {**HELP, "name": "负责人"}) == {"roles.1.name": message}


def test_a_new_row_and_its_roles_are_stored_at_once(owner: Any) -> None:
    lead, helper = (role.id for role in owner.roles)
    assert held(owner) == [(lead, "负责人", ["social_worker"], 1, 1), (helper, "协助", ["volunteer"], 0, 2)]
    assert owner.revision == 1


def test_roles_named_by_their_number_are_changed_others_made_and_the_rest_taken_away(
    small: SmallTown, owner: Any
) -> None:
    lead, helper = (role.id for role in owner.roles)
    put(small, owner, {**HELP, "id": helper, "wanted": 3}, {**LEAD, "name": "登记"})
    small.session.refresh(owner)
    (kept, made) = held(owner)
    assert kept == (helper, "协助", ["volunteer"], 0, 3)
    assert (made[0] not in (lead, helper), made[1:]) == (True, ("登记", ["social_worker"], 1, 1))
    told = trail(small, type(owner.roles[0]).__tablename__)[2:]
    assert [(action, changes.get("name"), changes["wanted"]) for _, action, changes in told] == [
        ("insert", [None, "登记"], [None, 1]),
        ("update", None, [2, 3]),
        ("delete", ["负责人", None], [1, None]),
    ]


def test_the_same_roles_again_change_nothing(small: SmallTown, owner: Any) -> None:
    before = held(owner)
    put(small, owner, *({**values, "id": role.id} for values, role in zip((LEAD, HELP), owner.roles, strict=True)))
    assert (held(owner), owner.revision) == (before, 1)


def test_values_and_roles_change_in_one_revision(small: SmallTown, owner: Any) -> None:
    roles.store(
        small.session, small.actor, owner, {"title": "值守", "roles": [{**LEAD, "id": owner.roles[0].id}, HELP]}
    )
    assert (owner.title, [role.name for role in owner.roles]) == ("值守", ["负责人", "协助"])
    assert owner.revision == 2


SLOTS = "At least one slot is wanted, and no more are needed than wanted."
WHO = "Capacities of people, or whole teams alone."
WRONG: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"minimum": 2}, {"roles.1.wanted": SLOTS}),
    ({"minimum": -1}, {"roles.1.wanted": SLOTS}),
    ({"minimum": 0, "wanted": 0}, {"roles.1.wanted": SLOTS}),
    ({"accepts": []}, {"roles.1.accepts": WHO}),
    ({"accepts": ["team", "volunteer"]}, {"roles.1.accepts": WHO}),
    ({"qualification_id": 10**8}, {"roles.1.qualification_id": f"There is no such entry (number {10**8})."}),
    ({"organisation_id": 10**8}, {"roles.1.organisation_id": f"There is no such entry (number {10**8})."}),
    ({"team_id": 10**8}, {"roles.1.team_id": f"There is no such entry (number {10**8})."}),
)


@pytest.mark.parametrize(("changed", "fields"), WRONG)
def test_a_wrong_role_is_refused_at_its_field_and_nothing_is_kept(
    small: SmallTown, owner: Any, changed: dict[str, Any], fields: dict[str, str]
) -> None:
    assert refusal(small, owner, {**HELP, "id": owner.roles[1].id}, {**LEAD, **changed}) == fields


def test_no_roles_and_a_role_of_another_row_are_refused(small: SmallTown, owner: Any) -> None:
    assert refusal(small, owner) == {"roles": "At least one."}
    elsewhere = small.activity().roles[0].id + 10**6
    assert refusal(small, owner, {**LEAD, "id": elsewhere}) == {"roles.0.id": f"This activity has no role {elsewhere}."}


def test_whole_teams_are_taken_alone(small: SmallTown, owner: Any) -> None:
    put(small, owner, {**LEAD, "accepts": [Capacity.TEAM]})
    assert [role.accepts for role in owner.roles] == [["team"]]


def test_a_role_that_people_were_told_of_stays_one_that_is_only_planned_goes(small: SmallTown) -> None:
    worker, activity = small.worker(), small.activity()
    small.pin(small.draft(), activity, worker)
    first = activity.roles[0].id
    put(small, activity, LEAD)
    assert first not in {role.id for role in activity.roles}
    small.published(activity, worker)
    with pytest.raises(Conflict, match="People were told of the role 负责人; it cannot be taken away."):
        put(small, activity, HELP)


def test_what_both_refer_to_is_of_this_town(small: SmallTown) -> None:
    other = SmallTown(small.session)
    aid = other.add(Qualification(town_id=other.town.id, code="Q1", name="急救"))
    other.add(Organisation(town_id=other.town.id, code="D1", name="派出所"))
    small.add(Organisation(town_id=small.town.id, code="D2", name="交警"))
    missing = "There is no such entry (number {})."
    for values, fields in (
        ({"place_id": other.village.id}, {"place_id": missing.format(other.village.id)}),
        ({"venue_id": other.village.id}, {"venue_id": missing.format(other.village.id)}),
        ({"grants_id": aid.id}, {"grants_id": missing.format(aid.id)}),
        ({"departments": ["D2", "D1"]}, {"departments": "There is no organisation D1."}),
    ):
        with pytest.raises(Invalid) as refused:
            roles.check_demand(small.session, small.actor, values)
        assert reasons(refused) == fields
    roles.check_demand(
        small.session, small.actor, {"place_id": small.village.id, "venue_id": None, "departments": ["D2"]}
    )


def test_quotas_are_kept_with_all_that_they_may_say(small: SmallTown, owner: Any) -> None:
    given = [{"least": 1, "gender": Gender.FEMALE}, {"most": 2, "new": False}]
    roles.store(small.session, small.actor, owner, {"quotas": given})
    small.session.refresh(owner)
    nothing = dict.fromkeys(("gender", "capacity", "organisation_id", "team_id", "qualification_id", "new", "local"))
    assert owner.quotas == [
        {"least": 1, "most": None, **nothing, "gender": "female"},
        {"least": 0, "most": 2, **nothing, "new": False},
    ]


@pytest.mark.parametrize(
    ("quota", "field", "why"),
    [
        ({"least": 1}, "least", "How many, and of whom."),
        ({"gender": "female"}, "least", "How many, and of whom."),
        ({"least": 2, "most": 1, "new": True}, "most", "At most no fewer than at least."),
        ({"least": 1, "capacity": Capacity.TEAM}, "capacity", "A capacity of people."),
        ({"least": 1, "team_id": 9}, "team_id", "There is no such entry (number 9)."),
    ],
)
def test_a_quota_that_asks_for_nothing_or_what_cannot_be_is_refused(
    small: SmallTown, quota: dict[str, Any], field: str, why: str
) -> None:
    with pytest.raises(Invalid) as refused:
        roles.check_demand(small.session, small.actor, {"quotas": [{"most": 0, "new": True}, quota]})
    assert reasons(refused) == {f"quotas.1.{field}": why}


def test_a_role_trains_only_where_a_qualification_is_granted(small: SmallTown, owner: Any) -> None:
    message = "Only an activity that grants a qualification trains those who serve."
    assert refusal(small, owner, LEAD, {**HELP, "trains": True}) == {"roles.1.trains": message}
    aid = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救"))
    given = {"grants_id": aid.id, "roles": [LEAD, {**HELP, "trains": True}]}
    roles.store(small.session, small.actor, owner, given)
    assert [role.trains for role in owner.roles] == [False, True]
    with pytest.raises(Invalid) as refused, small.session.begin_nested():
        roles.store(small.session, small.actor, owner, {"grants_id": None})
    assert reasons(refused) == {"roles.1.trains": message}
