"""The place in the console where a roster is taken along."""

from __future__ import annotations

import io
import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import held, plain, problem, table
from tests.services.rosters.pdf import pages

pytestmark = pytest.mark.usefixtures("before_the_duties")


@pytest.fixture
def draft(town: Browser) -> Browser:
    town.post("/rosters", "/rosters", first_day="2026-11-23", last_day="2026-11-29")
    return town


def test_all_that_a_roster_gives_is_in_one_place_which_every_page_of_it_names(draft: Browser) -> None:
    assert '<a href="/rosters/1/out">导出' in draft.get("/rosters").text
    assert '<a href="/rosters/1/out" >导出</a>' in draft.get("/rosters/1").text
    shown = draft.get("/rosters/1/out").text
    for path in ("board.xlsx", "assignments.xlsx", "assignments.csv"):
        assert f'href="/rosters/1/{path}"' in shown
    assert shown.count('action="/rosters/1/board.pdf"') == 2
    assert '<option value="1">11月24日 周二 09:00–11:00 敬老服务 龙山塘村</option>' in shown
    assert '<option value="2026-11-23">2026年11月23日 – 11月29日</option>' in shown
    assert "还没有队伍。" in shown


def test_the_files_are_those_of_the_api(draft: Browser) -> None:
    draft.post("/teams/new", "/teams/new", code="T1", name="先锋一队", quorum="60")
    for path in (
        "board.pdf?group=officers",
        "board.pdf?week=2026-11-23",
        "team.pdf?team_id=1",
        "task.pdf?activity_id=1",
    ):
        answer = draft.get(f"/rosters/1/{path}")
        assert (answer.status_code, answer.content_type, len(pages(answer.data))) == (200, "application/pdf", 1)
    assert draft.get("/rosters/1/board.xlsx").data.startswith(b"PK")


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("team.pdf", 422, "请检查标红的栏目。"),
        ("task.pdf?activity_id=x", 422, "请检查标红的栏目。"),
        ("board.pdf?week=2026-12-01", 422, "这一天不在排班周期内。"),
        ("board.pdf?week=x", 422, "请检查标红的栏目。"),
        ("team.pdf?team_id=99", 404, "没有编号为 99 的记录。"),
    ],
)
def test_what_cannot_be_printed_is_said_on_the_page(draft: Browser, path: str, status: int, sentence: str) -> None:
    answer = draft.get(f"/rosters/1/{path}")
    assert (answer.status_code, sentence in (problem(answer.text) + answer.text)) == (status, True)


def test_an_empty_period_says_what_to_do(town: Browser) -> None:
    town.post("/rosters", "/rosters", first_day="2027-03-01", last_day="2027-03-07")
    assert "本时段没有活动。" in town.get("/rosters/1/out").text


def test_the_towns_wall_board_is_a_link_once_something_is_published(installation: Installation, town: Browser) -> None:
    town.post("/rosters", "/rosters", first_day="2026-11-30", last_day="2026-12-06")
    assert "首次发布排班表后生成日历。" in town.get("/rosters/1/out").text
    shown = town.get(f"/rosters/{installation.published()}/out").text
    assert [plain(name) for name in re.findall(r'href="http://localhost/wall/\w+">(.*?)<', shown)] == ["大屏 六祖镇"]


def test_a_task_sheet_is_a_link_on_the_page_of_its_activity(draft: Browser) -> None:
    assert 'href="/rosters/1/task.pdf?activity_id=1"' in draft.get("/rosters/1/activities/1").text


def test_others_are_kept_out(town: Browser, person: Browser) -> None:
    town.post("/rosters", "/rosters", first_day="2026-11-23", last_day="2026-11-29")
    for path in ("out", "board.xlsx", "board.pdf", "team.pdf?team_id=1", "task.pdf?activity_id=1"):
        assert person.get(f"/rosters/1/{path}").status_code == 403


SLOTS = "人员或队伍,岗位号（请勿改动）\n测试甲,1\n某某,3"


READ = "只读取“名额”表"


def test_a_changed_workbook_is_looked_at_and_then_brought_in(draft: Browser) -> None:
    assert 'href="/rosters/1/in"' in draft.get("/rosters/1/out").text
    shown = draft.post("/rosters/1/in", "/rosters/1/in/check", file=(io.BytesIO(SLOTS.encode()), "slots.csv"))
    assert shown.status_code == 200
    assert "将有 1 个岗位变动" in shown.text
    assert [READ in page for page in (draft.get("/rosters/1/in").text, shown.text)] == [True, True]
    assert table(shown.text, 0) == [["3", "人员或队伍", "某某", "人员姓名"]]
    assert table(shown.text, 1) == [["11月24日 周二", "敬老服务", "负责人", "测试甲", ""]]
    fields = {name: values[0] for name, values in held(shown.text, "/rosters/1/in").items()}
    done = draft.client.post("/rosters/1/in", data=fields)
    assert done.headers["Location"] == "/rosters/1"
    assert "已导入：1 个岗位有变动，新安排的人员已锁定。" in draft.get("/rosters/1").text
    again = draft.client.post("/rosters/1/in", data=fields)
    assert (again.status_code, problem(again.text)) == (409, "检查之后草稿已有变动，请重新检查并核对。")


@pytest.mark.parametrize("sent", [False, True])
def test_a_file_is_needed(draft: Browser, sent: bool) -> None:
    fields = {"file": (io.BytesIO(b""), "")} if sent else {}
    answer = draft.post("/rosters/1/in", "/rosters/1/in/check", **fields)
    assert (answer.status_code, "文件" in problem(answer.text)) == (422, True)
    answer = draft.post("/rosters/1/in", "/rosters/1/in", content="?", filename="x", seen="x")
    assert answer.status_code == 422
