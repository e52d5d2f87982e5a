"""How much of what is wanted must stay open, priority by priority, and how much of what is published changes at that.

One integer programme after another (`staffing.py`), which HiGHS solves in a process of its own: the least of a tier,
which is then held while the next one's is sought. Each solution is booked. Where the last one cannot be booked as it
is, the roles in question are staffed by name, and all is done again.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event

from ortools.math_opt.python import mathopt

from solver.objective import Costs, Objective
from solver.problem import Roster
from solver.proof import highs
from solver.proof.staffing import MOST_PAIRS, SCARCE, Staffing, scarce
from solver.search.compiled import Compiled
from solver.search.facts import Facts
from solver.search.local_search import Search
from solver.search.start import keep
from solver.tiers import COVERAGE, Tier

TIERS = COVERAGE | {Tier.DISTURBANCE}
"""Of which programmes tell."""

SOLVE_SECONDS = 120.0
"""What one tier's programme may take."""


@dataclass(frozen=True)
class Least:
    """What a tier costs at least, in points, in every roster that costs no more than `above` in the tiers above."""

    tier: Tier
    points: int
    above: Costs


class CoverageProof:
    """What is proven so far of the tiers of coverage and of disturbance. Once `closed` is set nothing more is."""

    value = None
    """What a roster costs in all: nothing is proven of that here."""

    def __init__(self, compiled: Compiled, objective: Objective, closed: Event | None = None) -> None:
        self.compiled, self.objective = compiled, objective
        self.closed = Event() if closed is None else closed
        prices = {tier: self.alone(tier).facts for tier in objective.tiers if tier in TIERS}
        self.prices = {tier: facts for tier, facts in prices.items() if has_price(facts)}
        self.known: Roster = ((),) * len(compiled.problem.roles)
        self.named: set[int] = set()
        self.least: tuple[Least, ...] = ()
        self.roster: Roster | None = None

    @staticmethod
    def can_prove(compiled: Compiled) -> bool:
        """Whether programmes say it all: not of roles that take more people than they want."""
        return not any(role.takes > role.wanted for role in compiled.problem.roles)

    def alone(self, *tiers: Tier) -> Compiled:
        """The problem with the prices of these tiers alone."""
        units = self.objective.units
        return self.compiled.weighed(self.objective.weighed({tier: units[tier] for tier in tiers if tier in units}))

    def bound(self, tier: Tier, costs: Costs) -> int:
        """What a tier costs at least in every roster that is as good as `costs` above it; 0 where nothing is proven."""
        return max(
            (
                least.points
                for least in self.least
                if least.tier is tier and all(costs[other] <= most for other, most in least.above.items())
            ),
            default=0,
        )

    def learn(self, roster: Roster) -> None:
        """Make a good roster known: it tells who is scarce, as long as nothing is named."""
        self.known = roster

    def rise(self) -> bool:
        """Go through the tiers once; whether they are worth another time, with more roles by name. Raises Over."""
        if not self.named:
            self.named = scarce(self.compiled, self.known, SCARCE, MOST_PAIRS)
        staffing, limits = Staffing(self.compiled, self.named, self.closed.is_set), dict[Tier, int]()
        for tier, prices in self.prices.items():
            amount = staffing.unfilled(prices) + staffing.priced(prices)
            found = staffing.least(amount, self.objective.units[tier], self.answer)
            if found is None:
                return False
            self.least = (*self.least, Least(tier, found.bound, dict(limits)))
            limits[tier] = found.value
            staffing.limit(amount, found.value, self.objective.units[tier])
            self.roster = self.booked(staffing)
        beyond = set() if self.roster is None else staffing.missing(self.roster)
        self.named |= beyond
        return bool(beyond)

    def booked(self, staffing: Staffing) -> Roster:
        """The solution as a roster, as far as the rules allow it, the rest filled."""
        search = Search(self.alone(*COVERAGE), 0, seed=0)
        keep(search, staffing.found)
        return search.best_roster()

    def answer(self, model: mathopt.Model) -> mathopt.SolveResult | None:
        """What HiGHS finds in its time; None once nobody waits."""
        return highs.answer(model, SOLVE_SECONDS, lambda: not self.closed.is_set())

    def interrupt(self) -> None:
        """What is under way sees by itself that it is over."""


def has_price(facts: Facts) -> bool:
    """Whether there is anything that costs."""
    return bool(facts.slot_price.any() or facts.activity_price.any() or facts.pair_price.any())
