"""Forms as somebody fills them in."""

from __future__ import annotations

from typing import Any

PERSON: dict[str, Any] = {
    "name": "测试戊",
    "phone": "13900000001",
    "capacities": ["volunteer", "grid_member"],
    "active": "yes",
}
ACTIVITY: dict[str, Any] = {
    "code": "A9",
    "kind": "service",
    "title": "测试活动",
    "place_id": "1",
    "starts_day": "2026-11-26",
    "starts_time": "09:00",
    "ends_day": "2026-11-26",
    "ends_time": "11:00",
    "roles.0.name": "负责人",
    "roles.0.accepts": "social_worker",
    "roles.0.minimum": "1",
    "roles.0.wanted": "1",
}
SERIES: dict[str, Any] = {
    "code": "S9",
    "kind": "station",
    "title": "测试驻点",
    "place_id": "1",
    "recurrence": "weekly",
    "weekdays": ["0", "2"],
    "first_day": "2026-11-23",
    "last_day": "2026-12-06",
    "start": "09:00",
    "end": "11:00",
    "roles.0.name": "值守",
    "roles.0.accepts": "grid_member",
}
PLACE: dict[str, Any] = {"code": "X1", "name": "新场地", "kind": "venue", "capacity": "30"}
