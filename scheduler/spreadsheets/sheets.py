"""The sheets of a workbook, as data: what each column is called, how its cells are read, whether it is needed.

This one description drives the import, the template and the sample workbook: a new column is one line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from scheduler.models import (
    ActivityKind,
    DayKind,
    MarketCalendar,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Qualification,
    Recurrence,
    Team,
)
from scheduler.spreadsheets import cells
from scheduler.spreadsheets.cells import Parse
from scheduler.spreadsheets.weekly import EXAMPLE, weekdays, weekly_times, wishes
from solver.problem import Capacity, Gender

CODE = cells.text(40)


def words(table: dict[str, Any]) -> Parse:
    """A choice by Chinese word or by the value's own English word."""
    return cells.choice({**table, **{value.value: value for value in table.values()}})


CAPACITIES = words(
    {
        "社工": Capacity.SOCIAL_WORKER,
        "志愿者": Capacity.VOLUNTEER,
        "网格员": Capacity.GRID_MEMBER,
        "双报到党员": Capacity.PARTY_MEMBER,
        "执法人员": Capacity.OFFICER,
        "先锋队": Capacity.TEAM,
    }
)
PLACE_KINDS = words(
    {
        "镇": PlaceKind.TOWN,
        "圩镇": PlaceKind.MARKET,
        "村": PlaceKind.VILLAGE,
        "社区": PlaceKind.COMMUNITY,
        "网格": PlaceKind.GRID,
        "场地": PlaceKind.VENUE,
    }
)
ACTIVITY_KINDS = words(
    {
        "服务项目": ActivityKind.SERVICE,
        "培训": ActivityKind.TRAINING,
        "联合执法": ActivityKind.ENFORCEMENT,
        "驻点联系": ActivityKind.STATION,
        "共享资源项目": ActivityKind.SHARED,
        "应急": ActivityKind.EMERGENCY,
    }
)


@dataclass(frozen=True)
class Column:
    """A column: the field it fills, its headers, how a cell is read; `refers` to a row of that table by its code."""

    field: str
    chinese: str
    english: str
    parse: Parse
    required: bool = False
    refers: type[Any] | None = None
    example: str = ""


@dataclass(frozen=True)
class SheetKind:
    """A kind of sheet: what one row of it is called in the code, its names, its columns."""

    kind: str
    chinese: str
    english: str
    columns: tuple[Column, ...]


def refer(field: str, chinese: str, english: str, model: type[Any], *, required: bool = False) -> Column:
    """A column with the code of a row of another table."""
    return Column(field, chinese, english, CODE, required, model)


def demand_columns() -> tuple[Column, ...]:
    """What an activity and a series have in common."""
    return (
        Column("code", "编号", "code", cells.text(50), True, example="F001"),
        Column("kind", "类型", "kind", ACTIVITY_KINDS, True, example="服务项目"),
        Column("title", "名称", "title", cells.text(120), True, example="长者午间探访"),
        refer("place", "地点编号", "place", Place, required=True),
        refer("venue", "场地编号", "venue", Place),
        Column("priority", "优先级", "priority", cells.whole(1, 4), example="2"),
        Column("confidential", "保密", "confidential", cells.yes_no, example="否"),
        Column("unpleasant", "辛苦", "unpleasant", cells.yes_no, example="否"),
        Column("adults_only", "仅限成年", "adults only", cells.yes_no, example="否"),
        Column("local", "需本村人", "local", cells.yes_no, example="否"),
        Column("women", "至少女性", "women", cells.whole(0, 99), example="0"),
        Column("men", "至少男性", "men", cells.whole(0, 99), example="0"),
        Column("attendees", "参加人数", "attendees", cells.whole(0, 9999), example="0"),
        Column("departments", "参与部门编号", "departments", cells.several(CODE)),
        refer("grants", "培训取得资质编号", "grants", Qualification),
        Column("notes", "备注", "notes", cells.text(500)),
    )


