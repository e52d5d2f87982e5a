"""Sheets about the work: series, activities, roles, attendance lists."""

from __future__ import annotations

from scheduler.models import (
    ActivityKind,
    ActivityState,
    Organisation,
    Person,
    Place,
    Qualification,
    Recurrence,
    Series,
    Team,
)
from scheduler.spreadsheets import cells
from scheduler.spreadsheets.cells import YES_NO, Form, choice, listed
from scheduler.spreadsheets.columns import CODE, OTHER_STANDINGS, PERSON, STANDINGS, Column, SheetKind, refer
from scheduler.spreadsheets.quotas import QUOTAS
from scheduler.spreadsheets.times import MINUTE
from scheduler.spreadsheets.weekly import WEEKDAY_DIGITS
from solver.candidates import Capacity

SERIES_CODE, ACTIVITY_CODE = cells.code(50), cells.code(60)
ACTIVITY_KINDS = choice(
    {
        "服务项目": ActivityKind.SERVICE,
        "培训": ActivityKind.TRAINING,
        "联合执法": ActivityKind.ENFORCEMENT,
        "驻点联系": ActivityKind.STATION,
        "共享资源项目": ActivityKind.SHARED,
        "应急": ActivityKind.EMERGENCY,
    },
    {"联合执法行动": ActivityKind.ENFORCEMENT},
)
STATES = choice({"计划": ActivityState.PLANNED, "取消": ActivityState.CANCELLED})
RECURRENCES = choice({"每周": Recurrence.WEEKLY, "圩日": Recurrence.MARKET}, {"逢圩日": Recurrence.MARKET})
ACCEPTED = choice({**STANDINGS, "先锋队": Capacity.TEAM}, {**OTHER_STANDINGS, "整队": Capacity.TEAM})


def work_sheets(day: Form) -> tuple[SheetKind, ...]:
    """The sheets, what others refer to first."""
    return (series(day), activities(day), roles(), attendance())


def demand_columns(code: Form) -> tuple[Column, ...]:
    """What an activity and a series have in common."""
    return (
        Column("code", "编号", "code", code, True),
        Column("kind", "类型", "kind", ACTIVITY_KINDS, True),
        Column("title", "名称", "title", cells.text(120), True),
        refer("place", "地点编号", "place", Place, required=True),
        refer("venue", "场地编号", "venue", Place, cleared=None),
        Column("priority", "优先级", "priority", cells.whole(1, 4)),
        Column("confidential", "保密", "confidential", YES_NO),
        Column("unpleasant", "辛苦", "unpleasant", YES_NO),
        Column("adults_only", "仅限成年", "adults only", YES_NO),
        Column("local", "需本村人", "local", YES_NO),
        Column("women", "至少女性", "women", cells.whole(0, 99)),
        Column("men", "至少男性", "men", cells.whole(0, 99)),
        Column("organisations", "至少单位数", "organisations", cells.whole(0, 3)),
        Column("never_alone", "不得单独", "never alone", YES_NO),
        Column("quotas", "人数要求", "quotas", QUOTAS, cleared=[]),
        Column("attendees", "参加人数", "attendees", cells.whole(0, 9999)),
        Column("departments", "参与部门编号", "departments", listed(CODE), cleared=[]),
        refer("grants", "培训取得资质编号", "grants", Qualification, cleared=None),
        Column("grants_level", "培训取得级别", "grants level", cells.whole(1, 9)),
        Column("grants_months", "培训有效月数", "grants months", cells.whole(1, 600)),
        Column("notes", "备注", "notes", cells.text(500), cleared=""),
    )


def series(day: Form) -> SheetKind:
    """Recurring activities."""
    columns = (
        *demand_columns(SERIES_CODE),
        Column("recurrence", "重复", "recurrence", RECURRENCES, True),
        Column("weekdays", "星期", "weekdays", WEEKDAY_DIGITS),
        Column("every_weeks", "每几周", "every weeks", cells.whole(1, 52)),
        refer("market_place", "圩日地点编号", "market", Place),
        Column("first_day", "首日", "first day", day, True),
        Column("last_day", "末日", "last day", day, True),
        Column("start", "开始时间", "start", MINUTE, True),
        Column("end", "结束时间", "end", MINUTE, True),
        Column("skip_holidays", "节假日停办", "skip holidays", YES_NO),
    )
    return SheetKind("series", "系列活动", "series", columns)


def activities(day: Form) -> SheetKind:
    """Dated activities, those of a series that differ from it among them."""
    columns = (
        *demand_columns(ACTIVITY_CODE),
        Column("day", "日期", "day", day, True),
        Column("start", "开始时间", "start", MINUTE, True),
        Column("end", "结束时间", "end", MINUTE, True),
        Column("state", "状态", "state", STATES),
        refer("series", "系列编号", "series", Series, SERIES_CODE),
        Column("series_day", "系列日期", "series day", day),
    )
    return SheetKind("activity", "活动", "activities", columns)


def roles() -> SheetKind:
    """Roles of activities and of series."""
    columns = (
        Column("activity", "活动编号", "activity", ACTIVITY_CODE, True),
        Column("name", "岗位", "role", cells.text(60), True),
        Column("accepts", "身份", "accepts", listed(ACCEPTED), True),
        Column("minimum", "最少名额", "minimum", cells.whole(0, 999), True),
        Column("wanted", "需要名额", "wanted", cells.whole(1, 999), True),
        Column("priority", "优先级", "priority", cells.whole(1, 4)),
        refer("qualification", "资质编号", "qualification", Qualification, cleared=None),
        Column("level", "级别", "level", cells.whole(1, 9)),
        refer("organisation", "单位编号", "organisation", Organisation, cleared=None),
        refer("team", "队伍编号", "team", Team, cleared=None),
        Column("trains", "上岗即培训", "trains", YES_NO),
    )
    return SheetKind("role", "岗位", "roles", columns)


def attendance() -> SheetKind:
    """Attendance lists of training sessions."""
    columns = (
        Column("activity", "活动编号", "activity", ACTIVITY_CODE, True),
        refer("person", "人员编号", "person", Person, PERSON, required=True),
    )
    return SheetKind("attendance", "培训名单", "attendance", columns)
