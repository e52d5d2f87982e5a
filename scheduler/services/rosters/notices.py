"""Notices to people: written with the change they tell of, shown on the person's page, and sent by mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Action, Actor
from scheduler.language import DEFAULT_LOCALE, Message, m_
from scheduler.models import Duty, Notice, NoticeKind, Person, PublishedActivity, Town
from scheduler.services.lookup import find

MOST_MAIL_ATTEMPTS = 5

log = structlog.get_logger()


class Mailer(Protocol):
    """Sends one mail; raises OSError (smtplib's errors are) where it could not."""

    def send(self, to: str, subject: str, body: str) -> None: ...


def write_notice(session: Session, duty: Duty, activity: PublishedActivity, kind: NoticeKind, now: datetime) -> None:
    """Write a notice about a duty, to be mailed where the person has an address."""
    person = session.get_one(Person, duty.person_id)
    session.add(
        Notice(
            town_id=duty.town_id,
            person_id=person.id,
            duty_id=duty.id,
            kind=kind,
            facts={
                "title": activity.content["title"],
                "role": activity.content["roles"].get(str(duty.role_id), ""),
                "place": activity.content["place"],
                "starts_at": activity.starts_at.isoformat(),
                "ends_at": activity.ends_at.isoformat(),
            },
            created_at=now,
            mail_state="waiting" if person.email else "none",
        )
    )


def notices_of(session: Session, actor: Actor, person_id: int, *, most: int = 50) -> Sequence[Notice]:
    """A person's notices, the newest first. Raises NotFound."""
    person = find(session, actor, Action.READ, Person, person_id)
    return session.scalars(
        select(Notice).where(Notice.person_id == person.id).order_by(Notice.id.desc()).limit(most)
    ).all()


def unread(session: Session, actor: Actor, person_id: int, *, most: int = 50) -> list[tuple[Notice, Message]]:
    """A person's unread notices with their sentences, the newest first. Raises NotFound."""
    person = find(session, actor, Action.READ, Person, person_id)
    zone = session.get_one(Town, person.town_id).timezone
    rows = select(Notice).where(Notice.person_id == person.id, Notice.read_at.is_(None))
    return [(row, sentence(row, zone)) for row in session.scalars(rows.order_by(Notice.id.desc()).limit(most))]


def mark_read(session: Session, actor: Actor, person_id: int, *, now: datetime) -> None:
    """Mark all of a person's notices as read. Raises NotFound."""
    person = find(session, actor, Action.READ, Person, person_id)
    session.execute(update(Notice).where(Notice.person_id == person.id, Notice.read_at.is_(None)).values(read_at=now))


def sentence(notice: Notice, zone: str) -> Message:
    """What a notice says."""
    facts = notice.facts
    starts, ends = (local(datetime.fromisoformat(facts[name]), zone) for name in ("starts_at", "ends_at"))
    parameters = {
        "title": facts["title"],
        "role": facts["role"],
        "place": facts["place"],
        "day": starts.date().isoformat(),
        "time": f"{starts:%H:%M}-{ends:%H:%M}",
    }
    texts = {
        NoticeKind.ASSIGNED: m_("You are on duty: {title} ({role}), {day} {time}, {place}.", **parameters),
        NoticeKind.OFFERED: m_(
            "You are asked to help: {title} ({role}), {day} {time}, {place}. Please accept or decline.", **parameters
        ),
        NoticeKind.CHANGED: m_("Your duty has changed: {title} ({role}), now {day} {time}, {place}.", **parameters),
        NoticeKind.WITHDRAWN: m_("You are no longer needed for {title} ({role}), {day} {time}, {place}.", **parameters),
    }
    return texts[notice.kind]


def deliver_next(session: Session, mailer: Mailer, *, now: datetime) -> bool:
    """Send one waiting mail and write down how it went; False where none is due. The caller commits after each.

    A mail that could not be sent waits 2, 4, 8, 16 minutes; after the fifth attempt it has failed.
    """
    notice = session.scalars(
        select(Notice)
        .where(Notice.mail_state == "waiting", or_(Notice.mail_after.is_(None), Notice.mail_after <= now))
        .order_by(Notice.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if notice is None:
        return False
    notice.mail_attempts += 1
    try:
        mailer.send(*mail_of(session, notice))
    except OSError as error:
        log.warning("mail not sent", notice=notice.id, attempt=notice.mail_attempts, error=str(error))
        notice.mail_state = "failed" if notice.mail_attempts >= MOST_MAIL_ATTEMPTS else "waiting"
        notice.mail_after = now + timedelta(minutes=2**notice.mail_attempts)
    else:
        notice.mail_state, notice.mailed_at = "sent", now
    session.flush()
    return True


def mail_of(session: Session, notice: Notice) -> tuple[str, str, str]:
    """Address, subject and body of a notice's mail, in the person's language."""
    person, town = session.get_one(Person, notice.person_id), session.get_one(Town, notice.town_id)
    locale = person.language or DEFAULT_LOCALE
    subject = m_("{town}: {title}", town=town.name, title=notice.facts["title"])
    return person.email or "", subject.render(locale), sentence(notice, town.timezone).render(locale)
