"""Imports: checked first, then committed as a whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from scheduler.models import Audit, Base, Person, Place, SpecialDay, Town, Upload, UploadState
from scheduler.services import towns
from scheduler.services.register.imports import uploads
from scheduler.services.sessions import act_as
from scheduler.spreadsheets.examples import EXAMPLES
from scheduler.spreadsheets.report import MOST_LISTED
from scheduler.spreadsheets.sheets import sheet_kinds
from scheduler.spreadsheets.writing import workbook_bytes
from tests.at_once import at_once, held_up
from tests.conftest import NOW
from tests.spreadsheets.files import xlsx
from tests.spreadsheets.imports.checking import bring, check, counts, faults
from tests.spreadsheets.test_cells import CELLS
from tests.workbooks import MONDAY, PEOPLE, PLACES, small_town


def everything(session: Session) -> dict[str, list[Any]]:
    """All rows of all tables but the uploads themselves and their audit rows."""
    session.flush()
    return {
        table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))]
        for table in Base.metadata.sorted_tables
        if table.name not in ("upload", "audit")
    }


def audited(session: Session) -> int:
    """Audit rows of the register."""
    session.flush()
    return session.scalar(select(func.count(Audit.id)).where(Audit.table_name != "upload")) or 0


def test_a_check_stores_nothing_but_the_file_and_its_report(session: Session, coordinator: Actor) -> None:
    before = everything(session), audited(session)
    upload = uploads.check(session, coordinator, "town.xlsx", small_town(), now=NOW)
    assert (everything(session), audited(session)) == before
    assert (upload.filename, upload.state, upload.created_at, upload.created_by, upload.content) == (
        "town.xlsx",
        UploadState.CHECKED,
        NOW,
        "coordinator",
        small_town(),
    )
    assert counts(upload) == {"地点": {"new": 2}, "人员": {"new": 4}, "活动": {"new": 2}, "岗位": {"new": 4}}


def test_a_refused_commit_leaves_all_tables_as_they_were(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, place=PLACES)
    before = everything(session), audited(session)
    wrong = [*PEOPLE, {"code": "P05", "name": "戊", "capacities": "志愿者", "home": "X"}]
    upload = uploads.check(session, coordinator, "town.xlsx", small_town(person=wrong), now=NOW)
    with pytest.raises(Invalid, match="Nothing was imported: 1 cells or rows are wrong and 0 questions are open"):
        uploads.commit(session, coordinator, upload.id, now=NOW)
    assert (everything(session), audited(session), upload.state) == (*before, UploadState.CHECKED)


def test_importing_twice_changes_nothing(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, **EXAMPLES)
    before = everything(session), audited(session)
    upload = bring(session, coordinator, **EXAMPLES)
    assert (everything(session), audited(session), upload.report["dated"]) == (*before, {})
    assert {outcome for sheet in counts(upload).values() for outcome in sheet} == {"unchanged"}


def test_a_commit_does_what_the_check_said(session: Session, coordinator: Actor) -> None:
    upload = uploads.check(session, coordinator, "town.xlsx", small_town(), now=NOW)
    said = dict(upload.report)
    uploads.commit(session, coordinator, upload.id, now=NOW)
    assert (upload.report, upload.state) == (said, UploadState.COMMITTED)
    assert session.scalars(select(Person.name).order_by(Person.id)).all() == [row["name"] for row in PEOPLE]


def test_a_register_that_changed_since_the_check_is_not_imported_into(session: Session, coordinator: Actor) -> None:
    upload = check(session, coordinator, place=PLACES)
    bring(session, coordinator, place=[{**PLACES[0], "name": "改了名"}])
    before = everything(session)
    with pytest.raises(Conflict, match="the register has changed since this file was checked"):
        uploads.commit(session, coordinator, upload.id, now=NOW)
    assert everything(session) == before
    uploads.answer(session, coordinator, upload.id, {}, now=NOW)
    assert counts(upload) == {"地点": {"changed": 1, "new": 1}}
    uploads.commit(session, coordinator, upload.id, now=NOW)
    assert session.scalars(select(Place.name).order_by(Place.id)).all() == [row["name"] for row in PLACES]


def test_what_the_rows_refer_to_may_have_gone_since_the_check(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, place=PLACES)
    upload = check(session, coordinator, person=PEOPLE)
    for row in session.scalars(select(Place)).all():
        session.delete(row)
    with pytest.raises(Conflict):
        uploads.commit(session, coordinator, upload.id, now=NOW)
    uploads.answer(session, coordinator, upload.id, {}, now=NOW)
    assert {message for _, _, _, message in faults(upload)} == {
        "a number that exists; there is no V1",
        "a number that exists; there is no V2",
    }


def test_days_without_a_year_mean_at_the_commit_what_they_meant_at_the_check(
    session: Session, coordinator: Actor
) -> None:
    content = workbook_bytes({"special_day": [{"day": "5月21日", "kind": "放假"}]}, today=MONDAY)
    upload = uploads.check(session, coordinator, "days.xlsx", content, now=NOW)
    uploads.commit(session, coordinator, upload.id, now=NOW + timedelta(days=300))
    assert str(session.scalars(select(SpecialDay.day)).one()) == "2027-05-21"


@pytest.mark.parametrize("ended", [uploads.commit, uploads.discard])
def test_an_upload_ends_once(session: Session, coordinator: Actor, ended: Any) -> None:
    upload = uploads.check(session, coordinator, "town.xlsx", small_town(), now=NOW)
    ended(session, coordinator, upload.id, now=NOW)
    session.expire(upload)
    assert upload.content is None
    for call in (uploads.commit, uploads.discard):
        with pytest.raises(Conflict, match="imported or discarded already"):
            call(session, coordinator, upload.id, now=NOW)
    with pytest.raises(Conflict):
        uploads.answer(session, coordinator, upload.id, {}, now=NOW)


def test_others_may_not_import_and_other_towns_see_nothing(session: Session, coordinator: Actor, town: Town) -> None:
    upload = uploads.check(session, coordinator, "town.xlsx", small_town(), now=NOW)
    person = Actor("person", ActorRole.PERSON, town.id, person_id=1)
    other = Actor("other", ActorRole.COORDINATOR, towns.create_town(session, "别处", sample=False, now=NOW).id)
    with pytest.raises(Forbidden):
        uploads.check(session, person, "town.xlsx", small_town(), now=NOW)
    for call in (uploads.commit, uploads.discard):
        with pytest.raises(Forbidden):
            call(session, person, upload.id, now=NOW)
        with pytest.raises(NotFound):
            call(session, other, upload.id, now=NOW)
    with pytest.raises(Forbidden):
        uploads.recent_uploads(session, person)
    assert (uploads.recent_uploads(session, other), uploads.recent_uploads(session, coordinator)) == ([], [upload])


def test_very_many_faults_are_counted_with_nothing_hidden(session: Session, coordinator: Actor) -> None:
    rows = [["姓名", "身份", "手机"]] + [[f"人{n}", "不明", "x"] for n in range(MOST_LISTED)]
    upload = uploads.check(session, coordinator, "people.xlsx", xlsx(rows, "人员"), now=NOW)
    assert (upload.report["fault_count"], len(upload.report["faults"])) == (2 * MOST_LISTED, MOST_LISTED)
    assert upload.report["beyond"] == [["人员", "身份", MOST_LISTED // 2], ["人员", "手机", MOST_LISTED // 2]]


def test_every_kind_of_bad_cell_is_named_with_sheet_row_and_column(session: Session, coordinator: Actor) -> None:
    rows = [
        ["人员名单", "", "", ""],
        ["手机", "姓名*", "身份", "出生日期", "身高"],
        ["138", "甲", "志愿者", "1990/1/1", "180"],
        ["", "", "志愿者", "", ""],
        ["", "", "", "", ""],
        ["", "乙", "路人", 1e12, ""],
        ["", "丙", "", "#REF!", ""],
    ]
    upload = uploads.check(session, coordinator, "people.xlsx", xlsx(rows, "Sheet1"), now=NOW)
    assert faults(upload) == [
        ("Sheet1", 3, "手机", "a telephone number such as 13800138000"),
        ("Sheet1", 4, "姓名", "a value; this cell must not be empty"),
        ("Sheet1", 6, "身份", "one of 社工、志愿者、网格员、在职党员、共建单位人员"),
        ("Sheet1", 6, "出生日期", "a date of birth such as 1990/5/21"),
        ("Sheet1", 7, "身份", "a value; this cell must not be empty"),
        ("Sheet1", 7, "出生日期", "a value; this formula gives an error (#REF!)"),
    ]
    assert [(w["sheet"], w["row"], w["column"]) for w in upload.report["warnings"]] == [("Sheet1", 2, "身高")]


def test_two_commits_of_one_upload_at_once_import_it_once(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        town = towns.create_town(session, "六祖镇", sample=False, now=NOW)
        actor = Actor("coordinator", ActorRole.COORDINATOR, town.id)
        uploaded = [uploads.check(session, actor, "town.xlsx", small_town(), now=NOW).id for _ in range(2)]

    def commit(upload_id: int) -> str:
        try:
            with factory.begin() as session:
                act_as(session, actor)
                uploads.commit(session, actor, upload_id, now=datetime.now(UTC))
        except DomainError as error:
            return type(error).__name__
        return "imported"

    outcomes = at_once(*(partial(commit, number) for number in uploaded * 2))
    with factory() as session:
        people = session.scalar(select(func.count(Person.id)))
        states = sorted(session.scalars(select(Upload.state)))
    assert (sorted(outcomes), people, states) == (
        ["Conflict", "Conflict", "Conflict", "imported"],
        len(PEOPLE),
        [UploadState.CHECKED, UploadState.COMMITTED],
    )


def test_two_who_answer_different_questions_at_once_are_both_heard(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        town = towns.create_town(session, "六祖镇", sample=False, now=NOW)
        actor = Actor("coordinator", ActorRole.COORDINATOR, town.id)
        bring(session, actor, place=PLACES, person=PEOPLE)
        rows = [{"name": PEOPLE[number]["name"], "capacities": "志愿者"} for number in (0, 1)]
        asked = check(session, actor, person=rows)
        number, keys = asked.id, [question["key"] for question in asked.report["questions"]]

    def answer_second() -> None:
        with factory.begin() as session:
            uploads.answer(session, actor, number, {keys[1]: "new"}, now=NOW)

    with factory.begin() as session:
        uploads.answer(session, actor, number, {keys[0]: "new"}, now=NOW)
        other = held_up(answer_second)
    other.result()
    with factory() as session:
        upload = session.get_one(Upload, number)
        assert (upload.answers, upload.report["questions"]) == ({keys[0]: "new", keys[1]: "new"}, [])


def test_what_was_checked_a_month_ago_and_never_imported_is_put_aside(session: Session, coordinator: Actor) -> None:
    old = uploads.check(session, coordinator, "town.xlsx", small_town(), now=NOW)
    new = uploads.check(session, coordinator, "town.xlsx", small_town(), now=NOW + timedelta(seconds=1))
    uploads.discard_forgotten(session, now=NOW + timedelta(days=30, seconds=1))
    assert [(row.state, row.content) for row in (old, new)] == [
        (UploadState.DISCARDED, None),
        (UploadState.CHECKED, small_town()),
    ]


KINDS = sheet_kinds(MONDAY)
EXAMPLE_CELLS = [str(cell) for rows in EXAMPLES.values() for row in rows for cell in row.values()]


@st.composite
def workbooks(draw: Any) -> bytes:
    """A small workbook of known sheets, with cells of examples and of anything that a cell can hold."""
    kind = draw(st.sampled_from(KINDS))
    headers = [column.chinese for column in kind.columns if draw(st.integers(0, 30))]
    cells = st.one_of(st.sampled_from(EXAMPLE_CELLS), CELLS.filter(writable))
    rows = draw(st.lists(st.lists(cells, max_size=len(headers)), max_size=4))
    examples = [[row.get(column.field, "") for column in kind.columns] for row in EXAMPLES[kind.kind]]
    return xlsx(
        [headers, *draw(st.sampled_from([[], examples])), *[[str(cell) for cell in row] for row in rows]], kind.chinese
    )


def writable(cell: Any) -> bool:
    """Whether a spreadsheet can hold a cell."""
    return len(str(cell)) < 1000 and not any(0xD800 <= ord(sign) < 0xE000 for sign in str(cell))


def check_any(session: Session, coordinator: Actor, content: bytes) -> None:
    """Any workbook yields a report, and is committed as a whole or refused with everything as it was."""
    savepoint = session.begin_nested()
    upload = uploads.check(session, coordinator, "any.xlsx", content, now=NOW)
    before = everything(session)
    try:
        uploads.commit(session, coordinator, upload.id, now=NOW)
    except Invalid:
        assert upload.report["fault_count"] + len(upload.report["questions"]) > 0
        assert everything(session) == before
    savepoint.rollback()


FUZZ = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@given(content=workbooks())
@settings(max_examples=40, **FUZZ)
def test_any_workbook_yields_a_report(session: Session, coordinator: Actor, content: bytes) -> None:
    check_any(session, coordinator, content)


@pytest.mark.nightly
@given(content=workbooks())
@settings(max_examples=3_000, **FUZZ)
def test_any_of_very_many_workbooks_yields_a_report(session: Session, coordinator: Actor, content: bytes) -> None:
    check_any(session, coordinator, content)
