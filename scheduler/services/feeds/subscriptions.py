"""Who may subscribe to which calendar: addresses shown, renewed, shut; shared ones made public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.calendars.entries import uid
from scheduler.calendars.feed import event_bytes
from scheduler.calendars.tokens import feed_token, token_hash
from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Invalid, NotFound
from scheduler.language import m_
from scheduler.models import (
    CalendarEntry,
    Duty,
    Feed,
    FeedKind,
    JobKind,
    Person,
    Town,
    TownState,
)
from scheduler.services import jobs
from scheduler.services.feeds.building import build, create_feed, entry_of
from scheduler.services.lookup import find
from scheduler.services.towns import lock_rosters


def personal_feed(session: Session, actor: Actor, person_id: int) -> Feed | None:
    """A person's feed; None where there is none yet. Raises NotFound."""
    person = find(session, actor, Action.SUBSCRIBE, Person, person_id)
    return session.scalars(
        select(Feed).where(Feed.town_id == person.town_id, Feed.kind == FeedKind.PERSON, Feed.subject == str(person.id))
    ).one_or_none()


def ensure_personal_feed(session: Session, actor: Actor, person_id: int, *, key: bytes, now: datetime) -> Feed:
    """A person's feed, empty where nothing was published to them yet. Raises NotFound."""
    feed = personal_feed(session, actor, person_id)
    if feed is None:
        lock_rosters(session, actor.town_id)
        feed = personal_feed(session, actor, person_id)
    if feed is None:
        town = session.get_one(Town, actor.town_id)
        feed = create_feed(session, town, (FeedKind.PERSON, str(person_id)), key)
        build(session, feed, {}, now)
        session.flush()
    return feed


def token_of(feed: Feed, key: bytes) -> str:
    """The token of a feed, to be shown to whoever may subscribe to it."""
    return feed_token(key, feed.id, feed.generation)


def renew(session: Session, actor: Actor, feed_id: int, *, key: bytes, now: datetime) -> Feed:  # noqa: ARG001
    """Give a feed another address; the old one ends at once. Raises NotFound."""
    feed = find(session, actor, Action.SUBSCRIBE, Feed, feed_id)
    feed.generation += 1
    feed.token_hash, feed.revoked = token_hash(token_of(feed, key)), False
    session.flush()
    return feed


def revoke(session: Session, actor: Actor, feed_id: int, *, now: datetime) -> Feed:  # noqa: ARG001
    """Shut a feed: its address answers as if it had never been. Renewing opens it again. Raises NotFound."""
    feed = find(session, actor, Action.SUBSCRIBE, Feed, feed_id)
    feed.revoked = True
    session.flush()
    return feed


def set_alarms(session: Session, actor: Actor, feed_id: int, alarms: bool, *, now: datetime) -> Feed:
    """Whether a personal feed's events carry alarms; its bytes are rebuilt in the background. Raises NotFound."""
    feed = find(session, actor, Action.SUBSCRIBE, Feed, feed_id)
    if feed.alarms is not alarms:
        feed.alarms = alarms
        session.flush()
        jobs.enqueue(session, actor, JobKind.FEEDS, {"town_id": feed.town_id, "person_id": feed.person_id}, now=now)
    return feed


def set_public(session: Session, actor: Actor, feed_id: int, public: bool, *, now: datetime) -> Feed:  # noqa: ARG001
    """Whether a shared feed is named on the public page of calendars. Raises NotFound, Invalid for a person's."""
    feed = find(session, actor, Action.EDIT, Feed, feed_id)
    if feed.kind is FeedKind.PERSON:
        raise Invalid(m_("A person's calendar is never public."))
    feed.public = public
    session.flush()
    return feed


IN_ORDER = (Feed.kind, func.length(Feed.subject), Feed.subject)
"""As the register has them: a subject is a number in digits, so the shorter one is the smaller."""


def public_feeds(session: Session) -> Sequence[Feed]:
    """The feeds of the active town that anybody may know of."""
    return session.scalars(
        select(Feed)
        .join(Town, Town.id == Feed.town_id)
        .where(Town.state == TownState.ACTIVE, Feed.public, Feed.revoked.is_(False))
        .order_by(*IN_ORDER)
    ).all()


def shared_feeds(session: Session, actor: Actor) -> Sequence[Feed]:
    """The shared feeds of the town."""
    return session.scalars(
        select(Feed).where(Feed.town_id == actor.town_id, Feed.kind != FeedKind.PERSON).order_by(*IN_ORDER)
    ).all()


def event_of_duty(session: Session, actor: Actor, duty_id: int, *, key: bytes) -> bytes:
    """One duty as a calendar file, with the same UID and SEQUENCE as in the person's feed. Raises NotFound."""
    duty = find(session, actor, Action.READ, Duty, duty_id)
    feed = personal_feed(session, actor, duty.person_id)
    name = uid(key, "duty", duty.person_id, duty.role_id)
    rows = select(CalendarEntry).where(CalendarEntry.uid == name)
    row = session.scalars(rows.where(CalendarEntry.feed_id == feed.id)).one_or_none() if feed else None
    if row is None:
        raise NotFound(m_("There is no calendar yet: it comes with the first published duty."))
    return event_bytes(entry_of(row))
