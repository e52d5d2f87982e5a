"""The register of vanguard teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.natural import natural
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.domain.pinyin import named
from scheduler.errors import Conflict, Invalid
from scheduler.language import m_
from scheduler.models import Person, Place, Team, TeamMember
from scheduler.services.lookup import check_references, demand_free_code, find, referred


def list_teams(session: Session, actor: Actor, *, text: str = "") -> Sequence[Team]:
    """The teams of the town whom a text asks for by name, in order of their numbers."""
    demand(actor, Action.READ, None)
    members = selectinload(Team.memberships).selectinload(TeamMember.person)
    rows = session.scalars(
        select(Team).options(members, selectinload(Team.leader)).where(Team.town_id == actor.town_id)
    )
    return sorted((team for team in rows if named(text, team.name)), key=lambda team: natural(team.code))


def get_team(session: Session, actor: Actor, team_id: int) -> Team:
    """One team. Raises NotFound."""
    return find(session, actor, Action.READ, Team, team_id)


def add_team(session: Session, actor: Actor, values: dict[str, Any], *, now: datetime) -> Team:  # noqa: ARG001
    """Register a team. Raises Invalid; Conflict where its number is taken or a person is in another team."""
    demand(actor, Action.EDIT, None)
    demand_free_code(session, actor, Team, values["code"])
    check_references(session, actor, values, {"home_id": Place})
    team = Team(town_id=actor.town_id, code=values["code"], name=values["name"])
    session.add(team)
    session.flush()
    return apply(session, actor, team, values)


def edit_team(
    session: Session,
    actor: Actor,
    team_id: int,
    values: dict[str, Any],
    *,
    now: datetime,  # noqa: ARG001
) -> Team:
    """Change some values of a team; `member_ids` replaces its members.

    Raises NotFound; Invalid where the leader is no member; Conflict where a person is a member of another team.
    """
    team = find(session, actor, Action.EDIT, Team, team_id)
    check_references(session, actor, values, {"home_id": Place})
    demand_free_code(session, actor, Team, values.get("code"), team)
    return apply(session, actor, team, values)


def apply(session: Session, actor: Actor, team: Team, values: dict[str, Any]) -> Team:
    """Give a team these values."""
    changed = dict(values)
    members = changed.pop("member_ids", None)
    if members is not None:
        man(session, actor, team, set(members))
    leader = changed.get("leader_id", team.leader_id)
    if leader is not None and leader not in {row.person_id for row in team.memberships}:
        raise Invalid(m_("The leader is not a member of the team."), {"leader_id": m_("One of the members.")})
    for name, value in changed.items():
        setattr(team, name, value)
    session.flush()
    return team


def man(session: Session, actor: Actor, team: Team, wanted: set[int]) -> None:
    """Make these people the members of a team."""
    team.memberships[:] = [row for row in team.memberships if row.person_id in wanted]
    held = {row.person_id for row in team.memberships}
    for person_id in sorted(wanted - held):
        person = referred(session, actor, Person, person_id, "member_ids")
        if session.scalars(select(TeamMember).where(TeamMember.person_id == person.id)).one_or_none() is not None:
            raise Conflict(m_("{name} is a member of another team.", name=person.name))
        team.memberships.append(TeamMember(town_id=team.town_id, person_id=person.id))
    session.flush()
