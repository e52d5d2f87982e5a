"""A small town as a workbook, for tests that go through the import as users do."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from scheduler.spreadsheets.writing import workbook_bytes

MONDAY = date(2026, 11, 23)

PLACES = [
    {"code": "V1", "name": "龙山塘村", "kind": "村", "latitude": 22.70, "longitude": 112.22},
    {"code": "V2", "name": "雅冈社区", "kind": "社区", "latitude": 22.72, "longitude": 112.25},
]


def person(code: str, name: str, capacities: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": name, "capacities": capacities, "phone": f"138000000{code[-2:]}", **more}


PEOPLE = [
    person("P01", "测试甲", "社工", home="V1"),
    person("P02", "测试乙", "社工", home="V2"),
    person("P03", "测试丙", "志愿者", home="V1", email="bing@example.org"),
    person("P04", "测试丁", "志愿者", home="V2"),
]


def activity(code: str, title: str, day: date, start: str, end: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "title": title,
        "kind": "服务项目",
        "place": "V1",
        "day": day,
        "start": start,
        "end": end,
        **more,
    }


def role(activity: str, name: str, accepts: str, minimum: int, wanted: int, **more: Any) -> dict[str, Any]:
    return {"activity": activity, "name": name, "accepts": accepts, "minimum": minimum, "wanted": wanted, **more}


ACTIVITIES = [
    activity("A1", "敬老服务", date(2026, 11, 24), "09:00", "11:00"),
    activity("A2", "便民咨询", date(2026, 11, 25), "14:00", "16:00"),
]
ROLES = [
    role("A1", "负责人", "社工", 1, 1),
    role("A1", "协助", "志愿者", 1, 1),
    role("A2", "负责人", "社工", 1, 1),
    role("A2", "协助", "志愿者", 0, 2),
]


def small_town(**changed: Any) -> bytes:
    """A workbook of two villages, four people, two activities; `changed` replaces or adds sheets."""
    rows = {"place": PLACES, "person": PEOPLE, "activity": ACTIVITIES, "role": ROLES, **changed}
    return workbook_bytes(rows, today=MONDAY, created=datetime(2026, 11, 20))  # noqa: DTZ001
