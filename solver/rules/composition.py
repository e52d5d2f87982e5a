"""Rules about who is together on an activity: certified officers, somebody local, women and men."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.judged import Judged
from solver.neighbourhood import Literal, Neighbourhood
from solver.problem import Capacity, Gender, Problem
from solver.rules.base import Finding, Rule, Scope
from solver.tables import Flags, Tables
from solver.terms import Need


@dataclass(frozen=True)
class NeedRule(Rule):
    """A hard rule that whoever is booked in an activity includes enough of some people; teams count by their crew.

    Everybody counts once, however often booked in it.
    """

    hard = True
    scope = Scope.ACTIVITY

    def needs(self, tables: Tables, activity: int) -> list[Need]:
        """What the activity needs."""
        raise NotImplementedError

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each need that is not met, with how many are missing."""
        for activity in range(len(judged.problem.activities)):
            needs = self.needs(judged.tables, activity) if judged.booked(activity) else []
            for need in needs:
                people = tuple(sorted(set(judged.staff(activity))))
                missing = need.minimum - sum(bool(need.people[person]) for person in people)
                if missing > 0:
                    yield Finding(
                        self, people, judged.problem.roles_of[activity], missing, "people", reason=need.reason
                    )

    def terms(self, tables: Tables) -> Iterator[Need]:
        """What each activity needs."""
        for activity in range(len(tables.problem.activities)):
            yield from self.needs(tables, activity)

    def post(self, model: Neighbourhood) -> None:
        """Enough of them if the activity goes ahead."""
        for activity, goes in model.goes.items():
            for need in self.needs(model.tables, activity):
                counted = [model.any_of(ways) for person, ways in ways_to_come(model, activity) if need.people[person]]
                model.cp.add(sum(counted) >= need.minimum * goes)


def ways_to_come(model: Neighbourhood, activity: int) -> list[tuple[int, list[Literal]]]:
    """The people who could be on an activity, each with the literals of the ways in which they could."""
    found: dict[int, list[Literal]] = defaultdict(list)
    for role in model.problem.roles_of[activity]:
        for candidate, literal in model.slots[role].items():
            for person in model.people(candidate, activity):
                found[person].append(literal)
    return sorted(found.items())


def flags(problem: Problem, people: list[int]) -> Flags:
    """True for these people."""
    found = np.zeros(len(problem.people), dtype=bool)
    found[people] = True
    return found


@dataclass(frozen=True)
class CertifiedOfficers(NeedRule):
    """Hard. Each department that acts has at least `minimum` officers whose certificate is valid during the action.

    `certificates` are the keys of the qualifications that count, and only in the hands of people who are officers.
    行政处罚法 art. 42: at least two, with certificate.
    """

    title = "Two certified officers per department"
    mended_by_more = frozenset({"officers"})

    minimum: int = 2
    certificates: tuple[str, ...] = ()

    def needs(self, tables: Tables, activity: int) -> list[Need]:
        """One need "officers" for each department; names it."""
        problem = tables.problem
        if not problem.activities[activity].departments:
            return []
        span = problem.activities[activity].span
        counted = {number for number, held in enumerate(problem.qualifications) if held.key in self.certificates}
        officers = [
            number
            for number, person in enumerate(problem.people)
            if Capacity.OFFICER in person.capacities
            and any(held.qualification in counted and held.valid.covers(span) for held in person.qualifications)
        ]
        return [
            Need(
                activity,
                flags(problem, [n for n in officers if problem.people[n].department == unit]),
                self.minimum,
                "officers",
                unit,
            )
            for unit in problem.activities[activity].departments
        ]


@dataclass(frozen=True)
class SomebodyLocal(NeedRule):
    """Hard. Where an activity asks for it, at least one of its people lives in the village where it takes place."""

    title = "Somebody local"
    mended_by_more = frozenset({"local"})

    def needs(self, tables: Tables, activity: int) -> list[Need]:
        """A need "local", which names the village, or none."""
        problem, facts = tables.problem, tables.problem.activities[activity]
        if not facts.local:
            return []
        village = problem.places[facts.place].village
        here = [
            number
            for number, person in enumerate(problem.people)
            if person.home is not None and problem.places[person.home].village == village
        ]
        return [Need(activity, flags(problem, here), 1, "local", village)]


@dataclass(frozen=True)
class WomenAndMen(NeedRule):
    """Hard. Where an activity asks for it, at least so many women and so many men are on it."""

    title = "Women and men"
    mended_by_more = frozenset({"women", "men"})

    def needs(self, tables: Tables, activity: int) -> list[Need]:
        """Needs "women" and "men" where a number is asked."""
        problem, facts = tables.problem, tables.problem.activities[activity]
        asked = ((Gender.FEMALE, facts.women, "women"), (Gender.MALE, facts.men, "men"))
        return [
            Need(
                activity,
                flags(problem, [n for n, p in enumerate(problem.people) if p.gender is gender]),
                minimum,
                reason,
            )
            for gender, minimum, reason in asked
            if minimum
        ]
