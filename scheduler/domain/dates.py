"""Days and times as people of each language write them: messages, rendered where somebody reads them."""

from __future__ import annotations

import re
from datetime import date, datetime

from scheduler.domain.clock import DEFAULT_ZONE, local
from scheduler.language import Message, m_

MONTHS = (
    m_("Jan"),
    m_("Feb"),
    m_("Mar"),
    m_("Apr"),
    m_("May"),
    m_("Jun"),
    m_("Jul"),
    m_("Aug"),
    m_("Sep"),
    m_("Oct"),
    m_("Nov"),
    m_("Dec"),
)
WEEKDAYS = (m_("Mon"), m_("Tue"), m_("Wed"), m_("Thu"), m_("Fri"), m_("Sat"), m_("Sun"))


def month_and_day(day: date) -> Message:
    """11月23日, 23 Nov."""
    return m_("{day} {month}", day=day.day, month=MONTHS[day.month - 1])


def day_name(day: date) -> Message:
    """11月23日 周一, Mon 23 Nov."""
    return m_("{weekday} {day} {month}", weekday=WEEKDAYS[day.weekday()], day=day.day, month=MONTHS[day.month - 1])


def month_of_year(day: date) -> Message:
    """2026年11月, Nov 2026: the month of a day."""
    return m_("{month} {year}", month=MONTHS[day.month - 1], year=day.year)


def full_day(day: date) -> Message:
    """2026年11月23日, 23 Nov 2026."""
    return m_("{day} {month} {year}", day=day.day, month=MONTHS[day.month - 1], year=day.year)


def period(first: date, last: date) -> Message:
    """2026年11月23日 – 12月20日, 23 Nov – 20 Dec 2026."""
    if first.year != last.year:
        return Message("{first} – {last}", {"first": full_day(first), "last": full_day(last)})
    return m_("{first} – {last} {year}", first=month_and_day(first), last=month_and_day(last), year=first.year)


def moment(instant: datetime, zone: str = DEFAULT_ZONE) -> Message:
    """11月23日 周一 14:30, on the town's wall clock."""
    wall = local(instant, zone)
    return Message("{day} {time}", {"day": day_name(wall.date()), "time": f"{wall:%H:%M}"})


def span(starts_at: datetime, ends_at: datetime, zone: str = DEFAULT_ZONE) -> Message:
    """11月23日 周一 14:30–16:00; where it ends on another day, with that day."""
    starts, ends = moment(starts_at, zone), moment(ends_at, zone)
    if local(starts_at, zone).date() == local(ends_at, zone).date():
        return Message("{starts}–{ends}", {"starts": starts, "ends": ends.parameters["time"]})
    return Message("{starts} – {ends}", {"starts": starts, "ends": ends})


def read_month(text: str) -> date:
    """The first day of a month that is written as 2026-11, between 1900 and 2199. Raises ValueError."""
    if not re.fullmatch(r"(?:19|20|21)[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(f"{text}-01")


def month_name(month: date) -> Message:
    """2026年11月, Nov 2026."""
    return m_("{month} {year}", month=MONTHS[month.month - 1], year=month.year)
