"""Signing in: accounts with passwords, personal links for everybody else, and the sessions that follow."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, ActorRole
from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.language import m_
from scheduler.models import Account, Person, PersonalLink, SessionKind, SignedIn
from scheduler.services.lookup import find
from scheduler.services.sessions import act_as
from scheduler.services.towns import active_town

HASHER = PasswordHasher()
SHORTEST_PASSWORD = 10
SESSION_HOURS = {SessionKind.BROWSER: 14, SessionKind.API: 12}
PERSON_DAYS = 90
LINK_DAYS = 7
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@cache
def nobodys_hash() -> str:
    """Checked for unknown names, so that they take as long as known ones, but for the first."""
    return HASHER.hash(secrets.token_urlsafe())


def digest(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def readable_password() -> str:
    """A password of 80 bits and more that can be read aloud: four groups of four letters and digits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def create_account(session: Session, name: str, password: str, *, now: datetime) -> Account:
    """Make an account. Raises Invalid for a password that is too short."""
    account = Account(name=name, password_hash=hashed(password), created_at=now)
    session.add(account)
    session.flush()
    return account


def hashed(password: str) -> str:
    """A password as it is kept. Raises Invalid."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(
            m_("The password is too short."), {"password": m_("At least {least} characters.", least=SHORTEST_PASSWORD)}
        )
    return HASHER.hash(password)


def set_password(session: Session, name: str, password: str) -> Account:
    """Give an account a new password and end all of its sessions. Raises NotFound, Invalid."""
    account = session.scalars(select(Account).where(Account.name == name)).one_or_none()
    if account is None:
        raise NotFound(m_("There is no account {name}.", name=name))
    account.password_hash = hashed(password)
    end_sessions(session, session.scalars(select(SignedIn).where(SignedIn.account_id == account.id)).all())
    return account


def end_sessions(session: Session, rows: Iterable[SignedIn]) -> None:
    """End sessions: their tokens are nothing any more."""
    for row in rows:
        session.delete(row)
    session.flush()


def sign_in(session: Session, name: str, password: str, kind: SessionKind, *, now: datetime) -> tuple[str, datetime]:
    """A token for a new session of an account, and when it ends. Raises Forbidden, the same for name and password."""
    account = session.scalars(select(Account).where(Account.name == name)).one_or_none()
    try:
        HASHER.verify(nobodys_hash() if account is None else account.password_hash, password)
    except VerifyMismatchError:
        account = None
    if account is None:
        raise Forbidden(m_("Name or password is wrong."))
    act_as(session, account.name)
    return open_session(session, kind, now + timedelta(hours=SESSION_HOURS[kind]), now, account_id=account.id)


def open_session(
    session: Session,
    kind: SessionKind,
    expires_at: datetime,
    now: datetime,
    *,
    account_id: int | None = None,
    person_id: int | None = None,
) -> tuple[str, datetime]:
    """A token for a new session, and when it ends."""
    token = secrets.token_urlsafe(32)
    row = SignedIn(token_hash=digest(token), kind=kind, account_id=account_id, person_id=person_id)
    row.created_at, row.expires_at = now, expires_at
    session.add(row)
    session.flush()
    return token, expires_at


def sign_out(session: Session, token: str) -> None:
    """End a session; a token that is none ends nothing."""
    end_sessions(session, session.scalars(select(SignedIn).where(SignedIn.token_hash == digest(token))).all())


def actor_of_token(session: Session, token: str, *, now: datetime) -> Actor | None:
    """Who holds a session's token; None where it is unknown or has ended."""
    row = session.scalars(
        select(SignedIn).where(SignedIn.token_hash == digest(token), SignedIn.expires_at > now)
    ).one_or_none()
    if row is None:
        return None
    if row.account_id is not None:
        account, town = session.get_one(Account, row.account_id), active_town(session)
        return Actor(account.name, ActorRole.COORDINATOR, town.id)
    person = session.get_one(Person, row.person_id)
    return Actor(person_name(person.id), ActorRole.PERSON, person.town_id, person.id)


def person_name(person_id: int) -> str:
    """How the audit trail calls a person."""
    return f"person {person_id}"


def person_of_name(name: str) -> int | None:
    """The number of the person whom the audit trail calls so; None for an account or the service."""
    kind, _, number = name.partition(" ")
    return int(number) if kind == "person" and number.isascii() and number.isdigit() else None


def issue_link(session: Session, actor: Actor, person_id: int, *, now: datetime) -> str:
    """The token of a new personal link, good for one use within seven days. Raises NotFound, Forbidden."""
    person = find(session, actor, Action.ISSUE_LINK, Person, person_id)
    token = secrets.token_urlsafe(24)
    session.add(
        PersonalLink(
            town_id=person.town_id,
            person_id=person.id,
            token_hash=digest(token),
            issued_by=actor.name,
            expires_at=now + timedelta(days=LINK_DAYS),
        )
    )
    session.flush()
    return token


def enter_by_link(
    session: Session, token: str, *, kind: SessionKind = SessionKind.BROWSER, now: datetime
) -> tuple[str, datetime]:
    """Use a personal link: a session's token and its end. Raises NotFound where it is unknown, used or too old."""
    link = session.scalars(
        select(PersonalLink)
        .where(PersonalLink.token_hash == digest(token), PersonalLink.used_at.is_(None), PersonalLink.expires_at > now)
        .with_for_update()
    ).one_or_none()
    if link is None:
        raise NotFound(m_("This link is not valid any more. Please ask your coordinator for a new one."))
    act_as(session, person_name(link.person_id))
    link.used_at = now
    return open_session(session, kind, now + timedelta(days=PERSON_DAYS), now, person_id=link.person_id)


def forget_ended(session: Session, *, now: datetime) -> None:
    """Forget sessions and personal links that have ended by themselves; the audit trail keeps who came and when."""
    for model in (SignedIn, PersonalLink):
        session.execute(delete(model).where(model.expires_at <= now).execution_options(unaudited=True))
