"""Behind reverse proxies: who asked, and under which address, as the proxies that are trusted tell it."""

from __future__ import annotations

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix


class Cookies(SecureCookieSessionInterface):
    """The session's cookie: one that came over TLS goes back over nothing else."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002
        """Whether the browser asked over TLS."""
        return request.is_secure


def register(app: Flask, trusted: int) -> None:
    """Believe so many proxies, by their entries of X-Forwarded-For, -Proto and -Host; without any they say nothing."""
    app.session_interface = Cookies()
    if trusted:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted)  # type: ignore[method-assign]
