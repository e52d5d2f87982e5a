"""The policy in force: read, set as a whole, and put back to the one that a town starts with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.models import Town
from scheduler.services.policy.lawful import checked
from scheduler.services.towns import active_town
from solver.policy import known_rules, names_mode, read_mode, read_policy, town_policy, write_policy
from solver.rules.base import Rule
from solver.tiers import Mode


@dataclass(frozen=True)
class Policy:
    """The rules in force with their parameters, and how the soft ones are weighed."""

    mode: Mode
    rules: tuple[Rule, ...]

    @property
    def entries(self) -> tuple[dict[str, object], ...]:
        """The rules as data."""
        return write_policy(self.rules)

    @property
    def is_default(self) -> bool:
        """Whether it is the policy that a town starts with."""
        return self.same(default())

    @property
    def listed(self) -> list[dict[str, object]]:
        """All of it as data, as a town's row can hold it."""
        return [{"mode": self.mode.value}, *self.entries]

    @property
    def stored(self) -> list[dict[str, object]] | None:
        """What the town's row holds: nothing where it is the policy that a town starts with."""
        return None if self.is_default else self.listed

    def same(self, other: Policy) -> bool:
        """Whether both say the same, in whatever order."""
        return self.mode is other.mode and sorted(map(str, self.entries)) == sorted(map(str, other.entries))


def default() -> Policy:
    """The policy that a town starts with."""
    return read(None)


def read(stored: Sequence[Mapping[str, Any]] | None) -> Policy:
    """The policy that a town's row holds."""
    entries = town_policy() if stored is None else [entry for entry in stored if not names_mode(entry)]
    return Policy(Mode.TIERS if stored is None else read_mode(stored), read_policy(entries))


def in_force(session: Session, actor: Actor) -> Policy:
    """The policy of the town at work."""
    demand(actor, Action.READ, None)
    return read(active_town(session).policy)


def proposed(mode: Mode, entries: Sequence[Mapping[str, Any]]) -> Policy:
    """A policy that a town could have. Raises Invalid where it goes beyond what a town may decide."""
    return Policy(mode, checked(entries))


def set_policy(
    session: Session,
    actor: Actor,
    *,
    mode: Mode,
    rules: Sequence[Mapping[str, Any]],
    now: datetime,  # noqa: ARG001
) -> Town:
    """Put a policy in force, from the next run on. Raises Invalid where it goes beyond what a town may decide."""
    demand(actor, Action.MANAGE_TOWN, None)
    town = active_town(session)
    policy = proposed(mode, rules)
    if not policy.same(read(town.policy)):
        town.policy = policy.stored
        session.flush()
    return town


def reset(session: Session, actor: Actor, *, now: datetime) -> Town:  # noqa: ARG001
    """Go back to the policy that a town starts with."""
    demand(actor, Action.MANAGE_TOWN, None)
    town = active_town(session)
    town.policy = None
    session.flush()
    return town


def beginning(name: str) -> dict[str, object]:
    """The parameters with which a rule begins where a town has not set them."""
    return write_policy([known_rules()[name]()])[0]
