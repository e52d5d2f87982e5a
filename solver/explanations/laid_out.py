"""A roster laid out in memory to be asked again and again: what one more booking costs by which rule, whom which rule
keeps away, and the same with changes that are taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property

import numpy as np

from solver.arrays import Ints
from solver.judge import ModelMismatch, checked
from solver.judged import Judged
from solver.policy import read_policy
from solver.problem import Pin, Problem, Roster
from solver.rules.base import Finding, Rule
from solver.search.booking import is_eligible, lacking, put, take
from solver.search.compiled import Compiled
from solver.search.facts import FORBIDDEN, TOO_MUCH
from solver.search.local_search import held_of
from solver.search.pricing import lack_company, marginal, marginals
from solver.search.references import facts_reference, held_reference
from solver.tables import Tables

KeptAway = dict[int, tuple[Rule, str]]
"""By candidate, the first hard rule that keeps it from a role, and the rule's reason where it does for good."""


class UnderRules:
    """A roster under some of its rules, as the search would have it; compiled functions know its `arrays` as `held`."""

    def __init__(self, compiled: Compiled, roster: Roster) -> None:
        self.compiled, self.arrays = compiled, held_of(compiled, roster)
        self.facts, self.held = facts_reference(compiled.facts), held_reference(self.arrays)

    def prices(self, role: int) -> Ints:
        """What each of a role's eligible candidates would cost in one more slot; TOO_MUCH or more where forbidden."""
        prices = marginals(self.facts, self.held, role)
        prices[lack_company(self.facts, self.held, role)] = FORBIDDEN
        return prices

    def price(self, role: int, candidate: int) -> int:
        """What a candidate would cost in one more slot of a role; TOO_MUCH or more where that is forbidden.

        Unlike `prices` it does not ask whether others would have to be there: who is placed is looked at with `lacks`.
        """
        if not is_eligible(self.facts, role, candidate):
            return FORBIDDEN
        return int(marginal(self.facts, self.held, role, candidate))

    def move(self, lost: Iterable[Pin], gained: Iterable[Pin]) -> None:
        """Have some pairs that have a slot lose it, and then others, for which there is a slot, hold one."""
        for pair in lost:
            take(self.facts, self.held, pair.role, pair.candidate)
        for pair in gained:
            put(self.facts, self.held, pair.role, pair.candidate)

    @contextmanager
    def without(self, *pairs: Pin) -> Iterator[None]:
        """The roster without some pairs that have a slot (see `LaidOut.held_by`), as long as it is asked."""
        for pair in pairs:
            take(self.facts, self.held, pair.role, pair.candidate)
        try:
            yield
        finally:
            for pair in pairs:
                put(self.facts, self.held, pair.role, pair.candidate)

    @contextmanager
    def also(self, *pairs: Pin) -> Iterator[None]:
        """The roster with some pairs as well, for which there is a slot, as long as it is asked."""
        for pair in pairs:
            put(self.facts, self.held, pair.role, pair.candidate)
        try:
            yield
        finally:
            for pair in pairs:
                take(self.facts, self.held, pair.role, pair.candidate)

    def lacks(self, activity: int) -> int:
        """How many slots and people an activity lacks before it can go ahead."""
        return int(lacking(self.facts, self.held, activity))

    @property
    def untrained(self) -> int:
        """How many duties lack the session that somebody had to attend before."""
        return int(self.arrays.unled[0])

    def free(self, role: int) -> set[int]:
        """Whom these rules allow to hold the role as well."""
        return set(self.compiled.eligible[role][self.prices(role) < TOO_MUCH].tolist())


