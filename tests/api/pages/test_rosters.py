"""Rosters in the console: made, generated with progress, read, published, thrown away."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from sqlalchemy import select

from api.pages.account import LOCAL_PATH
from scheduler.models import Job
from scheduler.services import jobs
from solver.solution import Phase, Progress
from solver.tiers import Tier
from tests.api.client import Browser, Installation
from tests.api.pages.reading import LOOK, RANGE, empty, follow, plain, problem, refused, table
from tests.workbooks import ACTIVITIES, ROLES, activity, role, small_town

pytestmark = pytest.mark.usefixtures("before_the_duties")

WEEK = {"first_day": "2026-11-23", "last_day": "2026-11-29"}


def test_a_refused_period_comes_back_as_it_was_typed(browser: Browser) -> None:
    backwards = {"first_day": "2026-11-30", "last_day": "2026-11-23"}
    said = {"": "时段的结束早于开始。", "last_day": "不得早于2026年11月30日。"}
    assert refused(browser, "/rosters", backwards) == (422, said)


@pytest.mark.parametrize("seconds", ["0", "3601", "many"])
def test_refused_seconds_come_back_on_the_board(town: Browser, seconds: str) -> None:
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    said = {"": LOOK, "seconds": RANGE.format(1, 3600)}
    assert refused(town, path, {"seconds": seconds}, f"{path}/generate") == (422, said)


def test_pins_that_contradict_each_other_are_named_before_anything_is_generated(
    installation: Installation, browser: Browser
) -> None:
    meanwhile = [ACTIVITIES[0], activity("A2", "便民咨询", date(2026, 11, 24), "10:00", "12:00")]
    installation.bring(small_town(activity=meanwhile))
    path = browser.post("/rosters", "/rosters", **WEEK).headers["Location"]
    for number in (1, 3):
        installation.told("POST", "/api/rosters/1/assignments", {"role_id": number, "person_id": 1})
    shown = browser.post(path, f"{path}/generate", seconds="1")
    assert (shown.status_code, problem(shown.text)) == (422, "锁定的指派违反规则，请逐项解除其一。")
    both = "测试甲（敬老服务 11月24日 周二）、测试甲（便民咨询 11月24日 周二）"
    named = [
        "不得同时两处任务：测试甲；敬老服务 11月24日 周二、便民咨询 11月24日 周二（60 分钟）",
        f"以下锁定不能同时成立，解除其中任何一项，其余即可成立：{both}",
    ]
    assert re.findall(r"<li>([^<]*测试甲[^<]*)</li>", shown.text) == named
    assert (installation.waiting, 'id="progress"' in browser.get(path).text) == ([], False)


def test_a_role_that_nobody_can_fill_stays_open_with_the_reason_and_the_rest_is_published(
    installation: Installation, browser: Browser
) -> None:
    installation.bring(small_town(role=[*ROLES, role("A2", "执法", "执法人员", 0, 1)]))
    path = f"/rosters/{installation.solved()}"
    kept_open = ["便民咨询 · 执法 11月25日 周三 14:00–16:00 · 空缺 1 个 没有身份符合该岗位的人员"]
    assert open_slots(browser, path) == kept_open
    assert follow(browser, browser.post(f"{path}/changes", f"{path}/publish"))
    assert open_slots(browser, path) == kept_open


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


def test_a_run_that_ends_by_the_clock_ends_where_the_best_is_proven_and_the_board_says_so(
    installation: Installation, town: Browser
) -> None:
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    town.post(path, f"{path}/generate", seconds="60")
    installation.work()
    assert "已证明为最优" in plain(town.get(path).text)


def test_a_new_version_after_few_changes_says_how_many_there_are_and_must_be(
    installation: Installation, town: Browser
) -> None:
    assert "改动尽量少" not in town.get(f"/rosters/{installation.published()}").text
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    assert "改动尽量少" in town.get(path).text
    town.post(path, f"{path}/generate", seconds="60", mode="least_change")
    installation.work()
    assert "有 0 处不同；在满岗程度相同的情况下，任何排班表至少有 0 处不同。" in plain(town.get(path).text)


def test_open_slots_name_who_could_step_in(town: Browser) -> None:
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    shown = plain(town.get(f"{path}/open-slots").text)
    assert "可补位人员 测试甲" in shown


def test_a_period_without_activities_says_where_they_come_from(town: Browser) -> None:
    later = {"first_day": "2027-03-01", "last_day": "2027-03-07"}
    shown = [town.get(town.post("/rosters", "/rosters", **days).headers["Location"]).text for days in (WEEK, later)]
    assert ["本时段没有活动。 活动 · 导入工作簿" in plain(text) for text in shown] == [False, True]


def test_each_open_slot_leads_to_what_would_fill_it(installation: Installation, town: Browser) -> None:
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    page = f"{path}/activities/1/roles/1/why"
    assert f'href="{page}">怎样补上空缺' in town.get(f"{path}/open-slots").text
    shown = town.get(page).text
    assert "敬老服务 · 负责人" in plain(shown)
    assert ("可补位人员 测试甲" in plain(shown), "怎样补上空缺" in shown) == (True, False)
    for number in (1, 2):
        installation.told("PATCH", f"/api/people/{number}", {"duties_a_month": 0})
    changes = re.findall(r'<ol class="changes">(.*?)</ol>', town.get(page).text, re.DOTALL)
    assert [plain(found).split(" 分")[0].rsplit(" ", 1)[0] for found in changes] == [
        "成本最低的调整 测试甲 : 测试甲当月再增加 1 次任务；测试丙加入“敬老服务 11月24日 周二”"
    ]
    assert "The cheapest change" in town.get(f"{page}?lang=en").text
    assert "成本最低的調整" in town.get(f"{page}?lang=zh_Hant").text


def test_what_a_roster_costs_is_shown_by_person(installation: Installation, town: Browser) -> None:
    path = f"/rosters/{installation.published()}"
    (header, *rows) = re.findall(r"<tr>.*?</tr>", town.get(f"{path}/person-costs").text, re.DOTALL)
    assert plain(header) == "人员或队伍 分数 按规则"
    costs = installation.told("GET", "/api/rosters/1/person-costs")[1]
    assert [plain(row).split(" ")[:2] for row in rows] == [[one["name"], f"{one['cost']:,}"] for one in costs]
    draft = town.post("/rosters", "/rosters", first_day="2026-11-30", last_day="2026-12-06").headers["Location"]
    assert empty(town.get(f"{draft}/person-costs").text) == ["没有人的任务产生成本。"]


def test_the_changes_of_a_version_are_shown_with_what_they_are_worth(installation: Installation, town: Browser) -> None:
    installation.published()
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    assert "变动的成本影响" not in town.get(f"{path}/changes").text
    number = installation.told("GET", f"/api{path}/assignments")[1][0]["id"]
    assert installation.told("DELETE", f"/api/assignments/{number}")[0] == 204
    shown = plain(town.get(f"{path}/changes").text)
    worth = installation.told("GET", f"/api{path}/difference")[1]
    assert f"合计 {worth['cost']:+,}" in shown
    assert "与第 1 版相比" in shown


def test_rosters_are_listed_and_an_empty_list_says_how_to_begin(installation: Installation, town: Browser) -> None:
    said = "还没有排班表。请先在下方建立草稿，再生成并发布。 查看准备步骤 · 导入工作簿"
    assert empty(town.get("/rosters").text) == [said]
    installation.published()
    assert table(town.get("/rosters").text) == [
        [
            "2026年11月23日 – 11月29日",
            "第 1 版",
            "已发布",
            "11月20日 周五 09:00 coordinator",
            "1,024 分",
            "导出 2026年11月23日 – 11月29日 第 1 版",
        ]
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
    assert empty(town.get(path).text) == ["本组暂无任务。 查看活动"]
    assert empty(town.get(f"{path}?group=volunteers&q=x").text) == ["没有符合条件的内容。 显示全部"]


def test_the_board_shows_activities_and_who_is_on_them(installation: Installation, town: Browser) -> None:
    path = f"/rosters/{installation.published()}"
    shown = town.get(f"{path}?group=activities&by=kind").text
    rows = [
        ["敬老服务 龙山塘村", "", "09:00 2/2 测试甲、测试丙", "", "", "", "", ""],
        ["便民咨询 龙山塘村", "", "", "14:00 3/3 测试甲、测试丙、测试丁", "", "", "", ""],
    ]
    assert table(shown, 1) == [["服务项目"], *rows]
    assert [row[0] for row in table(shown, 2)] == [row[0] for row in rows]


def test_the_address_of_a_board_says_what_is_shown_and_its_links_keep_it(
    installation: Installation, town: Browser
) -> None:
    path = f"/rosters/{installation.published()}"
    asked = "group=volunteers&view=day&day=2026-11-24&by=village&kind=service&q=cs"
    shown = town.get(f"{path}?{asked}").text
    assert table(shown, 1) == [["龙山塘村"], ["测试丙 2 小时", "09:00 敬老服务"]]
    links = re.findall(r'rel="(prev|next)" href="([^"]+)"', shown)
    kept = "group=volunteers&amp;view=day&amp;day=2026-11-{day}&amp;by=village&amp;kind=service&amp;q=cs"
    assert links == [("prev", f"{path}?{kept.format(day=23)}"), ("next", f"{path}?{kept.format(day=25)}")]
    assert f'href="{path}?{kept.replace("view=day&amp;", "").format(day=24)}"' in shown
    assert 'value="service" selected' in shown
    nonsense = "group=x&view=x&day=2026-02-30&by=x&kind=x&village=x&only=x&page=x"
    assert table(town.get(f"{path}?{nonsense}").text, 1) == table(town.get(path).text, 1)


def test_a_bookmark_of_a_board_survives_the_sign_in(installation: Installation) -> None:
    path = f"/rosters/{installation.published()}?group=volunteers&view=week&q=%E6%B5%8B"
    answer = installation.app.test_client().get(path)
    assert parse_qs(urlsplit(answer.headers["Location"]).query) == {"next": [path]}
    assert LOCAL_PATH.fullmatch(path)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("group=volunteers&only=idle", "本组人员在所选日期内均有任务。"),
        ("group=activities&only=idle", "所选日期内的活动均已有人到岗。"),
        ("group=activities&kind=training", "没有符合条件的内容。 显示全部"),
        ("group=activities&view=day&day=2026-11-29", "所选日期内没有活动。 添加活动或复制一周"),
    ],
)
def test_an_empty_board_says_why(installation: Installation, town: Browser, asked: str, said: str) -> None:
    assert empty(town.get(f"/rosters/{installation.published()}?{asked}").text) == [said]


TUESDAY, WEDNESDAY = "11月24日 周二 09:00–11:00", "11月25日 周三 14:00–16:00"


def test_what_publishing_tells_each_is_shown_in_the_words_that_are_sent(
    installation: Installation, town: Browser
) -> None:
    path = f"/rosters/{installation.solved()}/changes"
    serve = [f"敬老服务（负责人），{TUESDAY}，龙山塘村。", f"便民咨询（负责人），{WEDNESDAY}，龙山塘村。"]
    asked = [f"待确认 诚邀您参加：{each.replace('负责人', '协助')}请答复接受或婉拒。" for each in serve]
    assert table(town.get(path).text) == [
        ["测试甲", " ".join(f"已指派 您已被安排任务：{each}" for each in serve), "+8613800000001"],
        ["测试丙", " ".join(asked), "邮箱、+8613800000003"],
        ["测试丁", asked[1], "+8613800000004"],
    ]


def test_what_publishing_changed_is_listed_by_person_in_order_of_time(
    installation: Installation, town: Browser
) -> None:
    path = f"/rosters/{installation.published()}/changes"
    assert table(town.get(path).text) == [
        ["测试甲", f"{TUESDAY} 敬老服务 负责人 已指派 {WEDNESDAY} 便民咨询 负责人 已指派", "", ""],
        ["测试丙", f"{TUESDAY} 敬老服务 协助 待确认 {WEDNESDAY} 便民咨询 协助 待确认", "", ""],
        ["测试丁", f"{WEDNESDAY} 便民咨询 协助 待确认", "", ""],
    ]


@pytest.mark.parametrize(
    ("edit", "told", "moved"),
    [
        (
            {"starts_at": "2026-11-24T06:00:00+00:00", "ends_at": "2026-11-24T08:00:00+00:00"},
            "敬老服务（负责人），现为 11月24日 周二 14:00–16:00，龙山塘村",
            "11月24日 周二 14:00–16:00 敬老服务 负责人 已指派 原为：11月24日 周二 09:00–11:00",
        ),
        (
            {"place_id": 2},
            "敬老服务（负责人），现为 11月24日 周二 09:00–11:00，雅冈社区",
            "11月24日 周二 09:00–11:00 敬老服务 负责人 已指派 "
            "现改到雅冈社区；原为：11月24日 周二 09:00–11:00，龙山塘村",
        ),
    ],
)
def test_what_moves_is_told_and_listed_with_when_and_where_it_was(
    installation: Installation, town: Browser, edit: dict[str, str], told: str, moved: str
) -> None:
    installation.published()
    assert installation.told("PATCH", "/api/activities/1", edit)[0] == 200
    draft = installation.told("POST", "/api/rosters", WEEK)[1]
    path = f"/rosters/{draft['id']}"
    was = f"原为：{TUESDAY}，龙山塘村"
    assert table(town.get(f"{path}/changes").text)[0] == [
        "测试甲",
        f"已指派 您的任务有变动：{told}。 {was}",
        "+8613800000001",
    ]
    town.post(f"{path}/changes", f"{path}/publish")
    assert table(town.get(f"{path}/changes").text)[0] == ["测试甲", "", "", moved]


def test_what_forbids_publishing_stands_before_it_in_place_of_the_button(
    installation: Installation, town: Browser
) -> None:
    path = f"/rosters/{installation.solved()}"
    assert "立即发布" in town.get(f"{path}/changes").text
    away = {"starts_at": "2026-11-24T00:00:00+00:00", "ends_at": "2026-11-24T12:00:00+00:00"}
    assert installation.told("POST", "/api/people/1/absences", away)[0] == 201
    shown = town.get(f"{path}/changes").text
    (said,) = re.findall(r'<ul class="cautions">(.*?)</ul>', shown, re.DOTALL)
    sentence = "时间可用：测试甲；敬老服务 11月24日 周二（1 项指派）"
    assert plain(said) == f"不能发布 {sentence} 查看 {sentence}"
    assert ("立即发布" in shown, "方可发布" in shown) == (False, True)
    answer = town.post(f"{path}/changes", f"{path}/publish")
    assert (answer.status_code, problem(answer.text)) == (422, "按目前情况，该排班表违反 1 条规则，请重新排班。")


def test_a_roster_that_changes_nothing_says_so(browser: Browser) -> None:
    path = browser.post("/rosters", "/rosters", **WEEK).headers["Location"]
    assert empty(browser.get(f"{path}/changes").text) == ["没有人员变动。"]
    assert empty(browser.get(f"{path}/open-slots").text) == ["所有名额均已满岗。 发布…"]


def open_slots(browser: Browser, path: str) -> list[str]:
    """The open slots of a roster, each with its reasons, as one reads them."""
    cards = re.findall(r'<li class="card.*?</ul>', browser.get(f"{path}/open-slots").text, re.DOTALL)
    return [plain(card) for card in cards]


def test_open_slots_say_why(town: Browser) -> None:
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    cards = open_slots(town, path)
    assert len(cards) == 4
    assert cards[0] == "敬老服务 · 负责人 11月24日 周二 09:00–11:00 · 空缺 1 个 无法开展 活动能够开展时可参加：2"


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
    assert (again.status_code, problem(again.text)) == (409, "该排班表正在自动排班中。")
    follow(town, town.post(path, f"{path}/stop"))
    installation.work()
    assert 'http-equiv="refresh"' not in town.get(path).text
    assert town.get(f"{path}/progress").headers["HX-Refresh"] == "true"


def test_the_clock_of_a_run_goes_on_where_nothing_better_is_found(installation: Installation, town: Browser) -> None:
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    town.post(path, f"{path}/generate", seconds="60")
    told = Progress(2.0, 1024, 5, 5, 1024, None, None, {}, (), Phase.ANNEAL, Tier.FAIRNESS)
    with installation.app.extensions["database"].writers.begin() as session:
        taken = jobs.claim(
            session, session.scalars(select(Job.id)).one(), now=datetime.now(UTC) - timedelta(seconds=10)
        )
        assert taken is not None
        jobs.heartbeat(session, taken, now=datetime.now(UTC), progress=asdict(told))
    assert "已用 10 秒，限 60 秒" in plain(town.get(f"{path}/progress").text)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        assert "已用 60 秒，限 60 秒" in plain(town.get(f"{path}/progress").text)


def test_a_draft_is_thrown_away_and_what_is_published_is_not(installation: Installation, town: Browser) -> None:
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    assert "草稿已删除。" in follow(town, town.post(path, f"{path}/discard"))
    assert town.get(path).status_code == 404
    path = f"/rosters/{installation.published()}"
    shown = town.post(path, f"{path}/discard")
    assert (shown.status_code, problem(shown.text)) == (409, "该排班表已发布，不能修改，请新建版本。")
