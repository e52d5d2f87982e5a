"""Publishing a draft: the version is frozen, people's duties and notices are written, calendars are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.permissions import Action, Actor
from scheduler.domain.roster_changes import Held, PersonChange, Version, roster_changes
from scheduler.errors import Conflict, Invalid
from scheduler.language import m_
from scheduler.models import (
    Activity,
    Assignment,
    JobKind,
    PublishedActivity,
    Role,
    Roster,
    RosterState,
    SpecialDay,
    Town,
)
from scheduler.services import jobs
from scheduler.services.lookup import find
from scheduler.services.problems import Booking, Translation, Written, translate
from scheduler.services.rosters.by_hand.edits import forget
from scheduler.services.rosters.drafts import check_period, copied, open_run, published_roster
from scheduler.services.rosters.duties import frozen_activities, known_duties, update_duties
from scheduler.services.rosters.explained.explanations import finding_message
from scheduler.services.rosters.fairness.ledger import loads, write_ledger
from scheduler.services.rosters.versions.news import Pairs
from scheduler.services.rosters.versions.snapshots import frozen_copies, snapshot
from scheduler.services.towns import lock_rosters
from solver import hard_findings

MOST_NAMED = 20
"""How many broken rules a refusal names; the rest are counted."""


def changes(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> list[PersonChange]:
    """What publishing this roster changes for whom. Raises NotFound."""
    return roster_changes(*versions(session, actor, roster_id, now=now))


def versions(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> tuple[Version, Version]:
    """What was published before a roster, nothing for the first one, and what the roster says. Raises NotFound.

    For a roster that is or was published: the version that it was based on, and itself.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    if roster.state is RosterState.DRAFT:
        before = published_roster(session, roster.town_id, roster.first_day)
        after = draft_version(written(session, roster, now))
    else:
        before = session.get(Roster, roster.based_on_id) if roster.based_on_id else None
        after = frozen_version(session, roster)
    return frozen_version(session, before) if before else {}, after


def roster_assignments(session: Session, roster: Roster) -> Sequence[Assignment]:
    """A roster's assignments, in order of role."""
    return session.scalars(
        select(Assignment)
        .options(selectinload(Assignment.role).selectinload(Role.activity))
        .where(Assignment.roster_id == roster.id)
        .order_by(Assignment.role_id, Assignment.id)
    ).all()


def written(session: Session, roster: Roster, now: datetime) -> list[Written]:
    """What publishing a draft now would write down."""
    return translate(session, roster, now=now).written(roster_assignments(session, roster))


def draft_version(bookings: Iterable[Written]) -> Version:
    """Who would hold what if a draft were published now."""
    return {
        (person_id, booking.row.role_id): held(booking.row.role.activity, booking.row.team_id)
        for booking in bookings
        for person_id in booking.people
    }


def frozen_version(session: Session, roster: Roster) -> Version:
    """Who holds what in a published version, by its frozen activities."""
    return {
        (person_id, row.role_id): held(activity, row.team_id)
        for row, activity in frozen_pairs(session, roster)
        for person_id in ([row.person_id] if row.person_id is not None else row.crew)
    }


def frozen_pairs(session: Session, roster: Roster) -> list[tuple[Assignment, PublishedActivity]]:
    """A published version's assignments, each with its frozen activity."""
    frozen = frozen_activities(session, roster)
    return [(row, frozen[row.role.activity_id]) for row in roster_assignments(session, roster)]


def draft_pairs(session: Session, roster: Roster, bookings: Iterable[Written]) -> Pairs:
    """What `frozen_pairs` would give if a draft with these bookings were published now; nothing of it is stored."""
    town = session.get_one(Town, roster.town_id)
    frozen = {copy.activity_id: copy for copy in frozen_copies(session, roster, town)}
    return [
        (Assignment(**{**copied(booking.row, roster.id), "crew": booking.crew}), frozen[booking.row.role.activity_id])
        for booking in bookings
    ]


