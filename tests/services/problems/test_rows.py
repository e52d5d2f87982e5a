"""The rows that a problem's numbers stand for."""

from __future__ import annotations

from scheduler.models import Activity, ActivityState, Assignment, Organisation, Qualification, Roster, Town
from scheduler.services.problems.rows import Rows, holdings, numbers, of_town, read_rows
from solver.candidates import Capacity
from solver.problem import Pin
from tests.services.small_town import SmallTown


def rows_of(small: SmallTown) -> Rows:
    return read_rows(small.session, small.draft(), small.session.get_one(Town, small.town.id))


def test_rows_are_those_at_work_in_the_town_and_the_period(small: SmallTown) -> None:
    SmallTown(small.session).worker()
    one, _, two = small.worker(), small.worker(active=False), small.volunteer()
    team = small.team("先锋一队", [one])
    small.team("旧队", [], active=False)
    skill = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救"))
    unit = small.add(Organisation(town_id=small.town.id, code="D1", name="派出所"))
    late, early = small.activity(day=29, hours=(23, 26)), small.activity(day=23, hours=(0, 1))
    small.activity(day=22, hours=(23, 25))
    small.activity(day=30, hours=(0, 1))
    small.activity(state=ActivityState.CANCELLED)
    assert rows_of(small) == Rows([one, two], [team], [small.village, small.community], [skill], [unit], [early, late])


def test_activities_at_the_same_time_come_by_id_and_roles_in_their_order(small: SmallTown) -> None:
    one, two = small.activity(), small.activity()
    rows = rows_of(small)
    assert rows.activities == [one, two]
    assert rows.roles == [one.roles[0], two.roles[0]]


def test_numbers_are_places_in_the_lists(small: SmallTown) -> None:
    people, team = [small.worker(), small.volunteer()], small.team("先锋一队", [])
    unit = small.add(Organisation(town_id=small.town.id, code="D1", name="派出所"))
    skill = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救"))
    activity = small.activity()
    rows = rows_of(small)
    assert rows.person_numbers == {people[0].id: 0, people[1].id: 1}
    assert rows.team_numbers == {team.id: 0}
    assert rows.place_numbers == {small.village.id: 0, small.community.id: 1}
    assert rows.qualification_numbers == {skill.id: 0}
    assert (rows.department_numbers, rows.department_codes) == ({unit.id: 0}, {"D1": 0})
    assert (rows.activity_numbers, rows.role_numbers) == ({activity.id: 0}, {activity.roles[0].id: 0})
    assert numbers([]) == {}


def test_a_pair_is_a_role_and_a_person_or_a_team_numbered_after_all_people(small: SmallTown) -> None:
    worker, team = small.worker(), small.team("先锋一队", [])
    gone = small.worker(active=False)
    role, other = small.activity().roles[0].id, small.activity(day=30).roles[0].id
    rows = rows_of(small)
    assert rows.pair(role, worker.id, None) == Pin(0, 0)
    assert rows.pair(role, None, team.id) == Pin(0, 1)
    assert rows.pair(role, gone.id, None) is None
    assert rows.pair(role, None, team.id + 1) is None
    assert rows.pair(role, None, None) is None
    assert rows.pair(other, worker.id, None) is None
    held = [(role, None, team.id), (other, worker.id, None), (role, worker.id, None)]
    assert rows.pins(held) == (Pin(0, 0), Pin(0, 1))


def test_assignments_are_read_in_short_by_conditions_on_them_and_their_rosters(small: SmallTown) -> None:
    worker, volunteer, team = small.worker(), small.volunteer(), small.team("先锋一队", [small.volunteer()])
    single, whole = small.activity(), small.activity(accepts=(Capacity.TEAM,), wanted=1)
    draft, other = small.draft(), small.draft()
    small.pin(draft, single, worker)
    small.pin(draft, whole, team)
    small.pin(other, single, volunteer)
    role, team_role = single.roles[0].id, whole.roles[0].id
    both = [(role, worker.id, None), (team_role, None, team.id)]
    assert sorted(map(tuple, holdings(small.session, Roster.id == draft.id)), key=str) == sorted(both, key=str)
    assert list(map(tuple, holdings(small.session, Roster.id == draft.id, Assignment.team_id.is_(None)))) == both[:1]
    assert list(map(tuple, holdings(small.session, Roster.id == draft.id, ~Assignment.pinned))) == []


def test_rows_of_a_table_are_read_by_town(small: SmallTown) -> None:
    other = SmallTown(small.session)
    one, two = small.activity(), small.activity()
    other.activity()
    assert of_town(small.session, Activity, small.town.id) == [one, two]
