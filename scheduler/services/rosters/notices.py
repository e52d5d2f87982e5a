"""Notices to people: written with the change they tell of, shown on the person's page, and sent by mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from scheduler.domain.dates import span
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Conflict
from scheduler.language import DEFAULT_LOCALE, Message, m_
from scheduler.models import Duty, DutyState, Notice, NoticeKind, Person, PublishedActivity, Town
from scheduler.services.audit_trail import note
from scheduler.services.lookup import find

MOST_MAIL_ATTEMPTS = 5
WAITS_UNTOLD = timedelta(hours=1)
"""How long a mail waits for a server that does not answer before coordinators are told."""


@dataclass(frozen=True)
class Mail:
    """A notice on its way out."""

    notice_id: int
    to: str
    subject: str
    body: str


def write_notice(session: Session, duty: Duty, activity: PublishedActivity, kind: NoticeKind, now: datetime) -> None:
    """Write a notice about a duty, to be mailed where the person has an address."""
    person = session.get_one(Person, duty.person_id)
    session.add(
        Notice(
            town_id=duty.town_id,
            person_id=person.id,
            duty_id=duty.id,
            kind=kind,
            facts=facts_of(activity, duty.role_id, duty.state),
            created_at=now,
            mail_state="waiting" if person.email else "none",
        )
    )


def facts_of(activity: PublishedActivity, role_id: int, state: DutyState) -> dict[str, Any]:
    """What a notice about a duty in this state needs to know."""
    return {
        "title": activity.content["title"],
        "role": activity.content["roles"].get(str(role_id), ""),
        "place": activity.content["place"],
        "starts_at": activity.starts_at.isoformat(),
        "ends_at": activity.ends_at.isoformat(),
        "asked": state is DutyState.OFFERED,
    }


def notices_of(session: Session, actor: Actor, person_id: int, *, most: int = 50) -> Sequence[Notice]:
    """A person's notices, the newest first. Raises NotFound."""
    person = find(session, actor, Action.READ, Person, person_id)
    return session.scalars(
        select(Notice).where(Notice.person_id == person.id).order_by(Notice.id.desc()).limit(most)
    ).all()


def unread(session: Session, actor: Actor, person_id: int) -> list[tuple[Notice, Message]]:
    """All of a person's unread notices with their sentences, the newest first. Raises NotFound.

    Of each duty the last one, which is what holds, and no invitation that was answered.
    """
    person = find(session, actor, Action.READ, Person, person_id)
    zone = session.get_one(Town, person.town_id).timezone
    last = select(func.max(Notice.id)).where(Notice.person_id == person.id).group_by(Notice.duty_id)
    rows = session.execute(
        select(Notice, Duty.state)
        .join(Duty, Duty.id == Notice.duty_id)
        .where(Notice.id.in_(last), Notice.read_at.is_(None))
        .order_by(Notice.id.desc())
    )
    return [(row, sentence(row, zone)) for row, state in rows if state is DutyState.OFFERED or not row.facts["asked"]]


def mark_read(session: Session, actor: Actor, person_id: int, last: int, *, now: datetime) -> None:
    """Mark a person's notices up to the one with the id `last` as read: who pressed the button saw no later one.

    Raises NotFound.
    """
    person = find(session, actor, Action.READ, Person, person_id)
    seen = (Notice.person_id == person.id, Notice.read_at.is_(None), Notice.id <= last)
    session.execute(update(Notice).where(*seen).values(read_at=now))


def sentence(notice: Notice, zone: str) -> Message:
    """What a notice says."""
    return words(notice.kind, notice.facts, zone)


