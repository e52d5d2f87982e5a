"""Rules about who may be on an activity with whom: never alone, apart, together, new people with experienced ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from solver.judged import Judged
from solver.problem import Couple
from solver.rules.base import Finding
from solver.rules.composition import NeedRule
from solver.tables import Tables
from solver.terms import Need


@dataclass(frozen=True)
class CompanyRule(NeedRule):
    """A rule about who is on an activity with whom; of one that is past nobody asks any more."""

    def needs(self, tables: Tables, activity: int) -> list[Need]:
        """What the activity needs, nothing if it is past."""
        return [] if tables.problem.activities[activity].past else self.company(tables, activity)

    def company(self, tables: Tables, activity: int) -> list[Need]:
        """What an activity that is not past needs."""
        raise NotImplementedError


@dataclass(frozen=True)
class NeverAlone(CompanyRule):
    """Hard. Nobody does alone what an activity says that nobody does alone, nor whoever is not to be alone anything."""

    title = "Never alone"
    sentence = "Nobody does alone what an activity says nobody does alone, nor whoever is not to be alone anything."
    keeps_away = {"": "{count} may not be there alone"}
    mended_by_more = frozenset({"alone"})

    def company(self, tables: Tables, activity: int) -> list[Need]:
        """A need "alone" of two people: in any case, else because of those who are not to be alone."""
        if tables.problem.activities[activity].never_alone:
            return [Need(activity, tables.groups.everyone, 2, "alone")]
        if tables.groups.not_alone.any():
            return [Need(activity, tables.groups.everyone, 2, "alone", because=tables.groups.not_alone)]
        return []


@dataclass(frozen=True)
class ExperiencedWithNew(CompanyRule):
    """Hard. Where somebody new serves, somebody serves too who is not new."""

    title = "Experienced people with new ones"
    sentence = "Where somebody new serves, somebody experienced serves too."
    keeps_away = {"": "{count} are new, and nobody experienced is there"}
    mended_by_more = frozenset({"experienced"})

    def company(self, tables: Tables, activity: int) -> list[Need]:
        """A need "experienced" because of those who are new, if there are any."""
        if not tables.groups.new.any():
            return []
        return [Need(activity, tables.groups.experienced, 1, "experienced", because=tables.groups.new)]


@dataclass(frozen=True)
class CoupleRule(CompanyRule):
    """A rule about two people and each activity."""

    reason: ClassVar[str]

    def couples(self, tables: Tables) -> tuple[Couple, ...]:
        """The couples that it is about."""
        raise NotImplementedError

    def wrong(self, there: int) -> bool:
        """Whether so many of a couple may not be there."""
        raise NotImplementedError

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each activity and couple of which not as many are there as may be."""
        couples = self.couples(judged.tables)
        for activity, facts in enumerate(judged.problem.activities) if couples else ():
            staff = set(judged.staff(activity))
            for couple in () if facts.past else couples:
                people = tuple(sorted({couple.one, couple.other}))
                if self.wrong(len(staff.intersection(people))):
                    yield Finding(self, people, judged.problem.roles_of[activity], 1, "people", reason=self.reason)


@dataclass(frozen=True)
class KeptApart(CoupleRule):
    """Hard. Of two people who are kept apart, one at most is on an activity, by itself or with a team."""

    title = "Kept apart"
    sentence = "Of two people who are kept apart, one at most is on an activity."
    keeps_away = {"": "{count} are kept apart from somebody who is there"}
    reason = "apart"

    def couples(self, tables: Tables) -> tuple[Couple, ...]:
        """Those who are kept apart."""
        return tables.problem.apart

    def wrong(self, there: int) -> bool:
        """Both."""
        return there == 2

    def company(self, tables: Tables, activity: int) -> list[Need]:
        """One at most of each couple."""
        couples = self.couples(tables)
        return [Need(activity, tables.groups.of((two.one, two.other)), 0, self.reason, most=1) for two in couples]


@dataclass(frozen=True)
class ServeTogether(CoupleRule):
    """Hard. Two people who serve together are both on an activity, by themselves or with a team, or neither is."""

    title = "Serve together"
    sentence = "Two people who serve together are both on an activity, or neither is."
    keeps_away = {"": "{count} serve only with somebody who is not there"}
    mended_by_more = frozenset({"together"})
    reason = "together"

    def couples(self, tables: Tables) -> tuple[Couple, ...]:
        """Those who serve together."""
        return tables.problem.together

    def wrong(self, there: int) -> bool:
        """One alone."""
        return there == 1

    def company(self, tables: Tables, activity: int) -> list[Need]:
        """Each of a couple because of the other."""
        orders = [order for two in self.couples(tables) for order in ((two.one, two.other), (two.other, two.one))]
        return [
            Need(activity, tables.groups.of((other,)), 1, self.reason, because=tables.groups.of((one,)))
            for one, other in orders
        ]