def held(activity: Activity | PublishedActivity, team_id: int | None) -> Held:
    """When and where somebody on this activity is."""
    return Held(activity.starts_at, activity.ends_at, activity.place_id, activity.venue_id, team_id)


def publish(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> Roster:
    """Publish a draft: freeze it, supersede the version before, tell those for whom something changed.

    All of it is one transaction with the notices and the jobs that build calendars and send mail. Raises NotFound;
    Conflict if it is no draft, is being solved, or another version was published since it was made; Invalid if it
    breaks a hard rule, naming the rules and people.
    """
    lock_rosters(session, actor.town_id)
    roster = find(session, actor, Action.PUBLISH, Roster, roster_id, lock=True)
    superseded = published_roster(session, roster.town_id, roster.first_day)
    demand_ready(session, actor, roster, superseded)
    take_over(session, actor, roster, superseded, now)
    known_duties(session, roster)  # nobody declines any more between what is settled and what is told
    settle(session, roster, now if superseded else None)

    town = session.get_one(Town, roster.town_id)
    forget(session, roster)
    snapshot(session, roster, town)
    pairs = frozen_pairs(session, roster)
    special = {row.day: row.kind for row in session.scalars(select(SpecialDay).filter_by(town_id=town.id))}
    write_ledger(session, roster, loads(pairs, special, town.timezone), superseded)
    update_duties(session, town, roster, pairs, now)
    jobs.enqueue(session, actor, JobKind.FEEDS, {"town_id": town.id}, now=now)
    jobs.enqueue(session, actor, JobKind.NOTICES, {"town_id": town.id}, now=now)
    return roster


def demand_ready(session: Session, actor: Actor, roster: Roster, superseded: Roster | None) -> None:
    """Raise Conflict unless a roster is a draft that nobody is solving and the next version of its period."""
    if open_run(session, roster.id) is not None:
        raise Conflict(m_("This roster is being solved. Wait for the end, or stop it."))
    if roster.state is not RosterState.DRAFT:
        raise Conflict(m_("This roster was published already."))
    if roster.tries:
        raise Conflict(m_("This draft only tries something and is not published. Make it an ordinary draft first."))
    if roster.based_on_id != (superseded.id if superseded else None):
        raise Conflict(
            m_("Another version of this period was published meanwhile. Make a new version from it and generate again.")
        )
    check_period(session, actor, roster.first_day, roster.last_day)


def take_over(session: Session, actor: Actor, roster: Roster, superseded: Roster | None, now: datetime) -> None:
    """Turn the draft into the published version."""
    if superseded:
        superseded.state = RosterState.SUPERSEDED
        session.flush()
    roster.state, roster.published_at, roster.published_by = RosterState.PUBLISHED, now, actor.name
    session.flush()


def settle(session: Session, roster: Roster, now: datetime | None) -> None:
    """Judge a roster by the register as it stands now, and freeze what it books: assignments that can be no more are
    left out, and each team's crew is who can go now. Of a next version, what has begun by `now` is judged as it is
    solved, and stays written whoever serves no longer; a first one is judged whole. Raises Invalid naming the hard
    rules that it breaks.
    """
    translation, rows = translate(session, roster, now=now), roster_assignments(session, roster)
    refuse_broken_rules(translation, translation.bookings(rows))
    found = translation.written(rows)
    for one in found:
        one.row.crew = one.crew
    kept = {one.row.id for one in found}
    for row in rows:
        if row.id not in kept:
            session.delete(row)
    session.flush()


def refuse_broken_rules(translation: Translation, bookings: Iterable[Booking]) -> None:
    """Raise Invalid naming the hard rules that these bookings break as the register stands now."""
    held = translation.solver_roster(booking.pair for booking in bookings)
    findings = hard_findings(translation.problem, held)
    if findings:
        named = {f"rules.{number}": finding_message(finding, translation) for number, finding in enumerate(findings)}
        raise Invalid(
            m_("The roster breaks {count} rules as things stand now. Generate it again.", count=len(findings)),
            dict(list(named.items())[:MOST_NAMED]),
        )
