"""Papers and workbooks of rosters over the API."""

from __future__ import annotations

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tests.api.client import Installation
from tests.api.problems import FORBIDDEN, STRANGER, missing
from tests.api.test_doors import person_token
from tests.services.rosters.pdf import pages, sizes

pytestmark = pytest.mark.usefixtures("before_the_duties")

PDF, XLSX = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = [
    ("board.xlsx", XLSX, "roster-2026-11-23-v1-board.xlsx"),
    ("board.pdf", PDF, "roster-2026-11-23-v1-teams.pdf"),
    ("board.pdf?group=volunteers&week=2026-11-25", PDF, "roster-2026-11-23-v1-volunteers-2026-11-25.pdf"),
    ("team.pdf?team_id=1", PDF, "roster-2026-11-23-v1-team-1.pdf"),
    ("task.pdf?activity_id=1", PDF, "roster-2026-11-23-v1-task-1.pdf"),
]


@pytest.fixture
def pinned(small: Installation) -> Installation:
    """A draft in which a volunteer holds the first activity by hand, and a team of two."""
    small.told("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})
    small.told("POST", "/api/rosters/1/assignments", {"role_id": 2, "person_id": 3})
    small.told("POST", "/api/teams", {"code": "T1", "name": "先锋一队"})
    return small


@pytest.mark.parametrize(("path", "kind", "name"), FILES)
def test_a_file_is_to_keep_for_coordinators_alone(pinned: Installation, path: str, kind: str, name: str) -> None:
    answer = pinned.call("GET", f"/api/rosters/1/{path}")
    told = [answer.headers[header] for header in ("Content-Type", "Content-Disposition", "Cache-Control")]
    assert (answer.status_code, told) == (200, [kind, f"attachment; filename={name}", "no-store"])
    person = {"Authorization": f"Bearer {person_token(pinned, 3)}"}
    address = f"/api/rosters/1/{path}{'&' if '?' in path else '?'}lang=en"
    for headers, refusal in (({}, STRANGER), (person, FORBIDDEN)):
        refused = pinned.api.get(address, headers=headers)
        assert (refused.status_code, refused.json) == refusal
    assert pinned.told("GET", f"/api/rosters/99/{path}") == missing(99)


@pytest.mark.parametrize(("locale", "sheet"), [("zh_Hans", "志愿者"), ("zh_Hant", "志願者"), ("en", "Volunteers")])
def test_files_speak_the_language_asked_for(pinned: Installation, locale: str, sheet: str) -> None:
    book = pinned.call("GET", f"/api/rosters/1/board.xlsx?lang={locale}").data
    assert CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names[0] == sheet
    paper = pinned.call("GET", f"/api/rosters/1/board.pdf?group=volunteers&lang={locale}").data
    assert sheet in pages(paper)[0]


def test_a_week_is_on_a4_and_all_of_it_on_a3(pinned: Installation) -> None:
    for query, size in (("", "1190.55 x 841.89"), ("&week=2026-11-23", "841.89 x 595.276")):
        assert sizes(pinned.call("GET", f"/api/rosters/1/board.pdf?group=volunteers{query}").data) == [size]


def test_what_is_not_there_is_refused(pinned: Installation) -> None:
    assert pinned.told("GET", "/api/rosters/1/team.pdf?team_id=99") == missing(99)
    assert pinned.told("GET", "/api/rosters/1/task.pdf?activity_id=99") == missing(99)
    assert pinned.told("GET", "/api/rosters/1/team.pdf")[0] == 422
    assert pinned.told("GET", f"/api/rosters/1/board.pdf?week={date(2026, 12, 1)}")[0] == 422


HEAD = "Who,Role number (leave as it is)"


def slots(*rows: str) -> dict[str, tuple[io.BytesIO, str]]:
    """A sheet of slots as somebody saves it."""
    return {"file": (io.BytesIO("\n".join((HEAD, *rows)).encode()), "slots.csv")}


def test_a_changed_workbook_is_checked_and_brought_in(pinned: Installation) -> None:
    path = "/api/rosters/1/workbook"
    rows = ("测试甲,1", "测试丁,2", "某某,3")
    checked = pinned.call("POST", f"{path}/check?lang=en", data=slots(*rows))
    assert checked.status_code == 200
    told = checked.json
    assert told["changes"] == [
        {"activity": "敬老服务", "day": "Tue 24 Nov", "role": "负责人", "joins": ["测试甲"], "leaves": []},
        {"activity": "敬老服务", "day": "Tue 24 Nov", "role": "协助", "joins": ["测试丁"], "leaves": ["测试丙"]},
    ]
    assert told["faults"] == [
        {"sheet": "slots", "row": 4, "column": "Who", "value": "某某", "message": "the name of a person"}
    ]
    assert pinned.told("GET", "/api/rosters/1/assignments")[1][0]["person_id"] == 3
    other = pinned.call("POST", f"{path}?seen=x&lang=en", data=slots(*rows))
    assert (other.status_code, "changed since" in other.json["detail"]) == (409, True)
    done = pinned.call("POST", f"{path}?seen={told['digest']}&lang=en", data=slots(*rows))
    assert (done.status_code, done.json) == (200, told)
    held = pinned.told("GET", "/api/rosters/1/assignments")[1]
    assert [(row["role_id"], row["person_id"], row["pinned"]) for row in held] == [(1, 1, True), (2, 4, True)]


def test_what_is_no_sheet_of_slots_or_no_draft_is_refused(pinned: Installation) -> None:
    file = {"file": (io.BytesIO("姓名\n甲".encode()), "x.csv")}
    assert pinned.call("POST", "/api/rosters/1/workbook", data=file).status_code == 422
    assert pinned.call("POST", "/api/rosters/99/workbook", data=slots()).status_code == 404
    pinned.told("POST", "/api/rosters/1/assignments", {"role_id": 1, "person_id": 1})
    assert pinned.told("POST", "/api/rosters/1/publication")[0] == 200
    assert pinned.call("POST", "/api/rosters/1/workbook", data=slots()).status_code == 409
