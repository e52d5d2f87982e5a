"""The open slots of a day that one person or team could take, with what each costs, and why not the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import Role, Roster, Town
from scheduler.services.lookup import find
from scheduler.services.problems.rows import read_activities
from scheduler.services.rosters.by_hand.at_hand import AtHand, at_hand
from solver.candidates import Capacity
from solver.search.facts import TOO_MUCH


@dataclass(frozen=True)
class Opening:
    """A role with open slots, and what the roster would cost more with somebody in one; below 0 less."""

    role: Role
    open: int
    cost: int


@dataclass(frozen=True)
class Openings:
    """What somebody could take on a day, the cheapest first. `kept` counts the open roles that rules keep from them."""

    name: str
    person_id: int | None
    team_id: int | None
    roles: tuple[Opening, ...]
    kept: int


def openings(
    session: Session,
    actor: Actor,
    roster_id: int,
    day: date,
    *,
    person_id: int | None = None,
    team_id: int | None = None,
) -> Openings:
    """What a person or a team could take on a day of a roster. Raises NotFound; Invalid where not exactly one is named,
    or they are not at work.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    zone = session.get_one(Town, roster.town_id).timezone
    rows = read_activities(session, roster, zone)
    roles = [role for row in rows if local(row.starts_at, zone).date() == day for role in row.roles]
    with at_hand(session, roster) as hand:
        candidate = hand.named.candidate_numbers.get((person_id, team_id))
        if candidate is None:
            raise Invalid(m_("This person or role is not part of the roster."))
        meant = [role for role in roles if (Capacity.TEAM in role.accepts) == (team_id is not None)]
        found = [opening(hand, role, candidate) for role in meant]
        free = [one for one in found if one is not None and one.open > 0]
        name = hand.named.candidate_name(candidate)
    could = sorted((one for one in free if one.cost < TOO_MUCH), key=lambda one: one.cost)
    return Openings(name, person_id, team_id, tuple(could), len(free) - len(could))


def opening(hand: AtHand, role: Role, candidate: int) -> Opening | None:
    """A role as somebody could take it; None where it is no part of the roster."""
    number = hand.named.role_numbers.get(role.id)
    if number is None:
        return None
    return Opening(role, role.wanted - len(hand.roster[number]), hand.laid_out.whole.price(number, candidate))
