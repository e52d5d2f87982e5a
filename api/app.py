"""The web application: JSON API, pages, calendars."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, Response
from flask_smorest import Api
from flask_wtf import CSRFProtect
from sqlalchemy import Engine

from api import calendars, database, errors, locale
from api.pages import PAGES
from api.resources import RESOURCES
from scheduler.services.sessions import open_engine, session_factory
from scheduler.settings import Settings

ROOT = Path(__file__).parent.parent

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@dataclass
class Setup:
    """How far the first start is, for the page that shows it."""

    step: str = ""
    done: bool = True
    error: str = ""
    log: list[str] = field(default_factory=list)


def create_app(settings: Settings, engine: Engine | None = None) -> Flask:
    """The application of an installation."""
    app = Flask("api", root_path=str(ROOT / "api"), template_folder=str(ROOT / "templates"))
    app.config.update(
        SETTINGS=settings,
        SETUP=Setup(),
        SECRET_KEY=settings.key("cookies"),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=64 * 1024 * 1024,
        API_TITLE="Town roster",
        API_VERSION="v1",
        OPENAPI_VERSION="3.0.3",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    opened = engine or open_engine(settings.database_url)
    app.extensions["database"] = {
        "WRITERS": session_factory(opened),
        "READERS": session_factory(opened, reads_only=True),
    }
    database.register(app)
    locale.register(app)
    CSRFProtect(app)
    api = Api(app)
    errors.register(app)
    for blueprint in RESOURCES:
        api.register_blueprint(blueprint)
    for page in PAGES:
        app.register_blueprint(page)
    app.register_blueprint(calendars.blueprint)
    app.after_request(secured)
    return app


def secured(response: Response) -> Response:
    """Headers of every answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def setup_of(app: Flask) -> Setup:
    """How far the first start of this application is."""
    found: Any = app.config["SETUP"]
    assert isinstance(found, Setup)
    return found
