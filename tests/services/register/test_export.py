"""The register as a workbook: importing it changes nothing, and into an empty town it is the same town again."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Forbidden
from scheduler.models import Absence, Activity, Person, Town
from scheduler.sample import sample_workbook
from scheduler.services import towns
from scheduler.services.register.export import register_workbook
from scheduler.services.register.imports import uploads
from scheduler.spreadsheets.examples import EXAMPLES
from scheduler.spreadsheets.reading import read_book
from tests.conftest import NOW
from tests.services.register.imports.test_uploads import audited, everything
from tests.spreadsheets.imports.checking import bring, counts
from tests.workbooks import MONDAY

HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x")',
    "+1+1",
    "-1",
    "@SUM(A1)",
    "O'Brien \"the\" 'x' & co",
    "行一\r\n行二",
    "\x00控\x07制\x1b字符",
    "👩\u200d🌾 表情",
    "_x000D_",
    "#REF",
    "'引号",
    "{{ 7 * 7 }} %s {name}",
)
"""Names that break what does not take care."""


def imported(session: Session, actor: Actor, content: bytes) -> dict[str, dict[str, int]]:
    upload = uploads.check(session, actor, "register.xlsx", content, now=NOW)
    assert (upload.report["faults"], upload.report["questions"], upload.report["warnings"]) == ([], [], [])
    return counts(uploads.commit(session, actor, upload.id, now=NOW))


def another_town(session: Session) -> Actor:
    town = towns.create_town(session, "另一个镇", sample=False, now=NOW)
    return Actor("coordinator", ActorRole.COORDINATOR, town.id)


def check_round(session: Session, coordinator: Actor) -> None:
    """Importing the export changes nothing; an empty town that imports it exports the same bytes."""
    before = everything(session), audited(session)
    content = register_workbook(session, coordinator, now=NOW)
    assert {outcome for sheet in imported(session, coordinator, content).values() for outcome in sheet} == {"unchanged"}
    assert (everything(session), audited(session)) == before
    other = another_town(session)
    imported(session, other, content)
    assert register_workbook(session, other, now=NOW) == content


def test_the_sample_town_comes_back_as_it_went_out(session: Session, coordinator: Actor) -> None:
    imported(session, coordinator, sample_workbook(MONDAY))
    content = register_workbook(session, coordinator, now=NOW)
    upload = uploads.check(session, coordinator, "register.xlsx", content, now=NOW)
    assert counts(upload) == {
        "地点": {"unchanged": 374},
        "圩日": {"unchanged": 2},
        "节假日": {"unchanged": 16},
        "单位": {"unchanged": 10},
        "资质": {"unchanged": 22},
        "人员": {"unchanged": 586},
        "持有资质": {"unchanged": 180},
        "队伍": {"unchanged": 32},
        "请假": {"unchanged": 202},
        "系列活动": {"unchanged": 15},
        "活动": {"unchanged": 241},
        "岗位": {"unchanged": 648},
        "培训名单": {"unchanged": 25},
    }
    assert (upload.report["dated"], upload.report["faults"], upload.report["questions"]) == ({}, [], [])


def test_what_the_examples_say_comes_back_as_it_went_out(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, **EXAMPLES)
    moved = session.scalars(select(Activity).where(Activity.code == "Z01-20261201")).one()
    moved.title = "人工改过"
    check_round(session, coordinator)


def test_activities_that_follow_their_series_are_left_to_it(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, **EXAMPLES)
    session.scalars(select(Activity).where(Activity.code == "Z01-20261201")).one().title = "人工改过"
    book = read_book("x.xlsx", register_workbook(session, coordinator, now=NOW))
    sheet = next(sheet for sheet in book.sheets if sheet.name == "活动")
    assert [row[0] for row in sheet.rows[1:]] == ["F001", "Z01-20261126", "Z01-20261201"]


def test_names_of_all_kinds_stay_sound(session: Session, coordinator: Actor) -> None:
    people = [{"code": f"P{n}", "name": name, "capacities": "志愿者"} for n, name in enumerate(HOSTILE)]
    bring(session, coordinator, person=people)
    stored = session.scalars(select(Person.name).order_by(Person.id)).all()
    assert (stored[0], stored[6], stored[7], stored[9]) == (HOSTILE[0], "行一 行二", "控 制 字符", "_x000D_")
    check_round(session, coordinator)


def test_people_without_numbers_are_written_by_name_and_telephone(session: Session, coordinator: Actor) -> None:
    people = [{"name": "张三", "phone": "13800138000", "capacities": "志愿者"}]
    bring(session, coordinator, person=people, team=[{"code": "T1", "name": "队", "members": "张三"}])
    check_round(session, coordinator)


def test_absences_of_hours_and_the_word_that_clears_come_back_as_they_went_out(
    session: Session, coordinator: Actor
) -> None:
    day = {"first_day": "2026/12/1", "last_day": "2026/12/1"}
    hours = [{}, {"start": "14:00", "end": "18:30"}, {"start": "22:00", "end": "次日6:00"}, {"end": "0:01"}]
    bring(
        session,
        coordinator,
        person=[{"code": "P1", "name": "张三", "capacities": "志愿者"}],
        absence=[{"person": "P1", **day, **times, "reason": '"清空"'} for times in hours],
    )
    assert session.scalars(select(Absence.reason)).all() == ["清空"] * 4
    check_round(session, coordinator)


def test_the_attendance_list_of_a_training_that_recurs_comes_back_too(session: Session, coordinator: Actor) -> None:
    training = {**EXAMPLES["series"][0], "kind": "培训", "grants": "Q01", "place": "TOWN"}
    role = {"activity": "Z01", "name": "讲师", "accepts": "社工", "minimum": "1", "wanted": "1"}
    town = {name: EXAMPLES[name] for name in ("place", "organisation", "qualification", "person")}
    bring(session, coordinator, **town, series=[training], role=[role])
    bring(session, coordinator, attendance=[{"activity": "Z01-20261124", "person": "P0001"}])
    check_round(session, coordinator)


def test_others_may_not_have_the_register(session: Session, coordinator: Actor, town: Town) -> None:
    bring(session, coordinator, **EXAMPLES)
    with pytest.raises(Forbidden):
        register_workbook(session, Actor("p", ActorRole.PERSON, town.id, person_id=1), now=NOW)
