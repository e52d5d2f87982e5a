"""The task sheet of an activity: when and where it is, who comes, and room for each to sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.dates import day_name
from scheduler.domain.permissions import Action, Actor
from scheduler.errors import NotFound
from scheduler.language import Message, m_
from scheduler.models import (
    Activity,
    Organisation,
    Roster,
    RosterState,
    Town,
)
from scheduler.papers.typesetting import Template, typeset
from scheduler.services.activities.kinds import KINDS
from scheduler.services.lookup import find
from scheduler.services.rosters.drafts import get_roster
from scheduler.services.rosters.duties import frozen_activities
from scheduler.services.rosters.papers.papers import head
from scheduler.services.rosters.papers.slots import Coming, RoleSlots, booked, role_slots
from scheduler.services.rosters.papers.told import Told, told

HEADS = (
    m_("No."),
    m_("Role"),
    m_("Name of a person"),
    m_("Team or unit"),
    m_("Signed in"),
    m_("Signed out"),
    m_("Remarks"),
)
SIGNATURES = (m_("Person in charge:"), m_("Date:"))
OPEN = m_("(open)")
EMPTY = m_("Nobody is asked for in this activity.")


def task_pdf(session: Session, actor: Actor, roster_id: int, activity_id: int, locale: str, *, now: datetime) -> bytes:
    """The task sheet of an activity as a roster staffs it, A4.

    Raises NotFound, also where the activity was not published with the roster.
    """
    roster = get_roster(session, actor, roster_id)
    activity = find(session, actor, Action.READ, Activity, activity_id)
    roles = [role for role in role_slots(session, roster) if role.role.activity_id == activity.id]
    facts = told_of(session, roster, activity)
    return typeset(
        Template.TASK,
        {
            **head(session, roster, m_("Task sheet: {title}", title=facts.title), locale, now),
            "about_it": [[name.render(locale), value] for name, value in about(facts, locale)],
            "heads": [one.render(locale) for one in HEADS],
            "signatures": [one.render(locale) for one in SIGNATURES],
            "empty": EMPTY.render(locale),
            "rows": places(session, roster, roles, locale),
        },
        now=now,
    )


def told_of(session: Session, roster: Roster, activity: Activity) -> Told:
    """An activity as a roster tells it. Raises NotFound where it was not published with it."""
    zone = session.get_one(Town, roster.town_id).timezone
    if roster.state is RosterState.DRAFT:
        return told(activity, zone)
    frozen = frozen_activities(session, roster).get(activity.id)
    if frozen is None:
        raise NotFound(m_("This activity was not published with this roster."))
    return told(frozen, zone)


def about(facts: Told, locale: str) -> list[tuple[Message, str]]:
    """What is said of the activity, by name."""
    when = f"{day_name(facts.starts_at.date()).render(locale)} {facts.time}"
    said = [
        (m_("Time"), when),
        (m_("Place"), facts.place),
        (m_("Kind"), KINDS[facts.kind].render(locale)),
        (m_("Notes"), facts.notes),
    ]
    if facts.confidential:
        said.append((m_("Confidential"), m_("Do not pass this sheet on before the action is over.").render(locale)))
    return [(name, value) for name, value in said if value]


def places(session: Session, roster: Roster, roles: Sequence[RoleSlots], locale: str) -> list[dict[str, Any]]:
    """A line for each who comes, role by role, and an open one for each slot that nobody holds.

    Whom a whole team books is known when a roster was generated or published; until then the team has one line.
    """
    coming, units = Coming.to(session, roster, roles), units_of(session, roster)
    lines = []
    for role in roles:
        for row in role.held:
            unit = row.team.name if row.team else units.get(row.person.organisation_id if row.person else None, "")
            names = coming.names(row) if booked(row) else [""]
            lines += [{"role": role.name, "name": name, "with": unit} for name in names]
        lines += [{"role": role.name, "name": OPEN.render(locale), "with": ""}] * role.open
    return lines


def units_of(session: Session, roster: Roster) -> dict[int | None, str]:
    """The names of the town's organisations, by id."""
    rows = session.scalars(select(Organisation).where(Organisation.town_id == roster.town_id))
    return {row.id: row.name for row in rows}
