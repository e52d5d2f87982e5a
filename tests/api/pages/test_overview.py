"""The month looked over on its page."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import plain, table

WEEK = "/overview?first_day=2026-11-23&last_day=2026-11-29"

pytestmark = pytest.mark.usefixtures("before_the_duties")


def tables(text: str) -> list[list[list[str]]]:
    """All tables of the page."""
    return [table(text, number) for number in range(text.count("<tbody>"))]


def test_a_week_is_shown_by_village_by_kind_and_by_day(town: Browser) -> None:
    mend, places, kinds, days = tables(town.get(WEEK).text)
    assert mend == [["未录入节假日的年份", "1", "2026"]]
    assert places == [["龙山塘村", "2", "5", "", "10 小时"]]
    assert kinds == [["服务项目", "2", "5", "", "10 小时"]]
    assert days[:3] == [
        ["11月23日 周一", "", "—", "—", "", "4", "—"],
        ["11月24日 周二", "", "1", "2", "", "4", "4 小时"],
        ["11月25日 周三", "", "1", "3", "", "4", "6 小时"],
    ]


def test_market_days_carry_their_lunar_date_and_special_days_their_name(town: Browser) -> None:
    town.post("/days", "/days/markets", place_id="2", calendar="lunar", digits="7")
    town.post("/days", "/days/set", day="2026-11-24", kind="unannounced", name="试行")
    mend, *_, days = tables(town.get(WEEK).text)
    assert mend == [["尚未公布安排的日期", "1", "11月24日 周二 试行"]]
    assert [row[1] for row in days[:3]] == ["", "尚未公布 试行", "圩日：雅冈社区 十月十七"]


def test_each_fact_leads_to_where_it_is_mended(installation: Installation, town: Browser) -> None:
    call = installation.told
    call("POST", "/api/qualifications", {"code": "Q1", "name": "防汛巡查", "by_training": True})
    for person in range(1, 5):
        call("POST", f"/api/people/{person}/qualifications", {"qualification_id": 1, "valid_until": "2026-11-24"})
    away = {"starts_at": "2026-11-01T00:00:00+08:00", "ends_at": "2026-12-01T00:00:00+08:00"}
    call("POST", "/api/people/1/absences", away)
    call("POST", "/api/teams", {"code": "T1", "name": "一队", "member_ids": [3]})
    call("POST", "/api/teams/1/absences", away)
    call("POST", "/api/places", {"code": "V9", "name": "旧郎村", "kind": "village"})
    role = {"name": "协助", "accepts": ["volunteer"], "minimum": 1, "wanted": 2, "qualification_id": 1}
    call("PUT", "/api/activities/2/roles", {"roles": [role]})
    call("PATCH", "/api/activities/2", {"place_id": 3})
    text = town.get(WEEK).text
    rows = re.findall(r"<tr>.*?</tr>", re.findall(r"<tbody>(.*?)</tbody>", text, re.DOTALL)[0], re.DOTALL)
    told = {plain(row.partition("</th>")[0]): re.findall(r'href="([^"]+)"', row) for row in rows}
    assert told == {
        "上岗前培训未安排：防汛巡查": ["/activities/2", "/activities/new?kind=training"],
        "证件即将到期": ["/people/3", "/activities/2", "/people/4", "/activities/2", "/people/1", "/people/2"],
        "这段时间每天都不能到岗的人员": ["/people/1"],
        "这段时间每天都不能到岗的队伍": ["/teams/1"],
        "缺坐标、路程只能估算的地点": ["/places/3"],
        "未录入节假日的年份": ["/days?year=2026"],
    }


def test_the_page_begins_with_the_month_of_most_of_the_next_roster_and_leads_to_those_beside_it(town: Browser) -> None:
    text = town.get("/overview").text
    assert re.findall(r'href="(/overview\?first[^"]+)"', text) == [
        "/overview?first_day=2026-11-01&amp;last_day=2026-11-30",
        "/overview?first_day=2026-12-01&amp;last_day=2026-12-31",
        "/overview?first_day=2027-01-01&amp;last_day=2027-01-31",
    ]
    assert len(tables(text)[-1]) == 31


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("first_day=2026-12-05", 31),
        ("first_day=2026-12-05&last_day=2026-12-04", 31),
        ("first_day=2026-12-05&last_day=2027-12-04", 31),
        ("first_day=x&last_day=2026-12-04", 31),
        ("first_day=0001-01-01&last_day=0001-01-02", 31),
        ("first_day=2026-12-05&last_day=2026-12-05", 1),
    ],
)
def test_a_period_that_could_be_no_rosters_is_the_month_of_its_first_day(town: Browser, asked: str, days: int) -> None:
    assert len(tables(town.get(f"/overview?{asked}").text)[-1]) == days


def test_an_empty_period_says_what_to_do_next(town: Browser) -> None:
    text = town.get("/overview?first_day=2027-03-01&last_day=2027-03-31").text
    assert "这段时间还没有活动。" in text


def test_rosters_and_the_checklist_lead_there(town: Browser) -> None:
    assert 'href="/overview?first_day=2026-11-23&amp;last_day=2026-12-20"' in town.get("/rosters").text
    assert 'href="/overview"' in town.get("/town").text


def test_the_next_step_is_a_draft_of_these_days_until_there_is_one(installation: Installation, town: Browser) -> None:
    assert plain(town.get(WEEK).text).count("下一步：建立该时段草稿") == 1
    assert "建立该时段草稿" not in town.get("/overview?first_day=2027-03-01&last_day=2027-03-31").text
    town.change(WEEK, "/rosters")
    text = town.get(WEEK).text
    assert ('<a href="/rosters/1">排班表 第 1 版</a>' in text, "建立该时段草稿" in text) == (True, False)
    installation.told("POST", "/api/rosters/1/publication")
    assert "建立该时段草稿" in town.get(WEEK).text


def test_a_draft_that_only_tries_something_is_marked_and_the_draft_of_these_days_is_still_to_be_made(
    installation: Installation, town: Browser
) -> None:
    published = installation.published()
    installation.told("POST", f"/api/rosters/{published}/what-ifs", {"without": [1]})
    text = town.get(WEEK).text
    assert (text.count('class="state tries"'), "建立该时段草稿" in text) == (1, True)
