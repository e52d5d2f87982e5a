"""Forms as somebody fills them in, every field of them."""

from __future__ import annotations

from typing import Any

ROLE = {
    "id": "",
    "name": "负责人",
    "minimum": "1",
    "wanted": "2",
    "priority": "3",
    "qualification_id": "",
    "level": "1",
    "organisation_id": "",
    "team_id": "",
    "accepts": "social_worker",
}
ACTIVITY: dict[str, Any] = {
    "code": "A9",
    "title": "测试活动",
    "kind": "service",
    "place_id": "1",
    "venue_id": "",
    "priority": "2",
    "attendees": "9999",
    "women": "1",
    "men": "0",
    "organisations": "2",
    "never_alone": "yes",
    "local": "yes",
    "grants_id": "",
    "grants_level": "1",
    "grants_months": "12",
    "notes": "带伞",
    "starts_day": "2026-11-26",
    "starts_time": "22:00",
    "ends_day": "2026-11-27",
    "ends_time": "01:00",
    **{f"roles.0.{name}": value for name, value in ROLE.items()},
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
    "start": "22:00",
    "end": "02:00",
    "skip_holidays": "yes",
    **{f"roles.0.{name}": value for name, value in {**ROLE, "name": "值守", "accepts": "grid_member"}.items()},
}


QUOTA = {
    "least": "1",
    "most": "2",
    "gender": "female",
    "capacity": "volunteer",
    "organisation_id": "",
    "team_id": "",
    "qualification_id": "",
    "new": "no",
    "local": "",
}
"""Of experienced women among the volunteers one or two."""


def roles_of(fields: dict[str, list[str]]) -> list[dict[str, str]]:
    """The roles that a form holds, blank ones left out."""
    numbers = sorted({int(name.split(".")[1]) for name in fields if name.startswith("roles.")})
    roles = [{name: fields.get(f"roles.{at}.{name}", [""])[0] for name in ROLE} for at in numbers]
    return [role for role in roles if role["name"]]
