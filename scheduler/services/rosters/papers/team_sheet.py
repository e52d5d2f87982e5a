"""What a team and its members do in a roster, for its leader: a row a duty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.domain.dates import day_name
from scheduler.domain.permissions import Action, Actor
from scheduler.language import Message, listed, m_
from scheduler.models import Team
from scheduler.papers.typesetting import Template, typeset
from scheduler.services.lookup import find
from scheduler.services.rosters.drafts import get_roster
from scheduler.services.rosters.papers.papers import head
from scheduler.services.rosters.papers.slots import Coming, RoleSlots, role_slots
from scheduler.services.rosters.papers.told import Told

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


def team_duties(slots: Iterable[RoleSlots], team: Team, coming: Coming) -> list[TeamDuty]:
    """The duties of a team and of its members, in order of time."""
    members = {membership.person_id for membership in team.memberships}
    found = []
    for role in slots:
        sent = [row for row in role.held if row.team_id == team.id]
        alone = [row for row in role.held if row.person_id in members]
        found += [
            TeamDuty(role.activity, role.name, whole, tuple(name for row in rows for name in coming.names(row)))
            for whole, rows in ((True, sent), (False, alone))
            if rows
        ]
    return found


def team_pdf(session: Session, actor: Actor, roster_id: int, team_id: int, locale: str, *, now: datetime) -> bytes:
    """The sheet of a team, A4. Raises NotFound."""
    roster, team = get_roster(session, actor, roster_id), find(session, actor, Action.READ, Team, team_id)
    slots = role_slots(session, roster)
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
                for duty in team_duties(slots, team, Coming.to(session, roster, slots))
            ],
        },
        now=now,
    )
