"""Who changed the policy and how, from the audit trail; an earlier one is put in force again from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Conflict, NotFound
from scheduler.language import Message, m_
from scheduler.models import Audit, Town
from scheduler.services.lookup import find
from scheduler.services.policy.in_force import Policy, read, set_policy
from scheduler.services.policy.words import MODES, parameter_message, value_message
from scheduler.services.towns import active_town
from solver.policy import known_rules

MOST_TOLD = 20


@dataclass(frozen=True)
class PolicyChange:
    """Who changed the policy when, what, in sentences, and what it was from then on. `id` names the row of the trail;
    `stands` says whether that is what is in force now.
    """

    id: int
    at: datetime
    actor: str
    sentences: tuple[Message, ...]
    policy: Policy
    stands: bool


def history(session: Session, actor: Actor) -> list[PolicyChange]:
    """The last changes of the policy of the town at work, the newest first."""
    demand(actor, Action.READ, None)
    town = active_town(session)
    rows = session.scalars(trail(town).order_by(Audit.id.desc()))
    in_force = read(town.policy)
    told = (policy_change(row, in_force) for row in rows if changes_policy(row))
    return [change for change, _ in zip(told, range(MOST_TOLD), strict=False)]


def trail(town: Town) -> Select[Audit]:
    """All that was done to a town's row."""
    return select(Audit).where(Audit.table_name == Town.__tablename__, Audit.row_id == town.id)


def changes_policy(row: Audit) -> bool:
    """Whether a row of the trail is about the policy."""
    return row.action == "update" and "policy" in row.changes


def policy_change(row: Audit, in_force: Policy) -> PolicyChange:
    """What a row of the trail says."""
    before, after = map(read, row.changes["policy"])
    return PolicyChange(row.id, row.at, row.actor, tuple(differences(before, after)), after, after.same(in_force))


def restore(session: Session, actor: Actor, change_id: int, *, now: datetime) -> Town:
    """Put in force again what the policy was from an earlier change on: a change like any other, undone the same way.

    Raises NotFound; Conflict where that is in force; Invalid where it goes beyond what a town may decide by now.
    """
    demand(actor, Action.MANAGE_TOWN, None)
    row, town = find(session, actor, Action.READ, Audit, change_id), active_town(session)
    if (row.table_name, row.row_id) != (Town.__tablename__, town.id) or not changes_policy(row):
        raise NotFound(m_("There is no such change of the policy."))
    earlier = policy_change(row, read(town.policy))
    if earlier.stands:
        raise Conflict(m_("This policy is in force already."))
    return set_policy(session, actor, mode=earlier.policy.mode, rules=earlier.policy.entries, now=now)


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
