"""What a roster costs by person, and what differs between two versions and is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Invalid
from scheduler.language import Message, m_
from scheduler.models import Role, Roster
from scheduler.services.listing import PAGE_SIZE, Page
from scheduler.services.lookup import find
from scheduler.services.problems import Translation, translate
from scheduler.services.rosters.explained import worth
from scheduler.services.rosters.explained.open_slots import held_now
from scheduler.services.rosters.explained.worth import RuleWorth
from solver import findings
from solver.explanations.explain import difference as solver_difference
from solver.judge import costs_by_person
from solver.problem import Pin


@dataclass(frozen=True)
class PersonCost:
    """What each rule makes of the duties and wishes of a person or team, and all of it."""

    name: str
    person_id: int | None
    team_id: int | None
    cost: int
    costs: dict[str, int]


def person_costs(
    session: Session, actor: Actor, roster_id: int, *, number: int = 1, size: int = PAGE_SIZE
) -> Page[PersonCost]:
    """What a roster costs by person and team, the most first, by the register as it stands now. Raises NotFound.

    Open slots and activities that cannot go ahead are nobody's own, and not in it.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    translation = translate(session, roster)
    found = costs_by_person(findings(translation.problem, held_now(session, translation, roster)))
    rows = [PersonCost(*translation.candidate(one), sum(costs.values()), costs) for one, costs in found.items()]
    rows.sort(key=lambda row: -row.cost)
    return Page(rows[(number - 1) * size : number * size], len(rows), number, size)


@dataclass(frozen=True)
class Pair:
    """Who holds which role."""

    name: str
    person_id: int | None
    team_id: int | None
    role: Role


@dataclass(frozen=True)
class RoleDifference:
    """The names of those who hold a role in a roster alone, and in another alone."""

    role: Role
    added: list[str]
    removed: list[str]


@dataclass(frozen=True)
class Difference:
    """What a roster has that another has not, the other way round, and what each rule makes of that.

    Below 0 the roster costs less than the other. `rules` has what each finds in either, in its own unit too.
    """

    roster: Roster
    against: Roster
    added: list[Pair]
    removed: list[Pair]
    costs: dict[str, int]
    rules: list[RuleWorth]

    @property
    def cost(self) -> int:
        """What it is worth in all."""
        return sum(self.costs.values())

    @property
    def changing(self) -> int:
        """How many people and teams have other duties."""
        return len({(pair.person_id, pair.team_id) for pair in (*self.added, *self.removed)})

    @property
    def summary(self) -> Message:
        """What speaks for the roster and what against it, in one sentence."""
        one, other = (m_("version {number}", number=each.version) for each in (self.roster, self.against))
        return worth.summary(one, other, self.rules)

    def by_role(self) -> list[RoleDifference]:
        """What differs, role by role, in order of time."""
        found: dict[int, RoleDifference] = {}
        for pair in (*self.added, *self.removed):
            found.setdefault(pair.role.id, RoleDifference(pair.role, [], []))
        for pair in self.added:
            found[pair.role.id].added.append(pair.name)
        for pair in self.removed:
            found[pair.role.id].removed.append(pair.name)
        return sorted(found.values(), key=lambda one: (one.role.activity.starts_at, one.role.id))


def difference(session: Session, actor: Actor, roster_id: int, against_id: int | None = None) -> Difference | None:
    """What differs between a roster and another of its period, or the one that it is based on; None where it is based
    on none. Both are judged by the register and the policy as they stand now. Raises NotFound; Invalid where the other
    is of another period.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    number = roster.based_on_id if against_id is None else against_id
    if number is None:
        return None
    other = find(session, actor, Action.READ, Roster, number)
    if (other.first_day, other.last_day) != (roster.first_day, roster.last_day):
        raise Invalid(m_("Only versions of one period can be compared."))
    return judged(session, translate(session, roster), roster, other)


def judged(session: Session, translation: Translation, roster: Roster, other: Roster) -> Difference:
    """What differs between two rosters of a translation's period, as its rules judge both."""
    before, after = (held_now(session, translation, one) for one in (other, roster))
    found = solver_difference(translation.problem, before, after)
    added, removed = (pairs(translation, each) for each in (found.added, found.removed))
    rules = worth.worths(session, translation, roster, other, (found.after, found.before))
    return Difference(roster, other, added, removed, found.costs, rules)


def needed_difference(session: Session, actor: Actor, roster_id: int, against_id: int | None = None) -> Difference:
    """The same; Invalid where the roster is based on none and no other is named."""
    found = difference(session, actor, roster_id, against_id)
    if found is None:
        raise Invalid(m_("This roster is based on no other. Name the one to compare it with."))
    return found


def pairs(translation: Translation, found: Iterable[Pin]) -> list[Pair]:
    """Pairs by name and row."""
    return [Pair(*translation.candidate(pair.candidate), translation.roles[pair.role]) for pair in found]
