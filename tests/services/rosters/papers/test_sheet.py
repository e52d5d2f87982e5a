"""A roster as a table: a row for each assignment, as published or, of a draft, as the register says now."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from scheduler.errors import Forbidden, NotFound
from scheduler.models import PlaceKind
from scheduler.services.rosters import duties
from scheduler.services.rosters.papers import sheet
from scheduler.spreadsheets.reading import read_book
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import SmallTown


def lines(small: SmallTown, roster_id: int, locale: str = "en") -> list[list[object]]:
    return [line.cells(locale) for line in sheet.lines(small.session, small.actor, roster_id)]


TUESDAY = [date(2026, 11, 24), "Tue", "09:00-11:00", "敬老服务", "龙山塘村", "协助"]


def test_a_draft_is_told_as_the_register_says_now_in_order_of_time(small: SmallTown) -> None:
    late, early = small.activity("巡查", day=25, hours=(22, 24), accepts=(Capacity.TEAM,)), small.activity()
    draft = small.draft()
    small.pin(draft, late, small.team("先锋一队", [small.volunteer()]))
    small.pin(draft, early, small.worker("甲"))
    early.title = "慰问"
    assert lines(small, draft.id) == [
        [*TUESDAY[:3], "慰问", *TUESDAY[4:], "甲", "Draft"],
        [date(2026, 11, 25), "Wed", "22:00-00:00", "巡查", "龙山塘村", "协助", "先锋一队", "Draft"],
    ]


def test_a_published_roster_is_told_as_it_was_published_with_the_answers(small: SmallTown) -> None:
    activity, worker, *volunteers = small.activity(), small.worker("甲"), *map(small.volunteer, "乙丙丁")
    activity.roles[0].wanted = 4
    roster = small.published(activity, worker, *volunteers)
    for person, answer in zip(volunteers, (duties.accept, duties.decline), strict=False):
        answer(small.session, small.as_person(person), small.duty(person, activity).id, now=NOW)
    activity.title, activity.roles[0].name = "慰问", "别的"
    small.session.flush()
    assert lines(small, roster.id) == [
        [*TUESDAY, name, state]
        for name, state in (("丁", "Asked"), ("丙", "Declined"), ("乙", "Accepted"), ("甲", "Assigned"))
    ]


def test_a_team_is_told_once_with_the_state_of_most_of_its_people(small: SmallTown) -> None:
    small.town.teams_get_offers = True
    members = [small.volunteer() for _ in range(3)]
    march = small.activity("巡查", accepts=(Capacity.TEAM,), wanted=1)
    roster = small.published(march, small.team("先锋一队", members))
    told = [*TUESDAY[:3], "巡查", *TUESDAY[4:], "先锋一队"]
    assert lines(small, roster.id) == [[*told, "Asked"]]
    for member in members[:2]:
        duties.accept(small.session, small.as_person(member), small.duty(member, march).id, now=NOW)
    assert lines(small, roster.id) == [[*told, "Accepted"]]


def test_a_place_is_told_with_its_venue(small: SmallTown) -> None:
    draft, worker = small.draft(), small.worker("甲")
    for hour, venue in ((9, small.place("党校", PlaceKind.VENUE)), (14, small.village)):
        small.pin(draft, small.activity(hours=(hour, hour + 1), venue=venue), worker)
    assert [line[4] for line in lines(small, draft.id)] == ["龙山塘村 党校", "龙山塘村"]


@pytest.mark.parametrize(("locale", "state"), [("zh_Hans", "草稿"), ("zh_Hant", "草稿"), ("en", "Draft")])
def test_lines_at_the_same_time_come_by_title_and_name(small: SmallTown, locale: str, state: str) -> None:
    draft = small.draft()
    for title, name in (("B", "乙"), ("A", "丙"), ("A", "甲")):
        small.pin(draft, small.activity(title), small.worker(name))
    assert [(line[3], line[6], line[7]) for line in lines(small, draft.id, locale)] == [
        ("A", "丙", state),
        ("A", "甲", state),
        ("B", "乙", state),
    ]


HEADERS = ["日期", "星期", "时间", "活动", "地点", "岗位", "人员或队伍", "状态"]


def test_the_files_say_the_same_in_the_language_asked_for(small: SmallTown) -> None:
    activity = small.activity()
    roster = small.published(activity, small.worker("甲"))
    content = sheet.roster_csv(small.session, small.actor, roster.id, "zh_Hans")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [
        HEADERS,
        ["2026-11-24", "周二", "09:00-11:00", "敬老服务", "龙山塘村", "协助", "甲", "已指派"],
    ]
    content = sheet.roster_xlsx(small.session, small.actor, roster.id, "zh_Hans", now=NOW)
    cells = read_book("roster.xlsx", content).sheets[0].rows
    assert [row[3:] for row in cells] == [row[3:] for row in rows]
    assert cells[0] == HEADERS


def test_only_coordinators_of_the_town_take_a_roster_with_them(small: SmallTown) -> None:
    draft = small.draft()
    with pytest.raises(Forbidden):
        sheet.lines(small.session, small.as_person(small.worker()), draft.id)
    with pytest.raises(NotFound):
        sheet.roster_csv(small.session, SmallTown(small.session).actor, draft.id, "en")
