"""Sheets about the town: places, markets, holidays, travel, partner organisations, qualifications."""

from __future__ import annotations

import re

from scheduler.language import m_
from scheduler.models import DayKind, MarketCalendar, Place, PlaceKind
from scheduler.spreadsheets import cells
from scheduler.spreadsheets.cells import YES_NO, Form, choice
from scheduler.spreadsheets.columns import CODE, Column, SheetKind, refer

PLACE_KINDS = choice(
    {
        "镇": PlaceKind.TOWN,
        "圩镇": PlaceKind.MARKET,
        "村": PlaceKind.VILLAGE,
        "社区": PlaceKind.COMMUNITY,
        "网格": PlaceKind.GRID,
        "场地": PlaceKind.VENUE,
    },
    {"本镇": PlaceKind.TOWN},
)
CALENDARS = choice({"农历": MarketCalendar.LUNAR, "公历": MarketCalendar.GREGORIAN})
DAY_KINDS = choice(
    {"放假": DayKind.HOLIDAY, "调休上班": DayKind.WORKING_WEEKEND, "未公布": DayKind.UNANNOUNCED},
    {"节假日": DayKind.HOLIDAY, "尚未公布": DayKind.UNANNOUNCED},
)


def read_digits(cell: cells.Cell) -> str:
    """Last digits of days of the month, in order: 3、6、9 or 369 is "369", but 3、19 says days. Raises CellError."""
    signs = cells.narrow(cell)
    if not re.fullmatch(r"[0-9]+|[、,; ]*[0-9]([、,; ]+[0-9])*[、,; ]*", signs):
        raise cells.CellError(m_("last digits such as 3、6、9"))
    return "".join(sorted(set(re.findall("[0-9]", signs))))


DIGITS = Form(read_digits, "、".join)


def town_sheets(day: Form) -> tuple[SheetKind, ...]:
    """The sheets, what others refer to first."""
    return (places(), markets(), special_days(day), travel(), organisations(), qualifications())


def places() -> SheetKind:
    """Villages, communities, grids, venues."""
    columns = (
        Column("code", "编号", "code", CODE, True),
        Column("name", "名称", "name", cells.text(100), True),
        Column("kind", "类型", "kind", PLACE_KINDS, True),
        refer("parent", "上级编号", "parent", Place, cleared=None),
        Column("latitude", "纬度", "latitude", cells.decimal(-90, 90), cleared=None),
        Column("longitude", "经度", "longitude", cells.decimal(-180, 180), cleared=None),
        Column("capacity", "容纳人数", "capacity", cells.whole(1, 100_000), cleared=None),
        Column("owner", "经营者", "owner", cells.text(100), cleared=None),
    )
    return SheetKind("place", "地点", "places", columns)


def markets() -> SheetKind:
    """Rules of market days, one a place."""
    columns = (
        refer("place", "地点编号", "place", Place, required=True),
        Column("calendar", "历法", "calendar", CALENDARS, True),
        Column("digits", "逢尾数", "digits", DIGITS, True),
    )
    return SheetKind("market", "圩日", "markets", columns)


def special_days(day: Form) -> SheetKind:
    """Holidays and working weekends."""
    columns = (
        Column("day", "日期", "day", day, True),
        Column("kind", "类型", "kind", DAY_KINDS, True),
        Column("name", "名称", "name", cells.text(60), cleared=""),
    )
    return SheetKind("special_day", "节假日", "days", columns)


def travel() -> SheetKind:
    """Ways whose minutes are set by hand."""
    columns = (
        refer("one", "地点一编号", "from", Place, required=True),
        refer("other", "地点二编号", "to", Place, required=True),
        Column("minutes", "分钟", "minutes", cells.whole(0, 1440), True),
    )
    return SheetKind("travel", "路程", "travel", columns)


def organisations() -> SheetKind:
    """Partner organisations."""
    columns = (
        Column("code", "编号", "code", CODE, True),
        Column("name", "名称", "name", cells.text(100), True),
        refer("place", "地点编号", "place", Place, cleared=None),
        Column("enforces", "执法部门", "enforces", YES_NO),
    )
    return SheetKind("organisation", "单位", "organisations", columns)


def qualifications() -> SheetKind:
    """Skills and certificates."""
    columns = (
        Column("code", "编号", "code", CODE, True),
        Column("name", "名称", "name", cells.text(60), True),
        Column("by_training", "培训取得", "by training", YES_NO),
        Column("enforcement", "执法证件", "enforcement", YES_NO),
    )
    return SheetKind("qualification", "资质", "qualifications", columns)
