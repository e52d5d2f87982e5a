"""What publishing a draft would do: whom it tells what, in the words that are sent, and what is to be known before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Conflict
from scheduler.language import m_
from scheduler.models import NoticeKind, Person, Roster, RosterState, Town
from scheduler.services.lookup import find
from scheduler.services.problems import Written, translate
from scheduler.services.rosters.drafts import published_roster
from scheduler.services.rosters.duties import last_told, told_in
from scheduler.services.rosters.notices import facts_of, language_of, words
from scheduler.services.rosters.versions.cautions import Caution, cautions
from scheduler.services.rosters.versions.news import News, news
from scheduler.services.rosters.versions.publishing import demand_ready, draft_pairs, roster_assignments
from scheduler.services.rosters.versions.reach import Reach, reach


@dataclass(frozen=True)
class Word:
    """A piece of news and the notice that tells of it, as it is sent: in the person's own language."""

    news: News
    text: str


@dataclass(frozen=True)
class PersonPreview:
    """What one person is told, and how that reaches them."""

    person: Person
    words: list[Word]
    reach: Reach

    @property
    def loses(self) -> bool:
        """Whether something is taken away or changed."""
        return any(word.news.kind in (NoticeKind.CHANGED, NoticeKind.WITHDRAWN) for word in self.words)


@dataclass(frozen=True)
class Publication:
    """What publishing would do. Whoever cannot be reached comes first, then those who lose or change something."""

    people: list[PersonPreview]
    cautions: list[Caution]

    @property
    def forbidden(self) -> bool:
        """Whether it would be refused."""
        return any(caution.forbids for caution in self.cautions)


def publication(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> Publication:
    """What publishing a draft now would do; nothing is kept of it. Raises NotFound; Conflict where it is no draft."""
    roster = find(session, actor, Action.READ, Roster, roster_id)
    if roster.state is not RosterState.DRAFT:
        raise Conflict(m_("This roster was published already."))
    superseded = published_roster(session, roster.town_id, roster.first_day)
    translation = translate(session, roster, now=now if superseded else None)
    rows = roster_assignments(session, roster)
    bookings = translation.bookings(rows)
    people = told_people(session, roster, translation.written(rows), now)
    found = [*unready(session, actor, roster, superseded), *cautions(session, translation, rows, bookings)]
    unreached = sum(one.reach.nobody for one in people)
    if unreached:
        sentence = m_("People whom nothing reaches, neither calendar nor mail nor phone: {count}", count=unreached)
        found.append(Caution(sentence))
    return Publication(people, found)


def unready(session: Session, actor: Actor, roster: Roster, superseded: Roster | None) -> list[Caution]:
    """Why a draft is not the next version of its period, if it is not."""
    try:
        demand_ready(session, actor, roster, superseded)
    except Conflict as error:
        return [Caution(error.message, forbids=True)]
    return []


def told_people(session: Session, roster: Roster, bookings: Sequence[Written], now: datetime) -> list[PersonPreview]:
    """What each person would be told if these bookings were published now."""
    town = session.get_one(Town, roster.town_id)
    told = session.scalars(told_in(roster, {booking.row.role_id for booking in bookings})).all()
    by_person: dict[int, list[News]] = {}
    for one in news(town, draft_pairs(session, roster, bookings), told, last_told(session, told), now):
        by_person.setdefault(one.person_id, []).append(one)
    people = session.scalars(select(Person).where(Person.town_id == town.id).order_by(Person.id))
    affected = [person for person in people if person.id in by_person]
    reached = reach(session, town.id, affected, now)
    found = [
        PersonPreview(person, [word(one, person, town.timezone) for one in by_person[person.id]], reached[person.id])
        for person in affected
    ]
    return sorted(found, key=lambda one: (not one.reach.nobody, not one.loses, one.person.id))


def word(one: News, person: Person, zone: str) -> Word:
    """A piece of news as its person reads it."""
    facts = facts_of(one.activity, one.role_id, one.state)
    return Word(one, words(one.kind, facts, zone).render(language_of(person)))