def sheet_kinds(today: date) -> tuple[SheetKind, ...]:
    """All kinds of sheet, in the order in which they are imported: what others refer to comes first.

    `today` decides the year of dates without one.
    """
    day = cells.day(today)
    return (
        SheetKind(
            "place",
            "地点",
            "places",
            (
                Column("code", "编号", "code", CODE, True, example="V01"),
                Column("name", "名称", "name", cells.text(100), True, example="一号村"),
                Column("kind", "类型", "kind", PLACE_KINDS, True, example="村"),
                refer("parent", "上级编号", "parent", Place),
                Column("latitude", "纬度", "latitude", cells.decimal(-90, 90), example="22.60"),
                Column("longitude", "经度", "longitude", cells.decimal(-180, 180), example="112.20"),
                Column("capacity", "容纳人数", "capacity", cells.whole(1, 100_000)),
            ),
        ),
        SheetKind(
            "market",
            "圩日",
            "markets",
            (
                refer("place", "地点编号", "place", Place, required=True),
                Column(
                    "calendar",
                    "历法",
                    "calendar",
                    words({"农历": MarketCalendar.LUNAR, "公历": MarketCalendar.GREGORIAN}),
                    True,
                    example="农历",
                ),
                Column("digits", "逢尾数", "digits", cells.text(20), True, example="3、6、9"),
            ),
        ),
        SheetKind(
            "special_day",
            "节假日",
            "days",
            (
                Column("day", "日期", "day", day, True, example="2026/10/1"),
                Column(
                    "kind",
                    "类型",
                    "kind",
                    words(
                        {
                            "放假": DayKind.HOLIDAY,
                            "调休上班": DayKind.WORKING_WEEKEND,
                            "未公布": DayKind.UNANNOUNCED,
                        }
                    ),
                    True,
                    example="放假",
                ),
                Column("name", "名称", "name", cells.text(60), example="国庆节"),
            ),
        ),
        SheetKind(
            "travel",
            "路程",
            "travel",
            (
                refer("one", "地点一编号", "from", Place, required=True),
                refer("other", "地点二编号", "to", Place, required=True),
                Column("minutes", "分钟", "minutes", cells.whole(0, 1440), True, example="25"),
            ),
        ),
        SheetKind(
            "organisation",
            "单位",
            "organisations",
            (
                Column("code", "编号", "code", CODE, True, example="D01"),
                Column("name", "名称", "name", cells.text(100), True, example="派出所"),
                refer("place", "地点编号", "place", Place),
                Column("enforces", "执法部门", "enforces", cells.yes_no, example="是"),
            ),
        ),
        SheetKind(
            "qualification",
            "资质",
            "qualifications",
            (
                Column("code", "编号", "code", CODE, True, example="Q01"),
                Column("name", "名称", "name", cells.text(60), True, example="急救员"),
                Column("by_training", "培训取得", "by training", cells.yes_no, example="否"),
                Column("enforcement", "执法证件", "enforcement", cells.yes_no, example="否"),
            ),
        ),
        SheetKind(
            "person",
            "人员",
            "people",
            (
                Column("code", "编号", "code", CODE, example="P0001"),
                Column("name", "姓名", "name", cells.text(60), True, example="张三"),
                Column("phone", "手机", "phone", cells.phone, example="13800138000"),
                Column("email", "邮箱", "email", cells.mail),
                Column("gender", "性别", "gender", words({"女": Gender.FEMALE, "男": Gender.MALE}), example="女"),
                Column("born_on", "出生日期", "born on", day, example="1990/1/1"),
                refer("home", "居住地编号", "home", Place),
                refer("organisation", "单位编号", "organisation", Organisation),
                Column("capacities", "身份", "capacities", cells.several(CAPACITIES), True, example="志愿者"),
                Column("minutes_a_day", "每天小时", "hours a day", cells.hours),
                Column("minutes_a_week", "每周小时", "hours a week", cells.hours, example="12"),
                Column("duties_a_month", "每月次数", "duties a month", cells.whole(0, 99), example="6"),
                Column("weekly", "可用时间", "available", weekly_times, example=EXAMPLE),
                Column("wishes", "意愿", "wishes", wishes, example="愿意 周六上午; 不愿 周一晚上"),
            ),
        ),
        SheetKind(
            "held_qualification",
            "持有资质",
            "held qualifications",
            (
                refer("person", "人员编号", "person", Person, required=True),
                refer("qualification", "资质编号", "qualification", Qualification, required=True),
                Column("level", "级别", "level", cells.whole(1, 9), example="1"),
                Column("valid_from", "有效期起", "valid from", day),
                Column("valid_until", "有效期止", "valid until", day, example="2028/12/31"),
            ),
        ),
        SheetKind(
            "team",
            "队伍",
            "teams",
            (
                Column("code", "编号", "code", CODE, True, example="T01"),
                Column("name", "名称", "name", cells.text(100), True, example="一号村党员先锋队"),
                refer("leader", "队长编号", "leader", Person),
                Column("members", "队员编号", "members", cells.several(CODE), example="P0001、P0002"),
                refer("home", "驻地编号", "home", Place),
                Column("quorum", "到场比例", "quorum", cells.whole(1, 100), example="60"),
                Column("weekly", "可用时间", "available", weekly_times, example=EXAMPLE),
            ),
        ),
        SheetKind(
            "absence",
            "请假",
            "absences",
            (
                refer("person", "人员编号", "person", Person),
                refer("team", "队伍编号", "team", Team),
                Column("first_day", "开始日期", "from", day, True, example="2026/12/1"),
                Column("last_day", "结束日期", "to", day, True, example="2026/12/3"),
                Column("reason", "原因", "reason", cells.text(200)),
            ),
        ),
        SheetKind(
            "activity",
            "活动",
            "activities",
            (
                *demand_columns(),
                Column("day", "日期", "day", day, True, example="2026/11/23"),
                Column("start", "开始时间", "start", cells.minute_of_day, True, example="9:00"),
                Column("end", "结束时间", "end", cells.minute_of_day, True, example="11:30"),
            ),
        ),
        SheetKind(
            "series",
            "系列活动",
            "series",
            (
                *demand_columns(),
                Column(
                    "recurrence",
                    "重复",
                    "recurrence",
                    words({"每周": Recurrence.WEEKLY, "圩日": Recurrence.MARKET}),
                    True,
                    example="每周",
                ),
                Column("weekdays", "星期", "weekdays", weekday_digits, example="周二、周四"),
                Column("every_weeks", "每几周", "every weeks", cells.whole(1, 52), example="1"),
                refer("market_place", "圩日地点编号", "market", Place),
                Column("first_day", "首日", "first day", day, True, example="2026/11/23"),
                Column("last_day", "末日", "last day", day, True, example="2026/12/20"),
                Column("start", "开始时间", "start", cells.minute_of_day, True, example="9:00"),
                Column("end", "结束时间", "end", cells.minute_of_day, True, example="11:30"),
                Column("skip_holidays", "节假日停办", "skip holidays", cells.yes_no, example="是"),
            ),
        ),
        SheetKind(
            "role",
            "岗位",
            "roles",
            (
                Column("activity", "活动编号", "activity", cells.text(50), True, example="F001"),
                Column("name", "岗位", "role", cells.text(60), True, example="志愿者"),
                Column("accepts", "身份", "accepts", cells.several(CAPACITIES), True, example="志愿者"),
                Column("minimum", "最少名额", "minimum", cells.whole(0, 999), True, example="1"),
                Column("wanted", "需要名额", "wanted", cells.whole(1, 999), True, example="2"),
                Column("priority", "优先级", "priority", cells.whole(1, 4), example="2"),
                refer("qualification", "资质编号", "qualification", Qualification),
                Column("level", "级别", "level", cells.whole(1, 9), example="1"),
                refer("organisation", "单位编号", "organisation", Organisation),
                refer("team", "队伍编号", "team", Team),
            ),
        ),
        SheetKind(
            "attendance",
            "培训名单",
            "attendance",
            (
                Column("activity", "活动编号", "activity", cells.text(60), True, example="F001"),
                refer("person", "人员编号", "person", Person, required=True),
            ),
        ),
    )


def weekday_digits(cell: cells.Cell) -> str:
    """Weekdays as digits: 周二、周四 is "13"."""
    return "".join(str(number) for number in weekdays(cells.plain(cell)))
