"""The board of a roster on paper: all of it in stretches of weeks, or one week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.dates import day_name, full_day, period
from scheduler.domain.permissions import Actor
from scheduler.errors import Invalid
from scheduler.language import Message, m_
from scheduler.models import DutyState, Roster, Town
from scheduler.papers.typesetting import Template, typeset
from scheduler.services.rosters.boards.board import BoardDay, Chip, Group, Line, board
from scheduler.services.rosters.drafts import get_roster
from scheduler.services.rosters.papers.told import told
from scheduler.services.rosters.papers.words import GROUPS, STATES, is_off, note_of

EVERYBODY = 100_000
"""Lines of a board that is not shown a page at a time."""

TAGS = {"zh_Hans": ("zh", "CN"), "zh_Hant": ("zh", "HK"), "en": ("en", "GB")}


@dataclass(frozen=True)
class Format:
    """How a board is laid out: weeks side by side, the size of letters in points, whether places are told."""

    size: str
    weeks: int
    points: float
    name_mm: int
    places: bool


WALL = Format("a3", 2, 7, 26, places=False)
DESK = Format("a4", 1, 7.5, 24, places=True)


def head(session: Session, roster: Roster, title: Message, locale: str, now: datetime) -> dict[str, Any]:
    """What every paper of a roster says at its head and foot."""
    town = session.get_one(Town, roster.town_id)
    language, region = TAGS[locale]
    version = m_("version {number}", number=roster.version)
    about = [period(roster.first_day, roster.last_day), version, STATES[roster.state]]
    made = m_("Made on {day}", day=full_day(local(now, town.timezone).date()))
    return {
        "title": title.render(locale),
        "about": " · ".join(said.render(locale) for said in about),
        "page": m_("Page {number} of {last}", number="{number}", last="{last}").render(locale),
        "made": f"{version.render(locale)} · {made.render(locale)}",
        "language": language,
        "region": region,
    }


def board_pdf(
    session: Session,
    actor: Actor,
    roster_id: int,
    group: Group,
    locale: str,
    *,
    week: date | None = None,
    now: datetime,
) -> bytes:
    """The board of one group: A3, two weeks side by side; or, of the week that this day is in, A4 with places.

    Only whoever has a duty in a stretch stands in it. Raises NotFound; Invalid where the day is none of the roster's.
    """
    roster = get_roster(session, actor, roster_id)
    if week is not None and not roster.first_day <= week <= roster.last_day:
        raise Invalid(
            m_("This day is not in the roster's period."),
            {"week": period(roster.first_day, roster.last_day)},
        )
    town, form = session.get_one(Town, roster.town_id), WALL if week is None else DESK
    found = board(session, actor, roster_id, group, size=EVERYBODY)
    weeks = [days for days in found.weeks() if week is None or any(day.day == week for day in days)]
    stretches = [sum(weeks[at : at + form.weeks], []) for at in range(0, len(weeks), form.weeks)]
    title = m_("Roster of {town}: {group}", town=town.name, group=GROUPS[group])
    return typeset(
        Template.BOARD,
        {
            **head(session, roster, title, locale, now),
            "size": form.size,
            "points": form.points,
            "name_mm": form.name_mm,
            "places": form.places,
            "holders": GROUPS[group].render(locale),
            "nobody": m_("Nobody of this group has a duty.").render(locale),
            "stretches": [stretch(days, found.with_duties(days), town.timezone, locale) for days in stretches],
        },
        now=now,
    )


def stretch(days: Sequence[BoardDay], lines: Sequence[Line], zone: str, locale: str) -> dict[str, Any]:
    """Some days of the board side by side, and the lines with duties then."""
    return {
        "name": period(days[0].day, days[-1].day).render(locale),
        "days": [
            {"name": day_name(day.day).render(locale), "note": note_of(day, locale), "off": is_off(day)} for day in days
        ],
        "rows": [row(line, days, zone, locale) for line in lines],
    }


def row(line: Line, days: Sequence[BoardDay], zone: str, locale: str) -> dict[str, Any]:
    """A person or team in these days; their hours are those of the whole roster."""
    hours = m_("{hours} h", hours=f"{round(line.minutes / 60, 1):g}")
    return {
        "name": line.name,
        "total": hours.render(locale),
        "cells": [[cell(chip, zone) for chip in line.cells.get(day.day, ())] for day in days],
    }


def cell(chip: Chip, zone: str) -> dict[str, Any]:
    """One duty."""
    activity = told(chip.activity, zone)
    return {
        "time": activity.time,
        "title": activity.title,
        "place": activity.place,
        "kind": activity.kind.value,
        "declined": chip.state is DutyState.DECLINED,
    }
