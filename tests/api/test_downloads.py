"""Files over the API: their bytes read back, their headers, who may have them."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scheduler.spreadsheets.reading import read_book
from solver import solve
from solver.files import read_problem
from tests.api.client import Installation
from tests.api.problems import FORBIDDEN, STRANGER, missing
from tests.api.test_doors import person_token
from tests.workbooks import MONDAY

pytestmark = pytest.mark.usefixtures("before_the_duties")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = {
    "zh_Hans": ["日期", "星期", "时间", "活动", "地点", "岗位", "人员或队伍", "状态"],
    "zh_Hant": ["日期", "星期", "時間", "活動", "地點", "崗位", "人員或隊伍", "狀態"],
    "en": ["Date", "Weekday", "Time", "Activity", "Place", "Role", "Who", "State"],
}
FIRST = ["09:00-11:00", "敬老服务", "龙山塘村"]
DRAFT = {
    "zh_Hans": ("周二", "草稿", "草稿"),
    "zh_Hant": ("週二", "草稿", "草稿"),
    "en": ("Tue", "Draft", "Draft"),
}
PUBLISHED = {
    "zh_Hans": ("周二", "待确认", "已指派"),
    "zh_Hant": ("週二", "待確認", "已指派"),
    "en": ("Tue", "Asked", "Assigned"),
}


@pytest.fixture
def pinned(small: Installation) -> Installation:
    """A draft in which two hold the first activity by hand."""
    small.told("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})
    for role, person in ((1, 1), (2, 3)):
        small.told("POST", "/api/rosters/1/assignments", {"role_id": role, "person_id": person})
    return small


def table(locale: str, said: dict[str, tuple[str, str, str]], day: object) -> list[list[object]]:
    """The roster as a table in a language."""
    weekday, asked, assigned = said[locale]
    return [
        list[object](HEADS[locale]),
        [day, weekday, *FIRST, "协助", "测试丙", asked],
        [day, weekday, *FIRST, "负责人", "测试甲", assigned],
    ]


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes) -> list[list[Any]]:
    return [list(row) for row in read_book("roster.xlsx", content).sheets[0].rows]


@pytest.mark.parametrize("locale", HEADS)
def test_a_roster_is_a_table_in_the_language_asked_for(pinned: Installation, locale: str) -> None:
    path = "/api/rosters/1/assignments"
    for said in (DRAFT, PUBLISHED):
        answers = {form: pinned.call("GET", f"{path}.{form}?lang={locale}") for form in ("csv", "xlsx")}
        assert read_csv(answers["csv"].data) == table(locale, said, "2026-11-24")
        assert read_xlsx(answers["xlsx"].data) == table(locale, said, date(2026, 11, 24))
        pinned.told("POST", "/api/rosters/1/publication")


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/api/register.xlsx", XLSX, "register-2026-11-20.xlsx"),
        ("/api/rosters/1/assignments.xlsx", XLSX, "roster-2026-11-23-v1.xlsx"),
        ("/api/rosters/1/assignments.csv", "text/csv; charset=utf-8", "roster-2026-11-23-v1.csv"),
        ("/api/rosters/1/problem.json", "application/json", "problem-2026-11-23-v1.json"),
    ],
)
def test_a_file_is_to_keep_for_whoever_asked_and_for_nobodys_cache(
    pinned: Installation, path: str, kind: str, name: str
) -> None:
    answer, head = pinned.call("GET", path), pinned.call("HEAD", path)
    names = ("Content-Type", "Content-Disposition", "Cache-Control", "X-Content-Type-Options")
    assert [answer.headers[header] for header in names] == [kind, f"attachment; filename={name}", "no-store", "nosniff"]
    assert (head.status_code, head.data) == (200, b"")
    assert [head.headers[header] for header in names] == [answer.headers[header] for header in names]
    person = {"Authorization": f"Bearer {person_token(pinned, 3)}"}
    for headers, refusal in (({}, STRANGER), (person, FORBIDDEN)):
        refused = pinned.api.get(f"{path}?lang=en", headers=headers)
        assert (refused.status_code, refused.json) == refusal


@pytest.mark.parametrize("names", ["kept", "replaced"])
def test_the_problem_of_a_roster_is_solved_alike_with_and_without_names(
    pinned: Installation, names: str, tmp_path: Path
) -> None:
    path = tmp_path / "problem.json"
    path.write_bytes(pinned.call("GET", f"/api/rosters/1/problem.json?names={names}").data)
    text, problem = path.read_text(encoding="utf-8"), read_problem(path)
    assert ("P01" in text, "person 0" in text) == (names == "kept", names == "replaced")
    assert [pin.candidate for pin in problem.pins] == [0, 2]
    assert solve(problem, seconds=60, effort=3).roster[:2] == ((0,), (2,))


def test_a_roster_that_is_not_there_is_no_file(small: Installation) -> None:
    assert small.told("GET", "/api/rosters/99/problem.json") == missing(99)
    for form in ("csv", "xlsx"):
        assert small.told("GET", f"/api/rosters/99/assignments.{form}") == missing(99)


def test_the_register_holds_what_is_registered_and_importing_it_again_changes_nothing(small: Installation) -> None:
    content = small.call("GET", "/api/register.xlsx").data
    sheets = {sheet.name: sheet.rows for sheet in read_book("register.xlsx", content).sheets}
    people = [dict(zip(sheets["人员"][0], row, strict=False)) for row in sheets["人员"][1:]]
    assert [(row["编号"], row["姓名*"], row["身份*"]) for row in people] == [
        ("P01", "测试甲", "社工"),
        ("P02", "测试乙", "社工"),
        ("P03", "测试丙", "志愿者"),
        ("P04", "测试丁", "志愿者"),
    ]
    activities = [dict(zip(sheets["活动"][0], row, strict=False)) for row in sheets["活动"][1:]]
    assert [row["日期*"] for row in activities] == [MONDAY.replace(day=24), MONDAY.replace(day=25)]
    answer = small.call("POST", "/api/uploads", data={"file": (io.BytesIO(content), "again.xlsx")})
    report = answer.json["report"]
    assert (report["faults"], {kind for counts in report["counts"].values() for kind in counts}) == ([], {"unchanged"})
