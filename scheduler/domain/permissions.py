"""Who may do what: one table, asked by every use case. What it does not allow is forbidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scheduler.errors import Forbidden
from scheduler.language import m_


class ActorRole(StrEnum):
    """`system` is the service itself (its own jobs and its first start)."""

    SYSTEM = "system"
    COORDINATOR = "coordinator"
    PERSON = "person"


@dataclass(frozen=True)
class Actor:
    """Who asks: a name for the audit trail, a role, and the town in which it acts."""

    name: str
    role: ActorRole
    town_id: int
    person_id: int | None = None


class Action(StrEnum):
    """What a use case does to an object."""

    READ = "read"
    EDIT = "edit"
    IMPORT = "import"
    GENERATE = "generate"
    PUBLISH = "publish"
    ANSWER = "answer"
    ISSUE_LINK = "issue_link"
    SUBSCRIBE = "subscribe"
    MANAGE_TOWN = "manage_town"


Rule = Callable[[Actor, Any], bool]


def same_town(actor: Actor, thing: Any) -> bool:
    """The object is of the actor's town; None stands for the town as a whole."""
    return thing is None or getattr(thing, "town_id", None) == actor.town_id


def own(actor: Actor, thing: Any) -> bool:
    """The object is the person itself, or belongs to the person: a row says so by its `person_id`."""
    return same_town(actor, thing) and actor.person_id is not None and actor.person_id == thing_owner(thing)


def thing_owner(thing: Any) -> int | None:
    """The id of the person that an object is or belongs to; None where it is nobody's."""
    person_id: int | None = getattr(thing, "person_id", None)
    return person_id


ALLOWED: dict[ActorRole, dict[Action, Rule]] = {
    ActorRole.SYSTEM: dict.fromkeys(Action, same_town),
    ActorRole.COORDINATOR: {action: same_town for action in Action if action is not Action.ANSWER},
    ActorRole.PERSON: {Action.READ: own, Action.ANSWER: own, Action.SUBSCRIBE: own},
}


def may(actor: Actor, action: Action, thing: Any) -> bool:
    """Whether the actor may do this to the object (a row with `town_id`; None for the town as a whole)."""
    rule = ALLOWED[actor.role].get(action)
    return rule is not None and rule(actor, thing)


def demand(actor: Actor, action: Action, thing: Any) -> None:
    """Raise Forbidden unless the actor may do this to the object."""
    if not may(actor, action, thing):
        raise Forbidden(m_("You may not do this."))
