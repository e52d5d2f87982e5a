"""The town that an installation works for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import DEFAULT_ZONE
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Invalid, NotFound
from scheduler.language import m_
from scheduler.models import Town, TownState


def active_town(session: Session) -> Town:
    """The town at work. Raises NotFound before the first one was made."""
    town = session.scalars(select(Town).where(Town.state == TownState.ACTIVE)).one_or_none()
    if town is None:
        raise NotFound(m_("There is no town yet."))
    return town


def zone(session: Session) -> str:
    """The time zone of the town at work; the default one's before there is a town."""
    found = session.scalars(select(Town.timezone).where(Town.state == TownState.ACTIVE)).one_or_none()
    return found or DEFAULT_ZONE


def lock_rosters(session: Session, town_id: int) -> None:
    """Wait for whoever else changes the rosters of a town now, and have others wait until this transaction ends.

    Ask before reading what the change depends on. On SQLite a session that writes has the only lock there is.
    """
    session.execute(select(Town.id).where(Town.id == town_id).with_for_update(key_share=True))


def create_town(session: Session, name: str, *, sample: bool, now: datetime) -> Town:
    """Make a town."""
    town = Town(name=name, sample=sample, created_at=now)
    session.add(town)
    session.flush()
    return town


def start_own_town(session: Session, actor: Actor, name: str, *, now: datetime) -> Town:
    """Archive the sample town and begin an empty one. Raises Invalid without a name, or where this is no sample."""
    town = active_town(session)
    demand(actor, Action.MANAGE_TOWN, None)
    if not name.strip():
        raise Invalid(m_("The town needs a name."), {"name": m_("A name such as 六祖镇.")})
    lock_rosters(session, town.id)
    session.refresh(town)
    if not town.sample or town.state is not TownState.ACTIVE:
        raise Invalid(m_("This is your own town already."))
    town.state = TownState.ARCHIVED
    session.flush()
    return create_town(session, name.strip(), sample=False, now=now)


def edit_town(session: Session, actor: Actor, values: dict[str, Any], *, now: datetime) -> Town:  # noqa: ARG001
    """Change the town's name or settings: road factor, speed, default travel, whether teams are asked."""
    demand(actor, Action.MANAGE_TOWN, None)
    town = active_town(session)
    for name, value in values.items():
        setattr(town, name, value)
    session.flush()
    return town
