"""Two drafts side by side in the console."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import empty, follow, plain, refused, table

pytestmark = pytest.mark.usefixtures("before_the_duties")

WEEK = {"first_day": "2026-11-23", "last_day": "2026-11-29"}
LIST = "请从列表中选择。"


@pytest.fixture
def draft(installation: Installation, town: Browser) -> str:
    """A new version of what is published, from which one person is away now: its address."""
    installation.published()
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    away = {"starts_at": "2026-11-25T00:00:00+00:00", "ends_at": "2026-11-25T12:00:00+00:00", "reason": "出差"}
    assert installation.told("POST", "/api/people/1/absences", away)[0] == 201
    return str(path)


def test_four_aims_are_offered_where_something_is_published(town: Browser, draft: str) -> None:
    aims = re.search(r'<select [^>]*name="mode".*?</select>', town.get(draft).text, re.S)
    assert aims is not None
    offered = re.findall(r'<option value="(\w+)"[^>]*>([^<]*)<', aims[0])
    assert offered == [
        ("best", "整体最优"),
        ("least_change", "改动尽量少"),
        ("keep_published", "保持已发布的安排不变"),
        ("both", "改动最少与整体最优，两案对比"),
    ]
    later = town.post("/rosters", "/rosters", first_day="2027-03-01", last_day="2027-03-07").headers["Location"]
    assert "整体最优" not in town.get(later).text
    assert refused(town, draft, {"mode": "all"}, f"{draft}/generate")[0] == 422


def test_what_is_kept_is_said_on_the_board(installation: Installation, town: Browser, draft: str) -> None:
    town.post(draft, f"{draft}/generate", seconds="60", mode="keep_published")
    installation.work()
    shown = plain(town.get(draft).text)
    assert "已发布的 5 项指派中，4 项保持不变。" in shown
    assert "未能保留的已发布指派" in shown


def test_both_lead_to_a_page_that_waits_for_both_and_then_compares_them(
    installation: Installation, town: Browser, draft: str
) -> None:
    answer = town.post(draft, f"{draft}/generate", seconds="60", mode="both")
    path = answer.headers["Location"]
    assert path == f"{draft}/beside/3"
    waiting = follow(town, answer)
    assert ('hx-trigger="every 2s"' in waiting, 'http-equiv="refresh"' in waiting) == (True, True)
    assert table(waiting) == [
        ["第 2 版 草稿", "改动尽量少", "等待中 最多 60 秒"],
        ["第 3 版 草稿", "整体最优", "等待中 最多 60 秒"],
    ]
    installation.work()
    shown = town.get(path).text
    assert "hx-trigger" not in shown[shown.index('id="beside"') :][:200]
    rows = table(shown)
    assert [row[:3] for row in rows] == [
        ["第 2 版 草稿", "改动尽量少", "5 / 5"],
        ["第 3 版 草稿", "整体最优", "5 / 5"],
    ]
    assert ["在满岗程度相同的情况下" in row[5] for row in rows] == [True, False]
    assert [row[-1] for row in rows] == ["发布…"] * 2
    for each in (draft, "/rosters/3"):
        assert "与并列的另一份草稿对比" in town.get(each).text


def test_what_differs_is_listed_role_by_role_with_what_it_is_worth(
    installation: Installation, town: Browser, draft: str
) -> None:
    town.post("/rosters", "/rosters", **WEEK)
    path = f"{draft}/beside/3"
    same = town.get(path).text
    assert (empty(same), table(same, 1)[-1]) == (["两份草稿安排的人员相同。"], ["合计", "", "", "0 分"])
    number = installation.told("GET", f"/api{draft}/assignments")[1][0]["id"]
    assert installation.told("DELETE", f"/api/assignments/{number}")[0] == 204
    shown = town.get(path).text
    worth = installation.told("GET", f"/api{draft}/difference?against_id=3")[1]
    assert table(shown, 1) == [
        ["名额满岗 空缺名额", "1 个名额 20,000 分", "0 个名额 0 分", "+1 个名额 +20,000 分"],
        ["工时公平 超出公平份额的工时", "2 小时 816 分", "3 小时 864 分", "-1 小时 -48 分"],
        ["就近安排 离家路程", "16 分钟 160 分", "16 分钟 160 分", "相同"],
        ["合计", "", "", f"{worth['cost']:+,} 分"],
    ]
    assert worth["summary"] == (
        "Compared with version 3, version 2 fills 1 fewer slots; but it shares hours more evenly by 1 h."
    )
    assert "与第 3 版相比，第 2 版少填 1 个名额；但工时分担的偏差小 1 小时。 安排不同的人员和队伍：1" in plain(shown)
    assert table(shown, 2) == [["11月24日 周二 09:00–11:00 敬老服务 负责人", "", "测试甲"]]
    assert town.get(f"{path}?lang=en").text.count("version 3") >= 2


def test_drafts_of_two_periods_are_not_compared(town: Browser, draft: str) -> None:
    town.post("/rosters", "/rosters", first_day="2027-03-01", last_day="2027-03-07")
    assert town.get(f"{draft}/beside/3").status_code == 422
    assert town.get(f"{draft}/beside/99").status_code == 404
