"""What people and teams carry, month by month, against the fair share of their group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import (
    Assignment,
    DayKind,
    LedgerEntry,
    Person,
    PublishedActivity,
    Role,
    Roster,
    RosterState,
    SpecialDay,
    Town,
)
from scheduler.services.lookup import find
from scheduler.services.problems.people import ledger_before
from scheduler.services.problems.rows import read_people, read_teams
from scheduler.services.problems.translation import policy_of
from scheduler.services.problems.trying import NOTHING, Tried
from scheduler.services.rosters.fairness.ledger import Load, Owner, loads
from scheduler.services.rosters.versions.news import Pairs
from scheduler.services.rosters.versions.publishing import draft_pairs, written
from solver import read_policy
from solver.candidates import RANKED, Capacity
from solver.rules.fairness import FairHours, FairRestDays, FairRule, FairUnpleasant

LONGEST_MONTHS = 24


class Measure(StrEnum):
    """What is shared fairly: minutes of duty, duties on days of rest, unpleasant duties, as the rules count them."""

    HOURS = "hours"
    REST_DAYS = "rest_days"
    UNPLEASANT = "unpleasant"

    def of(self, load: Load) -> int:
        """How much of it there is in a load."""
        return {"hours": load.minutes, "rest_days": load.weekends, "unpleasant": load.unpleasant}[self.value]

    @property
    def rule(self) -> type[FairRule]:
        """The rule that shares it."""
        rules: dict[str, type[FairRule]] = {
            "hours": FairHours,
            "rest_days": FairRestDays,
            "unpleasant": FairUnpleasant,
        }
        return rules[self.value]


@dataclass(frozen=True)
class FairLine:
    """What one person or team carries: `before` by the ledger, `own` in the roster or the months that are asked for,
    `months` all of it by the first day of the month in which a duty begins. `shares` are the fair ones of the sum.
    """

    name: str
    person_id: int | None
    team_id: int | None
    group: Capacity
    before: Load
    own: Load
    months: Mapping[date, Load]
    shares: Mapping[Measure, float] = field(default_factory=dict)

    def total(self, measure: Measure) -> int:
        """What it carries in all."""
        return measure.of(self.before) + measure.of(self.own)

    def beyond(self, measure: Measure) -> float:
        """What it carries beyond the fair share; below 0 it carries less."""
        return self.total(measure) - self.shares[measure]


@dataclass(frozen=True)
class Fairness:
    """Everybody at work and every team, by group; the months that are told of; what the policy does not weigh."""

    lines: list[FairLine]
    months: list[date]
    roster: Roster | None
    unweighed: frozenset[tuple[Measure, Capacity]]

    def of_group(self, group: Capacity, measure: Measure) -> list[FairLine]:
        """The lines of a group, who carries the most beyond the share first."""
        lines = [line for line in self.lines if line.group is group]
        return sorted(lines, key=lambda line: (-line.beyond(measure), line.name, line.person_id or 0))


def roster_fairness(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> Fairness:
    """What a roster makes people carry on top of the ledger of the half year before it. Raises NotFound.

    A published roster counts as it was published, a draft as it would be published now, among those and by the policy
    that it tries.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    ledger = ledger_before(session, roster)
    if roster.state is RosterState.DRAFT:
        own = draft_pairs(session, roster, written(session, roster, now))
    else:
        own = frozen(session, [roster.id])
    earlier = frozen(session, sorted({entry.roster_id for entry in ledger}))
    tried = Tried.read(roster.what_if)
    return shared(session, roster.town_id, carried(ledger), own, [*earlier, *own], roster, tried)


def months_fairness(session: Session, actor: Actor, first: date, last: date) -> Fairness:
    """What the published rosters make people carry from the month of one day to the month of another, both included.

    Raises Invalid where they are out of order or too far apart.
    """
    demand(actor, Action.READ, None)
    first = first.replace(day=1)
    end = next_month(last)
    if last < first:
        raise Invalid(m_("The period ends before it begins."), {"last": m_("Not before the first month.")})
    if (end.year - first.year) * 12 + end.month - first.month > LONGEST_MONTHS:
        message = m_("At most {count} months.", count=LONGEST_MONTHS)
        raise Invalid(message, {"last": message})
    rosters = published(session, actor.town_id, Roster.first_day < end, Roster.last_day >= first)
    zone = session.get_one(Town, actor.town_id).timezone
    own = [pair for pair in frozen(session, rosters) if first <= local(pair[1].starts_at, zone).date() < end]
    return shared(session, actor.town_id, {}, own, own, None)


