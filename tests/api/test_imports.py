"""Imports over HTTP: pages and API, what is refused and how, and files to download."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import func, select

from scheduler.models import Person, Place
from scheduler.spreadsheets.cells import plain
from scheduler.spreadsheets.reading import read_book
from scheduler.spreadsheets.writing import workbook_bytes
from tests.api.client import Browser, Installation
from tests.services.register.test_export import HOSTILE
from tests.spreadsheets.files import BAD, bad_file
from tests.workbooks import MONDAY, PEOPLE, small_town


def upload(installation: Installation, filename: str, content: bytes) -> Any:
    """Upload a file through the API, in Chinese as by default."""
    return installation.call("POST", "/api/uploads", data={"file": (io.BytesIO(content), filename)})


def send(browser: Browser, filename: str, content: bytes) -> Any:
    """Upload a file through the form."""
    return browser.post("/import", "/import", file=(io.BytesIO(content), filename))


def count(installation: Installation, model: Any) -> int | None:
    with installation.factory() as session:
        return session.scalar(select(func.count(model.id)))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_the_users_words_by_page_and_api(
    installation: Installation, browser: Browser, name: str
) -> None:
    filename, _, message = BAD[name]
    content = bad_file(name)
    answer = upload(installation, filename, content)
    assert (answer.status_code, answer.json["detail"], answer.mimetype) == (422, message, "application/problem+json")
    page = send(browser, filename, content)
    assert (page.status_code, message in html.unescape(page.text)) == (422, True)
    assert browser.get("/import").status_code == 200


def test_a_form_without_a_file_is_refused(installation: Installation, browser: Browser) -> None:
    assert browser.post("/import", "/import").status_code == 422
    assert installation.call("POST", "/api/uploads").status_code == 422


def test_from_the_dry_run_to_the_import_by_the_pages(installation: Installation, browser: Browser) -> None:
    answer = send(browser, "town.csv", "编号,名称,类型\r\nV1,一号村,村\r\n".encode("gb18030"))
    page = browser.get(answer.location)
    assert "GB18030" in page.text
    assert "文件没有问题" in page.text
    assert count(installation, Place) == 0
    done = browser.post(answer.location, f"{answer.location}/commit")
    assert (done.status_code, count(installation, Place)) == (302, 1)
    assert "已导入" in browser.get(answer.location).text
    assert "town.csv" in browser.get("/import").text


def test_a_question_is_answered_by_the_form(installation: Installation, browser: Browser) -> None:
    installation.bring(small_town(person=[PEOPLE[0]]))
    rows = [{"name": PEOPLE[0]["name"], "capacities": "社工", "duties_a_month": 3}]
    where = send(browser, "people.xlsx", workbook_bytes({"person": rows}, today=MONDAY)).location
    assert "待确认" in browser.get(where).text
    assert browser.post(where, f"{where}/commit").status_code == 422
    with installation.factory() as session:
        number = session.scalars(select(Person.id)).one()
    browser.post(where, f"{where}/answers", **{"answer.人员!2": str(number)})
    browser.post(where, f"{where}/commit")
    with installation.factory() as session:
        assert session.scalars(select(Person.duties_a_month)).all() == [3]


def test_faults_stand_in_a_table_and_nothing_can_be_imported(installation: Installation, browser: Browser) -> None:
    content = small_town(person=[*PEOPLE, {"code": "P9", "name": "<b>戊</b>", "capacities": "<i>x</i>", "phone": "1"}])
    where = send(browser, "town.xlsx", content).location
    page = browser.get(where).text
    assert "有 2 处" in page or "2 处" in page
    assert ("&lt;i&gt;x&lt;/i&gt;" in page, "<i>x</i>" in page) == (True, False)
    assert f"{where}/commit" not in page
    answer = upload(installation, "town.xlsx", content)
    refused = installation.call("POST", f"/api/uploads/{answer.json['id']}/commit")
    assert (refused.status_code, count(installation, Person)) == (422, 0)


def test_a_register_that_changed_meanwhile_is_shown_anew(installation: Installation, browser: Browser) -> None:
    where = send(browser, "town.xlsx", small_town()).location
    number = upload(installation, "town.xlsx", small_town()).json["id"]
    installation.bring()
    assert installation.call("POST", f"/api/uploads/{number}/commit").status_code == 409
    assert browser.post(where, f"{where}/commit").status_code == 302
    page = browser.get(where).text
    assert "检查之后台账又有变动" in page
    assert browser.post(where, f"{where}/commit").status_code == 302
    assert count(installation, Person) == len(PEOPLE)


def test_a_file_is_put_aside(installation: Installation, browser: Browser) -> None:
    where = send(browser, "town.xlsx", small_town()).location
    assert browser.post(where, f"{where}/discard").status_code == 302
    assert "已搁置" in browser.get(where).text
    assert count(installation, Person) == 0


@pytest.mark.parametrize("path", ["/import/template.xlsx", "/import/register.xlsx"])
def test_files_to_start_from_are_workbooks_that_the_import_takes(
    installation: Installation, browser: Browser, path: str
) -> None:
    installation.bring()
    answer = browser.get(path)
    assert (answer.status_code, answer.content_type) == (
        200,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    report = upload(installation, "again.xlsx", answer.data).json["report"]
    assert (report["faults"], [c for sheet in report["counts"].values() for c in sheet if c != "unchanged"]) == ([], [])
    assert installation.app.test_client().get(path).status_code == 302


def test_the_api_gives_the_register_too(installation: Installation) -> None:
    installation.bring()
    answer = installation.call("GET", "/api/register.xlsx")
    names = [sheet.name for sheet in read_book("register.xlsx", answer.data).sheets]
    assert (answer.status_code, names[:2]) == (200, ["地点", "圩日"])
    assert installation.api.get("/api/register.xlsx").status_code == 401


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
