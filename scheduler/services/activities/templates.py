"""What activities are started from: templates that every town has, and those it saved from activities of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Invalid, NotFound
from scheduler.language import Message, m_
from scheduler.models import (
    Activity,
    ActivityKind,
    Market,
    Organisation,
    Qualification,
    SavedTemplate,
    Town,
)
from scheduler.models.activities import ActivityColumns, RoleColumns
from scheduler.services.activities.series import shared
from scheduler.services.lookup import find
from solver.candidates import Capacity

Values = dict[str, Any]

DEPARTMENTS = (
    (m_("Market supervision"), ("市场监管", "市场监督")),
    (m_("Traffic police"), ("交警", "交通警察")),
    (m_("Town enforcement office"), ("综合执法", "综合行政执法")),
)
"""Which departments a joint action on a market day brings together, and what their names have in common in any town."""

OFFICERS = 2
"""Two officers of each department: the law asks for no fewer."""


@dataclass(frozen=True)
class Template:
    """What the form of a new activity is filled in with.

    `key` is a word for the templates of every town and the number of one that this town saved. The values are those of
    an activity but for number and times; titles and names of roles that every town has are messages.
    """

    key: str
    name: Message | str
    start_minute: int
    end_minute: int
    values: Values

    @property
    def own(self) -> bool:
        """Whether the town saved it itself, and may forget it."""
        return self.key.isdigit()


def list_templates(session: Session, actor: Actor) -> list[Template]:
    """The templates of every town, then the town's own by name."""
    demand(actor, Action.READ, None)
    rows = session.scalars(
        select(SavedTemplate).where(SavedTemplate.town_id == actor.town_id).order_by(SavedTemplate.name)
    )
    return [joint_action(session, actor), SERVICE_VISIT, TRAINING, *map(saved, rows)]


def get_template(session: Session, actor: Actor, key: str) -> Template:
    """One template. Raises NotFound."""
    for template in list_templates(session, actor):
        if template.key == key:
            return template
    raise NotFound(m_("There is no such template."))


def save_template(session: Session, actor: Actor, activity_id: int, name: str, *, now: datetime) -> Template:  # noqa: ARG001
    """Keep what an activity asks for, where and at what time of day as a template, in place of one of that name.

    Raises NotFound, Invalid without a name.
    """
    activity = find(session, actor, Action.READ, Activity, activity_id)
    demand(actor, Action.EDIT, None)
    if not name:
        raise Invalid(m_("A template needs a name."), {"name": m_("This is needed.")})
    zone = session.get_one(Town, actor.town_id).timezone
    starts, ends = local(activity.starts_at, zone), local(activity.ends_at, zone)
    row = session.scalars(select(SavedTemplate).filter_by(town_id=actor.town_id, name=name)).one_or_none()
    if row is None:
        row = SavedTemplate(town_id=actor.town_id, name=name)
    row.start_minute = starts.hour * 60 + starts.minute
    row.end_minute = (ends.date() - starts.date()).days * 1440 + ends.hour * 60 + ends.minute
    row.content = {
        **shared(activity, ActivityColumns),
        "roles": [shared(role, RoleColumns) for role in activity.roles],
    }
    session.add(row)
    session.flush()
    return saved(row)


def remove_template(session: Session, actor: Actor, template_id: int, *, now: datetime) -> None:  # noqa: ARG001
    """Forget a template that the town saved; what was started from it stays. Raises NotFound."""
    session.delete(find(session, actor, Action.EDIT, SavedTemplate, template_id))
    session.flush()


def saved(row: SavedTemplate) -> Template:
    """A template of the town's own."""
    values = {**row.content, "kind": ActivityKind(row.content["kind"])}
    return Template(str(row.id), row.name, row.start_minute, row.end_minute, values)


def role(name: Message, accepts: Sequence[Capacity], minimum: int, wanted: int, priority: int, **more: Any) -> Values:
    """A role of a template of every town."""
    return {
        "name": name,
        "accepts": [str(capacity) for capacity in accepts],
        "minimum": minimum,
        "wanted": wanted,
        "priority": priority,
        "qualification_id": None,
        "level": 1,
        "organisation_id": None,
        "team_id": None,
        "trains": False,
        **more,
    }


def values_of(kind: ActivityKind, title: Message, roles: Sequence[Values], **more: Any) -> Values:
    """The values of a template of every town: what it does not say is what a new activity has."""
    return {
        "kind": kind,
        "title": title,
        "place_id": None,
        "venue_id": None,
        "priority": 2,
        "unpleasant": False,
        **kind.usual,
        "local": False,
        "women": 0,
        "men": 0,
        "organisations": 0,
        "never_alone": False,
        "quotas": [],
        "attendees": 0,
        "grants_id": None,
        "grants_level": 1,
        "grants_months": 12,
        "departments": [],
        "notes": "",
        **more,
        "roles": list(roles),
    }


def joint_action(session: Session, actor: Actor) -> Template:
    """A joint enforcement action: two officers of each department, a team for order, guides; at the first market."""
    units = session.scalars(
        select(Organisation)
        .where(Organisation.town_id == actor.town_id, Organisation.enforces)
        .order_by(Organisation.id)
    ).all()
    certificate = session.scalars(
        select(Qualification.id)
        .where(Qualification.town_id == actor.town_id, Qualification.enforcement)
        .order_by(Qualification.id)
    ).first()
    market = session.scalars(select(Market.place_id).where(Market.town_id == actor.town_id).order_by(Market.id)).first()
    found = [
        (name, next((unit for unit in units if any(word in unit.name for word in words)), None))
        for name, words in DEPARTMENTS
    ]
    officers = [
        role(
            m_("Officers: {department}", department=name if unit is None else unit.name),
            (Capacity.OFFICER,),
            OFFICERS,
            OFFICERS,
            4,
            qualification_id=certificate,
            organisation_id=None if unit is None else unit.id,
        )
        for name, unit in found
    ]
    return Template(
        "enforcement",
        m_("Joint enforcement action: two officers of each department"),
        6 * 60 + 30,
        9 * 60 + 30,
        values_of(
            ActivityKind.ENFORCEMENT,
            m_("Joint enforcement on market day"),
            [
                *officers,
                role(m_("Team for order"), (Capacity.TEAM,), 0, 1, 3),
                role(m_("Guides"), (Capacity.VOLUNTEER, Capacity.GRID_MEMBER), 0, 2, 1),
            ],
            priority=3,
            unpleasant=True,
            place_id=market,
            departments=[unit.code for _, unit in found if unit is not None],
        ),
    )


SERVICE_VISIT = Template(
    "service",
    m_("Service visit: a social worker and two volunteers"),
    9 * 60,
    11 * 60,
    values_of(
        ActivityKind.SERVICE,
        m_("Service visit in the village"),
        [
            role(m_("Leading social worker"), (Capacity.SOCIAL_WORKER,), 1, 1, 3),
            role(m_("Volunteers"), (Capacity.VOLUNTEER, Capacity.PARTY_MEMBER), 1, 2, 2),
        ],
    ),
)

TRAINING = Template(
    "training",
    m_("Training session: a trainer and two helpers"),
    14 * 60,
    16 * 60 + 30,
    values_of(
        ActivityKind.TRAINING,
        m_("Training for volunteers"),
        [
            role(m_("Trainer"), (Capacity.SOCIAL_WORKER, Capacity.OFFICER), 1, 1, 4),
            role(m_("Helpers at the session"), (Capacity.VOLUNTEER,), 1, 2, 1),
        ],
        attendees=30,
    ),
)
