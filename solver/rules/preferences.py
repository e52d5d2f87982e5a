"""Soft rules about one candidate in one role: wishes, the way from home, and what was published before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from solver.arrays import Ints
from solver.judged import Judged
from solver.neighbourhood import Neighbourhood
from solver.problem import Pin, Problem
from solver.rules.base import Finding, Measure, Rule, Scope
from solver.spans import DAY, gap
from solver.tables import Tables
from solver.terms import PairPrice
from solver.tiers import Tier


@dataclass(frozen=True)
class PriceRule(Rule):
    """A soft rule that prices each candidate in each role by itself: an amount in its unit, at a price for one.

    Pairs are given by who it is in which role: one role for all of `who`, or one for each of them.
    """

    hard = False
    scope = Scope.PAIR
    unit: ClassVar[str]

    def amounts(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """How much each of `who` in the role counts."""
        raise NotImplementedError

    def prices(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """What that costs."""
        raise NotImplementedError

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each pair with a cost."""
        pairs = [(role, who) for role, candidates in enumerate(judged.roster) for who in candidates]
        roles, people = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2).T
        amounts, costs = self.amounts(judged.tables, roles, people), self.prices(judged.tables, roles, people)
        for (role, candidate), amount, cost in zip(pairs, amounts.tolist(), costs.tolist(), strict=True):
            if cost:
                yield Finding(self, (candidate,), (role,), amount, self.unit, cost)

    def terms(self, tables: Tables) -> Iterator[PairPrice]:
        """The price of each pair."""
        yield PairPrice(lambda role, who: self.prices(tables, role, who))

    def post(self, model: Neighbourhood) -> None:
        """The price of each pair."""
        for role, slots in model.slots.items():
            who = np.array(list(slots), dtype=np.int64)
            for literal, cost in zip(slots.values(), self.prices(model.tables, role, who).tolist(), strict=True):
                if cost:
                    model.penalise(cost, literal)


