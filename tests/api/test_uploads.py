"""Imports over the API: reports whole, in the reader's language, and each refusal."""

from __future__ import annotations

import io
from typing import Any

import pytest

from scheduler.spreadsheets.reading import read_book
from tests.api.client import Installation
from tests.api.problems import FORBIDDEN, STRANGER, missing, problem, wrong
from tests.api.test_doors import person_token
from tests.spreadsheets.files import xlsx
from tests.workbooks import PEOPLE, small_town

pytestmark = pytest.mark.usefixtures("before_the_duties")

CLEAN: dict[str, Any] = {
    "beyond": [],
    "counts": {"人员": {"new": 4}, "地点": {"new": 2}, "岗位": {"new": 4}, "活动": {"new": 2}},
    "dated": {},
    "fault_count": 0,
    "faults": [],
    "questions": [],
    "warnings": [],
    "notes": [],
    "matches": [],
    "bad_rows": 0,
}
MENDS: dict[str, Any] = {"sheets": {}, "columns": {}, "cells": {}, "left_out": {}}
UPLOAD = {"id": 1, "filename": "town.xlsx", "encoding": "", "state": "checked", "report": CLEAN, "mends": MENDS}
TAKEN = problem(409, "This upload was imported or discarded already.")


def upload(installation: Installation, content: bytes, lang: str = "en", filename: str = "town.xlsx") -> Any:
    form = {"file": (io.BytesIO(content), filename)}
    answer = installation.call("POST", f"/api/uploads?lang={lang}", data=form)
    return answer.status_code, answer.json


def test_a_workbook_is_checked_looked_at_again_and_imported_once(installation: Installation) -> None:
    told = installation.told
    assert upload(installation, small_town()) == (201, UPLOAD)
    assert told("GET", "/api/uploads/1") == (200, UPLOAD)
    assert told("GET", "/api/people") == (200, [])
    assert told("POST", "/api/uploads/1/commit") == (200, {**UPLOAD, "state": "committed"})
    assert len(told("GET", "/api/people")[1]) == len(PEOPLE)
    for action, body in (("commit", None), ("discard", None), ("answers", {"answers": {}})):
        assert (action, told("POST", f"/api/uploads/1/{action}", body)) == (action, TAKEN)
    assert told("GET", "/api/uploads/1") == (200, {**UPLOAD, "state": "committed"})


def test_a_workbook_is_put_aside(installation: Installation) -> None:
    upload(installation, small_town())
    assert installation.told("POST", "/api/uploads/1/discard") == (200, {**UPLOAD, "state": "discarded"})
    assert installation.told("POST", "/api/uploads/1/commit") == TAKEN


SENTENCES = {
    "en": ("a telephone number such as 13800138000", "one of 社工、志愿者、网格员、在职党员、共建单位人员"),
    "zh_Hans": ("电话号码\uff0c如 13800138000", "以下之一\uff1a社工、志愿者、网格员、在职党员、共建单位人员"),
}


@pytest.mark.parametrize("locale", SENTENCES)
def test_what_is_wrong_is_named_with_what_would_be_right_in_the_readers_language(
    small: Installation, locale: str
) -> None:
    wrong = {"code": "P9", "name": "<b>戊</b>", "capacities": "队长", "phone": "1"}
    place = {"sheet": "人员", "row": 2, "about": "<b>戊</b>", "mendable": True, "everywhere": False}
    phone, capacity = SENTENCES[locale]
    status, made = upload(small, small_town(person=[wrong]), locale)
    assert (status, made["report"]) == (
        201,
        {
            **CLEAN,
            "counts": {"地点": {"unchanged": 2}, "岗位": {"unchanged": 4}, "活动": {"unchanged": 2}},
            "fault_count": 2,
            "bad_rows": 1,
            "faults": [
                {**place, "column": "手机", "value": "1", "message": phone},
                {**place, "column": "身份", "value": "队长", "message": capacity},
            ],
        },
    )
    assert small.told("POST", f"/api/uploads/{made['id']}/commit") == problem(
        422, "Nothing was imported: 2 cells or rows are wrong and 0 questions are open."
    )


