"""The language of an answer: chosen by a switch and kept in a cookie, else simplified Chinese."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, request, url_for

from api.database import session
from scheduler.domain.clock import local
from scheduler.language import DEFAULT_LOCALE, LOCALES, Message, m_
from scheduler.services import towns
from scheduler.services.rosters.explanations import title
from solver.policy import known_rules

COOKIE = "language"
NAMES = {"zh_Hans": "简体", "zh_Hant": "繁體", "en": "English"}
TAGS = {"zh_Hans": "zh-Hans", "zh_Hant": "zh-Hant", "en": "en"}
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


def current() -> str:
    """The locale of this request."""
    if "locale" not in g:
        wanted = (request.args.get("lang"), request.cookies.get(COOKIE))
        g.locale = next((locale for locale in wanted if locale in LOCALES), DEFAULT_LOCALE)
    found: str = g.locale
    return found


def say(message: Message | str) -> str:
    """A message in the language of this request."""
    return message.render(current()) if isinstance(message, Message) else message


def t(text: str, /, **parameters: Any) -> str:
    """A sentence of a template in the language of this request."""
    return Message(text, parameters).render(current())


def remember(response: Response) -> Response:
    """Keep a language that was chosen by the switch."""
    if request.args.get("lang") in LOCALES:
        response.set_cookie(COOKIE, current(), max_age=365 * 86400, samesite="Lax", httponly=True)
    return response


def zone() -> str:
    """The time zone of the town at work, looked up once a request."""
    if "zone" not in g:
        g.zone = towns.zone(session())
    found: str = g.zone
    return found


def today() -> date:
    """The day that it is in the town."""
    return local(datetime.now(UTC), zone()).date()


def clock(instant: datetime, form: str = "%m-%d %H:%M") -> str:
    """An instant on the town's wall clock."""
    return local(instant, zone()).strftime(form)


def month_and_day(day: date) -> str:
    """11月23日, 23 Nov."""
    return t("{day} {month}", day=day.day, month=MONTHS[day.month - 1])


def day_name(day: date) -> str:
    """11月23日 周一, Mon 23 Nov."""
    return t("{weekday} {day} {month}", weekday=WEEKDAYS[day.weekday()], day=day.day, month=MONTHS[day.month - 1])


def full_day(day: date) -> str:
    """2026年11月23日, 23 Nov 2026."""
    return t("{day} {month} {year}", day=day.day, month=MONTHS[day.month - 1], year=day.year)


def period(first: date, last: date) -> str:
    """2026年11月23日 – 12月20日, 23 Nov – 20 Dec 2026."""
    if first.year != last.year:
        return f"{full_day(first)} – {full_day(last)}"
    return t("{first} – {last} {year}", first=month_and_day(first), last=month_and_day(last), year=first.year)


def moment(instant: datetime) -> str:
    """11月23日 周一 14:30."""
    wall = local(instant, zone())
    return f"{day_name(wall.date())} {wall:%H:%M}"


def span(starts_at: datetime, ends_at: datetime) -> str:
    """11月23日 周一 14:30–16:00; where it ends on another day, with that day."""
    starts, ends = local(starts_at, zone()), local(ends_at, zone())
    if ends.date() == starts.date():
        return f"{moment(starts_at)}–{ends:%H:%M}"
    return f"{moment(starts_at)} – {moment(ends_at)}"


def thousands(number: int) -> str:
    """A number with thousands separators."""
    return f"{number:,}"


def in_language(locale: str) -> str:
    """The address of this page in another language: all else that it asks for stays."""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{address()}?{urlencode([*asked, ('lang', locale)])}"


def address() -> str:
    """Where this page can be read again: after a form was sent, where that form stands."""
    if request.method == "GET":
        return request.path
    found: str = g.get("page") or url_for("console.home")
    return found


def weekday(day: date) -> str:
    """The short name of a day's weekday."""
    return say(WEEKDAYS[day.weekday()])


def weekday_name(number: int) -> str:
    """The short name of a weekday, 0 for Monday."""
    return say(WEEKDAYS[number])


def rule_name(name: str) -> str:
    """What coordinators call a rule of the policy."""
    return say(title(known_rules()[name]))


def register(app: Flask) -> None:
    """Teach templates the catalogs."""
    app.jinja_env.filters.update(
        say=say,
        clock=clock,
        weekday=weekday,
        day_name=day_name,
        month_and_day=month_and_day,
        full_day=full_day,
        moment=moment,
        thousands=thousands,
        weekday_name=weekday_name,
        rule_name=rule_name,
    )
    app.jinja_env.globals.update(t=t, current_locale=current, locale_names=NAMES, locale_tags=TAGS)
    app.jinja_env.globals.update(in_language=in_language, period=period, span=span)
    app.after_request(remember)
