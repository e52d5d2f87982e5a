"""A person's own page, made for a phone: my duties, accept and decline, my calendar."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from api.addresses import feed_key, feed_url, qr, webcal_url
from api.auth import now, person_page, whoever
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.forms import number
from api.pages.refusals import shown_again
from api.schemas.fields import LARGEST
from scheduler.models import DutyState
from scheduler.services.feeds import subscriptions
from scheduler.services.register import people
from scheduler.services.rosters import duties, notices

blueprint = Blueprint("mine", __name__, url_prefix="/me")


@blueprint.get("")
@person_page
def home() -> str:
    """My duties: what waits for an answer, what is ahead, what was."""
    actor, person_id = whoever()
    found = duties.duties_of(session(), actor, person_id, now=now())
    ahead = [fact for fact in found if fact.activity.ends_at > now()]
    return render_template(
        "mine/home.html",
        person=people.get_person(session(), actor, person_id),
        offers=[fact for fact in ahead if fact.duty.state is DutyState.OFFERED],
        ahead=[fact for fact in ahead if fact.duty.state in (DutyState.ASSIGNED, DutyState.ACCEPTED)],
        gone=[fact for fact in ahead if fact.duty.state in (DutyState.DECLINED, DutyState.WITHDRAWN)],
        past=[fact for fact in found if fact.activity.ends_at <= now()],
        notices=notices.unread(session(), actor, person_id),
    )


@blueprint.post("/duties/<number:duty_id>/<any(accept,decline):answer>")
@person_page
@shown_again("mine.home")
@protected
def answer(duty_id: int, answer: str) -> Redirect:
    """Answer an offer."""
    actor, _ = whoever()
    (duties.accept if answer == "accept" else duties.decline)(session(), actor, duty_id, now=now())
    flash(t("Thank you for accepting.") if answer == "accept" else t("Declined. Thank you for saying so."))
    return redirect(url_for("mine.home"))


@blueprint.post("/notices/read")
@person_page
@shown_again("mine.home")
@protected
def read_notices() -> Redirect:
    """Put away the notices that the page showed."""
    actor, person_id = whoever()
    notices.mark_read(session(), actor, person_id, number("last", least=1, most=LARGEST), now=now())
    return redirect(url_for("mine.home"))


@blueprint.get("/duties/<number:duty_id>.ics")
@person_page
def event(duty_id: int) -> Response:
    """One duty as a file for a calendar that cannot subscribe."""
    actor, _ = whoever()
    content = subscriptions.event_of_duty(session(), actor, duty_id, key=feed_key())
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="duty.ics"'
    return response


@blueprint.get("/calendar")
@person_page
def calendar() -> str:
    """How to have my duties in the calendar of my phone."""
    actor, person_id = whoever()
    feed = subscriptions.personal_feed(session(), actor, person_id)
    if feed is None or feed.revoked:
        return render_template("mine/calendar.html", feed=feed, url=None, webcal=None, code=None)
    webcal = webcal_url(feed)
    return render_template("mine/calendar.html", feed=feed, url=feed_url(feed), webcal=webcal, code=qr(webcal))


@blueprint.post("/calendar/<any(make,renew,revoke,alarms):action>")
@person_page
@shown_again("mine.calendar")
@protected
def change_calendar(action: str) -> Redirect:
    """Make my calendar, give it another address, shut it, or switch its alarms."""
    actor, person_id = whoever()
    feed = subscriptions.ensure_personal_feed(session(), actor, person_id, key=feed_key(), now=now())
    if action == "renew":
        subscriptions.renew(session(), actor, feed.id, key=feed_key(), now=now())
    elif action == "revoke":
        subscriptions.revoke(session(), actor, feed.id, now=now())
    elif action == "alarms":
        subscriptions.set_alarms(session(), actor, feed.id, request.form.get("alarms") == "yes", now=now())
    return redirect(url_for("mine.calendar"))