def test_a_namesake_is_asked_about_and_the_answer_decides(small: Installation) -> None:
    namesake = {"name": "测试甲", "capacities": "社工", "duties_a_month": 3}
    _, made = upload(small, small_town(person=[namesake]))
    path = f"/api/uploads/{made['id']}"
    question = {
        "key": "人员!2",
        "sheet": "人员",
        "row": 2,
        "name": "测试甲",
        "candidates": [["1", "测试甲 P01 +8613800000001 龙山塘村"]],
    }
    assert made["report"]["questions"] == [question]
    assert small.told("POST", f"{path}/commit") == problem(
        422, "Nothing was imported: 0 cells or rows are wrong and 1 questions are open."
    )
    assert small.told("POST", f"{path}/answers", {"answers": {"人员!3": "new"}}) == problem(
        422, "Nothing was asked about 人员!3."
    )
    for answer, counts in (("new", {"new": 1}), ("1", {"changed": 1})):
        status, checked = small.told("POST", f"{path}/answers", {"answers": {"人员!2": answer}})
        assert (status, checked["report"]["questions"], checked["report"]["counts"]["人员"]) == (200, [], counts)
    assert small.told("POST", f"{path}/commit")[1]["state"] == "committed"
    assert [row["duties_a_month"] for row in small.told("GET", "/api/people")[1]] == [3, None, None, None]


def test_cells_are_mended_rows_left_out_and_unknown_names_said(small: Installation) -> None:
    rows = [["编号", "姓名", "联系电话", "类别"], ["P8", "庚", "1", "社工"], ["P9", "辛", "2", "社工"]]
    _, made = upload(small, xlsx(rows, "花名册"))
    path = f"/api/uploads/{made['id']}"
    assert made["report"]["matches"] == [
        {"sheet": "花名册", "kind": "", "header": "", "proposed": "person", "chosen": None, "open": True},
        {"sheet": "花名册", "kind": "person", "header": "联系电话", "proposed": "phone", "chosen": None, "open": True},
        {"sheet": "花名册", "kind": "person", "header": "类别", "proposed": "capacities", "chosen": None, "open": True},
    ]
    said = {
        "sheets": {"花名册": "person"},
        "columns": {"person": {"联系电话": "phone", "类别": "capacities"}},
        "cells": {"花名册!2": {"手机": "13800000088"}},
        "left_out": {"花名册!3": True},
    }
    status, checked = small.told("POST", f"{path}/answers", said)
    assert (status, checked["report"]["fault_count"], checked["report"]["counts"]) == (200, 0, {"花名册": {"new": 1}})
    assert checked["mends"] == said
    assert [match["open"] for match in checked["report"]["matches"]] == [False] * 3
    status, done = small.told("POST", f"{path}/commit")
    assert (status, done["state"], done["mends"]) == (200, "committed", {**said, "cells": {}})


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"sheets": {"人员": "team"}}, "Nothing was asked about 人员."),
        ({"columns": {"person": {"电话": "phone"}}}, "Nothing was asked about 电话."),
        ({"cells": {"人员!99": {"手机": "1"}}}, "The file has no row 人员!99."),
        ({"left_out": {"名单!2": True}}, "The file has no row 名单!2."),
        ({"left_out": {"2": False}}, "The file has no row 2."),
    ],
)
def test_what_the_file_has_not_cannot_be_mended(small: Installation, said: dict[str, Any], sentence: str) -> None:
    _, made = upload(small, small_town())
    assert small.told("POST", f"/api/uploads/{made['id']}/answers", said) == problem(422, sentence)


def test_bad_rows_are_a_workbook_and_left_out_at_once(small: Installation) -> None:
    _, made = upload(small, small_town(person=[{**PEOPLE[0], "phone": "1"}, PEOPLE[1]]))
    path = f"/api/uploads/{made['id']}"
    file = small.call("GET", f"{path}/bad-rows.xlsx?lang=en")
    book = read_book("rows.xlsx", file.data)
    assert [(sheet.name, sheet.rows[1][-1]) for sheet in book.sheets] == [
        ("人员", "手机: a telephone number such as 13800138000")
    ]
    status, checked = small.told("POST", f"{path}/bad-rows/leaving-out")
    assert (status, checked["report"]["fault_count"], checked["mends"]["left_out"]) == (200, 0, {"人员!2": True})
    assert small.told("GET", f"{path}/bad-rows.xlsx") == problem(409, "No row of this file is wrong.")


