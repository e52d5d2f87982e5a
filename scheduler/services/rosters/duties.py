"""What each person was told: duties assigned and offered at publish, and the answers to offers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Conflict
from scheduler.language import m_
from scheduler.models import (
    Assignment,
    Duty,
    DutyState,
    JobKind,
    Person,
    PublishedActivity,
    Roster,
    Town,
)
from scheduler.services import jobs
from scheduler.services.lookup import find
from scheduler.services.rosters.notices import write_notice
from scheduler.services.rosters.versions.news import Pairs, news, people_of

DAYS_SHOWN_BACK = 90


@dataclass(frozen=True)
class DutyFacts:
    """A duty as its person sees it: the row, and the frozen activity that was published to them."""

    duty: Duty
    activity: PublishedActivity

    @property
    def role_name(self) -> str:
        """The role's name as published."""
        name: str = self.activity.content["roles"].get(str(self.duty.role_id), "")
        return name


def duties_of(session: Session, actor: Actor, person_id: int, *, now: datetime) -> list[DutyFacts]:
    """A person's duties from 90 days back on, in order of time, withdrawn ones included. Raises NotFound."""
    person = find(session, actor, Action.READ, Person, person_id)
    return facts_of_duties(session, person, since=now - timedelta(days=DAYS_SHOWN_BACK))


def facts_of_duties(session: Session, person: Person, *, since: datetime) -> list[DutyFacts]:
    """The duties of a person that end after `since`, each with the activity as it was last published."""
    rows = session.execute(
        select(Duty, PublishedActivity)
        .join(PublishedActivity, PublishedActivity.roster_id == Duty.roster_id)
        .where(
            Duty.person_id == person.id,
            Duty.role.has(activity_id=PublishedActivity.activity_id),
            PublishedActivity.ends_at > since,
        )
        .order_by(PublishedActivity.starts_at, Duty.id)
    )
    return [DutyFacts(duty, activity) for duty, activity in rows]


def accept(session: Session, actor: Actor, duty_id: int, *, now: datetime) -> Duty:
    """Accept an offer. Raises NotFound, Forbidden, or Conflict where there is nothing to answer (any more)."""
    return answer(session, actor, duty_id, DutyState.ACCEPTED, now)


def decline(session: Session, actor: Actor, duty_id: int, *, now: datetime) -> Duty:
    """Decline an offer, or take an acceptance back: the slot is open again. Raises as `accept`."""
    return answer(session, actor, duty_id, DutyState.DECLINED, now)


def answer(session: Session, actor: Actor, duty_id: int, state: DutyState, now: datetime) -> Duty:
    """Give an offer its answer and have the calendars rebuilt. Giving the same answer again changes nothing."""
    duty = find(session, actor, Action.ANSWER, Duty, duty_id, lock=True)
    if duty.state is state:
        return duty
    if duty.state not in (DutyState.OFFERED, DutyState.ACCEPTED):
        raise Conflict(m_("This duty is not an open offer any more."))
    if published_activity(session, duty).starts_at <= now:
        raise Conflict(m_("This duty has begun; please call the coordinator."))
    duty.state, duty.answered_at, duty.changed_at = state, now, now
    session.flush()
    jobs.enqueue(session, actor, JobKind.FEEDS, {"town_id": duty.town_id, "person_id": duty.person_id}, now=now)
    return duty


def published_activity(session: Session, duty: Duty) -> PublishedActivity:
    """The activity of a duty as it was last published to its person."""
    return session.scalars(
        select(PublishedActivity).where(
            PublishedActivity.roster_id == duty.roster_id, PublishedActivity.activity_id == duty.role.activity_id
        )
    ).one()


def update_duties(session: Session, town: Town, roster: Roster, pairs: Pairs, now: datetime) -> None:
    """Bring all duties of a period to a newly published version, and write a notice for each that changes."""
    duties = {(duty.person_id, duty.role_id): duty for duty in known_duties(session, roster)}
    found = news(town, pairs, duties.values(), last_told(session, duties.values()), now)
    for row, _ in pairs:
        for person_id in people_of(row):
            key = (person_id, row.role_id)
            if key not in duties:
                duties[key] = Duty(town_id=town.id, person_id=person_id, role_id=row.role_id)
            duty = duties[key]
            duty.roster_id, duty.team_id, duty.capacity = roster.id, row.team_id, row.capacity
    for one in found:
        duty = duties[one.person_id, one.role_id]
        duty.state, duty.changed_at = one.state, now
        if one.state is not DutyState.WITHDRAWN:
            duty.answered_at = None
    session.add_all(duties.values())
    session.flush()
    for one in found:
        write_notice(session, duties[one.person_id, one.role_id], one.activity, one.kind, now)
    session.flush()


def frozen_activities(session: Session, roster: Roster) -> dict[int, PublishedActivity]:
    """A published version's frozen activities by activity id."""
    rows = session.scalars(select(PublishedActivity).where(PublishedActivity.roster_id == roster.id))
    return {row.activity_id: row for row in rows}


def known_duties(session: Session, roster: Roster) -> Sequence[Duty]:
    """What people were told by the versions of a roster's period, as it is now. Nobody answers until this transaction
    ends.
    """
    roles = session.scalars(select(Assignment.role_id).where(Assignment.roster_id == roster.id)).all()
    query = told_in(roster, set(roles)).with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).all()


def told_in(roster: Roster, roles: Collection[int]) -> Select[Duty]:
    """The duties that people were told of by any version of the roster's period, and by other periods in the roles that
    it has somebody hold: an activity that was moved brings its duties along.
    """
    versions = select(Roster.id).where(Roster.town_id == roster.town_id, Roster.first_day == roster.first_day)
    return (
        select(Duty)
        .options(selectinload(Duty.role))
        .where(or_(Duty.roster_id.in_(versions), Duty.role_id.in_(roles)))
        .order_by(Duty.id)
    )


def last_told(session: Session, duties: Iterable[Duty]) -> dict[int, PublishedActivity]:
    """By duty id, the activity as it was last published to the duty's person."""
    known = {duty.id: (duty.roster_id, duty.role.activity_id) for duty in duties}
    versions = {version for version, _ in known.values()}
    rows = session.scalars(select(PublishedActivity).where(PublishedActivity.roster_id.in_(versions)))
    frozen = {(row.roster_id, row.activity_id): row for row in rows}
    return {duty_id: frozen[place] for duty_id, place in known.items()}
