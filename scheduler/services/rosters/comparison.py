"""What differs between any two versions of a period, by person and by activity, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.dates import span
from scheduler.domain.permissions import Action, Actor
from scheduler.domain.roster_changes import Held, PersonChange, Version, roster_changes
from scheduler.errors import Invalid
from scheduler.language import Message, listed, m_
from scheduler.models import Assignment, Person, PublishedActivity, Roster, RosterState, Team, Town
from scheduler.services.lookup import find
from scheduler.services.problems import translate
from scheduler.services.rosters.duties import frozen_activities
from scheduler.services.rosters.publishing import draft_version, frozen_version, roster_assignments
from scheduler.services.rosters.snapshots import frozen_copies


@dataclass(frozen=True)
class Edition:
    """What a version says: its activities by id as they are frozen in it (of a draft, as they would be now), who holds
    what, and the holders' names by activity and role.
    """

    activities: dict[int, PublishedActivity]
    version: Version
    holders: dict[tuple[int, int], frozenset[str]]


@dataclass(frozen=True)
class PersonDifference:
    """What differs for one person, in sentences."""

    person: Person
    sentences: list[Message]


@dataclass(frozen=True)
class ActivityDifference:
    """What differs of one activity, in sentences."""

    activity_id: int
    title: str
    starts_at: datetime
    sentences: list[Message]


@dataclass(frozen=True)
class Comparison:
    """What a version has otherwise than another: by person, and by activity in order of time."""

    roster: Roster
    against: Roster
    people: list[PersonDifference]
    activities: list[ActivityDifference]


def compare(session: Session, actor: Actor, roster_id: int, against_id: int) -> Comparison:
    """What a version has otherwise than another of its period, each as it was published (a draft as it would be now).

    Raises NotFound; Invalid where the two are of different periods.
    """
    roster, against = (find(session, actor, Action.READ, Roster, number) for number in (roster_id, against_id))
    if (roster.first_day, roster.last_day) != (against.first_day, against.last_day):
        raise Invalid(m_("Only versions of one period can be compared."))
    old, new = edition(session, against), edition(session, roster)
    zone = session.get_one(Town, roster.town_id).timezone
    return Comparison(roster, against, by_person(session, actor, old, new, zone), list(by_activity(old, new, zone)))


def edition(session: Session, roster: Roster) -> Edition:
    """What a version says."""
    rows = roster_assignments(session, roster)
    if roster.state is not RosterState.DRAFT:
        return Edition(frozen_activities(session, roster), frozen_version(session, roster), holders(session, rows))
    town = session.get_one(Town, roster.town_id)
    copies = {copy.activity_id: copy for copy in frozen_copies(session, roster, town)}
    bookings = translate(session, roster).bookings(rows)
    return Edition(copies, draft_version(bookings), holders(session, [booking.row for booking in bookings]))


def holders(session: Session, rows: Iterable[Assignment]) -> dict[tuple[int, int], frozenset[str]]:
    """The names of those who hold roles, a whole team as one, by ids of activity and role."""
    found: dict[tuple[int, int], set[str]] = {}
    for row in rows:
        holder = session.get(Person, row.person_id) if row.person_id else session.get(Team, row.team_id)
        if holder is not None:
            found.setdefault((row.role.activity_id, row.role_id), set()).add(holder.name)
    return {key: frozenset(names) for key, names in found.items()}


def by_person(session: Session, actor: Actor, old: Edition, new: Edition, zone: str) -> list[PersonDifference]:
    """What differs for each person, in order of id."""
    people = {row.id: row for row in session.scalars(select(Person).where(Person.town_id == actor.town_id))}
    teams = {row.id: row.name for row in session.scalars(select(Team).where(Team.town_id == actor.town_id))}
    telling = Telling(old, new, teams, zone)
    return [
        PersonDifference(people[change.person_id], list(telling.sentences(change)))
        for change in roster_changes(old.version, new.version)
    ]


class Telling:
    """Puts into words what differs for a person."""

    def __init__(self, old: Edition, new: Edition, teams: dict[int, str], zone: str) -> None:
        self.old, self.new, self.teams, self.zone = old, new, teams, zone

    def sentences(self, change: PersonChange) -> Iterator[Message]:
        """What one person loses, what is changed, and what is gained."""
        who = change.person_id
        for number in change.removed:
            yield m_("no longer {duty}", duty=self.duty(self.old, number, self.old.version[who, number]))
        for number in change.moved:
            was, now = self.old.version[who, number], self.new.version[who, number]
            facts = {"duty": self.duty(self.new, number, now), "was": self.circumstances(self.old, number, was)}
            yield m_("{duty}; before {was}", **facts)
        for number in change.added:
            yield m_("newly {duty}", duty=self.duty(self.new, number, self.new.version[who, number]))

    def duty(self, edition: Edition, role_id: int, held: Held) -> Message:
        """A duty: what, as whom, when, where, with which team."""
        activity = self.activity(edition, role_id)
        name = activity.content["roles"].get(str(role_id), "")
        facts = {"title": activity.content["title"], "role": name}
        return m_("{title} ({role}), {when}", when=self.circumstances(edition, role_id, held), **facts)

    def circumstances(self, edition: Edition, role_id: int, held: Held) -> Message:
        """When and where a duty is, and with which team."""
        facts = {"when": span(held.starts_at, held.ends_at, self.zone)}
        place = self.activity(edition, role_id).content["place"]
        if held.team_id is None:
            return m_("{when}, {place}", place=place, **facts)
        return m_("{when}, {place}, with {team}", place=place, team=self.teams[held.team_id], **facts)

    def activity(self, edition: Edition, role_id: int) -> PublishedActivity:
        """The activity of a role as a version has it."""
        number = next(activity_id for activity_id, role in edition.holders if role == role_id)
        return edition.activities[number]


def by_activity(old: Edition, new: Edition, zone: str) -> Iterator[ActivityDifference]:
    """What differs of each activity, in order of time."""
    known = {**old.activities, **new.activities}
    for number, activity in sorted(known.items(), key=lambda item: (item[1].starts_at, item[0])):
        sentences = [
            *of_itself(old.activities.get(number), new.activities.get(number), zone),
            *of_its_staff(old, new, number),
        ]
        if sentences:
            yield ActivityDifference(number, activity.content["title"], activity.starts_at, sentences)


def of_itself(was: PublishedActivity | None, now: PublishedActivity | None, zone: str) -> Iterator[Message]:
    """What differs of an activity itself."""
    if was is None or now is None:
        only = was or now
        assert only is not None
        facts = {"when": span(only.starts_at, only.ends_at, zone), "place": only.content["place"]}
        yield (
            m_("newly planned: {when}, {place}", **facts)
            if was is None
            else m_("not planned any more: {when}, {place}", **facts)
        )
        return
    if was.content["title"] != now.content["title"]:
        yield m_("was called {title}", title=was.content["title"])
    if (was.starts_at, was.ends_at) != (now.starts_at, now.ends_at):
        spans = {"was": span(was.starts_at, was.ends_at, zone), "now": span(now.starts_at, now.ends_at, zone)}
        yield m_("moved from {was} to {now}", **spans)
    if was.content["place"] != now.content["place"]:
        yield m_("moved from {was} to {now}", was=was.content["place"], now=now.content["place"])


def of_its_staff(old: Edition, new: Edition, activity_id: int) -> Iterator[Message]:
    """Who comes to an activity and who goes, role by role."""
    names: dict[str, str] = {}
    for found in (old, new):
        if activity_id in found.activities:
            names.update(found.activities[activity_id].content["roles"])
    for role_id, role in sorted(names.items(), key=lambda item: int(item[0])):
        key = (activity_id, int(role_id))
        before, after = old.holders.get(key, frozenset()), new.holders.get(key, frozenset())
        if after - before:
            yield m_("{role}: {names} added", role=role, names=listed(sorted(after - before)))
        if before - after:
            yield m_("{role}: {names} taken out", role=role, names=listed(sorted(before - after)))
