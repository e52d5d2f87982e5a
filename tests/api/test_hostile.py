"""Files that are no workbooks, and names that break what does not take care: by pages and API alike."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from scheduler.models import Person
from scheduler.spreadsheets.cells import plain
from scheduler.spreadsheets.reading import read_book
from tests.api.client import Browser, Installation
from tests.api.pages.reading import problem
from tests.services.register.test_export import HOSTILE
from tests.spreadsheets.files import BAD, bad_file
from tests.workbooks import small_town


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_the_users_words_by_page_and_api(
    installation: Installation, browser: Browser, name: str
) -> None:
    filename, _, message = BAD[name]
    content = bad_file(name)
    answer = installation.call("POST", "/api/uploads", data={"file": (io.BytesIO(content), filename)})
    assert (answer.status_code, answer.json["detail"], answer.mimetype) == (422, message, "application/problem+json")
    page = browser.post("/import", "/import", file=(io.BytesIO(content), filename))
    assert (page.status_code, problem(page.text)) == (422, message)


@pytest.fixture
def hostile(installation: Installation) -> int:
    """A published roster of people with names that break what does not take care."""
    people = [{"code": f"P{n}", "name": name, "capacities": "社工"} for n, name in enumerate(HOSTILE)]
    roles = [
        {"activity": "A1", "name": "=岗位", "accepts": "社工", "minimum": len(people), "wanted": len(people)},
        {"activity": "A2", "name": "岗位", "accepts": "社工", "minimum": 1, "wanted": 1},
    ]
    assert installation.bring(small_town(person=people, role=roles)).status_code == 200
    return installation.published()


NAMES = sorted(map(plain, HOSTILE))


def table_xlsx(content: bytes) -> list[list[Any]]:
    return [list(row) for row in read_book("x.xlsx", content).sheets[0].rows]


def table_csv(content: bytes) -> list[list[Any]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(("form", "read"), [("xlsx", table_xlsx), ("csv", table_csv)])
def test_a_roster_is_a_table_with_a_row_for_each_assignment_whatever_the_names(
    installation: Installation,
    browser: Browser,
    hostile: int,
    form: str,
    read: Callable[[bytes], list[list[Any]]],
) -> None:
    answer = installation.call("GET", f"/api/rosters/{hostile}/assignments.{form}")
    assert browser.get(f"/rosters/{hostile}/assignments.{form}").status_code == 200
    rows = read(answer.data)
    assert rows[0] == ["日期", "星期", "时间", "活动", "地点", "岗位", "人员或队伍", "状态"]
    first = [row for row in rows[1:] if row[3] == "敬老服务"]
    assert [str(cell) for cell in first[0][:5]] == ["2026-11-24", "周二", "09:00-11:00", "敬老服务", "龙山塘村"]
    assert {row[5].lstrip("'") for row in first} == {"=岗位"}
    assert sorted(row[6].removeprefix("'") if form == "csv" else row[6] for row in first) == (
        sorted(name.removeprefix("'") for name in NAMES) if form == "csv" else NAMES
    )
    assert {row[7] for row in rows[1:]} == {"已指派"}
    assert [cell for row in rows for cell in row if form == "csv" and cell[:1] in "=+-@" and cell] == []
    assert installation.api.get(f"/api/rosters/{hostile}/assignments.{form}").status_code == 401
    assert installation.call("GET", f"/api/rosters/999/assignments.{form}").status_code == 404


def test_pages_and_calendars_stay_sound_whatever_the_names(
    installation: Installation, browser: Browser, hostile: int
) -> None:
    people = browser.get("/people").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in people
    board = browser.get(f"/rosters/{hostile}?group=social_workers").text
    assert [page for page in (people, board) if "<script>alert" in page] == []
    with installation.factory() as session:
        numbers = session.scalars(select(Person.id).order_by(Person.id)).all()
    for number, name in zip(numbers, HOSTILE, strict=True):
        url = installation.call("PUT", f"/api/feeds/people/{number}").json["url"]
        installation.work()
        content = installation.api.get(url).data
        calendar = Calendar.from_ical(content)
        assert calendar.name == "VCALENDAR", name
        assert {len(line) <= 75 for line in content.split(b"\r\n")} == {True}, name
        assert len(calendar.walk("VEVENT")) >= 1, name
