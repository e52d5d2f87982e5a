"""The language of an answer: chosen by a switch and kept in a cookie, else simplified Chinese."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, request, url_for

from api.database import session
from scheduler.domain import dates
from scheduler.domain.clock import local
from scheduler.language import DEFAULT_LOCALE, LOCALES, Message
from scheduler.services import towns
from scheduler.services.rosters.explained.explanations import named

COOKIE = "language"
NAMES = {"zh_Hans": "简体", "zh_Hant": "繁體", "en": "English"}
TAGS = {"zh_Hans": "zh-Hans", "zh_Hant": "zh-Hant", "en": "en"}


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
        response.set_cookie(
            COOKIE, current(), max_age=365 * 86400, samesite="Lax", httponly=True, secure=request.is_secure
        )
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


def local_day(instant: datetime) -> date:
    """The day of an instant on the town's wall clock."""
    return local(instant, zone()).date()


def said(words: Callable[..., Message]) -> Callable[..., str]:
    """What puts something into words, in the language of this request."""
    return lambda *arguments: say(words(*arguments))


def moment(instant: datetime) -> str:
    """11月23日 周一 14:30, on the town's wall clock."""
    return say(dates.moment(instant, zone()))


def span(starts_at: datetime, ends_at: datetime) -> str:
    """11月23日 周一 14:30–16:00; where it ends on another day, with that day."""
    return say(dates.span(starts_at, ends_at, zone()))


def thousands(number: int) -> str:
    """A number with thousands separators."""
    return f"{number:,}"


def signed(number: float) -> str:
    """What is more or less, with its sign and thousands separators; nought has no sign."""
    return f"{number:+,.12g}" if number else "0"


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


def rule_name(name: str) -> str:
    """What coordinators call a rule of the policy."""
    return say(named(name))


def register(app: Flask) -> None:
    """Teach templates the catalogs."""
    app.jinja_env.filters.update(
        say=say,
        clock=clock,
        day_name=said(dates.day_name),
        month_and_day=said(dates.month_and_day),
        month_name=said(dates.month_name),
        full_day=said(dates.full_day),
        month_of_year=said(dates.month_of_year),
        local_day=local_day,
        moment=moment,
        thousands=thousands,
        signed=signed,
        weekday_name=said(dates.WEEKDAYS.__getitem__),
        rule_name=rule_name,
    )
    app.jinja_env.globals.update(t=t, current_locale=current, locale_names=NAMES, locale_tags=TAGS)
    app.jinja_env.globals.update(in_language=in_language, period=said(dates.period), span=span)
    app.after_request(remember)
