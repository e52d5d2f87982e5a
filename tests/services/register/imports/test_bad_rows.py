"""The bad rows of a file as a workbook that says what is wrong and can be uploaded again."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Conflict, Forbidden
from scheduler.models import HeldQualification, Person, Town
from scheduler.services.register.imports import uploads
from scheduler.services.register.imports.bad_rows import bad_rows_workbook
from scheduler.spreadsheets.mending import Mends
from scheduler.spreadsheets.reading import read_book
from tests.conftest import NOW
from tests.workbooks import own_workbook

PHONE = "a telephone number such as 13800138000"


def sheets(session: Session, actor: Actor, number: int, locale: str = "en") -> dict[str, list[list[Any]]]:
    content = bad_rows_workbook(session, actor, number, locale, now=NOW)
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in read_book("rows.xlsx", content).sheets}


def test_bad_rows_stand_under_our_headers_with_what_is_wrong_and_those_that_refer_to_them(
    session: Session, coordinator: Actor
) -> None:
    upload = uploads.check(session, coordinator, "own.xlsx", own_workbook(), now=NOW)
    assert sheets(session, coordinator, upload.id) == {
        "人员": [
            ["姓名*", "手机", "居住地编号", "身份*", "错误说明"],
            ["李红", "1380000", "V2", "志愿者", f"手机: {PHONE}"],
            ["张秀英", "不详", "V1", "志愿者", f"手机: {PHONE}"],
            ["黄志强", "1380000100455", "V2", "志愿者", f"手机: {PHONE}"],
            ["王小明", "13800001000", "V1", "社工", "姓名: one row for each: rows 3 and 7 are about the same"],
            ["何丽", "13800001005", "V2", "志愿者", "姓名: one row for each: rows 8 and 9 are about the same"],
        ],
        "持有资质": [
            ["人员编号*", "资质编号*", "有效期止", "错误说明"],
            ["黄志强", "Q1", "2099/12/31", "it refers to another row that is wrong"],
        ],
    }
    assert sheets(session, coordinator, upload.id, "zh_Hans")["人员"][1][-1] == "手机: 电话号码\uff0c如 13800138000"


def test_the_good_rows_are_imported_first_and_the_mended_ones_by_themselves(
    session: Session, coordinator: Actor
) -> None:
    upload = uploads.check(session, coordinator, "own.xlsx", own_workbook(), now=NOW)
    content = bad_rows_workbook(session, coordinator, upload.id, "zh_Hans", now=NOW)
    confirmed = Mends(
        {match["sheet"]: match["proposed"] or "" for match in upload.report["matches"] if not match["header"]},
        {kind: said(upload.report, kind) for kind in {match["kind"] for match in upload.report["matches"]} - {""}},
    )
    uploads.answer(session, coordinator, upload.id, {}, confirmed, now=NOW)
    uploads.leave_out_bad(session, coordinator, upload.id, now=NOW)
    uploads.commit(session, coordinator, upload.id, now=NOW)
    again = uploads.check(session, coordinator, "rows.xlsx", content, now=NOW)
    assert (again.report["fault_count"], again.report["matches"], again.report["warnings"]) == (3, [], [])
    phones = {f"人员!{row}": {"手机": f"1380000200{row}"} for row in (2, 3, 4)}
    uploads.answer(session, coordinator, again.id, {}, Mends(cells=phones), now=NOW)
    uploads.commit(session, coordinator, again.id, now=NOW)
    names = ["王小明", "何丽", "李红", "张秀英", "黄志强"]
    assert session.scalars(select(Person.name).order_by(Person.id)).all() == names
    assert len(session.scalars(select(HeldQualification)).all()) == 2


def said(report: dict[str, Any], kind: str) -> dict[str, str]:
    """What is proposed for the headers of a kind of sheet."""
    found = [match for match in report["matches"] if match["kind"] == kind]
    return {match["header"]: match["proposed"] or "" for match in found}


def test_a_mended_cell_that_is_still_wrong_is_given_as_it_was_mended(session: Session, coordinator: Actor) -> None:
    upload = uploads.check(session, coordinator, "own.xlsx", own_workbook(), now=NOW)
    uploads.answer(session, coordinator, upload.id, {}, Mends(cells={"六月花名册!4": {"手机": "139"}}), now=NOW)
    assert sheets(session, coordinator, upload.id)["人员"][1][1] == "139"


def test_where_no_row_is_bad_there_is_no_workbook_and_others_get_none(
    session: Session, coordinator: Actor, town: Town
) -> None:
    upload = uploads.check(session, coordinator, "own.xlsx", own_workbook(), now=NOW)
    with pytest.raises(Forbidden):
        sheets(session, Actor("person", ActorRole.PERSON, town.id, person_id=1), upload.id)
    uploads.leave_out_bad(session, coordinator, upload.id, now=NOW)
    with pytest.raises(Conflict, match="No row of this file is wrong"):
        sheets(session, coordinator, upload.id)
