"""A roster at hand: translated and laid out once, and asked again and again while nothing but who holds what changes.

To translate a town takes longer than somebody waits who points at one chip after the other. What was laid out is kept
in this process, for the periods that were asked about last, until the register, the policy or what is published
changes. A draft that tries something is at hand as it is tried.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Pool, func, select
from sqlalchemy.orm import Session

from scheduler.models import Audit, Roster, RosterState
from scheduler.services.problems import translate
from scheduler.services.problems.naming import NamedProblem
from scheduler.services.problems.rows import holdings
from solver.explanations.laid_out import LaidOut
from solver.judge import checked
from solver.judged import Judged
from solver.problem import Roster as SolverRoster
from solver.rules.base import Finding

MOST_KEPT = 2
"""Periods that are kept in a process; each takes some tens of megabytes."""

LATEST = 10_000
"""Audit rows among which one may still be missing whose transaction began earlier than that of a younger one."""

Stamp = tuple[object, ...]


@dataclass
class AtHand:
    """A problem of a period laid out with the roster that was asked about last.

    Pins are a coordinator's own to set and release, so that the problem has none. It is asked by one at a time.
    """

    stamp: Stamp
    named: NamedProblem
    laid_out: LaidOut
    lock: Lock = field(default_factory=Lock)
    judged: tuple[SolverRoster, list[Finding]] | None = None

    @property
    def roster(self) -> SolverRoster:
        """The roster that is laid out."""
        return self.laid_out.roster

    @property
    def found(self) -> list[Finding]:
        """What all rules find in the roster that is laid out."""
        if self.judged is None or self.judged[0] != self.roster:
            self.judged = self.roster, self.judge(self.roster)[1]
        return self.judged[1]

    def judge(self, roster: SolverRoster) -> tuple[Judged, list[Finding]]:
        """Another roster of the problem, and what all rules find in it."""
        judged = Judged(self.laid_out.compiled.tables, roster)
        return judged, checked(judged, self.laid_out.rules)

    def crew(self, role_id: int, team_id: int) -> list[int]:
        """The ids of the members whom a team books in a role; none where they are not part of the problem."""
        pair, problem = self.named.pair(role_id, None, team_id), self.named.problem
        if pair is None:
            return []
        crews, activity = self.laid_out.compiled.tables.crews, problem.roles[pair.role].activity
        members = crews.of(pair.candidate - len(problem.people), activity)
        return [person_id for _, person_id, _ in map(self.named.candidate, members.tolist()) if person_id is not None]


KEPT: WeakKeyDictionary[Pool, dict[object, AtHand]] = WeakKeyDictionary()
"""What is at hand by database, the period and policy that were asked about last at the end."""

KEEPING = Lock()
"""Held while something is laid out, too: who asks for the same at that moment waits for it rather than do it again."""


@contextmanager
def at_hand(session: Session, roster: Roster) -> Iterator[AtHand]:
    """A roster as it is held now, to be asked, by the register as it stands now. Nobody else asks meanwhile.

    Raises PolicyError for a bad policy.
    """
    held = holdings(session, Roster.id == roster.id)
    found = kept(session, roster)
    with found.lock:
        found.laid_out.turn_to(found.named.roster(held))
        yield found


def kept(session: Session, roster: Roster) -> AtHand:
    """What is at hand of a roster's period, laid out anew where the register changed since.

    What a draft tries counts by what it says: the number of one that was thrown away may be another's.
    """
    stamp = stamp_of(session, roster.town_id)
    period = roster.town_id, roster.first_day, roster.last_day, json.dumps(roster.what_if, sort_keys=True)
    with KEEPING:
        of_database = KEPT.setdefault(session.get_bind().engine.pool, {})
        found = of_database.pop(period, None)
        if found is None or found.stamp != stamp:
            found = laid_out(session, roster, stamp)
        of_database[period] = found
        for oldest in list(of_database)[:-MOST_KEPT]:
            del of_database[oldest]
    return found


def laid_out(session: Session, roster: Roster, stamp: Stamp) -> AtHand:
    """A roster's period laid out."""
    translation = translate(session, roster)
    named = NamedProblem.of(translation, replace(translation.problem, pins=()))
    return AtHand(stamp, named, LaidOut(named.problem, named.roster(holdings(session, Roster.id == roster.id))))


def stamp_of(session: Session, town_id: int) -> Stamp:
    """What differs whenever anything was changed that a problem is made of. All of that leaves its trace in the audit
    trail but what is published and carried, which changes when a roster is published; who holds what in a draft is read
    each time.

    An audit row that was rolled back may leave its number to another, but not its moment. PostgreSQL gives a row its
    number before it is committed, so that one may appear behind the newest: the latest are counted.
    """
    told = Audit.town_id == town_id, Audit.table_name.not_in(("assignment", "roster"))
    newest = session.execute(select(Audit.id, Audit.at).where(*told).order_by(Audit.id.desc()).limit(1)).first()
    since = (newest[0] if newest else 0) - LATEST
    count = session.scalar(select(func.count()).where(*told, Audit.id > since))
    published = select(Roster.id).where(Roster.town_id == town_id, Roster.state == RosterState.PUBLISHED)
    return (*(newest or ()), count, *session.scalars(published.order_by(Roster.id)))