def words(kind: NoticeKind, facts: Mapping[str, Any], zone: str) -> Message:
    """What a notice of this kind says of these facts."""
    starts_at, ends_at = (datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at"))
    parameters = {
        "title": facts["title"],
        "role": facts["role"],
        "place": facts["place"],
        "when": span(starts_at, ends_at, zone),
    }
    texts = {
        NoticeKind.ASSIGNED: m_("You are on duty: {title} ({role}), {when}, {place}.", **parameters),
        NoticeKind.OFFERED: m_(
            "You are asked to help: {title} ({role}), {when}, {place}. Please accept or decline.", **parameters
        ),
        NoticeKind.CHANGED: m_(
            "What you are asked to help with has changed: {title} ({role}), now {when}, {place}. "
            "Please accept or decline anew.",
            **parameters,
        )
        if facts["asked"]
        else m_("Your duty has changed: {title} ({role}), now {when}, {place}.", **parameters),
        NoticeKind.WITHDRAWN: m_("You are no longer needed for {title} ({role}), {when}, {place}.", **parameters),
    }
    return texts[kind]


def undelivered(session: Session, actor: Actor, *, now: datetime) -> list[Notice]:
    """Notices whose mail has failed for good, or has waited for a server for an hour, the newest first, with what was
    said in `mail_error`.

    Those that their person has read since, and those of duties that are over, concern nobody any more.
    """
    demand(actor, Action.READ, None)
    unanswered = (Notice.mail_state == "waiting") & (Notice.mail_attempts == 0) & Notice.mail_error.is_not(None)
    late = unanswered & (Notice.created_at <= now - WAITS_UNTOLD)
    stuck = select(Notice).where(
        Notice.town_id == actor.town_id, or_(Notice.mail_state == "failed", late), Notice.read_at.is_(None)
    )
    rows = session.scalars(stuck.options(joinedload(Notice.person)).order_by(Notice.id.desc()))
    return [row for row in rows if is_ahead(row, now)]


def is_ahead(notice: Notice, now: datetime) -> bool:
    """Whether the duty that a notice tells of is not over yet."""
    return datetime.fromisoformat(notice.facts["ends_at"]) > now


def send_again(session: Session, actor: Actor, notice_id: int, *, now: datetime) -> Notice:
    """Have the mail of an undelivered notice tried anew, to the address that the person has now.

    Raises NotFound, Forbidden, and Conflict where nothing is to be sent again or there is no address.
    """
    notice = find(session, actor, Action.EDIT, Notice, notice_id, lock=True)
    if notice.mail_state != "failed" or notice.read_at is not None or not is_ahead(notice, now):
        raise Conflict(m_("This notice need not be sent again: it is on its way, read, or over."))
    if not notice.person.email:
        raise Conflict(m_("{name} has no mail address. Enter one first.", name=notice.person.name))
    notice.mail_state, notice.mail_attempts, notice.mail_after, notice.mail_error = "waiting", 0, None, None
    note(session, actor, "update", notice, {"mail_state": ["failed", "waiting"]}, now=now)
    return notice


def due(now: datetime) -> ColumnElement[bool]:
    """The condition that a mail waits and may be tried now."""
    return (Notice.mail_state == "waiting") & or_(Notice.mail_after.is_(None), Notice.mail_after <= now)


def towns_with_mail(session: Session, *, now: datetime) -> Sequence[int]:
    """The towns in which mail is due."""
    return session.scalars(select(Notice.town_id).where(due(now)).distinct().order_by(Notice.town_id)).all()


def take_mail(session: Session, *, now: datetime) -> Mail | None:
    """The next mail that is due; None where there is none. The caller commits before it sends, and then records.

    From its taking on a mail waits 2, 4, 8, 16, 32 minutes before it is tried again, so that one whose sender died is
    sent again, at the worst a second time: mail is delivered at least once. After five attempts it has failed.
    """
    session.execute(
        update(Notice).where(due(now), Notice.mail_attempts >= MOST_MAIL_ATTEMPTS).values(mail_state="failed")
    )
    notice = session.scalars(
        select(Notice).where(due(now)).order_by(Notice.id).limit(1).with_for_update(skip_locked=True)
    ).one_or_none()
    if notice is None:
        return None
    notice.mail_attempts += 1
    notice.mail_after = now + timedelta(minutes=2**notice.mail_attempts)
    session.flush()
    return mail_of(session, notice)


def record_mail(session: Session, notice_id: int, refusal: str | None, *, now: datetime) -> None:
    """Write down that a mail was handed over, or what the server or the address had against it."""
    notice = session.get_one(Notice, notice_id)
    notice.mail_error = refusal
    if refusal is None:
        notice.mail_state, notice.mailed_at = "sent", now
    elif notice.mail_attempts >= MOST_MAIL_ATTEMPTS:
        notice.mail_state = "failed"
    session.flush()


def put_back_mail(session: Session, notice_id: int, said: str) -> None:
    """Have a mail wait as if it had not been taken: no server was there to refuse it."""
    notice = session.get_one(Notice, notice_id)
    notice.mail_attempts, notice.mail_after, notice.mail_error = notice.mail_attempts - 1, None, said
    session.flush()


def mail_of(session: Session, notice: Notice) -> Mail:
    """A notice's mail, in the person's language."""
    person, town = session.get_one(Person, notice.person_id), session.get_one(Town, notice.town_id)
    locale = language_of(person)
    subject = m_("{town}: {title}", town=town.name, title=notice.facts["title"])
    body = sentence(notice, town.timezone).render(locale)
    return Mail(notice.id, person.email or "", subject.render(locale), body)


def language_of(person: Person) -> str:
    """The language in which somebody is written to."""
    return person.language or DEFAULT_LOCALE
