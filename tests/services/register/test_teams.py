"""Vanguard teams: registered, changed, manned, led by one of their own; when they can."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.errors import Conflict, Forbidden, Invalid
from scheduler.models import Team
from scheduler.services.register import teams
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown
from tests.services.trail import trail


def add(small: SmallTown, code: str = "T1", **values: Any) -> Team:
    return teams.add_team(small.session, small.actor, {"code": code, "name": f"先锋{code}", **values}, now=NOW)


def edit(small: SmallTown, team: Team, **values: Any) -> Team:
    return teams.edit_team(small.session, small.actor, team.id, values, now=NOW)


def shown(team: Team) -> tuple[str, str, int | None, int | None, int, bool, list[int]]:
    members = [row.person_id for row in team.memberships]
    return (team.code, team.name, team.leader_id, team.home_id, team.quorum, team.active, members)


def test_a_team_is_registered_with_its_members_and_read_again(small: SmallTown) -> None:
    SmallTown(small.session).team("别处", [])
    one, two = small.volunteer("甲"), small.volunteer("乙")
    team = add(small, member_ids=[two.id, one.id, two.id], leader_id=two.id, home_id=small.village.id, quorum=80)
    assert shown(teams.get_team(small.session, small.actor, team.id)) == (
        "T1",
        "先锋T1",
        two.id,
        small.village.id,
        80,
        True,
        [one.id, two.id],
    )
    assert teams.list_teams(small.session, small.actor) == [team]


def test_teams_are_listed_in_order_of_their_numbers_and_found_by_name(small: SmallTown) -> None:
    ten, two, one = add(small, "D10"), add(small, "D2", name="龙山突击队"), add(small, "D1")
    assert teams.list_teams(small.session, small.actor) == [one, two, ten]
    assert teams.list_teams(small.session, small.actor, text="lstj") == [two]


def test_a_change_of_some_values_leaves_the_others(small: SmallTown) -> None:
    one, two, three = (small.volunteer(name) for name in "甲乙丙")
    team = add(small, member_ids=[one.id, two.id], leader_id=one.id)
    edit(small, team, name="青年队", code="T1", active=False)
    assert shown(team) == ("T1", "青年队", one.id, None, 60, False, [one.id, two.id])
    edit(small, team, member_ids=[three.id, two.id], leader_id=three.id)
    assert shown(team) == ("T1", "青年队", three.id, None, 60, False, [two.id, three.id])
    edit(small, team, member_ids=[], leader_id=None)
    assert shown(team) == ("T1", "青年队", None, None, 60, False, [])


def test_each_change_is_in_the_audit_trail(small: SmallTown) -> None:
    one, two = small.volunteer("甲"), small.volunteer("乙")
    team = add(small, member_ids=[one.id])
    edit(small, team, member_ids=[one.id, two.id], leader_id=two.id)
    edit(small, team, member_ids=[two.id])
    first = {"code": [None, "T1"], "name": [None, "先锋T1"], "quorum": [None, 60], "active": [None, True]}
    assert trail(small, "team") == [
        ("coordinator", "insert", first),
        ("coordinator", "update", {"leader_id": [None, two.id]}),
    ]
    assert trail(small, "team_member") == [
        ("coordinator", "insert", {"team_id": [None, team.id], "person_id": [None, one.id]}),
        ("coordinator", "insert", {"team_id": [None, team.id], "person_id": [None, two.id]}),
        ("coordinator", "delete", {"team_id": [team.id, None], "person_id": [one.id, None]}),
    ]


def test_a_number_that_is_taken_is_a_conflict(small: SmallTown) -> None:
    first, second = add(small), add(small, "T2")
    with pytest.raises(Conflict, match="There is an entry with the number T1 already."):
        add(small)
    with pytest.raises(Conflict, match="There is an entry with the number T1 already."):
        edit(small, second, code=first.code)


def test_a_person_is_a_member_of_one_team(small: SmallTown) -> None:
    one = small.volunteer("甲")
    add(small, member_ids=[one.id])
    with pytest.raises(Conflict, match="甲 is a member of another team."):
        add(small, "T2", member_ids=[one.id])


def test_the_leader_is_a_member(small: SmallTown) -> None:
    one, two = small.volunteer("甲"), small.volunteer("乙")
    team = add(small, member_ids=[one.id], leader_id=one.id)
    for values in ({"leader_id": two.id}, {"member_ids": [two.id]}):
        with pytest.raises(Invalid, match="The leader is not a member of the team.") as refused:
            edit(small, team, **values)
        assert reasons(refused) == {"leader_id": "One of the members."}


def test_what_a_team_refers_to_is_there(small: SmallTown) -> None:
    elsewhere = SmallTown(small.session)
    stranger, abroad = elsewhere.volunteer(), elsewhere.village
    for values, field, number in (
        ({"member_ids": [stranger.id]}, "member_ids", stranger.id),
        ({"home_id": abroad.id}, "home_id", abroad.id),
    ):
        with pytest.raises(Invalid) as refused, small.session.begin_nested():
            add(small, **values)
        assert reasons(refused) == {field: f"There is no such entry (number {number})."}


def test_a_person_neither_reads_nor_changes_teams_not_even_their_own(small: SmallTown) -> None:
    member = small.volunteer()
    team, person = add(small, member_ids=[member.id], leader_id=member.id), small.as_person(member)
    for ask in (
        lambda: teams.list_teams(small.session, person),
        lambda: teams.get_team(small.session, person, team.id),
        lambda: teams.add_team(small.session, person, {"code": "T2", "name": "x"}, now=NOW),
        lambda: teams.edit_team(small.session, person, team.id, {"name": "x"}, now=NOW),
    ):
        with pytest.raises(Forbidden, match="You may not do this."):
            ask()
