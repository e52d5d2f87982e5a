"""What a rule of the roster is: one object that answers blocks, check, delta and post, and says its scope.

To add a rule, write one dataclass in a file of this package and one test; `solver.policy` finds it by its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from solver.problem import Problem

if TYPE_CHECKING:
    from solver.judged import Judged
    from solver.neighbourhood import Neighbourhood
    from solver.state import State

FORBIDDEN = 1 << 41
"""The marginal cost by which a rule says that it would be broken."""

TOO_MUCH = FORBIDDEN // 2
"""A price from here on means that something is forbidden: soft costs and savings together never reach it."""

UNLIMITED = 1 << 30
"""A limit that nobody reaches, in any unit."""

Costs = NDArray[np.int64]
Candidates = NDArray[np.int64]


class Scope(StrEnum):
    """What a rule looks at: one person in one role, one person's schedule, or who is on one activity."""

    PAIR = "pair"
    PERSON = "person"
    ACTIVITY = "activity"


@dataclass(frozen=True)
class Block:
    """Why a candidate can never hold a role. `reason` is a word of the rule's own; `subject` a number that it names."""

    rule: Rule
    reason: str
    subject: int | None = None


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
    kinds: ClassVar[Mapping[str, str]] = {}
    """Titles for the reasons of findings for which `title` says too little."""
    keeps_away: ClassVar[Mapping[str, str]] = {}
    """What to say of {count} candidates, by the reason why it blocks them; "" where it only does as things stand. One
    whose sentence is "" goes without saying.
    """
    mended_by_more: ClassVar[frozenset[str]] = frozenset()
    """Reasons of findings that more bookings would mend: a roster that is not filled yet may have them."""

    def blocks(self, problem: Problem, candidate: int, role: int) -> Block | None:  # noqa: ARG002
        """Why this candidate can never hold this role; None if nothing speaks against it."""
        return None

    def check(self, judged: Judged) -> Iterator[Finding]:  # noqa: ARG002
        """All findings in a roster, in order of person, activity or role."""
        return iter(())

    def delta(self, state: State, activity: int, role: int, who: Candidates) -> Costs:  # noqa: ARG002
        """What it would cost more if each of `who` were booked in the activity, in that role or with its team.

        An int64 for each of `who`; FORBIDDEN where a hard rule would be broken.
        """
        return np.zeros(len(who), dtype=np.int64)

    def post(self, model: Neighbourhood) -> None:
        """Add the rule to a CP-SAT model of a neighbourhood: constraints if hard, terms of the objective if soft."""
