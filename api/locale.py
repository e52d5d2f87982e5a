"""The language of an answer: chosen by a switch and kept in a cookie, else by the browser, else simplified Chinese."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask, Response, g, request

from scheduler.domain.clock import local
from scheduler.language import DEFAULT_LOCALE, LOCALES, Message, translations

COOKIE = "language"
NAMES = {"zh_Hans": "简体中文", "zh_Hant": "繁體中文", "en": "English"}


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


def remember(response: Response) -> Response:
    """Keep a language that was chosen by the switch."""
    if request.args.get("lang") in LOCALES:
        response.set_cookie(COOKIE, current(), max_age=365 * 86400, samesite="Lax", httponly=True)
    return response


def clock(instant: datetime, form: str = "%m-%d %H:%M") -> str:
    """An instant on the town's wall clock."""
    return local(instant).strftime(form)


def register(app: Flask) -> None:
    """Teach templates the catalogs."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    environment: Any = app.jinja_env
    environment.install_gettext_callables(
        lambda text: translations(current()).gettext(text),
        lambda one, many, count: translations(current()).ngettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.filters.update(say=say, clock=clock)
    app.jinja_env.globals.update(current_locale=current, locale_names=NAMES)
    app.after_request(remember)
