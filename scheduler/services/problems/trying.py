"""What a draft tries, another policy, fewer people, other demand, and the problem of its period with these changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from scheduler.models import ActivityKind, Role, Roster, Town
from scheduler.services.problems.rows import Rows, read_activities
from solver.problem import Pin, Problem
from solver.spans import DAY, Span
from solver.what_if import Change, changed


@dataclass(frozen=True)
class Demand:
    """So many slots more in each role, and so many per cent more in all roles together (below 0: fewer), of the
    activities of a kind or of one activity; of all where neither is named.
    """

    kind: ActivityKind | None = None
    activity_id: int | None = None
    slots: int = 0
    percent: int = 0


@dataclass(frozen=True)
class Tried:
    """What is to be different: the policy (None: as it is in force), the ids of those who are `without`, the demand."""

    policy: list[dict[str, object]] | None = None
    without: tuple[int, ...] = ()
    demand: tuple[Demand, ...] = ()

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> Tried:
        """What a roster's row says; nothing of one that tries nothing."""
        if stored is None:
            return NOTHING
        demand = [Demand(**{**one, "kind": one["kind"] and ActivityKind(one["kind"])}) for one in stored["demand"]]
        return cls(stored["policy"], tuple(stored["without"]), tuple(demand))

    @property
    def stored(self) -> dict[str, Any]:
        """The same as a row holds it."""
        return {"policy": self.policy, "without": list(self.without), "demand": [asdict(one) for one in self.demand]}


NOTHING = Tried()


def trying(problem: Problem, rows: Rows, tried: Tried) -> Problem:
    """The problem with other people and demand; what has begun stays, and who is left out is pinned to nothing else.

    The policy is the problem's own.
    """
    absent = {rows.person_numbers[number] for number in tried.without if number in rows.person_numbers}
    pins = tuple(pin for pin in problem.pins if pin.candidate not in absent or begun(problem, pin))
    people = {number: (Span(free_from(problem, number), len(problem.days) * DAY),) for number in absent}
    begins = [not problem.activities[facts.activity].past for facts in problem.roles]
    roles = [role for role, later in zip(rows.roles, begins, strict=True) if later]
    other = {rows.role_numbers[number]: count for number, count in wanted(roles, tried.demand).items()}
    return changed(replace(problem, pins=pins), Change(people=people, wanted=other))


def begun(problem: Problem, pin: Pin) -> bool:
    """Whether what somebody is pinned to has begun."""
    return problem.activities[problem.roles[pin.role].activity].past


def free_from(problem: Problem, candidate: int) -> int:
    """The minute at which the last that somebody has begun is over."""
    held = (problem.activities[problem.roles[pin.role].activity] for pin in problem.pins if pin.candidate == candidate)
    return max((activity.span.end for activity in held if activity.past), default=0)


def other_demand(session: Session, roster: Roster) -> dict[int, int]:
    """How many slots roles have for which a roster tries another demand, by the role's id; all other roles have as many
    as the register says.
    """
    demand = Tried.read(roster.what_if).demand
    if not demand:
        return {}
    zone = session.get_one(Town, roster.town_id).timezone
    return wanted([role for row in read_activities(session, roster, zone) for role in row.roles], demand)


def wanted(roles: Sequence[Role], demand: Sequence[Demand]) -> dict[int, int]:
    """How many slots each of these roles has for which the demand is another, by the role's id."""
    found: dict[int, int] = {}
    for one in demand:
        share = Share(one.percent)
        for role in roles:
            if meant(one, role.activity.kind, role.activity_id):
                found[role.id] = max(0, share.of(found.get(role.id, role.wanted)) + one.slots)
    return found


def meant(demand: Demand, kind: ActivityKind, activity_id: int) -> bool:
    """Whether a change of demand is about an activity."""
    return demand.kind in (None, kind) and demand.activity_id in (None, activity_id)


class Share:
    """Slots with so many per cent more, spread over roles so that all of them together have that share."""

    def __init__(self, percent: int) -> None:
        self.percent, self.before, self.given = percent, 0, 0

    def of(self, slots: int) -> int:
        """What becomes of the slots of the next role."""
        self.before += slots
        together = round(self.before * (100 + self.percent) / 100)
        one = max(0, together - self.given)
        self.given += one
        return one
