"""Rows about people: who is who, and what belongs to them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.errors import Invalid
from scheduler.models import (
    Absence,
    Company,
    Couple,
    HeldQualification,
    Person,
    Recusal,
    Team,
    Upload,
    WeeklyTime,
    Wish,
)
from scheduler.services.register.imports import uploads
from tests.conftest import NOW
from tests.services.small_town import at
from tests.spreadsheets.imports.checking import bring, check, counts, faults


def person(name: str = "张三", **more: Any) -> dict[str, Any]:
    return {"name": name, "capacities": "志愿者", **more}


def people(session: Session) -> list[tuple[str | None, str, str | None]]:
    return [(row.code, row.name, row.phone) for row in session.scalars(select(Person).order_by(Person.id))]


def asked(upload: Upload) -> list[tuple[str, list[str]]]:
    """The rows that were asked about, and who it may be."""
    return [(question["key"], [who for _, who in question["candidates"]]) for question in upload.report["questions"]]


def test_the_number_says_who_it_is_whatever_the_name(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, person=[person(code="P1")])
    upload = bring(session, coordinator, person=[person("张叁", code="\uff301", phone="13800138000")])
    assert (counts(upload), people(session)) == ({"人员": {"changed": 1}}, [("P1", "张叁", "+8613800138000")])


def test_without_a_number_name_and_telephone_do(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, person=[person(phone="13800138000")])
    upload = bring(session, coordinator, person=[person(phone=13800138000, duties_a_month=4)])
    assert (counts(upload), len(people(session))) == ({"人员": {"changed": 1}}, 1)


def test_the_same_name_with_another_telephone_is_another_person(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, person=[person(phone="13800138000")])
    bring(session, coordinator, person=[person(phone="13800138001")])
    assert people(session) == [(None, "张三", "+8613800138000"), (None, "张三", "+8613800138001")]


def test_the_same_name_with_another_number_is_another_person(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, person=[person(code="P1"), person(code="P2")])
    assert people(session) == [("P1", "张三", None), ("P2", "张三", None)]


@pytest.mark.parametrize(
    ("known", "row"),
    [
        ({"phone": "13800138000"}, {}),
        ({"code": "P1"}, {}),
        ({}, {}),
        ({}, {"phone": "13800138000"}),
        ({}, {"code": "P1"}),
        ({"phone": "13800138000"}, {"code": "P1"}),
    ],
)
def test_where_neither_number_nor_telephone_tells_people_are_asked(
    session: Session, coordinator: Actor, known: dict[str, str], row: dict[str, str]
) -> None:
    bring(session, coordinator, person=[person(**known)])
    upload = check(session, coordinator, person=[person(**row)])
    facts = ["张三", *known.values()]
    assert asked(upload) == [("人员!2", [" ".join(facts).replace("138001", "+86138001", 1)])]
    with pytest.raises(Invalid, match="0 cells or rows are wrong and 1 questions are open"):
        uploads.commit(session, coordinator, upload.id, now=NOW)
    assert len(people(session)) == 1


def test_somebody_who_gets_a_number_is_known_by_name_and_telephone(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, person=[person(phone="13800138000")])
    bring(session, coordinator, person=[person(code="P1", phone="13800138000")])
    assert people(session) == [("P1", "张三", "+8613800138000")]


def test_the_answer_new_makes_somebody_new(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, person=[person(code="P1")])
    upload = check(session, coordinator, person=[person()])
    uploads.answer(session, coordinator, upload.id, {"人员!2": "new"}, now=NOW)
    uploads.commit(session, coordinator, upload.id, now=NOW)
    assert people(session) == [("P1", "张三", None), (None, "张三", None)]


def test_the_answer_of_an_id_is_that_person(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, person=[person(code="P1"), person(code="P2")])
    upload = check(session, coordinator, person=[person(duties_a_month=3)])
    second = upload.report["questions"][0]["candidates"][1][0]
    uploads.answer(session, coordinator, upload.id, {"人员!2": second}, now=NOW)
    assert (upload.report["questions"], counts(upload)) == ([], {"人员": {"changed": 1}})
    uploads.commit(session, coordinator, upload.id, now=NOW)
    rows = session.scalars(select(Person).order_by(Person.id)).all()
    assert [(row.code, row.duties_a_month) for row in rows] == [("P1", None), ("P2", 3)]


def test_an_answer_that_was_no_choice_leaves_the_question_open(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, person=[person(code="P1"), person("李四", code="P2")])
    upload = check(session, coordinator, person=[person()])
    other = session.scalars(select(Person.id).where(Person.code == "P2")).one()
    uploads.answer(session, coordinator, upload.id, {"人员!2": str(other)}, now=NOW)
    assert asked(upload) == [("人员!2", ["张三 P1"])]
    with pytest.raises(Invalid, match="Nothing was asked about 人员!3"):
        uploads.answer(session, coordinator, upload.id, {"人员!3": "new"}, now=NOW)


def test_two_of_one_name_in_one_file_are_asked_about_and_can_be_the_same_row_twice(
    session: Session, coordinator: Actor
) -> None:
    upload = check(session, coordinator, person=[person(), person()])
    assert asked(upload) == [("人员!3", ["张三 人员!2"])]
    uploads.answer(session, coordinator, upload.id, {"人员!3": "人员!2"}, now=NOW)
    assert faults(upload) == [("人员", 3, "姓名", "one row for each: rows 2 and 3 are about the same")]
    uploads.answer(session, coordinator, upload.id, {"人员!3": "new"}, now=NOW)
    uploads.commit(session, coordinator, upload.id, now=NOW)
    assert people(session) == [(None, "张三", None)] * 2


@pytest.mark.parametrize("key", [{"code": "P1"}, {"phone": "13800138000"}])
def test_the_same_person_in_two_rows_is_named(session: Session, coordinator: Actor, key: dict[str, str]) -> None:
    upload = check(session, coordinator, person=[person(**key), person("李四"), person(**key, duties_a_month=3)])
    column = "编号" if "code" in key else "姓名"
    assert faults(upload) == [("人员", 4, column, "one row for each: rows 2 and 4 are about the same")]


def test_what_belongs_to_a_person_becomes_what_the_row_says(session: Session, coordinator: Actor) -> None:
    first = person(code="P1", weekly="周一 8:00-9:00; 周二 全天", wishes="愿意 周一; 不愿 周二")
    bring(session, coordinator, person=[first])
    second = person(code="P1", capacities="社工、网格员", weekly="周二 全天; 周三 全天", wishes="不愿 周一")
    assert counts(bring(session, coordinator, person=[second])) == {"人员": {"changed": 1}}
    assert counts(bring(session, coordinator, person=[second])) == {"人员": {"unchanged": 1}}
    row = session.scalars(select(Person)).one()
    session.refresh(row, ["capacities"])
    assert [held.capacity.value for held in row.capacities] == ["grid_member", "social_worker"]
    assert sorted(window.weekday for window in session.scalars(select(WeeklyTime))) == [1, 2]
    assert [(wish.weekday, wish.liking) for wish in session.scalars(select(Wish))] == [(0, -1)]


def test_an_empty_cell_leaves_what_is_there(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, person=[person(code="P1", phone="13800138000", weekly="周一 全天", active="否")])
    upload = bring(session, coordinator, person=[person(code="P1")])
    row = session.scalars(select(Person)).one()
    assert (counts(upload), row.phone, row.active) == ({"人员": {"unchanged": 1}}, "+8613800138000", False)


def test_people_without_a_number_are_referred_to_by_name_and_telephone(session: Session, coordinator: Actor) -> None:
    bring(
        session,
        coordinator,
        person=[person(phone="13800138000"), person(phone="13800138001"), person("李四", phone="13800138002")],
        team=[{"code": "T1", "name": "队", "leader": "李四", "members": "张三/13800138001、李四"}],
    )
    team = session.scalars(select(Team)).one()
    assert [member.person.phone for member in team.memberships] == ["+8613800138001", "+8613800138002"]
    upload = check(
        session,
        coordinator,
        absence=[
            {"person": who, "first_day": "2026/12/1", "last_day": "2026/12/1"}
            for who in ("张三", "张三/13800138009", "张三/x")
        ],
    )
    assert [message for _, _, _, message in faults(upload)] == [
        "a number; 2 people have the name 张三",
        "a number that exists; there is no 张三/13800138009",
        "a telephone number such as 13800138000",
    ]


TWO = [person(code="P1"), person("李四", code="P2")]


def test_a_member_of_two_teams_is_named(session: Session, coordinator: Actor) -> None:
    teams = [{"code": "T1", "name": "一队", "members": "P1"}, {"code": "T2", "name": "二队", "members": "P2、P1"}]
    upload = check(session, coordinator, person=TWO, team=teams)
    assert faults(upload) == [("队伍", 3, "队员编号", "members of no other team; 张三 is in one")]


@pytest.mark.parametrize("order", [1, -1])
def test_somebody_goes_from_one_team_to_another_in_whatever_order_the_rows_stand(
    session: Session, coordinator: Actor, order: int
) -> None:
    teams = [{"code": "T1", "name": "一队", "members": "P1、P2"}, {"code": "T2", "name": "二队"}]
    bring(session, coordinator, person=TWO, team=teams)
    moved = [{"code": "T1", "name": "一队", "members": "P2"}, {"code": "T2", "name": "二队", "members": "P1"}]
    assert counts(bring(session, coordinator, team=moved[::order])) == {"队伍": {"changed": 2}}
    assert counts(bring(session, coordinator, team=moved)) == {"队伍": {"unchanged": 2}}
    found = {team.code: [member.person.code for member in team.memberships] for team in session.scalars(select(Team))}
    assert found == {"T1": ["P2"], "T2": ["P1"]}


def test_days_that_end_before_they_begin_are_named(session: Session, coordinator: Actor) -> None:
    upload = check(
        session,
        coordinator,
        person=TWO,
        qualification=[{"code": "Q1", "name": "证"}],
        held_qualification=[
            {"person": "P1", "qualification": "Q1", "valid_from": "2026/12/2", "valid_until": "2026/12/1"}
        ],
        absence=[
            {"person": "P1", "first_day": "2026/12/2", "last_day": "2026/12/1"},
            {"first_day": "2026/12/2", "last_day": "2026/12/2"},
        ],
    )
    assert faults(upload) == [
        ("持有资质", 2, "有效期止", "a day not before the first one"),
        ("请假", 2, "结束日期", "a day not before the first one"),
        ("请假", 3, "人员编号", "either a person or a team"),
    ]


@pytest.mark.parametrize(
    ("times", "hours"),
    [
        ({}, (0, 24)),
        ({"start": "14:00"}, (14, 24)),
        ({"end": "12:30"}, (0, 12.5)),
        ({"start": "下午2:00", "end": "18:00"}, (14, 18)),
        ({"start": "22:00", "end": "次日6:00"}, (22, 30)),
    ],
)
def test_an_absence_lasts_whole_days_unless_a_time_is_said(
    session: Session, coordinator: Actor, times: dict[str, str], hours: tuple[float, float]
) -> None:
    row = {"person": "P1", "first_day": "2026/11/24", "last_day": "2026/11/24", **times}
    bring(session, coordinator, person=TWO[:1], absence=[row])
    assert counts(bring(session, coordinator, absence=[{**row, "reason": "外出"}])) == {"请假": {"changed": 1}}
    absence = session.scalars(select(Absence)).one()
    assert (absence.starts_at, absence.ends_at, absence.reason) == (at(24, hours[0]), at(24, hours[1]), "外出")


def test_an_absence_that_ends_before_it_begins_is_named(session: Session, coordinator: Actor) -> None:
    row = {"person": "P1", "first_day": "2026/11/24", "last_day": "2026/11/24", "start": "9:00", "end": "9:00"}
    upload = check(session, coordinator, person=TWO[:1], absence=[row])
    assert faults(upload) == [("请假", 2, "结束时间", "an end after the start; write 次日1:00 for the next day")]


def test_one_day_is_enough(session: Session, coordinator: Actor) -> None:
    day = "2026/12/1"
    bring(
        session,
        coordinator,
        person=TWO,
        qualification=[{"code": "Q1", "name": "证"}],
        held_qualification=[{"person": "P1", "qualification": "Q1", "valid_from": day, "valid_until": day}],
        absence=[{"person": "P1", "first_day": day, "last_day": day}],
    )
    absence = session.scalars(select(Absence)).one()
    assert (session.scalars(select(HeldQualification)).one().level, str(absence.ends_at - absence.starts_at)) == (
        1,
        "1 day, 0:00:00",
    )


def code(session: Session, person_id: int) -> str | None:
    return session.get_one(Person, person_id).code


def recusals(session: Session) -> list[tuple[str | None, str | None, str | None, str]]:
    """Who keeps away, from which place or which owner, and why."""
    rows = session.scalars(select(Recusal).order_by(Recusal.id))
    return [(code(session, row.person_id), row.place and row.place.code, row.owner, row.reason) for row in rows]


def couples(session: Session) -> list[tuple[str | None, str | None, Company]]:
    return [(row.one.code, row.other.code, row.company) for row in session.scalars(select(Couple))]


SHOP = {"code": "H1", "name": "便民超市", "kind": "场地", "owner": "陈记"}


def test_recusals_are_from_a_place_or_an_owner_and_a_second_file_changes_the_reason(
    session: Session, coordinator: Actor
) -> None:
    rows = [{"person": "P1", "place": "H1", "reason": "自家经营"}, {"person": "P1", "owner": "陈记"}]
    bring(session, coordinator, place=[SHOP], person=[person(code="P1")], recusal=rows)
    assert recusals(session) == [("P1", "H1", None, "自家经营"), ("P1", None, "陈记", "")]
    upload = bring(session, coordinator, recusal=[{**rows[0], "reason": "清空"}, rows[1]])
    assert counts(upload) == {"回避": {"changed": 1, "unchanged": 1}}
    assert recusals(session) == [("P1", "H1", None, ""), ("P1", None, "陈记", "")]


@pytest.mark.parametrize(
    ("values", "column", "why"),
    [
        ({}, "地点编号", "either a place or an owner"),
        ({"place": "H1", "owner": "陈记"}, "地点编号", "either a place or an owner"),
        ({"owner": "王记"}, "经营者", "an owner of a place"),
    ],
)
def test_a_recusal_from_nothing_that_there_is_is_a_fault(
    session: Session, coordinator: Actor, values: dict[str, str], column: str, why: str
) -> None:
    upload = check(session, coordinator, place=[SHOP], person=[person(code="P1")], recusal=[{"person": "P1", **values}])
    assert faults(upload) == [("回避", 2, column, why)]


def test_couples_come_in_either_order_and_the_last_file_counts(session: Session, coordinator: Actor) -> None:
    both = [person("张三", code="P1"), person("李四", code="P2")]
    row = {"one": "P2", "other": "P1", "company": "不得同岗"}
    bring(session, coordinator, person=both, couple=[row])
    assert couples(session) == [("P1", "P2", Company.APART)]
    upload = bring(session, coordinator, couple=[{"one": "P1", "other": "P2", "company": "同岗"}])
    assert (counts(upload), couples(session)) == ({"搭班": {"changed": 1}}, [("P1", "P2", Company.TOGETHER)])
    alone = check(session, coordinator, couple=[{**row, "other": "P2"}])
    assert faults(alone) == [("搭班", 2, "人员二编号", "somebody else than the first")]


def members(session: Session) -> list[tuple[str, list[str | None]]]:
    """The teams with the numbers of their members."""
    session.flush()
    session.expire_all()
    teams = session.scalars(select(Team).order_by(Team.code))
    return [(team.code, [member.person.code for member in team.memberships]) for team in teams]


def test_the_leader_of_a_team_is_one_of_its_members(session: Session, coordinator: Actor) -> None:
    everybody = [person(code="P1"), person("李四", code="P2"), person("王五", code="P3")]
    team = {"code": "T1", "name": "队", "leader": "P1", "members": "P2"}
    bring(session, coordinator, person=everybody, team=[team])
    assert members(session) == [("T1", ["P1", "P2"])]
    assert counts(bring(session, coordinator, team=[team])) == {"队伍": {"unchanged": 1}}
    bring(session, coordinator, team=[{"code": "T1", "name": "队", "leader": "P3"}])
    bring(session, coordinator, team=[{"code": "T1", "name": "队", "members": "P1"}])
    assert members(session) == [("T1", ["P1", "P3"])]
    upload = check(session, coordinator, team=[{"code": "T2", "name": "二队", "leader": "P3"}])
    assert faults(upload) == [("队伍", 2, "队长编号", "members of no other team; 王五 is in one")]


def test_a_certificate_that_has_expired_is_pointed_out_unless_it_is_as_before(
    session: Session, coordinator: Actor
) -> None:
    held = {"person": "P1", "qualification": "Q1"}
    rows = [{**held, "valid_from": "2019/1/1", "valid_until": "2026/11/19"}, {**held, "valid_until": "2026/11/20"}]
    sheets = {
        "person": [person(code="P1")],
        "qualification": [{"code": "Q1", "name": "证"}],
        "held_qualification": rows,
    }
    upload = bring(session, coordinator, **sheets)
    assert [(note["row"], note["column"], note["about"]) for note in upload.report["notes"]] == [(2, "有效期止", "P1")]
    assert bring(session, coordinator, **sheets).report["notes"] == []
