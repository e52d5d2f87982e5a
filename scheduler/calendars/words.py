"""The words that calendars say by themselves. A feed is one for all who subscribe to it, so they are not translated."""

from __future__ import annotations

from scheduler.calendars.entries import EntryStatus

PREFIXES = {EntryStatus.CANCELLED: "【已取消】", EntryStatus.TENTATIVE: "【待确认】", EntryStatus.CONFIRMED: ""}

KINDS = {
    "service": "服务项目",
    "training": "培训",
    "enforcement": "联合执法",
    "station": "驻点联系",
    "shared": "共享资源项目",
    "emergency": "应急",
}


def personal_name(person: str) -> str:
    """What a person's calendar is called."""
    return f"我的值班 {person}"


def kind_name(town: str, kind: str) -> str:
    """What the calendar of a kind of activity is called."""
    return f"{town} {KINDS[kind]}"


def duty_title(activity: str, role: str) -> str:
    """The title of a person's duty."""
    return f"{activity}（{role}）" if role else activity


def with_team(team: str) -> str:
    """With which team a person goes."""
    return f"队伍：{team}"


def market_day(lunar_date: str) -> str:
    """The lunar date of a market day."""
    return f"农历{lunar_date}圩日"
