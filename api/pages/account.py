"""Signing in and out, and entering by a personal link."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from api.auth import now
from api.csrf import protected
from api.database import session
from api.limits import SIGN_IN_LIMIT, limiter
from api.pages.refusals import shown_again
from scheduler.models import SessionKind
from scheduler.services import accounts
from scheduler.spreadsheets.cells import plain

blueprint = Blueprint("account", __name__)

LOCAL_PATH = re.compile(r"/[A-Za-z0-9][A-Za-z0-9/_-]*(\?[A-Za-z0-9=&%+._~-]*)?")
"""Where a sign-in may lead: a page of this console with what it was asked for, never another site."""


@blueprint.get("/sign-in")
def sign_in() -> str:
    """The form."""
    return render_template("account/sign_in.html", target=request.args.get("next"))


@blueprint.post("/sign-in")
@shown_again("account.sign_in")
@limiter.limit(SIGN_IN_LIMIT)
@protected
def enter() -> Response:
    """Sign in and go where one wanted to."""
    name, password = plain(request.form.get("name", "")), request.form.get("password", "")
    token, _ = accounts.sign_in(session(), name, password, SessionKind.BROWSER, now=now())
    begin(token, lasting=False)
    target = request.args.get("next", "")
    return redirect(target if LOCAL_PATH.fullmatch(target) else url_for("console.home"))


def begin(token: str, *, lasting: bool) -> None:
    """Have the browser hold this session alone: one that it held before ends, with the tokens of its forms."""
    accounts.sign_out(session(), cookie.get("token", ""))
    cookie.clear()
    cookie["token"], cookie.permanent = token, lasting


@blueprint.post("/sign-out")
@protected
def leave() -> Response:
    """End the session."""
    accounts.sign_out(session(), cookie.get("token", ""))
    cookie.clear()
    return redirect(url_for("console.home"))


@blueprint.get("/enter")
def no_session() -> str:
    """What to do without a session: ask the coordinator for a link."""
    return render_template("account/no_session.html")


@blueprint.get("/enter/<token>")
def welcome(token: str) -> str:
    """The page behind a personal link: a button, so that a preview of the link does not use it up."""
    return render_template("account/enter.html", token=token)


@blueprint.post("/enter/<token>")
@shown_again("account.welcome")
@limiter.limit(SIGN_IN_LIMIT)
@protected
def enter_by_link(token: str) -> Response:
    """Use a personal link."""
    opened, _ = accounts.enter_by_link(session(), token, now=now())
    begin(opened, lasting=True)
    return redirect(url_for("mine.home"))
