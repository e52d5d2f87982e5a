"""Requests that may be sent twice: the answer to the first is kept under the key that came with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import IdempotencyKey

UNANSWERED = 0
"""The status of a key whose request is being done: only its own transaction sees it."""


def claim(session: Session, actor: Actor, key: str, request_hash: str, *, now: datetime) -> IdempotencyKey:
    """The key's row: `UNANSWERED` where the request is to be done now, else with the answer to give again.

    Of two that arrive at the same moment the second waits for the first: the key is unique for an actor. Raises Invalid
    where the key came with another request.
    """
    demand(actor, Action.GENERATE, None)
    mine = select(IdempotencyKey).filter_by(town_id=actor.town_id, actor=actor.name, key=key)
    row = session.scalars(mine).one_or_none()
    if row is None:
        row = IdempotencyKey(
            town_id=actor.town_id, actor=actor.name, key=key, request_hash=request_hash, created_at=now
        )
        row.status, row.body = UNANSWERED, {}
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            row = session.scalars(mine).one()
    if row.request_hash != request_hash:
        message = m_("This key was used for another request.")
        raise Invalid(message, {"Idempotency-Key": message})
    return row


def keep(session: Session, row: IdempotencyKey, status: int, body: dict[str, Any]) -> None:
    """Keep the answer, in the transaction of what was done."""
    row.status, row.body = status, body
    session.flush()
