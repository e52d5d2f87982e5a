"""Groups of a problem's people, whom rules count among the staff of an activity."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import numpy as np

from solver.arrays import Flags
from solver.candidates import Person
from solver.problem import Problem


class Groups:
    """Which people of one problem belong together. Shape (people) each."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._known: dict[tuple[int, ...], Flags] = {}

    def of(self, people: Iterable[int]) -> Flags:
        """True for these people. Who asks for the same people is given the same array."""
        numbers = tuple(people)
        if numbers not in self._known:
            self._known[numbers] = np.zeros(len(self.problem.people), dtype=bool)
            self._known[numbers][list(numbers)] = True
        return self._known[numbers]

    def whoever(self, belongs: Callable[[Person], bool]) -> Flags:
        """The people of whom this is true."""
        return self.of(number for number, person in enumerate(self.problem.people) if belongs(person))

    @cached_property
    def everyone(self) -> Flags:
        """All people."""
        return self.whoever(lambda _: True)

    @cached_property
    def new(self) -> Flags:
        """The people who are new."""
        return self.whoever(lambda person: person.new)

    @cached_property
    def experienced(self) -> Flags:
        """The people who are not new."""
        return self.whoever(lambda person: not person.new)

    @cached_property
    def not_alone(self) -> Flags:
        """The people who do nothing alone."""
        return self.whoever(lambda person: person.not_alone)

    def living_in(self, village: int) -> Flags:
        """The people who live in a village."""
        places = self.problem.places
        return self.whoever(lambda person: person.home is not None and places[person.home].village == village)
