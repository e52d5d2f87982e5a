"""What activities and series are asked for alike: the values that both have, and their roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.domain.quotas import Quota, quota, says_nothing
from scheduler.errors import Conflict, Invalid
from scheduler.language import m_
from scheduler.models import (
    Activity,
    Assignment,
    Duty,
    Organisation,
    Place,
    Qualification,
    Role,
    Series,
    SeriesRole,
    Team,
)
from scheduler.services.lookup import check_references
from solver.candidates import Capacity

REFERENCES: dict[str, type[Any]] = {"place_id": Place, "venue_id": Place, "grants_id": Qualification}
ROLE_REFERENCES: dict[str, type[Any]] = {
    "qualification_id": Qualification,
    "organisation_id": Organisation,
    "team_id": Team,
}

Owner = TypeVar("Owner", Activity, Series)


def store(session: Session, actor: Actor, owner: Owner, values: dict[str, Any]) -> Owner:
    """Give an activity or a series these checked values; `roles` replaces its roles.

    Raises as `set_roles`, and Invalid for a role that trains where no qualification is granted.
    """
    changed = dict(values)
    if "quotas" in changed:
        changed["quotas"] = [quota(each) for each in changed["quotas"]]
    roles = changed.pop("roles", None)
    with session.no_autoflush:
        for name, value in changed.items():
            setattr(owner, name, value)
        if roles is not None:
            set_roles(session, actor, owner, roles)
        if owner.grants_id is None:
            named = [role.name for role in owner.roles] if roles is None else [values["name"] for values in roles]
            check_nobody_is_trained(owner, named)
    session.add(owner)
    session.flush()
    return owner


def check_demand(session: Session, actor: Actor, values: dict[str, Any]) -> None:
    """Raise Invalid for a wrong value among those that an activity and a series share."""
    check_references(session, actor, values, REFERENCES)
    codes = set(session.scalars(select(Organisation.code).where(Organisation.town_id == actor.town_id)))
    unknown = sorted(set(values.get("departments", ())) - codes)
    if unknown:
        message = m_("There is no organisation {code}.", code=unknown[0])
        raise Invalid(message, {"departments": message})
    for position, each in enumerate(values.get("quotas", ())):
        check_quota(session, actor, position, quota(each))


def check_quota(session: Session, actor: Actor, position: int, found: Quota) -> None:
    """Raise Invalid for a quota that asks for nothing, for fewer at most than at least, or of what there is not."""
    if says_nothing(found):
        message = m_("How many, and of whom.")
        raise Invalid(message, {f"quotas.{position}.least": message})
    if found["most"] is not None and found["most"] < found["least"]:
        message = m_("At most no fewer than at least.")
        raise Invalid(message, {f"quotas.{position}.most": message})
    if found["capacity"] == Capacity.TEAM:
        message = m_("A capacity of people.")
        raise Invalid(message, {f"quotas.{position}.capacity": message})
    check_references(session, actor, found, ROLE_REFERENCES, f"quotas.{position}.")


def set_roles(session: Session, actor: Actor, owner: Activity | Series, roles: Sequence[dict[str, Any]]) -> None:
    """Make these the roles of an activity or a series; those with an id are kept and changed.

    Raises Invalid; Conflict where one that is left out was told to people.
    """
    if not roles:
        raise Invalid(m_("An activity needs at least one role."), {"roles": m_("At least one.")})
    check_names(roles)
    held: list[Any] = owner.roles
    made = Role if isinstance(owner, Activity) else SeriesRole
    known = {role.id: role for role in held}
    kept = set()
    for position, values in enumerate(roles):
        check_role(session, actor, position, values)
        given = {name: value for name, value in values.items() if name != "id"}
        if values.get("id") is None:
            held.append(made(town_id=owner.town_id, **given))
            continue
        if values["id"] not in known:
            message = m_("This activity has no role {number}.", number=values["id"])
            raise Invalid(message, {f"roles.{position}.id": message})
        kept.add(values["id"])
        for name, value in given.items():
            setattr(known[values["id"]], name, value)
    for number in sorted(known.keys() - kept):
        if isinstance(owner, Activity):
            release(session, known[number])
        held.remove(known[number])


def check_names(roles: Sequence[dict[str, Any]]) -> None:
    """Raise Invalid for a role that is called as another one: sheets and series know roles by their names."""
    met: set[str] = set()
    for position, values in enumerate(roles):
        if values["name"] in met:
            message = m_("Another role of this activity has the name {name}.", name=values["name"])
            raise Invalid(message, {f"roles.{position}.name": message})
        met.add(values["name"])


def check_role(session: Session, actor: Actor, position: int, values: dict[str, Any]) -> None:
    """Raise Invalid or NotFound for a wrong role."""
    if not 0 <= values["minimum"] <= values["wanted"] or values["wanted"] < 1:
        message = m_("At least one slot is wanted, and no more are needed than wanted.")
        raise Invalid(message, {f"roles.{position}.wanted": message})
    capacities = {Capacity(capacity) for capacity in values["accepts"]}
    if not capacities or (Capacity.TEAM in capacities and len(capacities) > 1):
        message = m_("Capacities of people, or whole teams alone.")
        raise Invalid(message, {f"roles.{position}.accepts": message})
    check_references(session, actor, values, ROLE_REFERENCES, f"roles.{position}.")


def check_nobody_is_trained(owner: Activity | Series, names: Sequence[str]) -> None:
    """Raise Invalid for a role, at its place among these names, that trains: there is no qualification to grant."""
    training = {role.name for role in owner.roles if role.trains}
    for position, name in enumerate(names):
        if name in training:
            message = m_("Only an activity that grants a qualification trains those who serve.")
            raise Invalid(message, {f"roles.{position}.trains": message})


def release(session: Session, role: Role) -> None:
    """Take those who hold a role off it, so that it can go. Raises Conflict where people were told of it."""
    if session.scalars(select(Duty.id).where(Duty.role_id == role.id).limit(1)).first() is not None:
        raise Conflict(m_("People were told of the role {role}; it cannot be taken away.", role=role.name))
    for row in session.scalars(select(Assignment).where(Assignment.role_id == role.id)).all():
        session.delete(row)
