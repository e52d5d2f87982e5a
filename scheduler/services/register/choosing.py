"""What forms offer to choose from: numbers and names, all of the town's, in the order in which people look for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.natural import natural
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.models import Market, Organisation, Place, PlaceKind, Qualification, Team
from scheduler.services.problems.activities import VILLAGES

Options = list[tuple[int, str]]
HOMES = (PlaceKind.VILLAGE, PlaceKind.COMMUNITY, PlaceKind.GRID)
SITES = (PlaceKind.VILLAGE, PlaceKind.COMMUNITY, PlaceKind.MARKET, PlaceKind.TOWN, PlaceKind.GRID, PlaceKind.VENUE)
ROOMS = (PlaceKind.VENUE, PlaceKind.TOWN)


def homes(session: Session, actor: Actor) -> Options:
    """Where people live: villages, communities and their grids."""
    return places(session, actor, HOMES)


def villages(session: Session, actor: Actor) -> Options:
    """What all other places lie in: villages, communities and market towns."""
    return places(session, actor, [kind for kind in SITES if kind in VILLAGES])


def sites(session: Session, actor: Actor) -> Options:
    """Where activities take place."""
    return places(session, actor, SITES)


def rooms(session: Session, actor: Actor) -> Options:
    """Venues of activities."""
    return places(session, actor, ROOMS)


def places(session: Session, actor: Actor, kinds: Iterable[PlaceKind]) -> Options:
    """The places of some kinds, kind by kind in this order."""
    order = list(kinds)
    rows = named(session, actor, Place, Place.kind.in_(order))
    return [(row.id, row.name) for row in sorted(rows, key=lambda row: (order.index(row.kind), row.id))]


def owners(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """To whom places belong, by name."""
    return [(owner, owner) for owner in sorted({row.owner for row in named(session, actor, Place) if row.owner})]


def organisations(session: Session, actor: Actor) -> Options:
    """Partner organisations."""
    return [(row.id, row.name) for row in numbered(session, actor, Organisation)]


def departments(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """The organisations that act in joint enforcement, by their own numbers."""
    return [(row.code, row.name) for row in numbered(session, actor, Organisation, Organisation.enforces)]


def qualifications(session: Session, actor: Actor) -> Options:
    """Qualifications and certificates."""
    return [(row.id, row.name) for row in numbered(session, actor, Qualification)]


def teams(session: Session, actor: Actor) -> Options:
    """Teams at work."""
    return [(row.id, row.name) for row in numbered(session, actor, Team, Team.active)]


def markets(session: Session, actor: Actor) -> Options:
    """Markets by the names of their places."""
    names = dict(places(session, actor, PlaceKind))
    return [(row.id, names[row.place_id]) for row in named(session, actor, Market)]


def numbered(session: Session, actor: Actor, model: type[Any], *conditions: Any) -> list[Any]:
    """Rows of the town in order of their numbers."""
    return sorted(named(session, actor, model, *conditions), key=lambda row: natural(row.code))


def named(session: Session, actor: Actor, model: type[Any], *conditions: Any) -> list[Any]:
    """Rows of the town in order of id."""
    demand(actor, Action.READ, None)
    query = select(model).where(model.town_id == actor.town_id, *conditions).order_by(model.id)
    return list(session.scalars(query))
