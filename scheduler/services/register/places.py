"""The places of a town: town > village or community > grid, venues in any of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import Place, PlaceKind
from scheduler.services.listing import PAGE_SIZE, Page, paged
from scheduler.services.lookup import check_references, demand_free_code, find

PARENTS = {
    PlaceKind.TOWN: frozenset[PlaceKind](),
    PlaceKind.MARKET: frozenset({PlaceKind.TOWN}),
    PlaceKind.VILLAGE: frozenset({PlaceKind.TOWN, PlaceKind.MARKET}),
    PlaceKind.COMMUNITY: frozenset({PlaceKind.TOWN, PlaceKind.MARKET}),
    PlaceKind.GRID: frozenset(set(PlaceKind) - {PlaceKind.VENUE}),
    PlaceKind.VENUE: frozenset(set(PlaceKind) - {PlaceKind.VENUE}),
}
"""In which kinds of place a kind may lie; a large grid holds medium ones, those hold small ones."""


def list_places(
    session: Session,
    actor: Actor,
    *,
    text: str = "",
    kind: PlaceKind | None = None,
    parent_id: int | None = None,
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Place]:
    """The places whose name or number contains a text, in order of id."""
    demand(actor, Action.READ, None)
    query = select(Place).where(Place.town_id == actor.town_id).order_by(Place.id)
    if text:
        query = query.where(or_(*(field.icontains(text, autoescape=True) for field in (Place.name, Place.code))))
    if kind is not None:
        query = query.where(Place.kind == kind)
    if parent_id is not None:
        query = query.where(Place.parent_id == parent_id)
    return paged(session, query, number, size)


def get_place(session: Session, actor: Actor, place_id: int) -> Place:
    """One place. Raises NotFound."""
    return find(session, actor, Action.READ, Place, place_id)


def add_place(session: Session, actor: Actor, values: dict[str, Any], *, now: datetime) -> Place:  # noqa: ARG001
    """Register a place. Raises Invalid, Conflict where its number is taken."""
    demand(actor, Action.EDIT, None)
    return apply(session, actor, Place(town_id=actor.town_id), values)


def edit_place(session: Session, actor: Actor, place_id: int, values: dict[str, Any], *, now: datetime) -> Place:  # noqa: ARG001
    """Change some values of a place. Raises NotFound, Invalid, Conflict."""
    return apply(session, actor, find(session, actor, Action.EDIT, Place, place_id), values)


def apply(session: Session, actor: Actor, place: Place, values: dict[str, Any]) -> Place:
    """Give a place these values; an empty owner is none."""
    values = {**values, "owner": values["owner"] or None} if "owner" in values else values
    demand_free_code(session, actor, Place, values.get("code"), place)
    check_references(session, actor, values, {"parent_id": Place})
    merged = {name: values.get(name, getattr(place, name)) for name in ("kind", "parent_id", "latitude", "longitude")}
    if (merged["latitude"] is None) != (merged["longitude"] is None):
        message = m_("Latitude and longitude go together.")
        raise Invalid(message, {"latitude" if merged["latitude"] is None else "longitude": message})
    check_parent(session, place, merged["kind"], merged["parent_id"])
    check_children(session, place, merged["kind"])
    for name, value in values.items():
        setattr(place, name, value)
    session.add(place)
    session.flush()
    return place


def check_parent(session: Session, place: Place, kind: PlaceKind, parent_id: int | None) -> None:
    """Raise Invalid where a place would lie in itself, or in one that holds no such places."""
    above = session.get(Place, parent_id) if parent_id is not None else None
    if above is not None and above.kind not in PARENTS[kind]:
        message = m_("Such a place does not lie in {place}.", place=above.name)
        raise Invalid(message, {"parent_id": message})
    while above is not None:
        if above.id == place.id:
            message = m_("A place does not lie in itself.")
            raise Invalid(message, {"parent_id": message})
        above = session.get(Place, above.parent_id) if above.parent_id is not None else None


def check_children(session: Session, place: Place, kind: PlaceKind) -> None:
    """Raise Invalid where a place would become one that cannot hold what lies in it."""
    inside = select(Place).where(Place.parent_id == place.id).order_by(Place.id)
    for below in session.scalars(inside) if place.id is not None else ():
        if kind not in PARENTS[below.kind]:
            message = m_("{place} lies in it, and such a place holds none like it.", place=below.name)
            raise Invalid(message, {"kind": message})
