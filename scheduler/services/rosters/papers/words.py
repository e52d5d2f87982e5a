"""Words that boards on paper and in workbooks share."""

from __future__ import annotations

from scheduler.language import m_
from scheduler.models import DayKind, RosterState
from scheduler.services.rosters.boards.board import BoardDay, Group

GROUPS = {
    Group.TEAMS: m_("Teams"),
    Group.SOCIAL_WORKERS: m_("Social workers"),
    Group.GRID_MEMBERS: m_("Grid members"),
    Group.VOLUNTEERS: m_("Volunteers"),
    Group.PARTY_MEMBERS: m_("Serving Party members"),
    Group.OFFICERS: m_("Partner officers"),
}
STATES = {
    RosterState.DRAFT: m_("Draft"),
    RosterState.PUBLISHED: m_("Published"),
    RosterState.SUPERSEDED: m_("Superseded"),
}
DAY_KINDS = {
    DayKind.HOLIDAY: m_("Holiday"),
    DayKind.WORKING_WEEKEND: m_("Working weekend"),
    DayKind.UNANNOUNCED: m_("Not yet announced"),
}


def is_off(day: BoardDay) -> bool:
    """Whether a day is shaded: a holiday, or a weekend on which nobody has to work."""
    return day.kind is DayKind.HOLIDAY or (day.day.weekday() >= 5 and day.kind is not DayKind.WORKING_WEEKEND)


def note_of(day: BoardDay, locale: str) -> str:
    """What is special about a day, or ""."""
    return "" if day.kind is None else f"{day.name} {DAY_KINDS[day.kind].render(locale)}".strip()
