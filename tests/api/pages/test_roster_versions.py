"""Versions of a period in the console: listed, compared, an earlier one published again."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import empty, follow, plain, table

pytestmark = pytest.mark.usefixtures("before_the_duties")

WEEK = {"first_day": "2026-11-23", "last_day": "2026-11-29"}
WHEN = "11月24日 周二 09:00–11:00"
DUTY = f"敬老服务（负责人），{WHEN}，龙山塘村"


@pytest.fixture
def versions(installation: Installation, town: Browser) -> Browser:
    """Two published versions: five assignments in one, and in the other those of the first activity are gone."""
    installation.published()
    town.post("/rosters", "/rosters", **WEEK)
    for row in installation.told("GET", "/api/rosters/2/assignments?activity_id=1")[1]:
        installation.told("DELETE", f"/api/assignments/{row['id']}")
    assert town.post("/rosters/2/changes", "/rosters/2/publish").status_code == 302
    return town


def test_versions_are_listed_with_who_published_them_and_what_each_changed(versions: Browser) -> None:
    published = "11月20日 周五 09:00 coordinator"
    rows = [
        ["第 2 版", "已发布", published, "涉及 2 人：新增任务 0 项，取消 2 项，调整 0 项", ""],
        ["第 1 版", "已被替代", published, "涉及 3 人：新增任务 5 项，取消 0 项，调整 0 项", "重新发布… 第 1 版"],
    ]
    assert [table(versions.get(f"/rosters/{number}/versions").text) for number in (1, 2)] == [rows, rows]
    versions.post("/rosters", "/rosters", **WEEK)
    assert table(versions.get("/rosters/3/versions").text)[0] == ["第 3 版", "草稿", "—", "查看发布后的变动", ""]


def test_the_only_version_says_how_another_one_is_made(installation: Installation, town: Browser) -> None:
    shown = plain(town.get(f"/rosters/{installation.published()}/versions").text)
    assert ("目前只有这一版" in shown, "两版差异" in shown) == (True, False)


def test_another_draft_of_the_same_days_stands_beside_the_first(town: Browser) -> None:
    path = town.post("/rosters", "/rosters", **WEEK).headers["Location"]
    assert [row[4] for row in table(town.get(f"{path}/versions").text)] == [""]
    other = town.change(f"{path}/versions", "/rosters").headers["Location"]
    shown = town.get(f"{other}/versions").text
    assert [row[4] for row in table(shown)] == ["", "并排对比 第 1 版"]
    assert 'href="/rosters/2/beside/1"' in shown


def test_two_versions_are_compared_by_person_and_by_activity(versions: Browser) -> None:
    path = "/rosters/2/comparison?against=1"
    assert table(versions.get(path).text) == [
        ["测试甲", f"取消 {DUTY}"],
        ["测试丙", f"取消 {DUTY.replace('负责人', '协助')}"],
    ]
    shown = versions.get(f"{path}&by=activity").text
    assert table(shown) == [["敬老服务 11月24日 周二 09:00", "负责人：减少 测试甲 协助：减少 测试丙"]]
    assert empty(versions.get("/rosters/1/comparison?against=1").text) == ["没有差异。"]


def test_the_choice_of_two_versions_leads_to_what_differs(versions: Browser) -> None:
    answer = versions.get("/rosters/2/comparison?of=1&against=2")
    assert answer.headers["Location"] == "/rosters/1/comparison?against=2&by=person"
    shown = follow(versions, answer)
    assert table(shown)[0] == ["测试甲", f"新增 {DUTY}"]
    chosen = re.findall(r'<select name="(\w+)">.*?<option value="(\d+)" selected>', shown, re.DOTALL)
    assert chosen == [("of", "1"), ("against", "2")]
    assert versions.get("/rosters/2/comparison?against=x").status_code == 422


def test_an_earlier_version_is_published_again_after_saying_what_that_means(versions: Browser) -> None:
    page = "/rosters/1/restoration"
    shown = plain(versions.get(page).text)
    assert "将按第 1 版的安排发布一个新版本，替代第 2 版；第 2 版仍保留在版本列表中。将通知 2 人。" in shown
    assert table(versions.get(page).text)[0][:2] == ["测试甲", f"已指派 您已被安排任务：{DUTY}。"]
    listed = follow(versions, versions.post(page, page))
    assert "历史版本已重新发布，为第 3 版。" in listed
    assert table(listed)[0][:1] + table(listed)[0][3:4] == [
        "第 3 版",
        "重新发布第 1 版。 涉及 2 人：新增任务 2 项，取消 0 项，调整 0 项",
    ]


def test_what_cannot_be_restored_is_listed_with_the_reason(installation: Installation, versions: Browser) -> None:
    assert installation.told("POST", "/api/activities/1/cancellation")[0] == 200
    installation.told("POST", "/api/rosters", WEEK)
    for row in installation.told("GET", "/api/rosters/3/assignments?activity_id=2")[1]:
        installation.told("DELETE", f"/api/assignments/{row['id']}")
    assert versions.post("/rosters/3/changes", "/rosters/3/publish").status_code == 302
    assert table(versions.get("/rosters/1/restoration").text) == [
        ["测试甲", f"{WHEN} 敬老服务 负责人", "活动已取消"],
        ["测试丙", f"{WHEN} 敬老服务 协助", "活动已取消"],
    ]


def test_what_is_published_already_is_not_offered_and_not_restored(versions: Browser) -> None:
    page = "/rosters/2/restoration"
    shown = versions.get(page)
    assert (shown.status_code, empty(shown.text)) == (200, ["该版本就是当前发布的版本。"])
    refused = versions.post("/rosters", page)
    assert (refused.status_code, "该版本就是当前发布的版本。" in refused.text) == (409, True)
