"""The sample town, made by a seeded script: a workbook that goes through the same import as everybody's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import chinese_calendar

from scheduler.domain.holidays import holiday_name
from scheduler.domain.recurrence import days_between, lunar_date
from scheduler.sample import places
from scheduler.sample.activities import agenda
from scheduler.sample.people import Row, cast
from scheduler.spreadsheets.writing import workbook_bytes as written

SEED = 20261123
SOLAR_FESTIVALS = {(1, 1): "元旦", (4, 5): "清明节", (5, 1): "劳动节", (10, 1): "国庆节"}
LUNAR_FESTIVALS = {"五月初五": "端午节", "八月十五": "中秋节"} | {f"正月初{day}": "春节" for day in "一二三四五六七"}
TOWN_NAME = "六祖镇（示例）"


def sample_workbook(monday: date, *, seed: int = SEED) -> bytes:
    """The workbook of four weeks from a Monday; the same bytes for the same Monday and seed."""
    random = Random(seed)
    everybody = cast(random, monday)
    plan = agenda(random, monday, everybody)
    rows = {
        "place": places.places(),
        "market": places.markets(),
        "special_day": special_days(monday),
        "organisation": places.organisations(),
        "qualification": places.qualifications(),
        "person": everybody.people,
        "held_qualification": everybody.held,
        "team": everybody.teams,
        "absence": everybody.absences,
        "activity": plan.activities,
        "series": plan.series,
        "role": plan.roles,
        "attendance": plan.attendance,
    }
    return written(rows, today=monday, created=datetime(monday.year, monday.month, monday.day, tzinfo=UTC))


def special_days(monday: date) -> list[Row]:
    """Holidays and working weekends of the months around, as far as they are announced."""
    rows: list[Row] = []
    for day in days_between(monday - timedelta(days=60), monday + timedelta(days=120)):
        try:
            holiday, name = chinese_calendar.get_holiday_detail(day)
        except NotImplementedError:
            if festival(day):
                rows.append({"day": day, "kind": "未公布", "name": festival(day)})
            continue
        if holiday and name:
            rows.append({"day": day, "kind": "放假", "name": holiday_name(name)})
        elif not holiday and day.weekday() >= 5:
            rows.append({"day": day, "kind": "调休上班", "name": holiday_name(name) if name else ""})
    return rows


def festival(day: date) -> str:
    """The festival whose holidays are likely to take in a day, before they are announced; "" for an ordinary day."""
    eve = lunar_date(day + timedelta(days=1)) == "正月初一"
    lunar = "春节" if eve else LUNAR_FESTIVALS.get(lunar_date(day), "")
    return SOLAR_FESTIVALS.get((day.month, day.day), lunar)
