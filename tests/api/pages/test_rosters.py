"""Rosters in the console: made, generated with progress, read, published, thrown away."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import empty, follow, plain, problem, table

pytestmark = pytest.mark.usefixtures("before_the_duties")

WEEK = {"first_day": "2026-11-23", "last_day": "2026-11-29"}


def test_a_refused_period_comes_back_as_it_was_typed(browser: Browser) -> None:
    shown = browser.post("/rosters", "/rosters", first_day="2026-11-30", last_day="2026-11-23")
    assert shown.status_code == 422
    assert re.search(r'name="last_day"[^>]*value="2026-11-23"[^>]*aria-invalid', shown.text)


@pytest.mark.parametrize("seconds", ["0", "3601", "many"])
def test_refused_seconds_come_back_on_the_board(installation: Installation, browser: Browser, seconds: str) -> None:
    installation.bring()
    days = {"first_day": "2026-11-23", "last_day": "2026-11-29"}
    path = browser.post("/rosters", "/rosters", **days).headers["Location"]
    shown = browser.post(path, f"{path}/generate", seconds=seconds)
    assert shown.status_code == 422
    assert re.search(rf'name="seconds"[^>]*value="{seconds}"[^>]*aria-invalid', shown.text)


def test_a_generated_roster_is_read_searched_and_published(installation: Installation, browser: Browser) -> None:
    installation.bring()
    roster_id = installation.solved()
    path = f"/rosters/{roster_id}"
    board = browser.get(f"{path}?group=social_workers").text
    assert re.search(r"<dd>5 / 5</dd>", board)
    assert "尚未证明" in board
    assert "测试甲" in board
    assert "测试甲" not in browser.get(f"{path}?group=social_workers&q=乙").text
    changes = browser.get(f"{path}/changes").text
    assert (changes.count("已指派"), changes.count("待确认")) == (2, 3)
    assert browser.post(f"{path}/changes", f"{path}/publish").status_code == 302
    again = browser.post("/rosters", f"{path}/publish")
    assert (again.status_code, 'role="alert"' in again.text) == (409, True)


def test_rosters_are_listed_and_an_empty_list_says_how_to_begin(installation: Installation, town: Browser) -> None:
    assert empty(town.get("/rosters").text) == ["还没有排班表。请先在下方建立草稿，再生成并发布。"]
    installation.published()
    assert table(town.get("/rosters").text) == [
        ["2026年11月23日 – 11月29日", "第 1 版", "已发布", "11月20日 周五 09:00 coordinator", "1,024 分"]
    ]


def test_the_board_shows_who_does_what_on_which_day(installation: Installation, town: Browser) -> None:
    path = f"/rosters/{installation.published()}"
    shown = town.get(f"{path}?group=volunteers").text
    assert table(shown) == [
        ["工时公平", "每人任务时长（半小时为单位）的平方，在累计台账基础上计", "864", "84%"],
        ["就近安排", "离家路程的分钟数", "160", "16%"],
    ]
    assert table(shown, 1) == [
        ["测试丙 4 小时", "", "09:00 敬老服务", "14:00 便民咨询", "", "", "", ""],
        ["测试丁 2 小时", "", "", "14:00 便民咨询", "", "", "", ""],
    ]
    assert table(shown, 2) == [
        ["测试丙", "", "09:00 敬老服务", "14:00 便民咨询", "", "", "", ""],
        ["测试丁", "", "", "14:00 便民咨询", "", "", "", ""],
    ]
    assert empty(town.get(path).text) == ["本组暂无任务。"]
    assert empty(town.get(f"{path}?group=volunteers&q=x").text) == ["没有此姓名的人员。"]


def test_what_publishing_changes_is_listed_by_person_in_order_of_time(
    installation: Installation, town: Browser
) -> None:
    path = f"/rosters/{installation.solved()}/changes"
    tuesday, wednesday = "11月24日 周二 09:00–11:00 敬老服务", "11月25日 周三 14:00–16:00 便民咨询"
    assert table(town.get(path).text) == [
        ["测试甲", f"{tuesday} 负责人 已指派 {wednesday} 负责人 已指派", "", ""],
        ["测试丙", f"{tuesday} 协助 待确认 {wednesday} 协助 待确认", "", ""],
        ["测试丁", f"{wednesday} 协助 待确认", "", ""],
    ]


@pytest.mark.parametrize(
    ("edit", "moved"),
    [
        (
            {"starts_at": "2026-11-24T06:00:00+00:00", "ends_at": "2026-11-24T08:00:00+00:00"},
            "11月24日 周二 14:00–16:00 敬老服务 负责人 已指派 原为：11月24日 周二 09:00–11:00",
        ),
        (
            {"place_id": 2},
            "11月24日 周二 09:00–11:00 敬老服务 负责人 已指派 "
            "现改到雅冈社区；原为：11月24日 周二 09:00–11:00，龙山塘村",
        ),
    ],
)
def test_what_moves_is_listed_with_when_and_where_it_was(
    installation: Installation, town: Browser, edit: dict[str, str], moved: str
) -> None:
    installation.published()
    assert installation.told("PATCH", "/api/activities/1", edit)[0] == 200
    draft = installation.told("POST", "/api/rosters", WEEK)[1]
    assert table(town.get(f"/rosters/{draft['id']}/changes").text)[0] == ["测试甲", "", "", moved]


def test_a_roster_that_changes_nothing_says_so(browser: Browser) -> None:
    path = browser.post("/rosters", "/rosters", **WEEK).headers["Location"]
    assert empty(browser.get(f"{path}/changes").text) == ["没有人员变动。"]
    assert empty(browser.get(f"{path}/open-slots").text) == ["所有名额均已满岗。"]


def test_open_slots_say_why(town: Browser) -> None:
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    cards = [
        plain(found) for found in re.findall(r'<li class="card.*?</ul>', town.get(f"{path}/open-slots").text, re.S)
    ]
    assert len(cards) == 4
    assert cards[0].startswith("敬老服务 · 负责人 11月24日 周二 09:00–11:00 · 空缺 1 个 无法开展")


def test_generating_shows_its_progress_and_stays_with_the_group(installation: Installation, town: Browser) -> None:
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    assert town.get(f"{path}/progress").headers["HX-Refresh"] == "true"
    answer = town.post(path, f"{path}/generate?group=volunteers", seconds="1")
    assert answer.headers["Location"] == f"{path}?group=volunteers"
    shown = follow(town, answer)
    assert ('id="progress"' in shown, 'http-equiv="refresh"' in shown) == (True, True)
    part = town.get(f"{path}/progress")
    assert (plain(part.text).startswith("等待中"), "HX-Refresh" in part.headers) == (True, False)
    again = town.post(path, f"{path}/generate", seconds="1")
    assert (again.status_code, problem(again.text)) == (409, "该排班表正在自动排班，请等待完成或先停止。")
    follow(town, town.post(path, f"{path}/stop"))
    installation.work()
    assert 'http-equiv="refresh"' not in town.get(path).text
    assert town.get(f"{path}/progress").headers["HX-Refresh"] == "true"


def test_a_draft_is_thrown_away_and_what_is_published_is_not(installation: Installation, town: Browser) -> None:
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    assert "草稿已删除。" in follow(town, town.post(path, f"{path}/discard"))
    assert town.get(path).status_code == 404
    path = f"/rosters/{installation.published()}"
    shown = town.post(path, f"{path}/discard")
    assert (shown.status_code, problem(shown.text)) == (409, "该排班表已发布，不能修改，请新建版本。")
