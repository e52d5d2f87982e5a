"""Sheets about the work: what their cells mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scheduler.domain.quotas import quota
from scheduler.models import ActivityKind, ActivityState, Recurrence
from scheduler.spreadsheets.sheets.people import CAPACITIES, GENDERS
from scheduler.spreadsheets.sheets.town import DAY_KINDS, PLACE_KINDS
from scheduler.spreadsheets.sheets.work import ACCEPTED, ACTIVITY_KINDS, RECURRENCES, STATES
from solver.candidates import Capacity
from tests.spreadsheets.sheets.reading import KINDS, needed, references, values

DEMANDED = ["编号*", "类型*", "名称*", "地点编号*"]
REFERRED = {"place": "Place", "venue": "Place", "grants": "Qualification"}


def test_the_cells_of_a_series_are_read_from_the_example() -> None:
    span = {"first_day": date(2026, 11, 23), "last_day": date(2026, 12, 20)}
    assert values("series", 0) == {
        "code": "Z01",
        "kind": ActivityKind.STATION,
        "title": "驻点联系群众",
        "place": "V01",
        "recurrence": Recurrence.WEEKLY,
        "weekdays": "13",
        "every_weeks": 1,
        **span,
        "start": 540,
        "end": 690,
        "skip_holidays": True,
    }
    assert values("series", 1) == {
        "code": "E01",
        "kind": ActivityKind.ENFORCEMENT,
        "title": "圩日秩序联合执法",
        "place": "M1",
        "departments": ["D01"],
        "recurrence": Recurrence.MARKET,
        "market_place": "M1",
        **span,
        "start": 390,
        "end": 570,
    }
    assert needed("series") == [*DEMANDED, "重复*", "首日*", "末日*", "开始时间*", "结束时间*"]
    assert references("series") == {**REFERRED, "market_place": "Place"}


def test_the_cells_of_an_activity_are_read_from_the_example() -> None:
    assert values("activity", 0) == {
        "code": "F001",
        "kind": ActivityKind.TRAINING,
        "title": "急救培训",
        "place": "TOWN",
        "venue": "H1",
        "priority": 2,
        **dict.fromkeys(("confidential", "unpleasant", "adults_only", "local"), False),
        "women": 0,
        "men": 0,
        "organisations": 0,
        "never_alone": False,
        "quotas": [
            quota({"least": 2, "gender": "female", "capacity": "volunteer"}),
            quota({"most": 1, "new": True}),
        ],
        "attendees": 20,
        "departments": ["D01"],
        "grants": "Q01",
        "grants_level": 1,
        "grants_months": 12,
        "notes": "请自带水杯",
        "day": date(2026, 11, 26),
        "start": 540,
        "end": 690,
        "state": ActivityState.PLANNED,
    }
    assert values("activity", 1) == {
        "code": "Z01-20261126",
        "kind": ActivityKind.STATION,
        "title": "驻点联系群众",
        "place": "V01",
        "day": date(2026, 11, 27),
        "start": 870,
        "end": 990,
        "series": "Z01",
        "series_day": date(2026, 11, 26),
    }
    assert needed("activity") == [*DEMANDED, "日期*", "开始时间*", "结束时间*"]
    assert references("activity") == {**REFERRED, "series": "Series"}


def test_the_cells_of_a_role_are_read_from_the_example() -> None:
    assert values("role") == {
        "activity": "F001",
        "name": "志愿者",
        "accepts": [Capacity.VOLUNTEER],
        "minimum": 1,
        "wanted": 2,
        "priority": 2,
        "qualification": "Q01",
        "level": 1,
        "organisation": "D01",
        "team": "T01",
        "trains": False,
    }
    assert needed("role") == ["活动编号*", "岗位*", "身份*", "最少名额*", "需要名额*"]
    assert references("role") == {"qualification": "Qualification", "organisation": "Organisation", "team": "Team"}


def test_the_cells_of_attendance_are_read_from_the_example() -> None:
    assert values("attendance") == {"activity": "F001", "person": "P0001"}
    assert (needed("attendance"), references("attendance")) == (["活动编号*", "人员编号*"], {"person": "Person"})


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (
            ACTIVITY_KINDS,
            {
                "服务项目": ActivityKind.SERVICE,
                "培训": ActivityKind.TRAINING,
                "联合执法": ActivityKind.ENFORCEMENT,
                "驻点联系": ActivityKind.STATION,
                "共享资源项目": ActivityKind.SHARED,
                "应急": ActivityKind.EMERGENCY,
            },
        ),
        (STATES, {"计划": ActivityState.PLANNED, "取消": ActivityState.CANCELLED}),
        (RECURRENCES, {"每周": Recurrence.WEEKLY, "圩日": Recurrence.MARKET}),
        (
            ACCEPTED,
            {
                "社工": Capacity.SOCIAL_WORKER,
                "志愿者": Capacity.VOLUNTEER,
                "网格员": Capacity.GRID_MEMBER,
                "在职党员": Capacity.PARTY_MEMBER,
                "共建单位人员": Capacity.OFFICER,
                "先锋队": Capacity.TEAM,
            },
        ),
    ],
)
def test_words_to_choose_from_are_read_in_chinese_and_english(form: Any, words: dict[str, Any]) -> None:
    assert {word: form.read(word) for word in form.words} == words
    assert {form.write(value): form.read(value.value) for value in words.values()} == words


@pytest.mark.parametrize(("kind", "longest"), [("series", 50), ("activity", 60)])
def test_a_series_leaves_room_for_the_day_in_the_numbers_of_its_activities(kind: str, longest: int) -> None:
    code = KINDS[kind].columns[0]
    assert code.read("Z" * longest) == "Z" * longest
    with pytest.raises(ValueError, match=f"at most {longest} characters"):
        code.read("Z" * (longest + 1))


@pytest.mark.parametrize(
    ("form", "word", "written"),
    [
        (ACTIVITY_KINDS, "联合执法行动", "联合执法"),
        (RECURRENCES, "逢圩日", "圩日"),
        (ACCEPTED, "整队", "先锋队"),
        (ACCEPTED, "双报到党员", "在职党员"),
        (ACCEPTED, "雙報到黨員", "在职党员"),
        (ACCEPTED, "执法人员", "共建单位人员"),
        (CAPACITIES, "双报到", "在职党员"),
        (CAPACITIES, "执法人员", "共建单位人员"),
        (GENDERS, "女性", "女"),
        (GENDERS, "男性", "男"),
        (DAY_KINDS, "节假日", "放假"),
        (DAY_KINDS, "尚未公布", "未公布"),
        (PLACE_KINDS, "本镇", "镇"),
    ],
)
def test_other_words_of_pages_and_offices_are_read_too(form: Any, word: str, written: str) -> None:
    assert form.write(form.read(word)) == written
