"""What bookings cost by the sums that they add to: a price for each pair, and squares.

A sum s costs weight x ((base + s)^2 - base^2) = weight x s^2 + 2 x weight x base x s: the second part is a price of
each booking, the first a square that only a whole schedule knows. What a team does adds to the sums of its crew too.
The square of two parts together is no less than those of each, so a member's own duties and those with a team count
apart here; that makes a bound weaker, never wrong.
"""

from __future__ import annotations

import numpy as np

from solver.arrays import Ints
from solver.search.facts import Facts


def pair_prices(facts: Facts, activity: Ints, candidate: Ints) -> Ints:
    """What each pair of an activity and a candidate costs by the bases of its sums, and by its crew's.

    Of a member who does not go wherever its team goes, the square of each duty by itself counts here too.
    """
    slope = 2 * facts.weight * facts.base
    found: Ints = (facts.amount[activity] * slope[candidate]).sum(axis=1)
    core = cores(facts)
    for number in np.flatnonzero(candidate >= facts.people).tolist():
        amount = np.where(facts.crews, facts.amount[activity[number]], 0)
        crew = crew_of(facts, int(candidate[number]), int(activity[number]))
        others = np.setdiff1d(crew, core[int(candidate[number]) - facts.people])
        found[number] += amount @ slope[crew].sum(axis=0) + amount**2 @ facts.weight[others].sum(axis=0)
    return found


def squares(facts: Facts) -> Ints:
    """What the square of each sum of each candidate costs (C, K): a team's counts for all who go wherever it goes."""
    found = facts.weight.copy()
    for team, core in enumerate(cores(facts)):
        found[facts.people + team] += np.where(facts.crews, facts.weight[core].sum(axis=0), 0)
    return found


def cores(facts: Facts) -> list[Ints]:
    """The people of each team who are in its crew wherever it may go."""
    found = []
    for rows in facts.crew_row:
        crews = [facts.crew[facts.crew_start[row] : facts.crew_start[row + 1]] for row in rows[rows >= 0]]
        always = set.intersection(*(set(crew.tolist()) for crew in crews)) if crews else set()
        found.append(np.array(sorted(always), dtype=np.int64))
    return found


def crew_of(facts: Facts, team: int, activity: int) -> Ints:
    """Whom a team brings to an activity for which it is eligible."""
    row = facts.crew_row[team - facts.people, activity]
    return facts.crew[facts.crew_start[row] : facts.crew_start[row + 1]]
