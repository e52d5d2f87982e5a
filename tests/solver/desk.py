"""A desk on which rosters of tiny problems are laid out for the compiled functions, under terms said one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from solver import judge
from solver.arrays import Flags, Ints
from solver.candidates import Team
from solver.policy import read_policy
from solver.problem import Problem, Roster
from solver.rules.base import Rule, Scope
from solver.search.booking import lacking, put, roster_of, take
from solver.search.compiled import Compiled
from solver.search.facts import TOO_MUCH, Held
from solver.search.local_search import Search, held_of
from solver.search.pricing import marginal, pair_price_of
from solver.search.references import facts_reference, held_reference, trail_reference
from solver.search.trail import new_trail
from solver.spans import DAY
from solver.tables import Tables
from solver.terms import Clash, Sum, Term
from tests.solver.problems import activity, person, problem, role

PEOPLE = [person("a"), person("b"), person("c")]
SPANS = [activity(number * DAY, number * DAY + 60) for number in range(3)]
FACTS = problem(PEOPLE, SPANS, [role(0, 0, 3), role(1, 0, 3), role(2, 0, 3)])
"""Three people, three activities on three days, each of one role for all of them."""
A, B, C, T = range(4)
"""T is the team of a and b."""
TEAM = Team("t", (A, B))
WITH_TEAM = problem(PEOPLE, SPANS, FACTS.roles, teams=[TEAM])


@dataclass(frozen=True, eq=False)
class Says(Rule):
    """Hard. What its terms say: a rule for tests of terms, which no policy can name."""

    title = "Says"
    hard = True
    scope = Scope.PERSON
    terms_said: tuple[Term, ...] = ()

    def terms(self, tables: Tables) -> Iterable[Term]:  # noqa: ARG002
        """These."""
        return self.terms_said


class Desk:
    """A roster of a problem, laid out; `price` is None for what is forbidden."""

    def __init__(self, facts: Problem, *terms: Term, rules: Iterable[Rule] = (), seed: int = 0) -> None:
        self.compiled = Compiled(Tables(facts), (*rules, Says(terms)))
        self.facts, self.held = self.compiled.facts, self.compiled.nobody()
        self.trail = new_trail(0, len(self.facts.slot_role))
        self.random = np.random.default_rng(seed)
        self.facts_ref, self.held_ref = facts_reference(self.facts), held_reference(self.held)
        self.trail_ref = trail_reference(self.trail)
        self.at = (self.facts_ref, self.held_ref, self.trail_ref)
        self.filling = (self.facts_ref, self.held_ref, self.random, self.trail_ref)

    @property
    def cost(self) -> int:
        """The cost of the roster as it stands, beside that of nobody."""
        return int(self.trail.size[1])

    @property
    def roster(self) -> Roster:
        """The roster as it stands."""
        return roster_of(self.facts, self.held)

    @property
    def entries(self) -> list[list[int]]:
        """What is on the trail: (role, candidate, sign) each."""
        found: list[list[int]] = self.trail.entries[: self.trail.size[0]].tolist()
        return found

    def price(self, candidate: int, role: int = 0) -> int | None:
        """What it costs to book the candidate as well."""
        found = marginal(self.facts_ref, self.held_ref, role, candidate)
        return None if found >= TOO_MUCH else int(found)

    def pair_price(self, candidate: int, role: int) -> int:
        """What the eligible candidate costs in the role by itself."""
        return int(pair_price_of(self.facts_ref, role, candidate))

    def book(self, *pairs: tuple[int, int]) -> Desk:
        """Give slots away, whatever it costs: (candidate, role) each."""
        for candidate, number in pairs:
            price = self.price(candidate, number)
            assert price is not None, (candidate, number)
            put(self.facts_ref, self.held_ref, number, candidate)
            self.trail.size[1] += price
        return self

    def unbook(self, *pairs: tuple[int, int]) -> None:
        """Take slots back: (candidate, role) each."""
        for candidate, number in pairs:
            take(self.facts_ref, self.held_ref, number, candidate)
            price = self.price(candidate, number)
            assert price is not None, (candidate, number)
            self.trail.size[1] -= price

    def lacks(self, activity: int = 0) -> int:
        """What the activity lacks before it can go ahead."""
        return int(lacking(self.facts_ref, self.held_ref, activity))


def search_of(facts: Problem, roster: Roster | None = None, seed: int = 0) -> Search:
    """A search that stands at a roster, that of nobody unless one is given."""
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    search = Search(compiled, judge.cost(facts, judge.empty_roster(facts)), seed)
    if roster is not None:
        search.go_on_from(held_of(compiled, roster), judge.cost(facts, roster))
    return search


def state(held: Held) -> dict[str, object]:
    """All that is kept of a roster, whatever was changed in it; of bookings those in force."""
    kept = {name: getattr(held, name).tolist() for name in Held._fields if name not in ("bookings", "changed")}
    bookings = [row[:number].tolist() for row, number in zip(held.bookings, held.duties, strict=True)]
    return {**kept, "bookings": bookings}


def orderless(compiled: Compiled, held: Held) -> dict[str, object]:
    """All that is kept of a roster but the order in which it was booked."""
    bookings = [sorted(row[:number].tolist()) for row, number in zip(held.bookings, held.duties, strict=True)]
    return {**state(held), "slots": roster_of(compiled.facts, held), "bookings": bookings}


def ints(*values: int) -> Ints:
    """Whole numbers as an array."""
    return np.array(values, dtype=np.int64)


def flags(*values: int) -> Flags:
    """0 and 1 as an array."""
    return np.array(values, dtype=bool)


def grid(*rows: tuple[int, ...]) -> Ints:
    """Rows of whole numbers as an array."""
    return np.array(rows, dtype=np.int64)


def clash(
    *pairs: tuple[int, int], away: tuple[tuple[int, int], ...] = (), candidates: int = 3, activities: int = 3
) -> Clash:
    """Activities that clash, both ways; (candidate, activity) for who is `away` from which by a duty elsewhere."""
    found, committed = (np.zeros((rows, activities), dtype=bool) for rows in (activities, candidates))
    for one, other in pairs:
        found[one, other] = found[other, one] = True
    for candidate, missed in away:
        committed[candidate, missed] = True
    return Clash(found, committed)


def prices(desk: Desk, *pairs: tuple[int, int]) -> list[int | None]:
    """The price of each (candidate, role)."""
    return [desk.price(*pair) for pair in pairs]


def counted(
    *amount: int,
    period: tuple[int, ...] = (0, 0, 0),
    fixed: tuple[int, ...] = (0, 0, 0),
    most: tuple[int, ...] = (1 << 30,) * 3,
    weight: tuple[int, ...] = (0, 0, 0),
    base: tuple[int, ...] = (0, 0, 0),
) -> Sum:
    """A sum over the three activities; `fixed` is in each period."""
    there = ints(*fixed)[:, None] * ints(*[1] * (max(period) + 1))
    return Sum(ints(*amount), ints(*period), there, ints(*most), ints(*weight), ints(*base))
