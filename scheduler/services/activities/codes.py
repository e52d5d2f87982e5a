"""Numbers for activities that the service makes or proposes: dated as a series numbers its own, and never taken."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.models import Activity, Series, Town

LONGEST = 50
NEW = "N"
"""The stem of the numbers that are proposed for new activities."""


def proposed_code(session: Session, actor: Actor, *, now: datetime) -> str:
    """A number for a new activity, which nothing has yet."""
    demand(actor, Action.READ, None)
    zone = session.get_one(Town, actor.town_id).timezone
    return free_code(NEW, local(now, zone).date(), codes_of(session, actor))


def codes_of(session: Session, actor: Actor) -> set[str]:
    """The numbers that activities and series of the town have."""
    return {
        code
        for model in (Activity, Series)
        for code in session.scalars(select(model.code).where(model.town_id == actor.town_id))
    }


def free_code(code: str, day: date, taken: Collection[str]) -> str:
    """A number for the same on another day, as a series numbers its activities; counted on where it is taken."""
    stem = re.sub(r"-\d{8}(-\d+)?$", "", code)
    dated = f"{stem[: LONGEST - 9]}-{day:%Y%m%d}"
    number, found = 1, dated
    while found in taken:
        number += 1
        found = f"{dated}-{number}"
    return found
