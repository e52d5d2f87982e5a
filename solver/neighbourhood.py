"""A part of the problem as a CP-SAT model: all roles of some activities free, everything else as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import mul

from ortools.sat.python import cp_model

from solver.judged import Booking, Judged, booking_in
from solver.problem import Problem
from solver.tables import Tables

Literal = cp_model.IntVar
Linear = cp_model.LinearExprT


class Neighbourhood:
    """Booleans x[role, candidate] for candidates of each role of some activities, and one per activity: it goes ahead.

    `rest` is the roster without those activities. Rules add constraints to `cp` and terms to `costs`.
    """

    def __init__(self, rest: Judged, activities: Iterable[int], eligible: Mapping[int, Sequence[int]]) -> None:
        self.rest = rest
        self.tables: Tables = rest.tables
        self.problem: Problem = rest.problem
        self.activities = tuple(sorted(activities))
        self.cp = cp_model.CpModel()
        self.costs: list[Linear] = []
        self.slots: dict[int, dict[int, Literal]] = {}
        self.derived: list[tuple[Literal, Callable[[Iterable[int]], int], Sequence[Literal]]] = []
        self.goes = {activity: self.cp.new_bool_var(f"goes {activity}") for activity in self.activities}
        self._free: dict[int, list[tuple[Booking, Literal]]] = defaultdict(list)
        for activity in self.activities:
            for role in self.problem.roles_of[activity]:
                self.slots[role] = {n: self._slot(activity, role, n) for n in eligible[role]}

    def _slot(self, activity: int, role: int, candidate: int) -> Literal:
        literal = self.cp.new_bool_var(f"{role} {candidate}")
        booking = booking_in(self.problem, activity, role)
        self._free[candidate].append((booking, literal))
        for member in self.rest.members(candidate, activity):
            with_team = Booking(booking.span, booking.place, activity, role, candidate)
            self._free[member].append((with_team, literal))
        self.cp.add_implication(literal, self.goes[activity])
        return literal

    @property
    def candidates(self) -> list[int]:
        """The candidates who could be booked in the neighbourhood, in order."""
        return sorted(self._free)

    def free(self, candidate: int) -> list[tuple[Booking, Literal]]:
        """Each way in which the candidate could be booked, by itself or with its team."""
        return self._free[candidate]

    def fixed(self, candidate: int) -> tuple[Booking, ...]:
        """What the candidate does outside the neighbourhood, commitments included."""
        return self.rest.bookings[candidate]

    def people(self, candidate: int, activity: int) -> tuple[int, ...]:
        """The people whom a candidate brings to an activity: itself, or a team's crew."""
        return self.rest.members(candidate, activity) if candidate >= len(self.problem.people) else (candidate,)

    def any_of(self, literals: Sequence[Literal]) -> Literal:
        """A literal that holds exactly if one of these does."""
        if len(literals) == 1:
            return literals[0]
        found = self.cp.new_bool_var("any")
        self.cp.add_max_equality(found, literals)
        self.derived.append((found, any, literals))
        return found

    def all_of(self, one: Literal, other: Literal) -> Literal:
        """A literal that holds if both of these do."""
        both = self.cp.new_bool_var("both")
        self.cp.add(both >= one + other - 1)
        self.derived.append((both, all, (one, other)))
        return both

    def excess(self, constant: int, parts: Sequence[tuple[int, Literal]]) -> Literal:
        """At least max(0, constant + sum of factor x variable), and as little as what it is used for allows.

        A variable with a factor above 0 is a literal.
        """
        most = max(0, constant + sum(max(0, factor) for factor, _ in parts))
        found = self.cp.new_int_var(0, most, "excess")
        self.cp.add(found >= constant + sum(factor * x for factor, x in parts))
        factors = [factor for factor, _ in parts]
        self.derived.append(
            (found, lambda values: max(0, constant + sum(map(mul, factors, values))), [x for _, x in parts])
        )
        return found

    def penalise(self, cost: int, amount: Linear) -> None:
        """Add cost x amount to the objective."""
        self.costs.append(cost * amount)

    def penalise_square(self, cost: int, before: int, amounts: Sequence[tuple[int, Literal]]) -> None:
        """Add cost x ((before + sum)^2 - before^2) for a sum of (amount, literal), by products of pairs."""
        for number, (amount, literal) in enumerate(amounts):
            self.penalise(cost * amount * (amount + 2 * before), literal)
            for other_amount, other in amounts[:number]:
                if cost * amount * other_amount:
                    both = self.all_of(literal, other)
                    self.penalise(2 * cost * amount * other_amount, both)
