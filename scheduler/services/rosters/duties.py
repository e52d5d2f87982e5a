"""What each person was told: duties assigned and offered at publish, and the answers to offers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Conflict
from scheduler.language import m_
from scheduler.models import (
    Assignment,
    Duty,
    DutyState,
    JobKind,
    NoticeKind,
    Person,
    PublishedActivity,
    Roster,
    Town,
)
from scheduler.services import jobs
from scheduler.services.lookup import find
from scheduler.services.rosters.notices import write_notice
from solver.candidates import Capacity

OFFERED_CAPACITIES = frozenset({Capacity.VOLUNTEER, Capacity.PARTY_MEMBER})
"""Nobody is forced to volunteer (志愿服务条例 art. 25): these are asked, employees are assigned."""

LIVE = frozenset({DutyState.ASSIGNED, DutyState.OFFERED, DutyState.ACCEPTED})
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


def first_state(assignment: Assignment, town: Town) -> DutyState:
    """Whether an assignment binds at once or is an offer; team members are asked where the town says so."""
    asked = town.teams_get_offers if assignment.team_id is not None else assignment.capacity in OFFERED_CAPACITIES
    return DutyState.OFFERED if asked else DutyState.ASSIGNED


News = tuple[Duty, PublishedActivity, NoticeKind]
"""A duty that changed, its activity as published now (as it was, for a withdrawn one), and the notice to write."""


def update_duties(
    session: Session,
    town: Town,
    roster: Roster,
    pairs: Sequence[tuple[Assignment, PublishedActivity]],
    now: datetime,
) -> None:
    """Bring all duties of a period to a newly published version, and write a notice for each that changes."""
    told = {(duty.person_id, duty.role_id): duty for duty in known_duties(session, roster)}
    before = last_told(session, told.values())
    news: list[News] = []
    held = set()
    for row, activity in pairs:
        for person_id in [row.person_id] if row.person_id is not None else row.crew:
            key = (person_id, row.role_id)
            held.add(key)
            if key not in told:
                news.append(tell(session, town, roster, person_id, row, activity, now))
            else:
                news += retell(town, roster, told[key], row, activity, before[told[key].id], now)
    for key, duty in told.items():
        if key not in held and duty.state in LIVE:
            duty.state, duty.changed_at = DutyState.WITHDRAWN, now
            news.append((duty, before[duty.id], NoticeKind.WITHDRAWN))
    session.flush()
    for duty, activity, kind in news:
        write_notice(session, duty, activity, kind, now)
    session.flush()


def frozen_activities(session: Session, roster: Roster) -> dict[int, PublishedActivity]:
    """A published version's frozen activities by activity id."""
    rows = session.scalars(select(PublishedActivity).where(PublishedActivity.roster_id == roster.id))
    return {row.activity_id: row for row in rows}


def known_duties(session: Session, roster: Roster) -> Sequence[Duty]:
    """The duties that people were told of by any version of the roster's period, and by other periods in its roles:
    an activity that was moved brings its duties along. Nobody answers them until this transaction ends.
    """
    versions = select(Roster.id).where(Roster.town_id == roster.town_id, Roster.first_day == roster.first_day)
    roles = select(Assignment.role_id).where(Assignment.roster_id == roster.id)
    return session.scalars(
        select(Duty)
        .options(selectinload(Duty.role))
        .where(or_(Duty.roster_id.in_(versions), Duty.role_id.in_(roles)))
        .order_by(Duty.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def last_told(session: Session, duties: Iterable[Duty]) -> dict[int, PublishedActivity]:
    """By duty id, the activity as it was last published to the duty's person."""
    known = {duty.id: (duty.roster_id, duty.role.activity_id) for duty in duties}
    versions = {version for version, _ in known.values()}
    rows = session.scalars(select(PublishedActivity).where(PublishedActivity.roster_id.in_(versions)))
    frozen = {(row.roster_id, row.activity_id): row for row in rows}
    return {duty_id: frozen[place] for duty_id, place in known.items()}


def tell(
    session: Session,
    town: Town,
    roster: Roster,
    person_id: int,
    row: Assignment,
    activity: PublishedActivity,
    now: datetime,
) -> News:
    """A duty that the person never had."""
    duty = Duty(
        town_id=town.id,
        person_id=person_id,
        role_id=row.role_id,
        team_id=row.team_id,
        capacity=row.capacity,
        state=first_state(row, town),
        roster_id=roster.id,
        changed_at=now,
    )
    session.add(duty)
    return duty, activity, notice_kind(duty.state)


def retell(
    town: Town,
    roster: Roster,
    duty: Duty,
    row: Assignment,
    activity: PublishedActivity,
    old: PublishedActivity,
    now: datetime,
) -> list[News]:
    """A duty that the person knows: no word where it is as before; an accepted offer that moved is asked anew."""
    live = duty.state in LIVE
    same = live and duty.team_id == row.team_id and not moved_since(old, activity)
    duty.roster_id, duty.team_id, duty.capacity = roster.id, row.team_id, row.capacity
    if same:
        return []
    duty.state, duty.changed_at, duty.answered_at = first_state(row, town), now, None
    return [(duty, activity, NoticeKind.CHANGED if live else notice_kind(duty.state))]


def notice_kind(state: DutyState) -> NoticeKind:
    """The notice that first tells of a duty in this state."""
    return NoticeKind.OFFERED if state is DutyState.OFFERED else NoticeKind.ASSIGNED


def moved_since(old: PublishedActivity, new: PublishedActivity) -> bool:
    """Whether time or place differ from what people were told before."""
    return (old.starts_at, old.ends_at, old.place_id, old.venue_id) != (
        new.starts_at,
        new.ends_at,
        new.place_id,
        new.venue_id,
    )
