"""Who changed the policy and how, from the audit trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.language import Message, m_
from scheduler.models import Audit, Town
from scheduler.services.policy.in_force import Policy, read
from scheduler.services.policy.words import MODES, parameter_message, value_message
from scheduler.services.towns import active_town
from solver.policy import known_rules

MOST_TOLD = 20


@dataclass(frozen=True)
class PolicyChange:
    """Who changed the policy when, and what, in sentences."""

    at: datetime
    actor: str
    sentences: tuple[Message, ...]


def history(session: Session, actor: Actor) -> list[PolicyChange]:
    """The last changes of the policy of the town at work, the newest first."""
    demand(actor, Action.READ, None)
    rows = session.scalars(
        select(Audit)
        .where(Audit.table_name == Town.__tablename__, Audit.row_id == active_town(session).id)
        .order_by(Audit.id.desc())
    )
    changed = ((row, *row.changes["policy"]) for row in rows if row.action == "update" and "policy" in row.changes)
    told = (
        PolicyChange(row.at, row.actor, tuple(differences(read(before), read(after)))) for row, before, after in changed
    )
    return [change for change, _ in zip(told, range(MOST_TOLD), strict=False)]


def differences(before: Policy, after: Policy) -> Iterator[Message]:
    """What one policy says otherwise than another, in sentences."""
    if before.mode is not after.mode:
        yield MODES[after.mode]
    old, new = ({str(entry["rule"]): entry for entry in policy.entries} for policy in (before, after))
    for name in dict.fromkeys([*old, *new]):
        kind = known_rules()[name]
        title = Message(kind.title)
        if name not in new:
            yield m_("{rule}: switched off", rule=title)
            continue
        if name not in old:
            yield m_("{rule}: switched on", rule=title)
        for parameter, value in new[name].items():
            if name in old and parameter != "rule" and old[name][parameter] != value:
                yield m_(
                    "{rule}, {parameter}: {before} → {after}",
                    rule=title,
                    parameter=parameter_message(parameter),
                    before=value_message(kind, parameter, old[name][parameter]),
                    after=value_message(kind, parameter, value),
                )
