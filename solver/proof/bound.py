"""A lower bound on the cost of every roster, proven in integers, better with time.

Lagrange: let every candidate be paid `worth[r]` for a slot of role r, and every activity pay it. Whatever the worths
are, the cheapest schedules of all candidates and the cheapest staffing of all activities, each for itself, together
cost no more than any roster (Geoffrion 1974). Column generation finds worths at which that is close; the sum itself is
computed in integers, so that no rounding makes it false.
"""

from __future__ import annotations

from threading import Event

import numpy as np

from solver.arrays import Ints
from solver.problem import Roster
from solver.proof.cheapest import cheapest
from solver.proof.crews import Crews, tolls
from solver.proof.master import Master, Prices
from solver.proof.schedules import pairs_of, schedules_of
from solver.search.compiled import Compiled
from solver.search.facts import Facts

SCALE = 1024
"""Worths are in parts of this of the unit of cost."""

TOLERANCES = (1e-3, 1e-4, 1e-5)
"""Of the master, one after another: the next where the bound has risen too little under the one before."""

RISE = 2e-4
"""A rise of the bound, as a share of it, that is worth going on for under the same tolerance."""

PATIENCE = 2
"""Solves of the master without such a rise that are waited for while new schedules are found."""

SOLVE_SECONDS = 20.0
"""What one solve of the master may take."""

LEAST_SHARE = 0.01
"""How far from the best worths to the master's the bound is tried at first, and at least. A master that knows few
schedules has wild prices; near the best ones the bound rises more steadily, and schedules are found sooner.
"""


class Bound:
    """The best bound proven so far, and the prices that prove it. Once `closed` is set it rises no more."""

    def __init__(self, compiled: Compiled, closed: Event | None = None) -> None:
        self.facts, self.besides = compiled.facts, compiled.besides
        self.closed = Event() if closed is None else closed
        self.pairs = pairs_of(compiled)
        self.schedules = schedules_of(compiled, self.pairs)
        self.master, self.crews = Master(self.facts), Crews(compiled)
        self.tolerance = self.in_vain = 0
        self.share = LEAST_SHARE
        self.prices = Prices(np.zeros(len(self.facts.role_activity)), np.zeros(0))
        self.value = self.priced(self.prices)

    def learn(self, roster: Roster) -> None:
        """Make the schedules of a roster known; of the first, what its holders would spare is tried as worth."""
        first = self.master.size == 0
        held: list[list[int]] = [[] for _ in range(len(self.facts.most))]
        for role, candidates in enumerate(roster):
            for candidate in candidates:
                held[candidate].append(self.pairs.number(role, candidate))
        worth = np.where(np.diff(self.facts.eligible_start) > 0, 0.0, self.master.most_worth)
        for candidate, numbers in enumerate(held):
            if self.closed.is_set():
                return
            pairs = np.array(numbers, dtype=np.int64)
            self.add(candidate, pairs)
            spared = self.pairs.price[pairs] + self.schedules.spared(candidate, self.pairs.entry[pairs])
            np.maximum.at(worth, self.pairs.role[pairs], spared)
        if first:
            self.try_out(Prices(worth, np.zeros(0)))

    def add(self, candidate: int, pairs: Ints) -> None:
        """Give the master a schedule."""
        cost = int(self.pairs.price[pairs].sum()) + self.schedules.cost(candidate, self.pairs.entry[pairs])
        self.master.add(candidate, self.pairs.role[pairs].tolist(), cost)

    def rise(self, seconds: float = SOLVE_SECONDS) -> bool:
        """Solve the master once, for at most so long, and price at its prices; whether the bound may rise further."""
        before, known = self.value, self.master.size
        found = self.master.solve(TOLERANCES[self.tolerance], seconds)
        if found is None or self.closed.is_set():
            return False
        prices, usage = found
        self.approach(prices)
        if self.master.size == known:
            self.try_out(prices)
        for cut in self.crews.broken(usage):
            if self.closed.is_set():
                return False
            self.master.cut(cut)
        rose = self.value - before > RISE * abs(self.value)
        self.in_vain = 0 if rose else self.in_vain + 1
        if not rose and (self.in_vain > PATIENCE or self.master.size == known):
            self.tolerance, self.in_vain = self.tolerance + 1, 0
        return self.tolerance < len(TOLERANCES)

    def interrupt(self) -> None:
        """Break off a solve of the master."""
        self.master.interrupter.interrupt()

    def approach(self, prices: Prices) -> None:
        """Go from the best prices towards the master's, twice as far as long as that proves more."""
        best, share, reached = self.prices, self.share, 0.0
        while reached < 1.0 and not self.closed.is_set() and self.try_out(best.towards(prices, share)):
            reached, share = share, min(1.0, share * 2)
        self.share = reached or max(share / 4, LEAST_SHARE)

    def try_out(self, prices: Prices) -> bool:
        """Price at these prices, and keep them if they prove more than all before; whether they do."""
        value = self.priced(prices)
        if value <= self.value:
            return False
        self.value, self.prices = value, prices
        return True

    def priced(self, prices: Prices) -> int:
        """What every roster costs at least, by these prices; the schedules that are cheapest at them become known,
        unless all is over: there are thousands.
        """
        worth, toll = (np.rint(part * SCALE).astype(np.int64) for part in (prices.worth, prices.toll))
        price = self.pairs.price * SCALE - worth[self.pairs.role]
        price += tolls(self.master.cuts[: len(toll)], toll, self.pairs.role, self.pairs.candidate)
        costs, schedules = cheapest(self.schedules, self.pairs, price, SCALE)
        for candidate, pairs in enumerate(schedules):
            if self.closed.is_set():
                break
            self.add(candidate, pairs)
        return self.besides - (-(int(costs.sum()) + staffing(self.facts, worth) - int(toll.sum())) // SCALE)


def staffing(facts: Facts, worth: Ints) -> int:
    """What staffing all activities costs at least, in parts of `SCALE`, if a holder of role r is paid `worth[r]`.

    An activity goes ahead with what each role needs at least and takes at most, or not at all. What a role costs falls
    and rises in straight lines: at the least it has the minimum, or what it wants, or all that it takes.
    """
    open_slots = facts.slot_price * SCALE
    fewest = facts.minimum * worth + (facts.wanted - facts.minimum) * open_slots
    wanted = facts.wanted * worth
    most = facts.takes * worth + (facts.takes - facts.wanted) * facts.over_price * SCALE
    goes = np.zeros(len(facts.activity_price), dtype=np.int64)
    stays = facts.activity_price * SCALE
    np.add.at(goes, facts.role_activity, np.minimum(np.minimum(fewest, wanted), most))
    np.add.at(stays, facts.role_activity, facts.wanted * open_slots)
    return int(np.minimum(goes, stays).sum())
