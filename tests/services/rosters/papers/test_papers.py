"""Rosters on paper, read back."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.models import DayKind, Organisation, SpecialDay
from scheduler.services.rosters import duties
from scheduler.services.rosters.boards.board import Group
from scheduler.services.rosters.papers.papers import board_pdf
from scheduler.services.rosters.papers.task_sheet import task_pdf
from scheduler.services.rosters.papers.team_sheet import team_pdf
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.rosters.pdf import pages, sizes
from tests.services.small_town import SmallTown

A3, A4, UPRIGHT = "1190.55 x 841.89", "841.89 x 595.276", "595.276 x 841.89"
FOOT = ["第", "1", "页，共", "1", "页", "第", "1", "版", "·", "制表日期：2026年11月20日"]
WEEK = [
    "11月23日 周一",
    "11月24日 周二",
    "11月25日 周三",
    "11月26日 周四",
    "11月27日 周五",
    "11月28日 周六",
    "11月29日 周日",
]


def words(*texts: str) -> list[str]:
    return " ".join(texts).split()


def head(title: str, state: str) -> list[str]:
    return words(title, "2026年11月23日 – 11月29日 · 第 1 版 ·", state)


def test_the_board_is_on_a3_with_whoever_has_a_duty(small: SmallTown) -> None:
    small.worker("闲社工")
    draft = small.draft()
    small.pin(draft, small.activity("=敬老#服务"), small.worker("𬭎甲"))
    made = board_pdf(small.session, small.actor, draft.id, Group.SOCIAL_WORKERS, "zh_Hans", now=NOW)
    title = "六祖镇排班表 · 社工"
    assert sizes(made) == [A3]
    assert pages(made) == [
        [
            *head(title, "草稿"),
            *words("2026年11月23日 – 11月29日", "社工", *WEEK, "𬭎甲 2 小时 09:00–11:00 =敬老#服务", title),
            *FOOT,
        ]
    ]


def test_a_group_without_duties_has_a_sentence(small: SmallTown) -> None:
    made = board_pdf(small.session, small.actor, small.draft().id, Group.TEAMS, "zh_Hans", now=NOW)
    assert "本组暂无任务。" in pages(made)[0]


def test_one_week_is_on_a4_with_places_and_special_days(small: SmallTown) -> None:
    small.add(SpecialDay(town_id=small.town.id, day=date(2026, 12, 3), kind=DayKind.HOLIDAY, name="敬老日"))
    draft = small.draft(last=date(2026, 12, 6))
    small.pin(draft, small.activity(day=3, month=12), small.worker("甲"))
    made = board_pdf(small.session, small.actor, draft.id, Group.SOCIAL_WORKERS, "en", week=date(2026, 12, 5), now=NOW)
    assert sizes(made) == [A4]
    text = " ".join(pages(made)[0])
    assert "30 Nov – 6 Dec 2026 Social workers Mon 30 Nov" in text
    assert "Thu 3 Dec 敬老日 Holiday" in text
    assert "甲 2 h 09:00–11:00 敬老服务 龙山塘村" in text


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 30)])
def test_a_week_of_another_period_is_refused(small: SmallTown, day: date) -> None:
    with pytest.raises(Invalid, match="not in the roster's period"):
        board_pdf(small.session, small.actor, small.draft().id, Group.TEAMS, "en", week=day, now=NOW)


def test_weeks_stand_two_by_two_and_a_team_of_sixty_lines_takes_more_pages(small: SmallTown) -> None:
    draft = small.draft(last=date(2026, 12, 13))
    activity = small.activity(wanted=60)
    small.pin(draft, activity, *(small.worker(f"很长很长很长很长的姓名{number}") for number in range(60)))
    small.pin(draft, small.activity(day=10, month=12), small.worker("末周"))
    made = board_pdf(small.session, small.actor, draft.id, Group.SOCIAL_WORKERS, "zh_Hans", now=NOW)
    found = [" ".join(page) for page in pages(made)]
    assert len(found) > 2
    assert all("社工 11月23日 周一" in page and "12月6日 周日" in page for page in found[:-1])
    assert "社工 12月7日 周一" in found[-1]
    assert "末周" in found[-1]


def test_a_team_reads_what_it_does_and_who_of_it_comes(small: SmallTown) -> None:
    small.town.teams_get_offers = True
    leader, other = small.volunteer("队长"), small.volunteer("队员")
    team = small.team("先锋一队", [leader, other], leader=leader)
    march = small.activity("巡查", day=25, hours=(22, 30), accepts=(Capacity.TEAM,), wanted=1)
    visit = small.activity()
    draft = small.draft()
    small.pin(draft, march, team)
    small.pin(draft, visit, other, small.worker("外人"))

    def read() -> list[list[str]]:
        return pages(team_pdf(small.session, small.actor, draft.id, team.id, "zh_Hans", now=NOW))

    heads = ["队长：队长", "日期", "时间", "活动与岗位", "地点", "参加人员"]
    first = words("11月24日 周二 09:00–11:00 敬老服务 协助 龙山塘村 队员")
    second = words("11月25日 周三 22:00–06:00 巡查 协助 龙山塘村")
    foot = ["先锋一队任务表", *FOOT]
    assert read() == [[*head("先锋一队任务表", "草稿"), *heads, *first, *second, "整队：队长、队员", *foot]]
    small.publish(draft)
    duties.decline(small.session, small.as_person(other), small.duty(other, march).id, now=NOW)
    assert read() == [[*head("先锋一队任务表", "已发布"), *heads, *first, *second, "整队：队长", *foot]]


def test_a_team_without_duties_has_a_sentence(small: SmallTown) -> None:
    team = small.team("闲队", [])
    made = team_pdf(small.session, small.actor, small.draft().id, team.id, "zh_Hans", now=NOW)
    assert "本期该队及其队员没有任务。" in pages(made)[0]


def test_a_task_sheet_has_a_line_to_sign_for_each_who_comes_and_for_each_open_slot(small: SmallTown) -> None:
    office = small.add(Organisation(town_id=small.town.id, code="O1", name="司法所"))
    asked = small.activity("=义诊", notes="带上#证件", wanted=3, confidential=True)
    draft = small.draft()
    small.pin(draft, asked, small.worker("甲", organisation_id=office.id), small.volunteer("乙"))
    made = task_pdf(small.session, small.actor, draft.id, asked.id, "zh_Hans", now=NOW)
    heads = words("序号 岗位 姓名 队伍或单位 签到 签退 备注")
    about = words("时间 11月24日 周二 09:00–11:00 地点 龙山塘村 类型 服务项目 说明 带上#证件 保密 行动结束前请勿外传。")
    rows = words("1 协助 甲 司法所 2 协助 乙 3 协助 （空缺）")
    assert sizes(made) == [UPRIGHT]
    found = pages(made)[0]
    assert found[: -len(FOOT) - 3] == [*head("任务单：=义诊", "草稿"), *about, *heads, *rows]
    assert [word.rstrip("_") for word in found[-len(FOOT) - 3 : -len(FOOT)]] == ["负责人：", "日期：", "任务单：=义诊"]


def test_a_whole_team_signs_person_by_person(small: SmallTown) -> None:
    team = small.team("先锋一队", [small.volunteer("甲"), small.volunteer("乙")])
    march = small.activity("巡查", accepts=(Capacity.TEAM,), wanted=1)
    draft = small.draft()

    def rows() -> list[str]:
        text = pages(task_pdf(small.session, small.actor, draft.id, march.id, "zh_Hans", now=NOW))[0]
        return text[text.index("备注") + 1 : -len(FOOT) - 3]

    small.pin(draft, march, team)
    before = rows()
    small.publish(draft)
    march.title = "别的"
    small.session.flush()
    assert before == rows() == words("1 协助 甲 先锋一队 2 协助 乙 先锋一队")


def test_who_declined_does_not_sign(small: SmallTown) -> None:
    activity, person = small.activity(wanted=1), small.volunteer("乙")
    roster = small.published(activity, person)
    duties.decline(small.session, small.as_person(person), small.duty(person, activity).id, now=NOW)
    text = pages(task_pdf(small.session, small.actor, roster.id, activity.id, "zh_Hans", now=NOW))[0]
    assert text[text.index("备注") + 1 : -len(FOOT) - 3] == words("1 协助 （空缺）")


def test_an_activity_that_was_not_published_with_the_roster_has_no_task_sheet(small: SmallTown) -> None:
    roster, later = small.published(small.activity(), small.worker()), small.activity("后来")
    with pytest.raises(NotFound, match="not published"):
        task_pdf(small.session, small.actor, roster.id, later.id, "en", now=NOW)


def test_only_coordinators_of_the_town_print(small: SmallTown) -> None:
    draft, activity, team = small.draft(), small.activity(), small.team("队", [])
    for actor, refusal in ((small.as_person(small.worker()), Forbidden), (SmallTown(small.session).actor, NotFound)):
        with pytest.raises(refusal):
            board_pdf(small.session, actor, draft.id, Group.TEAMS, "en", now=NOW)
        with pytest.raises(refusal):
            team_pdf(small.session, actor, draft.id, team.id, "en", now=NOW)
        with pytest.raises(refusal):
            task_pdf(small.session, actor, draft.id, activity.id, "en", now=NOW)
