"""Who signs in, the links that let a person in, and the tokens that stand for a signed-in session."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.base import Base, InTown, Numbered


class Account(Numbered, Base):
    """Somebody who signs in to the console by name and password. Accounts are of the installation, not of a town."""

    __tablename__ = "account"
    secret = frozenset({"password_hash"})

    name: Mapped[str] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[datetime]


class PersonalLink(Numbered, InTown, Base):
    """A link that a coordinator issues to let a person in: single use, valid for seven days. Only its hash is kept."""

    __tablename__ = "personal_link"
    secret = frozenset({"token_hash"})

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    issued_by: Mapped[str] = mapped_column(String(60))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SessionKind(StrEnum):
    """A browser's session or a token for the API."""

    BROWSER = "browser"
    API = "api"


class SignedIn(Numbered, Base):
    """A signed-in session of an account or of a person; only the token's hash is kept, deleting the row ends it."""

    __tablename__ = "signed_in"
    __table_args__ = (CheckConstraint("(account_id IS NULL) <> (person_id IS NULL)", name="one_holder"),)
    secret = frozenset({"token_hash"})

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[SessionKind]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class IdempotencyKey(Numbered, InTown, Base):
    """The answer that was given to a request with an Idempotency-Key, to be given again if it is repeated."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("town_id", "actor", "key"),)
    audited = False

    actor: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(200))
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    body: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