@dataclass(frozen=True)
class Wishes(PriceRule):
    """Soft. A duty at a time that a person would rather not costs `rather_not`; one outside all times that a person
    would gladly, where there are any, costs `not_gladly`.
    """

    title = "Wishes"
    finds = "duties against wishes"
    more = "goes against {amount} more wishes"
    fewer = "meets {amount} more wishes"
    sentence = (
        "A duty at a time that a person would rather not costs {rather_not} points; one outside all times that a "
        "person would gladly {not_gladly} points."
    )
    unit = "duty"
    weighs = dict.fromkeys(("rather_not", "not_gladly"), Tier.WISHES)
    rather_not: int = 400
    not_gladly: int = 150

    def amounts(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """1 duty against a wish."""
        activity = tables.role_activity[role]
        against: Ints = (tables.unwanted[who, activity] | tables.ungladly[who, activity]).astype(np.int64)
        return against

    def prices(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """By which wish it is."""
        activity = tables.role_activity[role]
        other = np.where(tables.ungladly[who, activity], self.not_gladly, 0)
        return np.where(tables.unwanted[who, activity], self.rather_not, other)


@dataclass(frozen=True)
class Evenings(PriceRule):
    """Soft. A duty that begins at `from_minute` of the day or later costs `cost`."""

    title = "Evenings"
    finds = "duties in the evening"
    more = "has {amount} more duties in the evening"
    fewer = "has {amount} fewer duties in the evening"
    sentence = "A duty that begins at {from_minute} or later costs {cost} points."
    measures = {"from_minute": Measure.CLOCK}
    unit = "duty"
    from_minute: int = 18 * 60
    cost: int = 100

    def amounts(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """1 duty in the evening."""
        found = np.zeros(len(who), dtype=np.int64)
        found[:] = tables.starts[tables.role_activity[role]] % DAY >= self.from_minute
        return found

    def prices(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """Each evening's."""
        return self.cost * self.amounts(tables, role, who)


@dataclass(frozen=True)
class NearHome(PriceRule):
    """Soft. People serve in their own village or near it: each minute of the way from home costs `cost`."""

    title = "Near home"
    finds = "travel from home"
    more = "asks {amount} more of travel from home"
    fewer = "saves {amount} of travel from home"
    sentence = "People serve in their own village or near it: each minute of the way from home costs {cost} points."
    unit = "min"
    cost: int = 10

    def amounts(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """Minutes from home to the place; none from a home that is not known."""
        found: Ints = tables.ways_from_home[tables.places[tables.role_activity[role]], who]
        return found

    def prices(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """Each minute's."""
        return self.cost * self.amounts(tables, role, who)


@dataclass(frozen=True)
class Continuity(PriceRule):
    """Soft. Who served the same series, place or household before serves again: each other costs `cost`.

    Where nobody did, anybody may.
    """

    title = "The same people as before"
    finds = "duties with other people than before"
    more = "gives {amount} more duties to other people than before"
    fewer = "gives {amount} more duties to the same people as before"
    sentence = (
        "Who served the same series, place or household before serves again: anybody else there costs {cost} points."
    )
    unit = "assignment"
    cost: int = 500

    def amounts(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """1 assignment of somebody else."""
        again = np.isin(tables.pairs(role, who), tables.served_before)
        changes: Ints = (~again & tables.followed[role]).astype(np.int64)
        return changes

    def prices(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """Each change's."""
        return self.cost * self.amounts(tables, role, who)


def pairs_of(tables: Tables, pins: Sequence[Pin]) -> Ints:
    """The number of each pair."""
    return tables.pairs(np.array([pin.role for pin in pins]), np.array([pin.candidate for pin in pins]))


@dataclass(frozen=True)
class Disturbance(PriceRule):
    """Soft. Where a roster is published already, each assignment that was not in it costs `cost`."""

    title = "Published assignments stay"
    finds = "new assignments that were not published"
    more = "changes {amount} more published assignments"
    fewer = "changes {amount} fewer published assignments"
    sentence = "Where a roster is published, each assignment that was not in it costs {cost} points."
    unit = "assignment"
    weighs = {"cost": Tier.DISTURBANCE}
    cost: int = 3_000

    def amounts(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """1 new assignment."""
        if not tables.problem.published:
            return np.zeros(len(who), dtype=np.int64)
        published = pairs_of(tables, tables.problem.published)
        return np.isin(tables.pairs(role, who), published, invert=True).astype(np.int64)

    def prices(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """Each new one's."""
        return self.cost * self.amounts(tables, role, who)


def to_be_kept(problem: Problem) -> tuple[Pin, ...]:
    """The published pairs but for those of a candidate who is pinned to another role at that time."""
    return tuple(
        pair
        for pair in problem.published
        if not any(pin.candidate == pair.candidate and overlap(problem, pin.role, pair.role) for pin in problem.pins)
    )


def overlap(problem: Problem, role: int, other: int) -> bool:
    """Whether two roles are different ones at the same time."""
    one, another = (problem.activities[problem.roles[each].activity] for each in (role, other))
    return role != other and gap(one.span, another.span) < 0


@dataclass(frozen=True)
class KeepPublished(Rule):
    """Soft. What is published stays before all else: each published assignment that is taken away costs `cost`, but for
    those of whoever is pinned to something else at that time: that was decided by somebody.

    No town's policy begins with it: a re-solve that keeps all that is published adds it (`solver.repair.keeping`).
    """

    title = "Published assignments are kept first"
    finds = "published assignments that are not kept"
    more = "keeps {amount} fewer published assignments"
    fewer = "keeps {amount} more published assignments"

    hard = False
    scope = Scope.PAIR
    weighs = {"cost": Tier.KEPT}
    cost: int = 1_000_000

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each published assignment that the roster does not hold."""
        for pair in to_be_kept(judged.problem):
            if pair.candidate not in judged.roster[pair.role]:
                yield Finding(self, (pair.candidate,), (pair.role,), 1, "assignment", self.cost)

    def terms(self, tables: Tables) -> Iterator[PairPrice]:
        """What each published pair saves, and the price of all of them."""
        there = pairs_of(tables, to_be_kept(tables.problem))
        yield PairPrice(lambda role, who: -self.cost * np.isin(tables.pairs(role, who), there), self.cost * len(there))

    def post(self, model: Neighbourhood) -> None:
        """The price of each that a role of the neighbourhood loses."""
        for pair in to_be_kept(model.problem):
            if pair.role in model.slots:
                model.penalise(self.cost, 1 - model.slots[pair.role].get(pair.candidate, 0))


@dataclass(frozen=True)
class Requests(Rule):
    """Soft. A role that a person asks for and does not get, or asks to be spared and gets, costs `cost` times the
    request's weight. What a person does with a team is no role of the person's.
    """

    title = "Requests"
    finds = "requests that are not granted"
    more = "grants {amount} fewer requests"
    fewer = "grants {amount} more requests"

    hard = False
    scope = Scope.PAIR
    cost: int = 100

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each request that is not granted."""
        for candidate, person in enumerate(judged.problem.people):
            for request in person.requests:
                if (candidate in judged.roster[request.role]) != (request.liking > 0):
                    yield Finding(self, (candidate,), (request.role,), 1, "requests", self.cost * request.weight)

    def prices(self, tables: Tables, role: int | Ints, who: Ints) -> Ints:
        """What each costs in the role, below 0 where it is asked for."""
        asked = [(tables.pairs(one, n), r.weight * r.liking) for one, all_ in tables.requests.items() for n, r in all_]
        pairs, which = np.unique([pair for pair, _ in asked], return_inverse=True)
        saved = np.bincount(which, [saving for _, saving in asked])
        wanted = tables.pairs(role, who)
        found, costs = np.isin(wanted, pairs), np.zeros(len(wanted), dtype=np.int64)
        costs[found] = -self.cost * saved[np.searchsorted(pairs, wanted[found])]
        return costs

    def terms(self, tables: Tables) -> Iterator[PairPrice]:
        """The price of each pair, and of all that is asked for."""
        asked = [request.weight for asked in tables.requests.values() for _, request in asked if request.liking > 0]
        yield PairPrice(lambda role, who: self.prices(tables, role, who), self.cost * sum(asked))

    def post(self, model: Neighbourhood) -> None:
        """The price of each request about a role of the neighbourhood."""
        for role, slots in model.slots.items():
            for candidate, request in model.tables.requests.get(role, ()):
                held = slots.get(candidate, 0)
                model.penalise(self.cost * request.weight, 1 - held if request.liking > 0 else held)