def test_an_import_is_undone_once_and_what_stays_is_told(installation: Installation) -> None:
    upload(installation, small_town())
    told = installation.told
    assert told("GET", "/api/uploads/1/undoing") == problem(
        409, "This file is not imported, or its import is undone already."
    )
    told("POST", "/api/uploads/1/commit")
    assert told("GET", "/api/uploads/1/undoing") == (200, {"removed": 8, "restored": 0, "kept": []})
    number = told("GET", "/api/places")[1][1]["id"]
    changed = installation.call("PATCH", f"/api/places/{number}", json={"capacity": 5}, headers={"If-Match": "*"})
    assert changed.status_code == 200
    stays = {"kind": "place", "number": number, "name": "雅冈社区", "why": "changed since"}
    assert told("GET", "/api/uploads/1/undoing") == (200, {"removed": 7, "restored": 0, "kept": [stays]})
    assert told("POST", "/api/uploads/1/undoing", {}) == problem(
        409, "Nothing was undone: 1 entries were changed or used since (雅冈社区)."
    )
    status, undone = told("POST", "/api/uploads/1/undoing", {"rest": True})
    assert (status, undone["state"]) == (200, "undone")
    assert [row["name"] for row in told("GET", "/api/places")[1]] == ["雅冈社区"]
    assert told("GET", "/api/people") == (200, [])


def test_a_register_that_changed_meanwhile_is_a_conflict_and_checked_anew(installation: Installation) -> None:
    for _ in range(2):
        upload(installation, small_town())
    assert installation.told("POST", "/api/uploads/1/commit")[0] == 200
    assert installation.told("POST", "/api/uploads/2/commit") == problem(
        409,
        "Nothing was imported: the register has changed since this file was checked. Check it again and look at it.",
    )
    assert installation.told("POST", "/api/uploads/2/answers", {"answers": {}})[0] == 200
    anew = {"地点": {"unchanged": 2}, "人员": {"unchanged": 4}, "活动": {"unchanged": 2}, "岗位": {"unchanged": 4}}
    assert installation.told("GET", "/api/uploads/2")[1]["report"]["counts"] == anew
    assert installation.told("POST", "/api/uploads/2/commit")[0] == 200


def test_each_refusal_says_why(small: Installation) -> None:
    upload(small, small_town())
    number = small.told("GET", "/api/audit?table_name=upload&page_size=1")[1][0]["row_id"]
    needed = wrong(file="This value is needed.")
    assert [
        (answer.status_code, answer.json)
        for answer in (
            small.call("POST", "/api/uploads?lang=en"),
            small.call("POST", "/api/uploads?lang=en", json={"file": "x"}),
            small.call("POST", "/api/uploads?lang=en", data={"file": "a text"}),
            small.call("POST", "/api/uploads?lang=en", data={"workbook": (io.BytesIO(b"PK"), "town.xlsx")}),
        )
    ] == [needed] * 4
    assert upload(small, b"\xff\xd8\xff") == problem(422, "This is not a workbook. Upload an .xlsx, .xls or .csv file.")
    assert upload(small, b"") == problem(422, "The file is empty.")
    answers = f"/api/uploads/{number}/answers"
    assert small.told("POST", answers, {})[0] == 200
    assert small.told("POST", answers, {"answers": []}) == wrong(answers="An object with named fields.")
    assert small.told("POST", answers, {"answers": {}, "x": 1}) == wrong(x="There is no such field.")
    ways = ("GET", ""), ("POST", "/commit"), ("POST", "/discard"), ("GET", "/bad-rows.xlsx"), ("GET", "/undoing")
    for method, path in (*ways, ("POST", "/bad-rows/leaving-out")):
        assert small.told(method, f"/api/uploads/99{path}") == missing(99)
        asked = [{}, {"Authorization": f"Bearer {person_token(small, 3)}"}]
        refused = [small.api.open(f"/api/uploads/{number}{path}?lang=en", method=method, headers=one) for one in asked]
        assert [(answer.status_code, answer.json) for answer in refused] == [STRANGER, FORBIDDEN]


def test_a_file_larger_than_any_request_is_refused_before_it_is_read(installation: Installation) -> None:
    installation.app.config["MAX_CONTENT_LENGTH"] = 1000
    assert upload(installation, small_town()) == problem(413, "The file is too large.")
