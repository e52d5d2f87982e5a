"""Rules about how many of a kind are on an activity: certified officers, somebody local, women and men, quotas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from solver.arrays import Flags
from solver.candidates import Capacity, Gender, Person
from solver.judged import Judged
from solver.neighbourhood import Literal, Neighbourhood
from solver.problem import Quota
from solver.rules.base import Finding, Measure, Rule, Scope
from solver.spans import Span
from solver.tables import Tables
from solver.terms import Need


@dataclass(frozen=True)
class NeedRule(Rule):
    """A hard rule that whoever is booked in an activity includes enough of some people, and not too many.

    Teams count by their crew, everybody once, however often booked in it. Too many are a finding of the reason "over".
    """

    hard = True
    scope = Scope.ACTIVITY

    def needs(self, tables: Tables, activity: int) -> list[Need]:
        """What the activity needs."""
        raise NotImplementedError

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each need that is not met, with how many are missing or too many."""
        for activity in range(len(judged.problem.activities)):
            needs = self.needs(judged.tables, activity) if judged.booked(activity) else []
            people = tuple(sorted(set(judged.staff(activity)))) if needs else ()
            for need in needs:
                count = sum(bool(need.people[person]) for person in people)
                asked = need.because is None or any(need.because[person] for person in people)
                missing = need.minimum - count if asked else 0
                over = 0 if need.most is None else count - need.most
                for amount, reason in ((missing, need.reason), (over, "over")):
                    if amount > 0:
                        yield Finding(self, people, judged.problem.roles_of[activity], amount, "people", reason=reason)

    def terms(self, tables: Tables) -> Iterator[Need]:
        """What each activity needs."""
        for activity in range(len(tables.problem.activities)):
            yield from self.needs(tables, activity)

    def post(self, model: Neighbourhood) -> None:
        """Enough of them if the activity goes ahead, or if somebody is there because of whom they are asked."""
        for activity, goes in model.goes.items():
            needs = self.needs(model.tables, activity)
            there = {person: model.any_of(ways) for person, ways in ways_to_come(model, activity)} if needs else {}
            for need in needs:
                count = sum(literal for person, literal in there.items() if need.people[person])
                because = [goes] if need.because is None else [x for who, x in there.items() if need.because[who]]
                for asked in because:
                    model.cp.add(count >= need.minimum * asked)
                if need.most is not None:
                    model.cp.add(count <= need.most)


def ways_to_come(model: Neighbourhood, activity: int) -> list[tuple[int, list[Literal]]]:
    """The people who could be on an activity, each with the literals of the ways in which they could."""
    found: dict[int, list[Literal]] = defaultdict(list)
    for role in model.problem.roles_of[activity]:
        for candidate, literal in model.slots[role].items():
            for person in model.people(candidate, activity):
                found[person].append(literal)
    return sorted(found.items())


@dataclass(frozen=True)
class CertifiedOfficers(NeedRule):
    """Hard. Each department that acts has at least `minimum` officers whose certificate is valid during the action.

    `certificates` are the keys of the qualifications that count, and only in the hands of people who are officers.
    行政处罚法 art. 42: at least two, with certificate.
    """

    title = "Two certified officers per department"
    sentence = (
        "Each department that enforces has at least {minimum} officers whose certificate is valid during the action."
    )
    measures = {"minimum": Measure.PEOPLE, "certificates": Measure.CERTIFICATES}
    law = "Administrative Penalty Law, article 42"
    lawful = {"minimum": (2, 100)}
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
                tables.groups.of(n for n in officers if problem.people[n].department == unit),
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
    sentence = "Where an activity asks for it, at least one of its people lives in the village where it takes place."
    mended_by_more = frozenset({"local"})

    def needs(self, tables: Tables, activity: int) -> list[Need]:
        """A need "local", which names the village, or none."""
        facts = tables.problem.activities[activity]
        village = tables.problem.places[facts.place].village
        return [Need(activity, tables.groups.living_in(village), 1, "local", village)] if facts.local else []


