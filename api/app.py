"""The web application: JSON API, pages, calendars."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response
from flask_wtf import CSRFProtect
from sqlalchemy import Engine

from api import calendars, database, docs, errors, locale, openapi, proxies
from api.limits import limiter
from api.pages import PAGES, refusals
from api.resources import RESOURCES
from api.setup import Setup
from scheduler.services.sessions import open_engine
from scheduler.settings import Settings
from scheduler.tasks.work import ring as ring_workers

ROOT = Path(__file__).parent.parent
LARGEST_REQUEST = 64 * 1024 * 1024

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def create_app(settings: Settings, engine: Engine | None = None, ring: database.Ring = ring_workers) -> Flask:
    """The application of an installation; `ring` tells workers of jobs."""
    app = Flask("api", root_path=str(ROOT / "api"), template_folder=str(ROOT / "templates"))
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=90 * 86400,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        API_TITLE="Town roster",
        API_VERSION="v1",
        OPENAPI_VERSION="3.0.3",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # the token is enough: browsers of some phones send no Referer
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        RATELIMIT_HEADERS_ENABLED=True,
    )
    proxies.register(app, settings.trusted_proxies)
    install(app, settings, engine or open_engine(settings.database_url), ring)
    database.register(app)
    locale.register(app)
    refusals.register(app)
    CSRFProtect(app)
    limiter.init_app(app)
    api = openapi.register(app)
    errors.register(app)
    for resource in RESOURCES:
        api.register_blueprint(resource)
    for page in (*PAGES, calendars.blueprint, docs.blueprint):
        app.register_blueprint(page)
    app.after_request(secured)
    return app


def install(app: Flask, settings: Settings, engine: Engine, ring: database.Ring) -> None:
    """Have an application serve this installation."""
    app.config.update(SETTINGS=settings, SECRET_KEY=settings.key("cookies"))
    app.extensions["setup"] = Setup()
    app.extensions["database"] = database.Database.of(engine, ring)


def secured(response: Response) -> Response:
    """Headers of every answer; pages and API answers are for nobody's cache."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
