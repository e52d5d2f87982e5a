"""An earlier version published again, as a new one: what of it can still be, and what cannot and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.domain.dates import span
from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Conflict
from scheduler.language import Message, listed, m_
from scheduler.models import Assignment, Person, PublishedActivity, Role, Roster, RosterState, Town
from scheduler.services.lookup import find
from scheduler.services.problems import Booking, Translation, Written, translate
from scheduler.services.problems.rows import Holding
from scheduler.services.rosters.drafts import next_version, published_roster, write_assignments
from scheduler.services.rosters.duties import frozen_activities
from scheduler.services.rosters.explained.explanations import finding_message, title
from scheduler.services.rosters.versions.news import moved_since
from scheduler.services.rosters.versions.no_more import why_no_more
from scheduler.services.rosters.versions.preview import PersonPreview, told_people
from scheduler.services.rosters.versions.publishing import publish, refuse_broken_rules, roster_assignments
from scheduler.services.rosters.versions.snapshots import frozen_copies
from scheduler.services.towns import lock_rosters
from solver import hard_findings, read_policy
from solver.problem import Pin
from solver.rules.base import Finding


@dataclass(frozen=True)
class Lost:
    """Who held which role in the earlier version and will not hold it again, and why."""

    name: str
    person_id: int | None
    team_id: int | None
    role: Role
    reason: Message

    @classmethod
    def of(cls, row: Assignment, reason: Message) -> Lost:
        """What is lost of an assignment."""
        holder = row.person or row.team
        return cls(holder.name if holder is not None else "", row.person_id, row.team_id, row.role, reason)

    @property
    def holding(self) -> Holding:
        """Who held what, in short."""
        return self.role.id, self.person_id, self.team_id


@dataclass(frozen=True)
class Restoration:
    """What publishing an earlier version again brings: who holds what, what of it cannot be, what else is otherwise
    than it was, and what people are told.
    """

    roster: Roster
    published: Roster
    bookings: list[Booking]
    past: list[Written]
    lost: list[Lost]
    notes: list[Message]
    people: list[PersonPreview]


def restoration(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> Restoration:
    """What restoring a version now would bring; nothing is kept of it.

    What has begun stays as it is published, and so does what the version did not know yet or could not go ahead as it
    was then. Raises NotFound; Conflict where the version was never published or nothing would change; Invalid where
    what has begun breaks a rule by itself.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    published = restorable_over(session, roster)
    anew = Roster(town_id=roster.town_id, first_day=roster.first_day, last_day=roster.last_day)
    translation, known = translate(session, anew, now=now), frozen_activities(session, roster)
    current, lost = roster_assignments(session, published), list[Lost]()
    stays = [booking for booking in translation.bookings(current) if booking.pair in begun_pairs(translation, now)]
    asked = [row for row in roster_assignments(session, roster) if row.role.activity.starts_at > now]
    asked += [row for row in current if row.role.activity.starts_at > now and row.role.activity_id not in known]
    bookings = legal(translation, stays, list(possible(translation, asked, lost)), lost)
    instead = list(possible(translation, of_what_is_lost(current, bookings, lost), []))
    bookings = legal(translation, bookings, instead, [])
    if {booking.pair for booking in bookings} == {booking.pair for booking in translation.bookings(current)}:
        raise Conflict(m_("Nothing would change: what can be restored of this version is published already."))
    copies = frozen_copies(session, anew, session.get_one(Town, roster.town_id))
    notes = [
        *otherwise(bookings, known, copies, translation.timeline.zone, now),
        *kept_instead(booking for booking in instead if booking in bookings),
    ]
    gone = [*without(lost, bookings), *left_behind(session, bookings)]
    past = translation.past(current)
    people = told_people(session, anew, [*bookings, *past], now)
    return Restoration(roster, published, bookings, past, gone, notes, people)


