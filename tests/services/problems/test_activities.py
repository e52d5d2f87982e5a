"""Places, activities and roles of a problem: from the register's tables to the solver's facts."""

from __future__ import annotations

from scheduler.domain.quotas import quota
from scheduler.models import ActivityKind, Organisation, PlaceKind, Qualification, Town
from scheduler.services.problems.activities import activity_facts, place_facts, role_facts, village_of
from scheduler.services.problems.rows import Rows, read_rows
from scheduler.services.problems.times import Timeline
from solver.candidates import Capacity, Gender
from solver.problem import Activity, Grant, Option, Place, Quota, Requirement, Role
from solver.spans import DAY, Span
from tests.services.small_town import FIRST, LAST, SmallTown

TUESDAY = 36 * DAY
"""The minute of the first midnight of 24 November."""


def rows_of(small: SmallTown) -> Rows:
    return read_rows(small.session, small.draft(), small.session.get_one(Town, small.town.id))


def test_a_place_lies_in_the_village_community_or_market_town_around_it(small: SmallTown) -> None:
    town = small.place("六祖镇", PlaceKind.TOWN)
    grid = small.place("一号网格", PlaceKind.GRID, parent_id=small.community.id)
    hall = small.place("文化室", PlaceKind.VENUE, parent_id=grid.id, capacity=30)
    school = small.place("镇党校", PlaceKind.VENUE, parent_id=town.id, capacity=80)
    market = small.place("集成圩镇", PlaceKind.MARKET, parent_id=town.id)
    places = [small.village, small.community, town, grid, hall, school, market]
    villages = [small.village, small.community, town, small.community, small.community, school, market]
    by_id = {place.id: place for place in places}
    assert [village_of(place, by_id) for place in places] == villages
    numbers = [places.index(village) for village in villages]
    capacities = [None, None, None, None, 30, 80, None]
    assert place_facts(places) == tuple(
        Place(place.code, village, capacity)
        for place, village, capacity in zip(places, numbers, capacities, strict=True)
    )


def test_places_that_lie_in_each_other_are_their_own_villages(small: SmallTown) -> None:
    one = small.place("甲", PlaceKind.GRID)
    other = small.place("乙", PlaceKind.GRID, parent_id=one.id)
    one.parent_id = other.id
    by_id = {one.id: one, other.id: other}
    assert [village_of(place, by_id) for place in (one, other)] == [one, other]


def test_an_activity_is_told_with_its_place_venue_departments_and_composition(small: SmallTown) -> None:
    venue = small.place("党校", PlaceKind.VENUE)
    for code in ("D1", "D2"):
        unit = small.add(Organisation(town_id=small.town.id, code=code, name=code, enforces=True))
    skill = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救"))
    old, team = small.team("旧队", [], active=False), small.team("先锋一队", [])
    activity = small.activity(
        hours=(22, 26),
        kind=ActivityKind.ENFORCEMENT,
        venue=venue,
        place=small.community,
        priority=4,
        departments=["D2", "D9"],
        local=True,
        women=1,
        men=2,
        attendees=7,
        unpleasant=True,
        adults_only=True,
        organisations=2,
        never_alone=True,
        quotas=[
            quota({"least": 1, "gender": "female", "capacity": "officer", "organisation_id": unit.id}),
            quota({"most": 2, "team_id": team.id, "qualification_id": skill.id, "new": False, "local": True}),
            quota({"least": 1, "team_id": old.id}),
        ],
    )
    timeline = Timeline.of(FIRST, LAST, small.town.timezone)
    assert activity_facts(activity, timeline, rows_of(small)) == Activity(
        key=activity.code,
        kind="enforcement",
        place=1,
        options=(Option(Span(TUESDAY + 22 * 60, TUESDAY + 26 * 60), 2),),
        priority=4,
        departments=(1,),
        local=True,
        women=1,
        men=2,
        attendees=7,
        unpleasant=True,
        adults_only=True,
        organisations=2,
        quotas=(
            Quota(1, None, gender=Gender.FEMALE, capacity=Capacity.OFFICER, department=1),
            Quota(0, 2, team=0, qualification=0, new=False, local=True),
        ),
        never_alone=True,
    )


def test_a_role_is_told_with_what_it_asks(small: SmallTown) -> None:
    skill = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救"))
    unit = small.add(Organisation(town_id=small.town.id, code="D1", name="派出所"))
    team = small.team("先锋一队", [])
    asked = {"qualification_id": skill.id, "level": 2, "organisation_id": unit.id, "team_id": team.id, "priority": 3}
    plain = small.activity(accepts=(Capacity.TEAM,), wanted=1)
    full = small.activity(day=25, accepts=(Capacity.OFFICER,), minimum=1, wanted=2, role=asked)
    rows = rows_of(small)
    assert [role_facts(role, rows) for role in rows.roles] == [
        Role(f"{plain.code}/协助", 0, frozenset({Capacity.TEAM}), 0, 1),
        Role(f"{full.code}/协助", 1, frozenset({Capacity.OFFICER}), 1, 2, 3, (Requirement(0, 2),), 0, 0),
    ]


def test_a_role_that_trains_grants_what_its_session_does(small: SmallTown) -> None:
    aid = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救", by_training=True))
    small.activity("培训", grants_id=aid.id, grants_level=3, role={"trains": True})
    small.activity("旁听", grants_id=aid.id)
    small.activity("服务", role={"trains": True})
    rows = rows_of(small)
    assert [role_facts(role, rows).grants for role in rows.roles] == [(Grant(0, 3),), (), ()]
