"""The language of an answer: chosen by a switch and kept in a cookie, else simplified Chinese."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Flask, Response, g, request

from scheduler.domain.clock import local
from scheduler.language import DEFAULT_LOCALE, LOCALES, Message, m_
from scheduler.services.rosters.explanations import title
from solver.policy import known_rules

COOKIE = "language"
NAMES = {"zh_Hans": "简体", "zh_Hant": "繁體", "en": "English"}
TAGS = {"zh_Hans": "zh-Hans", "zh_Hant": "zh-Hant", "en": "en"}
WEEKDAYS = (m_("Mon"), m_("Tue"), m_("Wed"), m_("Thu"), m_("Fri"), m_("Sat"), m_("Sun"))


def current() -> str:
    """The locale of this request."""
    if "locale" not in g:
        wanted = request.args.get("lang") or request.cookies.get(COOKIE)
        g.locale = wanted if wanted in LOCALES else DEFAULT_LOCALE
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


def clock(instant: datetime, form: str = "%m-%d %H:%M") -> str:
    """An instant on the town's wall clock."""
    return local(instant).strftime(form)


def weekday(day: date) -> str:
    """The short name of a day's weekday."""
    return say(WEEKDAYS[day.weekday()])


def weekday_of(instant: datetime) -> str:
    """The short name of the weekday of an instant in the town."""
    return weekday(local(instant).date())


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
        weekday_of=weekday_of,
        weekday_name=weekday_name,
        rule_name=rule_name,
    )
    app.jinja_env.globals.update(t=t, current_locale=current, locale_names=NAMES, locale_tags=TAGS)
    app.after_request(remember)