def restore(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> Roster:
    """Publish an earlier version again, as a new one, as far as it can be: all of it in one transaction, as any
    publishing is. Raises as `restoration` and `publish`.
    """
    lock_rosters(session, actor.town_id)
    roster = find(session, actor, Action.PUBLISH, Roster, roster_id)
    found = restoration(session, actor, roster.id, now=now)
    anew = next_version(session, actor, roster.first_day, roster.last_day, found.published.id, now=now)
    anew.restores_id = roster.id
    write_assignments(session, anew, [*(one.row for one in found.bookings), *(one.row for one in found.past)])
    return publish(session, actor, anew.id, now=now)


def restorable_over(session: Session, roster: Roster) -> Roster:
    """The published version that a restored one would supersede. Raises Conflict."""
    if roster.state is RosterState.DRAFT:
        raise Conflict(m_("This version was never published. Publish it instead."))
    published = published_roster(session, roster.town_id, roster.first_day)
    if published is None or published.id == roster.id:
        raise Conflict(m_("This version is what is published now."))
    return published


def begun_pairs(translation: Translation, now: datetime) -> set[Pin]:
    """Who is held to what has begun: a problem as of now pins them, where no rule blocks them."""
    roles = translation.roles
    return {pin for pin in translation.problem.pins if roles[pin.role].activity.starts_at <= now}


def possible(translation: Translation, rows: Iterable[Assignment], lost: list[Lost]) -> Iterator[Booking]:
    """Those of some assignments that can be, each by itself; the others are added to what is lost."""
    rules = [rule for rule in read_policy(translation.problem.policy) if rule.hard]
    for row in rows:
        reason = why_no_more(translation, row)
        for booking in translation.bookings([row]):
            blocks = (rule.block(translation.tables, booking.pair.candidate, booking.pair.role) for rule in rules)
            block = next((found for found in blocks if found is not None), None)
            if block is None:
                yield booking
            else:
                reason = m_("Not met: {rule}", rule=title(type(block.rule)))
        if reason is not None:
            lost.append(Lost.of(row, reason))


def of_what_is_lost(
    current: Iterable[Assignment], bookings: Iterable[Booking], lost: Iterable[Lost]
) -> Iterator[Assignment]:
    """What is published now of the activities of which all is lost: better than nobody."""
    without = {one.role.activity_id for one in lost} - {booking.row.role.activity_id for booking in bookings}
    return (row for row in current if row.role.activity_id in without)


def legal(
    translation: Translation, stays: Sequence[Booking], free: Sequence[Booking], lost: list[Lost]
) -> list[Booking]:
    """All that stays and as much of the rest as breaks no rule together; what is dropped is added to what is lost.

    Raises Invalid where dropping all of the rest would not help.
    """
    kept = list(free)
    while True:
        pairs = (booking.pair for booking in (*stays, *kept))
        found = hard_findings(translation.problem, translation.solver_roster(pairs))
        dropped = dict[int, Lost]()
        for finding in found:
            for number in breaking(translation, finding, kept, dropped):
                dropped[number] = Lost.of(kept[number].row, finding_message(finding, translation))
        if not dropped:
            refuse_broken_rules(translation, [*stays, *kept])
            return [*stays, *kept]
        lost += dropped.values()
        kept = [booking for number, booking in enumerate(kept) if number not in dropped]


def breaking(
    translation: Translation, finding: Finding, kept: Sequence[Booking], dropped: Mapping[int, Lost]
) -> list[int]:
    """The bookings without which a rule would not be broken: all concerned where somebody more is missing, else the
    last of them. None where one of them is dropped already.
    """
    more = finding.reason in finding.rule.mended_by_more
    concerned = [number for number, one in enumerate(kept) if concerns(translation, finding, one, whole=more)]
    if more:
        return concerned
    last = sorted(concerned, key=lambda number: (kept[number].row.role.activity.starts_at, number))[-1:]
    return [] if any(number in dropped for number in concerned) else last


def concerns(translation: Translation, finding: Finding, booking: Booking, *, whole: bool) -> bool:
    """Whether a finding is about a booking: about its role or, where `whole`, its activity, and if it names people,
    about those who are booked.
    """
    roles, pair = translation.problem.roles, booking.pair
    activities = {roles[one].activity for one in finding.roles}
    if not (roles[pair.role].activity in activities if whole else pair.role in finding.roles):
        return False
    numbers = translation.rows.person_numbers
    there = {pair.candidate, *(numbers[member] for member in booking.crew)}
    return not finding.people or bool(there.intersection(finding.people))


def without(lost: Iterable[Lost], bookings: Iterable[Booking]) -> list[Lost]:
    """What is lost, but for what is held all the same."""
    held = {(booking.row.role_id, booking.row.person_id, booking.row.team_id) for booking in bookings}
    return [one for one in lost if one.holding not in held]


def left_behind(session: Session, bookings: Iterable[Booking]) -> Iterator[Lost]:
    """The members who went with a team in the earlier version and cannot go with it now."""
    for booking in bookings:
        team = booking.row.team
        if team is not None:
            reason = m_("does not go with {team} any more", team=team.name)
            for member in sorted(set(booking.row.crew) - set(booking.crew)):
                yield Lost(session.get_one(Person, member).name, member, None, booking.row.role, reason)


def otherwise(
    bookings: Iterable[Booking],
    known: Mapping[int, PublishedActivity],
    copies: Iterable[PublishedActivity],
    zone: str,
    now: datetime,
) -> Iterator[Message]:
    """What is otherwise than in the earlier version: what has begun, is newer, or was moved."""
    staffed = {booking.row.role.activity_id for booking in bookings}
    there = [copy for copy in copies if copy.activity_id in staffed]
    begun = [copy for copy in there if copy.starts_at <= now]
    if begun:
        yield m_("What has begun stays as it is published now. Activities: {count}", count=len(begun))
    newer = [copy for copy in there if copy.activity_id not in known and copy.starts_at > now]
    if newer:
        names = listed([copy.content["title"] for copy in newer])
        yield m_("Newer than this version, and staffed as it is published now: {activities}", activities=names)
    for copy in there:
        was = known.get(copy.activity_id)
        if was is not None and moved_since(was, copy) and copy.starts_at > now:
            yield m_(
                "{title} has moved since: then {was}, {before}; now {now}, {place}",
                title=copy.content["title"],
                was=span(was.starts_at, was.ends_at, zone),
                before=was.content["place"],
                now=span(copy.starts_at, copy.ends_at, zone),
                place=copy.content["place"],
            )


def kept_instead(instead: Iterable[Booking]) -> Iterator[Message]:
    """The activities that keep those whom they have, as they would have nobody."""
    titles = dict.fromkeys(booking.row.role.activity.title for booking in instead)
    if titles:
        yield m_(
            "Could not go ahead as in this version, and stay staffed as it is published now: {activities}",
            activities=listed(list(titles)),
        )
