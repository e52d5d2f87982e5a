"""One activity in a roster: who is on it, pinned and released, and who could step in."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import follow, plain, problem

pytestmark = pytest.mark.usefixtures("before_the_duties")


def holders(text: str) -> list[str]:
    """Who is on each role, as one reads it."""
    return [plain(found) for found in re.findall(r'<ul class="plain holders">.*?</ul>', text, re.DOTALL)]


def test_an_activity_shows_its_roles_and_who_holds_them(installation: Installation, town: Browser) -> None:
    page = f"/rosters/{installation.published()}/activities/1"
    shown = town.get(page).text
    assert "服务项目 · 11月24日 周二 09:00–11:00 · 龙山塘村 · 活动详情" in plain(shown)
    assert holders(shown) == ["测试甲 已指派", "测试丙 待确认"]
    assert town.get("/rosters/1/activities/99").status_code == 404


def test_somebody_is_pinned_released_and_taken_off(town: Browser) -> None:
    path = town.post("/rosters", "/rosters", first_day="2026-11-23", last_day="2026-11-29").headers["Location"]
    page = f"{path}/activities/1"
    assert holders(town.get(page).text) == ["尚无人员", "尚无人员"]
    shown = follow(town, town.post(page, f"{page}/roles/1/pin", person_id="1"))
    assert "已锁定，下次自动排班时保持不变。" in shown
    assert holders(shown)[0] == "测试甲 已锁定 换人或对调 测试甲 解除锁定 测试甲 移除 测试甲"
    shown = follow(town, town.post(page, f"{page}/assignments/1/release"))
    assert holders(shown)[0] == "测试甲 换人或对调 测试甲 锁定 测试甲 移除 测试甲"
    assert holders(follow(town, town.post(page, f"{page}/assignments/1/remove")))[0] == "尚无人员"


def test_whom_the_rules_keep_away_is_not_pinned_and_whoever_holds_the_role_is_not_offered_again(town: Browser) -> None:
    path = town.post("/rosters", "/rosters", first_day="2026-11-23", last_day="2026-11-29").headers["Location"]
    page = f"{path}/activities/1"
    refused = town.post(page, f"{page}/roles/1/pin", person_id="3")
    assert (refused.status_code, "不符合“身份符合岗位要求”：测试丙" in refused.text) == (422, True)
    town.post(page, f"{page}/roles/1/pin", person_id="1")
    search = f"{page}/roles/1/candidates?q=测试"
    offered = re.findall(r'锁定<span class="unseen"> (.*?)</span>', town.get(search).text)
    assert offered == ["测试乙", "测试丙", "测试丁"]


def test_who_could_step_in_is_told_with_why_not(installation: Installation, town: Browser) -> None:
    search = f"/rosters/{installation.solved()}/activities/1/roles/1/candidates"
    part = town.client.get(f"{search}?q=测试", headers={"HX-Request": "true"}).text
    assert re.findall(r"<li><span>(.*?)</span>", part) == ["测试甲", "测试乙", "测试丙", "测试丁"]
    assert "没有规则禁止。" in part
    assert "不符合“身份符合岗位要求”" in part
    page = town.get(f"{search}?q=测试").text
    assert plain(part) in plain(page)
    assert "<h1>敬老服务 · 负责人</h1>" in page
    assert "没有此姓名的人员" in town.get(f"{search}?q=x").text


def test_a_role_says_why_it_is_held_by_these(installation: Installation, town: Browser) -> None:
    page = f"/rosters/{installation.published()}/activities/1"
    assert f'href="{page}/roles/1/why">为何是这些人，怎样补上空缺' in town.get(page).text
    shown = plain(town.get(f"{page}/roles/1/why").text)
    assert "为何是测试甲 可担任该名额的人选共 2 个，没有成本更低的" in shown
    assert "改为测试乙：" in shown
    assert town.get(f"{page}/roles/99/why").status_code == 404


def test_what_a_published_roster_refuses_is_said_on_the_page_of_the_activity(
    installation: Installation, town: Browser
) -> None:
    page = f"/rosters/{installation.published()}/activities/1"
    for path in ("roles/1/pin", "assignments/1/release", "assignments/1/remove"):
        shown = town.post(page, f"{page}/{path}", person_id="3")
        assert (shown.status_code, problem(shown.text)) == (409, "该排班表已发布，不能修改，请新建版本。")
        assert 'id="candidates-1"' in shown.text
        assert f'href="{page}?lang=en"' in shown.text


def test_open_slots_are_filled_by_one_click_each_until_none_is_left(town: Browser) -> None:
    path = town.post("/rosters", "/rosters", first_day="2026-11-23", last_day="2026-11-29").headers["Location"]
    page = town.get(f"{path}/next-open-slot").headers["Location"]
    assert page == f"{path}/activities/1/roles/1/why"
    assert "逐个处理" in town.get(f"{path}/open-slots").text
    shown = town.post(page, page.replace("/why", "/fill"), key="0" * 16)
    assert (shown.status_code, problem(shown.text)[:5]) == (409, "这样已不能")
    town.post(f"{path}/activities/1", f"{path}/activities/1/roles/2/pin", person_id="3")
    clicks = 0
    while (key := re.search(r'name="key" value="(\w+)"', town.get(page).text)) and clicks < 20:
        page = town.post(page, page.replace("/why", "/fill"), key=key[1]).headers["Location"]
        clicks += 1
    assert (clicks > 0, page) == (True, f"{path}/open-slots")
    assert "所有名额均已满岗" in town.get(page).text
