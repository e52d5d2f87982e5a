"""What differs between any two versions of a period, by person and by activity, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.dates import span
from scheduler.domain.permissions import Action, Actor
from scheduler.domain.roster_changes import Held, PersonChange, Version, roster_changes
from scheduler.errors import Invalid
from scheduler.language import Message, listed, m_
from scheduler.models import Assignment, Person, PublishedActivity, Roster, RosterState, Team, Town
from scheduler.services.lookup import find
from scheduler.services.rosters.duties import frozen_activities
from scheduler.services.rosters.versions.publishing import draft_version, frozen_version, roster_assignments, written
from scheduler.services.rosters.versions.snapshots import frozen_copies


@dataclass(frozen=True)
class Names:
    """What people and teams of a town are called, by id."""

    people: dict[int, str]
    teams: dict[int, str]

    @classmethod
    def of(cls, session: Session, town_id: int) -> Names:
        """Those of a town, whether they serve still or not."""
        people, teams = (
            {row.id: row.name for row in session.execute(select(model.id, model.name).where(model.town_id == town_id))}
            for model in (Person, Team)
        )
        return cls(people, teams)


@dataclass(frozen=True)
class Edition:
    """What a version says: its activities by id as they are frozen in it (of a draft, as they would be now), who holds
    what, and its assignments by activity and role.
    """

    activities: dict[int, PublishedActivity]
    version: Version
    rows: dict[tuple[int, int], list[Assignment]]

    @cached_property
    def by_role(self) -> dict[int, PublishedActivity]:
        """The activities by the roles that somebody holds."""
        return {role_id: self.activities[activity_id] for activity_id, role_id in self.rows}

    def holders(self, activity_id: int, role_id: int, names: Names) -> set[str]:
        """Who holds a role, a whole team as one."""
        rows = self.rows.get((activity_id, role_id), [])
        return {names.people[row.person_id] if row.person_id else names.teams[row.team_id or 0] for row in rows}


@dataclass(frozen=True)
class PersonDifference:
    """What differs for one person, in sentences."""

    person_id: int
    name: str
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


def compare(session: Session, actor: Actor, roster_id: int, against_id: int, *, now: datetime) -> Comparison:
    """What a version has otherwise than another of its period, each as it was published (a draft as it would be now).

    Raises NotFound; Invalid where the two are of different periods.
    """
    roster, against = (find(session, actor, Action.READ, Roster, number) for number in (roster_id, against_id))
    if (roster.first_day, roster.last_day) != (against.first_day, against.last_day):
        raise Invalid(m_("Only versions of one period can be compared."))
    old, new = (edition(session, one, now) for one in (against, roster))
    telling = Telling(old, new, Names.of(session, roster.town_id), session.get_one(Town, roster.town_id).timezone)
    return Comparison(roster, against, list(telling.by_person()), list(telling.by_activity()))


def edition(session: Session, roster: Roster, now: datetime) -> Edition:
    """What a version says, a draft as it would be published now."""
    if roster.state is not RosterState.DRAFT:
        rows = roster_assignments(session, roster)
        return Edition(frozen_activities(session, roster), frozen_version(session, roster), grouped(rows))
    copies = frozen_copies(session, roster, session.get_one(Town, roster.town_id))
    found = written(session, roster, now)
    known = {copy.activity_id: copy for copy in copies}
    return Edition(known, draft_version(found), grouped(one.row for one in found))


def grouped(rows: Iterable[Assignment]) -> dict[tuple[int, int], list[Assignment]]:
    """Assignments by ids of activity and role."""
    found: dict[tuple[int, int], list[Assignment]] = defaultdict(list)
    for row in rows:
        found[row.role.activity_id, row.role_id].append(row)
    return found


class Telling:
    """Puts into words what differs between two versions."""

    def __init__(self, old: Edition, new: Edition, names: Names, zone: str) -> None:
        self.old, self.new, self.names, self.zone = old, new, names, zone

    def by_person(self) -> Iterator[PersonDifference]:
        """What differs for each person, in order of id."""
        for change in roster_changes(self.old.version, self.new.version):
            who = change.person_id
            yield PersonDifference(who, self.names.people[who], list(self.of_person(change)))

    def of_person(self, change: PersonChange) -> Iterator[Message]:
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
        content = edition.by_role[role_id].content
        facts = {"title": content["title"], "role": content["roles"].get(str(role_id), "")}
        return m_("{title} ({role}), {when}", when=self.circumstances(edition, role_id, held), **facts)

    def circumstances(self, edition: Edition, role_id: int, held: Held) -> Message:
        """When and where a duty is, and with which team."""
        place = edition.by_role[role_id].content["place"]
        facts = {"when": span(held.starts_at, held.ends_at, self.zone), "place": place}
        if held.team_id is None:
            return m_("{when}, {place}", **facts)
        return m_("{when}, {place}, with {team}", team=self.names.teams[held.team_id], **facts)

    def by_activity(self) -> Iterator[ActivityDifference]:
        """What differs of each activity, in order of time."""
        known = {**self.old.activities, **self.new.activities}
        for number, activity in sorted(known.items(), key=lambda item: (item[1].starts_at, item[0])):
            was, now = self.old.activities.get(number), self.new.activities.get(number)
            sentences = [*of_itself(was, now, self.zone), *self.of_its_staff(number)]
            if sentences:
                yield ActivityDifference(number, activity.content["title"], activity.starts_at, sentences)

    def of_its_staff(self, activity_id: int) -> Iterator[Message]:
        """Who comes to an activity and who goes, role by role."""
        found = [
            edition.activities[activity_id] for edition in (self.old, self.new) if activity_id in edition.activities
        ]
        roles = {int(number): name for one in found for number, name in one.content["roles"].items()}
        for number, role in sorted(roles.items()):
            before, after = (each.holders(activity_id, number, self.names) for each in (self.old, self.new))
            if after - before:
                yield m_("{role}: {names} added", role=role, names=listed(sorted(after - before)))
            if before - after:
                yield m_("{role}: {names} taken out", role=role, names=listed(sorted(before - after)))


def of_itself(was: PublishedActivity | None, now: PublishedActivity | None, zone: str) -> Iterator[Message]:
    """What differs of an activity itself."""
    if was is None or now is None:
        yield of_its_being(was, now, zone)
        return
    if was.content["title"] != now.content["title"]:
        yield m_("was called {title}", title=was.content["title"])
    if (was.starts_at, was.ends_at) != (now.starts_at, now.ends_at):
        spans = {"was": span(was.starts_at, was.ends_at, zone), "now": span(now.starts_at, now.ends_at, zone)}
        yield m_("moved from {was} to {now}", **spans)
    if was.content["place"] != now.content["place"]:
        yield m_("moved from {was} to {now}", was=was.content["place"], now=now.content["place"])


def of_its_being(was: PublishedActivity | None, now: PublishedActivity | None, zone: str) -> Message:
    """That an activity came or went."""
    only = now or was
    assert only is not None
    facts = {"when": span(only.starts_at, only.ends_at, zone), "place": only.content["place"]}
    return (
        m_("newly planned: {when}, {place}", **facts) if now else m_("not planned any more: {when}, {place}", **facts)
    )
