"""What the numbers of a problem stand for, without the rows: as long as it is kept, no session need be open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from scheduler.language import Message
from scheduler.services.problems.rows import Holding, Index
from scheduler.services.problems.translation import Translation
from solver.problem import Pin, Problem
from solver.problem import Roster as SolverRoster


class Named(Protocol):
    """A problem whose candidates and roles have names."""

    @property
    def problem(self) -> Problem:
        """The problem."""

    def candidate_name(self, candidate: int) -> str:
        """The name of a person or team."""

    def candidate(self, candidate: int) -> tuple[str, int | None, int | None]:
        """A person or team by name, id of the person and id of the team."""

    def role_title(self, role_number: int) -> Message:
        """The activity and day of a role."""


@dataclass(frozen=True)
class NamedProblem:
    """A problem, and the names and ids of its candidates and roles in their order."""

    problem: Problem
    candidates: tuple[tuple[str, int | None, int | None], ...]
    role_ids: tuple[int, ...]
    titles: tuple[Message, ...]

    @classmethod
    def of(cls, translation: Translation, problem: Problem) -> NamedProblem:
        """A problem with the names of a translation whose numbers it has."""
        candidates = tuple(translation.candidate(number) for number in range(problem.candidates))
        role_ids = tuple(role.id for role in translation.roles)
        return cls(problem, candidates, role_ids, tuple(map(translation.role_title, range(len(role_ids)))))

    def candidate_name(self, candidate: int) -> str:
        """The name of a person or team."""
        return self.candidates[candidate][0]

    def candidate(self, candidate: int) -> tuple[str, int | None, int | None]:
        """A person or team by name, id of the person and id of the team."""
        return self.candidates[candidate]

    def role_title(self, role_number: int) -> Message:
        """The activity and day of a role."""
        return self.titles[role_number]

    @cached_property
    def role_numbers(self) -> Index:
        """The numbers of roles by id."""
        return {role_id: number for number, role_id in enumerate(self.role_ids)}

    @cached_property
    def candidate_numbers(self) -> dict[tuple[int | None, int | None], int]:
        """The numbers of candidates by id of the person and id of the team."""
        return {(person_id, team_id): number for number, (_, person_id, team_id) in enumerate(self.candidates)}

    def pair(self, role_id: int, person_id: int | None, team_id: int | None) -> Pin | None:
        """The pair of numbers of a role and a person or team; None where one of them is not part of the problem."""
        role, candidate = self.role_numbers.get(role_id), self.candidate_numbers.get((person_id, team_id))
        return None if role is None or candidate is None else Pin(role, candidate)

    def roster(self, held: Iterable[Holding]) -> SolverRoster:
        """Who holds what; a declined offer is not held, and what is not part of the problem is left out."""
        pairs = (self.pair(*holding) for holding in held)
        return rostered(self.problem, {pair for pair in pairs if pair is not None} - self.problem.declined_pairs)


def rostered(problem: Problem, pairs: Iterable[Pin]) -> SolverRoster:
    """The roster in which these pairs are held."""
    held = [list[int]() for _ in problem.roles]
    for pair in pairs:
        held[pair.role].append(pair.candidate)
    return tuple(tuple(sorted(candidates)) for candidates in held)