@dataclass(frozen=True)
class WomenAndMen(NeedRule):
    """Hard. Where an activity asks for it, at least so many women and so many men are on it."""

    title = "Women and men"
    sentence = "Where an activity asks for it, at least so many women and so many men are on it."
    mended_by_more = frozenset({"women", "men"})

    def needs(self, tables: Tables, activity: int) -> list[Need]:
        """Needs "women" and "men" where a number is asked."""
        problem, facts = tables.problem, tables.problem.activities[activity]
        asked = ((Gender.FEMALE, facts.women, "women"), (Gender.MALE, facts.men, "men"))
        return [
            Need(
                activity,
                tables.groups.of(n for n, p in enumerate(problem.people) if p.gender is gender),
                minimum,
                reason,
            )
            for gender, minimum, reason in asked
            if minimum
        ]


@dataclass(frozen=True)
class Quotas(NeedRule):
    """Hard. Of the people on an activity as many are of a kind as its quotas ask at least, and no more than at most.

    A team's members count once, whether they come with it or by themselves.
    """

    title = "How many of a kind"
    sentence = "Of the people on an activity as many are of a kind as its quotas ask for, and no more than they allow."
    kinds = {"over": "Too many of a kind"}
    keeps_away = {"": "{count} would be too many of their kind"}
    mended_by_more = frozenset({"quota"})

    def needs(self, tables: Tables, activity: int) -> list[Need]:
        """A need "quota" for each; it names its place among them."""
        quotas = tables.problem.activities[activity].quotas
        return [
            Need(activity, counted(tables, activity, quota), quota.least, "quota", number, most=quota.most)
            for number, quota in enumerate(quotas)
        ]


def counted(tables: Tables, activity: int, quota: Quota) -> Flags:
    """The people who are of the kind of a quota of an activity."""
    facts, people = tables.problem.activities[activity], tables.problem.people
    here = tables.groups.living_in(tables.problem.places[facts.place].village)
    return tables.groups.of(
        number
        for number, person in enumerate(people)
        if quota.gender in (None, person.gender)
        and (quota.capacity is None or quota.capacity in person.capacities)
        and quota.department in (None, person.department)
        and (quota.team is None or tables.members[quota.team, number])
        and (quota.qualification is None or quota.qualification in qualified(person, facts.span))
        and quota.new in (None, person.new)
        and quota.local in (None, here[number])
    )


def qualified(person: Person, span: Span) -> set[int]:
    """The qualifications that a person holds throughout a span, at whatever level."""
    return {held.qualification for held in person.qualifications if held.valid.covers(span)}


@dataclass(frozen=True)
class DifferentOrganisations(NeedRule):
    """Hard. The people on an activity are of at least so many different organisations as it asks.

    Who is of none counts for none.
    """

    title = "From different organisations"
    sentence = "The people on an activity are of as many different organisations as it asks for."
    mended_by_more = frozenset({"organisations"})

    def needs(self, tables: Tables, activity: int) -> list[Need]:
        """People of k organisations: for any k - 1 of them, somebody of another. One need "organisations" for each."""
        asked, units = tables.problem.activities[activity].organisations, organisations(tables)
        return [
            Need(
                activity,
                tables.groups.of(n for unit, who in units.items() if unit not in some for n in who),
                1,
                "organisations",
            )
            for some in (combinations(units, min(asked - 1, len(units))) if asked > 0 else ())
        ]

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each activity with people of too few, by how many organisations."""
        for activity, facts in enumerate(judged.problem.activities):
            people = tuple(sorted(set(judged.staff(activity))))
            units = {judged.problem.people[person].department for person in people} - {None}
            missing = facts.organisations - len(units)
            if missing > 0 and judged.booked(activity):
                roles = judged.problem.roles_of[activity]
                yield Finding(self, people, roles, missing, "organisations", reason="organisations")

    def post(self, model: Neighbourhood) -> None:
        """Enough organisations of which somebody comes, if the activity goes ahead."""
        for activity, goes in model.goes.items():
            asked = model.problem.activities[activity].organisations
            if asked > 0:
                coming: dict[int | None, list[Literal]] = defaultdict(list)
                for person, ways in ways_to_come(model, activity):
                    coming[model.problem.people[person].department] += ways
                coming.pop(None, None)
                model.cp.add(sum(map(model.any_of, coming.values())) >= asked * goes)


def organisations(tables: Tables) -> dict[int, list[int]]:
    """The people of each organisation that has some."""
    found: dict[int, list[int]] = defaultdict(list)
    for number, person in enumerate(tables.problem.people):
        if person.department is not None:
            found[person.department].append(number)
    return dict(found)