def next_month(day: date) -> date:
    """The first day of the month after that of a day."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def published(session: Session, town_id: int, *conditions: ColumnElement[bool]) -> Sequence[int]:
    """The ids of the published rosters of which these conditions are true."""
    state = Roster.state == RosterState.PUBLISHED
    return session.scalars(select(Roster.id).where(Roster.town_id == town_id, state, *conditions)).all()


def frozen(session: Session, rosters: Sequence[int]) -> Pairs:
    """The assignments of published rosters, each with its frozen activity."""
    same = and_(PublishedActivity.roster_id == Assignment.roster_id, PublishedActivity.activity_id == Role.activity_id)
    rows = session.execute(
        select(Assignment, PublishedActivity)
        .join(Role, Assignment.role_id == Role.id)
        .join(PublishedActivity, same)
        .where(Assignment.roster_id.in_(rosters))
        .order_by(Assignment.id)
    )
    return [(row, activity) for row, activity in rows]


def carried(ledger: Iterable[LedgerEntry]) -> dict[Owner, Load]:
    """What each carries by entries of the ledger."""
    found: dict[Owner, Load] = defaultdict(Load)
    for entry in ledger:
        owner = ("team_id", entry.team_id or 0) if entry.person_id is None else ("person_id", entry.person_id)
        found[owner].minutes += entry.minutes
        found[owner].weekends += entry.weekends
        found[owner].unpleasant += entry.unpleasant
    return found


def shared(
    session: Session,
    town_id: int,
    before: Mapping[Owner, Load],
    own: Pairs,
    all_pairs: Pairs,
    roster: Roster | None,
    tried: Tried = NOTHING,
) -> Fairness:
    """What everybody carries, counted as the ledger counts, by month too, with the fair shares. Who is missing in what
    is tried has none.
    """
    town = session.get_one(Town, town_id)
    special = {row.day: row.kind for row in session.scalars(select(SpecialDay).where(SpecialDay.town_id == town_id))}
    now, by_month = loads(own, special, town.timezone), monthly(all_pairs, special, town.timezone)
    lines = [
        FairLine(
            name, person_id, team_id, group, before.get(owner, Load()), now.get(owner, Load()), by_month.get(owner, {})
        )
        for name, person_id, team_id, group, owner in holders(session, town_id)
        if person_id not in tried.without
    ]
    return Fairness(with_shares(lines), every_month(by_month), roster, unweighed(town, tried))


def every_month(by_month: Mapping[Owner, Mapping[date, Load]]) -> list[date]:
    """The months from the first in which anybody carries anything to the last."""
    found = {month for months in by_month.values() for month in months}
    months = [min(found)] if found else []
    while months and months[-1] < max(found):
        months.append(next_month(months[-1]))
    return months


def monthly(pairs: Pairs, special: dict[date, DayKind], zone: str) -> dict[Owner, dict[date, Load]]:
    """What each carries by month."""
    found: dict[date, list[tuple[Assignment, PublishedActivity]]] = defaultdict(list)
    for pair in pairs:
        found[local(pair[1].starts_at, zone).date().replace(day=1)].append(pair)
    by_owner: dict[Owner, dict[date, Load]] = defaultdict(dict)
    for month, some in sorted(found.items()):
        for owner, load in loads(some, special, zone).items():
            by_owner[owner][month] = load
    return by_owner


def holders(session: Session, town_id: int) -> Iterable[tuple[str, int | None, int | None, Capacity, Owner]]:
    """Everybody at work by their standing, and every team."""
    for person in read_people(session, town_id):
        group = standing(person)
        if group is not None:
            yield person.name, person.id, None, group, ("person_id", person.id)
    for team in read_teams(session, town_id):
        yield team.name, None, team.id, Capacity.TEAM, ("team_id", team.id)


def standing(person: Person) -> Capacity | None:
    """The capacity as which somebody counts for the rules: the first that is held of those in which people rank."""
    held = {row.capacity for row in person.capacities}
    return next((capacity for capacity in RANKED if capacity in held), None)


def with_shares(lines: Sequence[FairLine]) -> list[FairLine]:
    """The lines with the fair shares: what a group carries in all, divided by its members."""
    groups: dict[Capacity, list[FairLine]] = defaultdict(list)
    for line in lines:
        groups[line.group].append(line)
    shares = {
        group: {measure: sum(line.total(measure) for line in members) / len(members) for measure in Measure}
        for group, members in groups.items()
    }
    return [replace(line, shares=shares[line.group]) for line in lines]


def unweighed(town: Town, tried: Tried) -> frozenset[tuple[Measure, Capacity]]:
    """What the policy that is tried, else the town's, does not share fairly, by measure and group."""
    rules = read_policy(policy_of(town, (), tried))
    return frozenset(
        (measure, group)
        for measure in Measure
        for group in RANKED
        if not any(isinstance(rule, measure.rule) and getattr(rule, group.value) for rule in rules)
    )
