"""What a rule of the roster is: one object that answers blocks, check, terms and post, and says its scope.

To add a rule, write one dataclass in a file of this package and one test; `solver.policy` finds it by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from solver.tables import Tables
from solver.terms import Term
from solver.tiers import Tier

if TYPE_CHECKING:
    from solver.judged import Judged
    from solver.neighbourhood import Neighbourhood

UNLIMITED = 1 << 30
"""A limit that nobody reaches, in any unit."""

Codes = NDArray[np.int8]
"""Per candidate: 0 where nothing speaks against it, else 1 + the place of the reason in the rule's `reasons`."""


class Measure(StrEnum):
    """What a parameter of a rule counts: so pages ask for it and tell it. `HOURS` are kept as minutes, told as hours;
    a `CLOCK` is a minute of the day, a `FLAG` 1 for yes; `CERTIFICATES` are keys that the register knows.
    """

    NUMBER = "number"
    POINTS = "points"
    MINUTES = "minutes"
    HOURS = "hours"
    CLOCK = "clock"
    DAYS = "days"
    PEOPLE = "people"
    FLAG = "flag"
    WORDS = "words"
    CERTIFICATES = "certificates"


class Scope(StrEnum):
    """What a rule looks at: one person in one role, one person's schedule, or who is on one activity."""

    PAIR = "pair"
    PERSON = "person"
    ACTIVITY = "activity"


@dataclass(frozen=True)
class Block:
    """Why a candidate can never hold a role. `reason` is one of the rule's own words."""

    rule: Rule
    reason: str


@dataclass(frozen=True)
class Finding:
    """A rule that is broken (hard), or what it costs (soft): by whom, in which roles, by how much of which unit."""

    rule: Rule
    people: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    amount: int = 0
    unit: str = ""
    cost: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule of the roster. A subclass answers what concerns it; the answers here are those of a rule without a say."""

    hard: ClassVar[bool]
    scope: ClassVar[Scope]
    title: ClassVar[str]
    """What coordinators call the rule, in English; the catalogs have it in their languages."""
    sentence: ClassVar[str] = ""
    """What it says, as a coordinator reads it, each parameter in braces where its value stands; "" where the title and
    the names of the parameters say enough. Flags and certificates stand beside the sentence.
    """
    measures: ClassVar[Mapping[str, Measure]] = {}
    """What its parameters count, where neither `weighs` nor their kind says so."""
    law: ClassVar[str] = ""
    """The statute that it follows: no town goes without it. "" where it is the town's own."""
    lawful: ClassVar[Mapping[str, tuple[int, int]]] = {}
    """The least and the most that the statute leaves to a town, by parameter."""
    kinds: ClassVar[Mapping[str, str]] = {}
    """Titles for the reasons of findings for which `title` says too little."""
    keeps_away: ClassVar[Mapping[str, str]] = {}
    """What to say of {count} candidates, by the reason why it blocks them; "" where it only does as things stand. One
    whose sentence is "" goes without saying.
    """
    reasons: ClassVar[tuple[str, ...]] = ()
    """Why it blocks, in the order of its codes."""
    weighs: ClassVar[Mapping[str, Tier]] = {"cost": Tier.WISHES}
    """Of a soft rule: which of its parameters are prices, and the tier in which each counts. What the rule costs is in
    proportion to each.
    """
    finds: ClassVar[str] = ""
    """Of a soft rule: what it finds, in its own unit, as a coordinator reads it beside the points."""
    more: ClassVar[str] = ""
    """Of a soft rule: what a roster does that has {amount} more of this than another."""
    fewer: ClassVar[str] = ""
    """The same of one that has {amount} less."""
    waivers: ClassVar[Mapping[str, str]] = {}
    """Of a hard rule: what a coordinator would have to decide to let somebody beyond it, by the reason of the finding:
    of these {people}, by this {amount}, with these {organisations}. Reasons that are left out cannot be waived.
    """
    mended_by_more: ClassVar[frozenset[str]] = frozenset()
    """Reasons of findings that more bookings would mend: a roster that is not filled yet may have them."""

    @classmethod
    def measure(cls, parameter: str) -> Measure:
        """What a parameter counts."""
        if parameter in cls.measures:
            return cls.measures[parameter]
        if not cls.hard and parameter in cls.weighs:
            return Measure.POINTS
        default = next(field.default for field in fields(cls) if field.name == parameter)
        return Measure.WORDS if isinstance(default, tuple) else Measure.NUMBER

    def blocks(self, tables: Tables, role: int) -> Codes | None:  # noqa: ARG002
        """Whom this rule keeps from this role for good, whatever else is assigned; None if nobody."""
        return None

    def check(self, judged: Judged) -> Iterator[Finding]:  # noqa: ARG002
        """All findings in a roster, in order of person, activity or role."""
        return iter(())

    def terms(self, tables: Tables) -> Iterable[Term]:  # noqa: ARG002
        """What one more booking costs or forbids, as arrays that the search adds up."""
        return ()

    def post(self, model: Neighbourhood) -> None:
        """Add the rule to a CP-SAT model of a neighbourhood: constraints if hard, terms of the objective if soft."""

    def may_waive(self, tables: Tables, finding: Finding) -> bool:  # noqa: ARG002
        """Whether it is a coordinator's to decide so in the case of one of its findings, and not against the law."""
        return finding.reason in self.waivers

    def price_of_waiving(self, finding: Finding) -> int:  # noqa: ARG002
        """What deciding so counts as, in the units of costs, beside what the roster then costs."""
        return 0

    def block(self, tables: Tables, candidate: int, role: int) -> Block | None:
        """Why this candidate can never hold this role; None if nothing speaks against it."""
        codes = self.blocks(tables, role)
        return Block(self, self.reasons[codes[candidate] - 1]) if codes is not None and codes[candidate] else None
