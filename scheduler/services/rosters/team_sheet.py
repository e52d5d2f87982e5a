"""What a team and its members do in a roster, for its leader: a row a duty."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.dates import day_name
from scheduler.domain.permissions import Action, Actor
from scheduler.language import Message, listed, m_
from scheduler.models import Assignment, Role, Roster, RosterState, Team, Town
from scheduler.papers.typesetting import Template, typeset
from scheduler.services.lookup import find
from scheduler.services.rosters.drafts import get_roster
from scheduler.services.rosters.duties import frozen_activities
from scheduler.services.rosters.papers import head
from scheduler.services.rosters.told import Told, declined, names_of, role_name, told

HEADS = (m_("Date"), m_("Time"), m_("Activity and role"), m_("Place"), m_("Who comes"))
WHOLE_TEAM = m_("the whole team")
EMPTY = m_("Neither the team nor anybody of it has a duty in this period.")


@dataclass(frozen=True)
class TeamDuty:
    """A role that the team as a whole or people of it hold; `people` are their names, without those who declined."""

    activity: Told
    role: str
    whole: bool
    people: tuple[str, ...]

    @property
    def who(self) -> Message:
        """Who comes, in words."""
        names = listed(self.people)
        if not self.whole:
            return names
        return m_("the whole team: {names}", names=names) if self.people else WHOLE_TEAM


def team_duties(session: Session, roster: Roster, team: Team) -> list[TeamDuty]:
    """The duties of a team and of its members, in order of time."""
    zone = session.get_one(Town, roster.town_id).timezone
    frozen = frozen_activities(session, roster) if roster.state is not RosterState.DRAFT else {}
    members = [membership.person_id for membership in team.memberships]
    rows = session.scalars(
        select(Assignment)
        .options(selectinload(Assignment.role).selectinload(Role.activity))
        .where(Assignment.roster_id == roster.id)
        .where(or_(Assignment.team_id == team.id, Assignment.person_id.in_(members)))
        .order_by(Assignment.id)
    ).all()
    names, gone = names_of(session, rows), declined(session, roster)
    roles: dict[tuple[int, bool], list[Assignment]] = defaultdict(list)
    for row in rows:
        roles[row.role_id, row.team_id is not None].append(row)
    found = []
    for (_, whole), held in roles.items():
        role = held[0].role
        activity = frozen.get(role.activity_id, role.activity)
        people = [person for row in held for person in (row.crew if whole else [row.person_id])]
        coming = tuple(names[person] for person in people if (person, role.id) not in gone)
        found.append(TeamDuty(told(activity, zone), role_name(role, activity), whole, coming))
    return sorted(found, key=lambda duty: (duty.activity.starts_at, duty.activity.title, duty.role))


def team_pdf(session: Session, actor: Actor, roster_id: int, team_id: int, locale: str, *, now: datetime) -> bytes:
    """The sheet of a team, A4. Raises NotFound."""
    roster, team = get_roster(session, actor, roster_id), find(session, actor, Action.READ, Team, team_id)
    leader = () if team.leader is None else (m_("Leader: {name}", name=team.leader.name),)
    return typeset(
        Template.TEAM,
        {
            **head(session, roster, m_("Duties of {team}", team=team.name), locale, now),
            "lines": [line.render(locale) for line in leader],
            "heads": [one.render(locale) for one in HEADS],
            "empty": EMPTY.render(locale),
            "rows": [
                {
                    "day": day_name(duty.activity.starts_at.date()).render(locale),
                    "time": duty.activity.time,
                    "title": duty.activity.title,
                    "role": duty.role,
                    "place": duty.activity.place,
                    "who": duty.who.render(locale),
                }
                for duty in team_duties(session, roster, team)
            ],
        },
        now=now,
    )
