"""An import undone: everything as it was, or what was changed and used since stays and is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Conflict, Forbidden, NotFound
from scheduler.models import (
    Activity,
    Assignment,
    Audit,
    Base,
    Feed,
    FeedKind,
    Person,
    Place,
    Roster,
    SavedTemplate,
    Team,
    TeamMember,
    Town,
    UploadState,
)
from scheduler.services import towns
from scheduler.services.activities import templates
from scheduler.services.problems.trying import Demand, Tried
from scheduler.services.register import people
from scheduler.services.register.imports import undoing
from scheduler.spreadsheets.examples import EXAMPLES
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.spreadsheets.imports.checking import bring, check
from tests.workbooks import ACTIVITIES, PEOPLE, PLACES, ROLES

OUTSIDE = {"upload", "audit", "town"}
SERVANTS = {"weekly_time", "wish", "team_member", "person_capacity"}
"""Tables to whose rows nothing refers: those that come back have other ids."""


def register(session: Session) -> dict[str, list[Any]]:
    """What all tables of the register hold, but for revisions, and for ids of rows that nothing refers to."""
    session.flush()
    session.expire_all()
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in OUTSIDE:
            own = {"revision"} | ({"id"} if table.name in SERVANTS else set())
            names = [column for column in table.columns if column.name not in own]
            found[table.name] = sorted(map(repr, session.execute(select(*names))))
    return found


def undone(session: Session, actor: Actor, number: int, *, rest: bool = False) -> None:
    undoing.undo(session, actor, number, rest=rest, now=NOW)


def kept(session: Session, actor: Actor, number: int) -> list[tuple[str, str, str]]:
    """Kind, name and reason of all that stays."""
    return [(each.kind, each.name, str(each.why)) for each in undoing.plan(session, actor, number).kept]


def test_what_an_import_brought_is_taken_out_again(session: Session, coordinator: Actor) -> None:
    empty = register(session)
    upload = bring(session, coordinator, **EXAMPLES)
    assert register(session) != empty
    undone(session, coordinator, upload.id)
    assert (register(session), upload.state) == (empty, UploadState.UNDONE)


def test_what_an_import_changed_is_as_it_was(session: Session, coordinator: Actor) -> None:
    weekly = {"weekly": "周一 9:00-12:00; 周二 全天", "wishes": "愿意 周六上午"}
    teams = [{"code": "T1", "name": "一队", "members": "P03、P04", "leader": "P03"}, {"code": "T2", "name": "二队"}]
    bring(session, coordinator, place=PLACES, person=[{**PEOPLE[0], **weekly}, *PEOPLE[1:]], team=teams)
    before = register(session)
    upload = bring(
        session,
        coordinator,
        place=[{**PLACES[0], "name": "改了名", "parent": "V2", "owner": "某人"}],
        person=[
            {
                **PEOPLE[0],
                "capacities": "志愿者",
                "home": "V2",
                "born_on": "1990/5/21",
                "weekly": "周三 全天",
                "wishes": "清空",
            }
        ],
        team=[{**teams[0], "members": "P03", "quorum": 50}, {**teams[1], "members": "P04"}],
    )
    found = undoing.plan(session, coordinator, upload.id)
    assert (found.removed, found.restored, found.kept) == (0, 4, [])
    undone(session, coordinator, upload.id)
    assert register(session) == before


def test_dated_activities_that_followed_a_series_follow_it_back(session: Session, coordinator: Actor) -> None:
    series = {
        "code": "S1",
        "kind": "服务项目",
        "title": "巡河",
        "place": "V1",
        "recurrence": "每周",
        "weekdays": "周二",
        "first_day": date(2026, 11, 24),
        "last_day": date(2026, 12, 22),
        "start": "9:00",
        "end": "11:00",
    }
    role = {"activity": "S1", "name": "队员", "accepts": "志愿者", "minimum": 1, "wanted": 2}
    bring(session, coordinator, place=PLACES, series=[series], role=[role])
    before = register(session)
    upload = bring(session, coordinator, series=[{**series, "weekdays": "周三", "end": "12:00"}], role=[])
    assert upload.report["dated"] == {"called_off": 5, "made": 4}
    undone(session, coordinator, upload.id)
    assert register(session) == before


def test_what_somebody_changed_since_stays_and_nothing_is_undone_unless_the_rest_is_asked(
    session: Session, coordinator: Actor
) -> None:
    upload = bring(session, coordinator, place=PLACES, person=PEOPLE)
    person = session.scalars(select(Person).where(Person.code == "P01")).one()
    people.edit_person(session, coordinator, person.id, {"duties_a_month": 4}, now=NOW)
    assert kept(session, coordinator, upload.id) == [
        ("person", "测试甲", "changed since"),
        ("place", "龙山塘村", "something that stays refers to it"),
    ]
    before = register(session)
    with pytest.raises(
        Conflict, match=r"Nothing was undone: 2 entries were changed or used since \(测试甲, 龙山塘村\)"
    ):
        undone(session, coordinator, upload.id)
    assert (register(session), upload.state) == (before, UploadState.COMMITTED)
    undone(session, coordinator, upload.id, rest=True)
    assert session.scalars(select(Person.name)).all() == ["测试甲"]
    assert session.scalars(select(Place.name)).all() == ["龙山塘村"]
    assert [row.capacity.value for row in session.scalars(select(Person)).one().capacities] == ["social_worker"]


def test_what_somebody_changed_elsewhere_in_a_row_stays_and_the_import_goes_back(
    session: Session, coordinator: Actor
) -> None:
    bring(session, coordinator, place=PLACES, person=PEOPLE)
    person = session.scalars(select(Person).where(Person.code == "P01")).one()
    home = person.home_id
    upload = bring(session, coordinator, person=[{**PEOPLE[0], "home": "V2"}])
    assert person.home_id != home
    people.edit_person(session, coordinator, person.id, {"duties_a_month": 4}, now=NOW)
    undone(session, coordinator, upload.id)
    assert (person.home_id, person.duties_a_month) == (home, 4)


def test_who_holds_a_duty_since_stays_with_the_activity_and_its_place(
    session: Session, coordinator: Actor, town: Town
) -> None:
    upload = bring(session, coordinator, place=PLACES, person=PEOPLE, activity=ACTIVITIES, role=ROLES)
    roster = Roster(
        town_id=town.id, first_day=date(2026, 11, 23), last_day=date(2026, 11, 29), version=1, created_at=NOW
    )
    session.add(roster)
    session.flush()
    role = session.scalars(select(Activity).where(Activity.code == "A1")).one().roles[0]
    person = session.scalars(select(Person).where(Person.code == "P01")).one()
    session.add(
        Assignment(
            town_id=town.id,
            roster_id=roster.id,
            role_id=role.id,
            person_id=person.id,
            capacity=Capacity.SOCIAL_WORKER,
        )
    )
    session.flush()
    assert kept(session, coordinator, upload.id) == [
        ("activity", "敬老服务", "in use since"),
        ("person", "测试甲", "in use since"),
        ("place", "龙山塘村", "something that stays refers to it"),
    ]
    undone(session, coordinator, upload.id, rest=True)
    assert session.scalars(select(Activity.code)).all() == ["A1"]
    assert len(session.scalars(select(Activity)).one().roles) == 2


def test_who_has_a_calendar_or_is_named_by_a_quota_or_as_a_department_stays(
    session: Session, coordinator: Actor, town: Town
) -> None:
    organisations = [{"code": "D1", "name": "派出所"}, {"code": "D2", "name": "卫生院"}, {"code": "D3", "name": "学校"}]
    upload = bring(session, coordinator, person=[{"name": "丙", "capacities": "志愿者"}], organisation=organisations)
    bring(
        session, coordinator, place=PLACES, activity=[{**ACTIVITIES[0], "quotas": "单位D1 至少1", "departments": "D2"}]
    )
    person = session.scalars(select(Person)).one()
    session.add(Feed(town_id=town.id, kind=FeedKind.PERSON, subject=str(person.id), name="丙"))
    session.flush()
    assert kept(session, coordinator, upload.id) == [
        ("organisation", "派出所", "in use since"),
        ("organisation", "卫生院", "in use since"),
        ("person", "丙", "in use since"),
    ]


def test_who_and_what_a_what_if_names_stays(session: Session, coordinator: Actor, town: Town) -> None:
    """SQLite would give their numbers to the next person and activity."""
    upload = bring(
        session,
        coordinator,
        place=PLACES,
        person=[{"name": name, "capacities": "志愿者"} for name in "丙丁"],
        activity=ACTIVITIES[:1],
    )
    [first, _], [activity] = session.scalars(select(Person)).all(), session.scalars(select(Activity)).all()
    day = date(2026, 11, 23)
    tried = Tried(None, (first.id,), (Demand(None, activity.id, 1), Demand(slots=1)))
    session.add(Roster(town_id=town.id, first_day=day, last_day=day, version=1, created_at=NOW, what_if=tried.stored))
    session.flush()
    assert kept(session, coordinator, upload.id) == [
        ("activity", activity.title, "in use since"),
        ("person", "丙", "in use since"),
        ("place", "龙山塘村", "something that stays refers to it"),
    ]


def test_what_only_a_template_names_stays_for_what_is_started_from_it(session: Session, coordinator: Actor) -> None:
    organisations = [{"code": "D1", "name": "派出所"}, {"code": "D2", "name": "卫生院"}, {"code": "D3", "name": "学校"}]
    upload = bring(
        session,
        coordinator,
        place=PLACES,
        organisation=organisations,
        qualification=[{"code": "Q1", "name": "急救证"}, {"code": "Q2", "name": "驾驶证"}],
        activity=[{**ACTIVITIES[0], "quotas": "单位D1 至少1", "departments": "D2"}],
        role=[{**ROLES[0], "qualification": "Q1"}],
    )
    [activity] = session.scalars(select(Activity))
    templates.save_template(session, coordinator, activity.id, "敬老", now=NOW)
    named = [
        ("organisation", "派出所", "a template names it"),
        ("organisation", "卫生院", "a template names it"),
        ("place", "龙山塘村", "a template names it"),
        ("qualification", "急救证", "a template names it"),
    ]
    assert kept(session, coordinator, upload.id) == named
    undone(session, coordinator, upload.id, rest=True)
    assert session.scalars(select(Activity)).all() == []
    assert session.scalars(select(Place.name)).all() == ["龙山塘村"]
    assert session.scalars(select(SavedTemplate.name)).all() == ["敬老"]


def test_what_was_there_before_stays_away_where_somebody_else_has_it_now(session: Session, coordinator: Actor) -> None:
    people_ = [{**PEOPLE[0], "code": "P01"}, {**PEOPLE[1], "name": "测试甲", "code": "P02"}]
    bring(session, coordinator, place=PLACES, person=people_, team=[{"code": "T1", "name": "一队", "members": "P01"}])
    upload = bring(session, coordinator, team=[{"code": "T1", "name": "一队", "members": "清空"}])
    bring(session, coordinator, team=[{"code": "T3", "name": "三队", "members": "P01"}])
    assert kept(session, coordinator, upload.id) == [("team", "一队", "what it was before is taken now")]
    with pytest.raises(Conflict, match="Nothing of this import can be undone"):
        undone(session, coordinator, upload.id, rest=True)
    assert session.scalars(select(Team.code).join(TeamMember)).all() == ["T3"]


@pytest.mark.parametrize("weekly", ["周五 全天", "清空"])
def test_who_has_other_times_since_the_import_took_some_keeps_them(
    session: Session, coordinator: Actor, weekly: str
) -> None:
    bring(session, coordinator, place=PLACES, person=[{**PEOPLE[0], "weekly": "周一 全天; 周二 全天"}, PEOPLE[1]])
    upload = bring(session, coordinator, person=[{**PEOPLE[0], "weekly": "周二 全天; 周四 全天"}])
    bring(session, coordinator, person=[{**PEOPLE[0], "weekly": weekly}, {**PEOPLE[1], "weekly": "周六 全天"}])
    assert kept(session, coordinator, upload.id) == [("person", "测试甲", "changed since")]


def test_the_last_import_is_undone_before_the_one_that_it_changed(session: Session, coordinator: Actor) -> None:
    empty = register(session)
    first = bring(session, coordinator, place=PLACES)
    second = bring(session, coordinator, place=[{**PLACES[0], "name": "改了名"}])
    assert kept(session, coordinator, first.id) == [("place", "改了名", "changed since")]
    for upload in (second, first):
        undone(session, coordinator, upload.id)
    assert register(session) == empty


def test_what_is_not_imported_or_changed_nothing_or_is_undone_already_cannot_be_undone(
    session: Session, coordinator: Actor
) -> None:
    upload = check(session, coordinator, place=PLACES)
    with pytest.raises(Conflict, match="This file is not imported, or its import is undone already"):
        undone(session, coordinator, upload.id)
    first, second = bring(session, coordinator, place=PLACES), bring(session, coordinator, place=PLACES)
    with pytest.raises(Conflict, match="Nothing of this import can be undone"):
        undone(session, coordinator, second.id)
    undone(session, coordinator, first.id)
    with pytest.raises(Conflict, match="This file is not imported"):
        undone(session, coordinator, first.id)


def test_an_undoing_is_written_down_like_any_other_change(session: Session, coordinator: Actor) -> None:
    upload = bring(session, coordinator, place=PLACES[:1])
    undone(session, coordinator, upload.id)
    rows = select(Audit.action, Audit.upload_id).where(Audit.table_name == "place").order_by(Audit.id)
    assert session.execute(rows).all() == [("insert", upload.id), ("delete", None)]


def test_others_may_not_undo_and_other_towns_see_nothing(session: Session, coordinator: Actor, town: Town) -> None:
    upload = bring(session, coordinator, place=PLACES)
    person = Actor("person", ActorRole.PERSON, town.id, person_id=1)
    other = Actor("other", ActorRole.COORDINATOR, towns.create_town(session, "别处", sample=False, now=NOW).id)
    for actor, refusal in ((person, Forbidden), (other, NotFound)):
        with pytest.raises(refusal):
            undone(session, actor, upload.id)
        with pytest.raises(refusal):
            undoing.plan(session, actor, upload.id)


def test_what_is_out_of_reach_of_every_check_is_refused_with_everything_as_it_is(
    session: Session, coordinator: Actor
) -> None:
    bring(session, coordinator, place=PLACES, person=PEOPLE)
    upload = bring(session, coordinator, person=[{**PEOPLE[0], "home": "V2"}])
    for row in session.scalars(select(Person).where(Person.code != "P01")).all():
        session.delete(row)
    person = session.scalars(select(Person)).one()
    village = session.scalars(select(Place).where(Place.id != person.home_id)).one()
    session.flush()
    session.delete(village)
    session.flush()
    with pytest.raises(Conflict, match="what was there before does not fit what is there now"):
        undone(session, coordinator, upload.id)
    assert (session.scalars(select(Person)).one().home_id, upload.state) == (person.home_id, UploadState.COMMITTED)