class LaidOut:
    """A roster under all of its rules and, once that is asked for, under each of them alone.

    What is laid out once answers for every role. Raises PolicyError for a bad policy.
    """

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self.problem, self.roster, self.rules = problem, roster, read_policy(problem.policy)
        self.compiled = Compiled(Tables(problem), self.rules)
        self.whole = UnderRules(self.compiled, roster)
        self.sound = True

    def turn_to(self, roster: Roster) -> None:
        """Lay another roster of the problem out in place of this one. What differs is taken out and put in; where more
        hold a role than it takes, or the last turn broke off half way, all is put in anew.
        """
        sound, self.sound = self.sound, False
        changed = [role for role, held in enumerate(roster) if held != self.roster[role]]
        takes = self.compiled.facts.takes
        if not sound or any(len(one[role]) > takes[role] for role in changed for one in (self.roster, roster)):
            self.whole = UnderRules(self.compiled, roster)
            self.soft = [(rule, UnderRules(under.compiled, roster)) for rule, under in self.soft]
        else:
            lost, gained = pairs(changed, self.roster, roster), pairs(changed, roster, self.roster)
            for under in (self.whole, *(under for _, under in self.soft)) if changed else ():
                under.move(lost, gained)
        self.roster = roster
        for name in ("hard", "raised", "held_by", "found_already"):
            self.__dict__.pop(name, None)
        self.sound = True

    @cached_property
    def hard(self) -> list[tuple[Rule, UnderRules]]:
        """The roster under each hard rule that has a say in more than who is eligible."""
        return [(rule, self.under(rule)) for rule in self.rules if rule.hard and says_terms(rule)]

    @cached_property
    def soft(self) -> list[tuple[Rule, UnderRules]]:
        """The roster under each soft rule."""
        return [(rule, self.under(rule)) for rule in self.rules if not rule.hard and says_terms(rule)]

    @cached_property
    def raised(self) -> UnderRules:
        """The roster as if nothing bound that a coordinator may waive of who is eligible: no limit of hours, say."""
        return UnderRules(self.compiled.without(self.waivable), self.roster)

    @property
    def waivable(self) -> list[Rule]:
        """The hard rules of which a coordinator may waive something."""
        return [rule for rule in self.rules if rule.waivers]

    @cached_property
    def held_by(self) -> dict[int, tuple[int, ...]]:
        """The roles of which each candidate has a slot who has any, in order.

        Of a role that is held by more than it takes by now nobody is said to have one: whoever leaves, none gets free.
        """
        found: dict[int, tuple[int, ...]] = {}
        for role, held in enumerate(self.roster):
            for candidate in held if len(held) <= self.compiled.facts.takes[role] else ():
                found[candidate] = (*found.get(candidate, ()), role)
        return found

    def has_slot(self, role: int, candidate: int) -> bool:
        """Whether a candidate has a slot of a role."""
        return role in self.held_by.get(candidate, ())

    @contextmanager
    def without(self, pair: Pin) -> Iterator[None]:
        """The roster without a pair that has a slot, under all rules and each soft one, as long as it is asked."""
        with ExitStack() as changed:
            for under in (self.whole, *(under for _, under in self.soft)):
                changed.enter_context(under.without(pair))
            yield

    @cached_property
    def found_already(self) -> Counter[Finding]:
        """What the roster breaks already of the rules of which a coordinator may waive something."""
        return Counter(checked(Judged(self.compiled.tables, self.roster), self.waivable))

    def under(self, rule: Rule) -> UnderRules:
        """The roster under one rule alone."""
        return UnderRules(self.compiled.under(rule), self.roster)

    def kept_away(self, role: int) -> KeptAway:
        """Everybody who neither holds the role nor could. Raises ModelMismatch where no hard rule says why."""
        allowed = self.whole.free(role).union(self.roster[role])
        found = self.blocked(role, [n for n in range(self.problem.candidates) if n not in allowed])
        left = [n for n in range(self.problem.candidates) if n not in allowed and n not in found]
        if left:
            free_by = [(rule, under.free(role)) for rule, under in self.hard]
            for candidate in left:
                found[candidate] = next(((rule, "") for rule, free in free_by if candidate not in free), NOTHING)
                if found[candidate] == NOTHING:
                    raise ModelMismatch(f"candidate {candidate} is kept from role {role} by no hard rule")
        return dict(sorted(found.items()))

    def blocked(self, role: int, candidates: list[int]) -> KeptAway:
        """Which of these candidates a rule blocks for good, by the first that does."""
        found: KeptAway = {}
        who = np.array(candidates, dtype=np.int64)
        for rule in self.compiled.blocking:
            codes = rule.blocks(self.compiled.tables, role)
            if codes is not None:
                for candidate in who[codes[who] != 0].tolist():
                    found.setdefault(candidate, (rule, rule.reasons[codes[candidate] - 1]))
        return found


def pairs(roles: Iterable[int], of: Roster, other: Roster) -> list[Pin]:
    """The pairs of a roster in some roles that another has not."""
    return [Pin(role, one) for role in roles for one in of[role] if one not in other[role]]


NOTHING: tuple[Rule, str] = (Rule(), "")


def says_terms(rule: Rule) -> bool:
    """Whether a rule has a say in more than who is eligible."""
    return type(rule).terms is not Rule.terms
