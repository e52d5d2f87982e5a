"""The examples of the template: together a small town that can be imported as it is."""

from __future__ import annotations

from typing import Any

from scheduler.spreadsheets.quotas import EXAMPLE as QUOTAS
from scheduler.spreadsheets.weekly import EXAMPLE, WISHES

Row = dict[str, Any]

TOWN: dict[str, list[Row]] = {
    "place": [
        {"code": "TOWN", "name": "六祖镇", "kind": "镇", "latitude": "22.66", "longitude": "112.18"},
        {"code": "V01", "name": "一号村", "kind": "村", "parent": "TOWN", "latitude": "22.60", "longitude": "112.20"},
        {"code": "H1", "name": "镇党校", "kind": "场地", "parent": "TOWN", "capacity": "80", "owner": "镇党校"},
        {"code": "M1", "name": "集成圩镇", "kind": "圩镇", "parent": "TOWN"},
    ],
    "market": [{"place": "M1", "calendar": "农历", "digits": "3、6、9"}],
    "special_day": [{"day": "2027/1/1", "kind": "放假", "name": "元旦"}],
    "travel": [{"one": "V01", "other": "H1", "minutes": "25"}],
    "organisation": [{"code": "D01", "name": "派出所", "place": "TOWN", "enforces": "是"}],
    "qualification": [
        {"code": "Q01", "name": "急救员", "by_training": "是", "enforcement": "否"},
        {"code": "Q02", "name": "行政执法证", "by_training": "否", "enforcement": "是"},
    ],
}
PEOPLE: dict[str, list[Row]] = {
    "person": [
        {
            "code": "P0001",
            "name": "张三",
            "phone": "13800138000",
            "email": "zhangsan@example.com",
            "gender": "女",
            "born_on": "1990/1/1",
            "home": "V01",
            "capacities": "志愿者、在职党员",
            "minutes_a_day": "4",
            "minutes_a_week": "12",
            "duties_a_month": "6",
            "weekly": EXAMPLE,
            "wishes": WISHES,
            "new": "是",
            "not_alone": "是",
            "active": "是",
        },
        {"code": "P0002", "name": "李四", "phone": "13800138001", "organisation": "D01", "capacities": "共建单位人员"},
    ],
    "held_qualification": [
        {
            "person": "P0002",
            "qualification": "Q02",
            "level": "1",
            "valid_from": "2025/1/1",
            "valid_until": "2028/12/31",
        }
    ],
    "team": [
        {
            "code": "T01",
            "name": "一号村党员先锋队",
            "leader": "P0001",
            "members": "P0001、P0002",
            "home": "V01",
            "quorum": "60",
            "weekly": EXAMPLE,
            "active": "是",
        }
    ],
    "absence": [
        {"person": "P0001", "first_day": "2026/12/1", "last_day": "2026/12/3", "reason": "外出"},
        {
            "team": "T01",
            "first_day": "2026/12/5",
            "start": "14:00",
            "last_day": "2026/12/5",
            "end": "18:00",
        },
    ],
    "recusal": [
        {"person": "P0002", "place": "M1", "reason": "亲属在此经营"},
        {"person": "P0002", "owner": "镇党校"},
    ],
    "couple": [{"one": "P0001", "other": "P0002", "company": "不同岗"}],
}
WORK: dict[str, list[Row]] = {
    "series": [
        {
            "code": "Z01",
            "kind": "驻点联系",
            "title": "驻点联系群众",
            "place": "V01",
            "recurrence": "每周",
            "weekdays": "周二、周四",
            "every_weeks": "1",
            "first_day": "2026/11/23",
            "last_day": "2026/12/20",
            "start": "9:00",
            "end": "11:30",
            "skip_holidays": "是",
        },
        {
            "code": "E01",
            "kind": "联合执法",
            "title": "圩日秩序联合执法",
            "place": "M1",
            "departments": "D01",
            "recurrence": "圩日",
            "market_place": "M1",
            "first_day": "2026/11/23",
            "last_day": "2026/12/20",
            "start": "6:30",
            "end": "9:30",
        },
    ],
    "activity": [
        {
            "code": "F001",
            "kind": "培训",
            "title": "急救培训",
            "place": "TOWN",
            "venue": "H1",
            "priority": "2",
            "confidential": "否",
            "unpleasant": "否",
            "adults_only": "否",
            "local": "否",
            "women": "0",
            "men": "0",
            "organisations": "0",
            "never_alone": "否",
            "quotas": QUOTAS,
            "attendees": "20",
            "departments": "D01",
            "grants": "Q01",
            "grants_level": "1",
            "grants_months": "12",
            "notes": "请自带水杯",
            "day": "2026/11/26",
            "start": "9:00",
            "end": "11:30",
            "state": "计划",
        },
        {
            "code": "Z01-20261126",
            "kind": "驻点联系",
            "title": "驻点联系群众",
            "place": "V01",
            "day": "2026/11/27",
            "start": "下午2:30",
            "end": "下午4:30",
            "series": "Z01",
            "series_day": "2026/11/26",
        },
    ],
    "role": [
        {
            "activity": "F001",
            "name": "志愿者",
            "accepts": "志愿者",
            "minimum": "1",
            "wanted": "2",
            "priority": "2",
            "qualification": "Q01",
            "level": "1",
            "organisation": "D01",
            "team": "T01",
            "trains": "否",
        },
        {"activity": "Z01", "name": "值守", "accepts": "网格员、志愿者", "minimum": "1", "wanted": "2"},
        {"activity": "E01", "name": "秩序维护队伍", "accepts": "先锋队", "minimum": "0", "wanted": "1"},
    ],
    "attendance": [{"activity": "F001", "person": "P0001"}],
}
EXAMPLES = {**TOWN, **PEOPLE, **WORK}
"""Kind of sheet to rows, each field to what is written in its cell."""
