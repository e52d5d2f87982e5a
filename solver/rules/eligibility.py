"""Rules about one candidate in one role: standing, qualification, training, availability, age, declined offers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from solver.crews import crew, of_age, overlaps, quorum
from solver.judged import Judged
from solver.problem import Pin, Problem, Requirement
from solver.rules.base import Block, Finding, Rule, Scope


@dataclass(frozen=True)
class PairRule(Rule):
    """A hard rule that `blocks` alone decides: the solver omits the pair, a roster that holds it breaks the rule."""

    hard = True
    scope = Scope.PAIR

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each blocked pair of the roster."""
        for role, candidates in enumerate(judged.roster):
            for candidate in candidates:
                block = self.blocks(judged.problem, candidate, role)
                if block is not None:
                    yield Finding(self, (candidate,), (role,), 1, "assignment", reason=block.reason)


@dataclass(frozen=True)
class ServesInCapacity(PairRule):
    """Hard. A role is held by those whose standing, department and team it accepts: whole teams where it says so."""

    title = "Serves in an accepted capacity"
    keeps_away = {"capacity": "", "team": "", "department": "{count} are of another unit"}

    def blocks(self, problem: Problem, candidate: int, role: int) -> Block | None:
        """Blocks "capacity", "department" (names it) or "team" (names it)."""
        wanted = problem.roles[role]
        if problem.team_of(candidate) is not None:
            return None if wanted.whole_team else Block(self, "capacity")
        person = problem.people[candidate]
        if wanted.capacities.isdisjoint(person.capacities):
            return Block(self, "capacity")
        if wanted.department is not None and person.department != wanted.department:
            return Block(self, "department", wanted.department)
        if wanted.team is not None and candidate not in problem.teams[wanted.team].members:
            return Block(self, "team", wanted.team)
        return None


@dataclass(frozen=True)
class Qualified(PairRule):
    """Hard. Whoever serves holds each qualification asked for, at its level, valid during the whole duty.

    Qualifications that training grants are `Trained`'s. 行政处罚法 art. 42 and 志愿服务条例 art. 16.
    """

    title = "Holds the qualification"
    keeps_away = {
        "missing": "{count} lack the qualification",
        "level": "{count} hold it at a lower level",
        "expired": "the certificate of {count} is not valid then",
    }

    def blocks(self, problem: Problem, candidate: int, role: int) -> Block | None:
        """Blocks "missing", "level" or "expired"; names the qualification."""
        asked = [r for r in problem.roles[role].requirements if not problem.qualifications[r.qualification].by_training]
        for requirement in asked:
            reason = lacking(problem, candidate, role, requirement)
            if reason is not None:
                return Block(self, reason, requirement.qualification)
        return None


@dataclass(frozen=True)
class Trained(PairRule):
    """Hard. Training comes before duty: its qualification is held from the end of the training session on."""

    title = "Training before duty"
    keeps_away = {
        "missing": "{count} were never trained",
        "level": "{count} were trained at a lower level",
        "expired": "{count} are trained only later, or were too long ago",
    }

    def blocks(self, problem: Problem, candidate: int, role: int) -> Block | None:
        """Blocks "missing" (never trained), "level", or "expired" (trained too late, or too long ago)."""
        asked = [r for r in problem.roles[role].requirements if problem.qualifications[r.qualification].by_training]
        for requirement in asked:
            reason = lacking(problem, candidate, role, requirement)
            if reason is not None:
                return Block(self, reason, requirement.qualification)
        return None


def lacking(problem: Problem, candidate: int, role: int, requirement: Requirement) -> str | None:
    """What a person lacks of a requirement for the whole of a duty: "missing", "level" or "expired"; None if nothing.

    Whole teams are not asked: requirements of their members are asked by roles for single people.
    """
    if problem.team_of(candidate) is not None:
        return None
    span = problem.activities[problem.roles[role].activity].span
    held = [h for h in problem.people[candidate].qualifications if h.qualification == requirement.qualification]
    enough = [h for h in held if h.level >= requirement.level]
    if any(h.valid.covers(span) for h in enough):
        return None
    return "expired" if enough else "level" if held else "missing"


@dataclass(frozen=True)
class Available(PairRule):
    """Hard. Nobody serves when away; a team goes when it can and at least its quorum of members can."""

    title = "Available"
    keeps_away = {"away": "{count} are away", "quorum": "{count} teams lack their quorum"}

    def blocks(self, problem: Problem, candidate: int, role: int) -> Block | None:
        """Blocks "away", or for a team "quorum" (names how many members can)."""
        activity = problem.roles[role].activity
        span = problem.activities[activity].span
        team = problem.team_of(candidate)
        away = (problem.people[candidate] if team is None else team).unavailable
        if overlaps(span, away):
            return Block(self, "away")
        if team is not None:
            going = len(crew(problem, candidate - len(problem.people), activity))
            if going < quorum(team):
                return Block(self, "quorum", going)
        return None


@dataclass(frozen=True)
class OfAge(PairRule):
    """Hard. Nobody under 18 serves in enforcement or an emergency, or where an activity is for adults only.

    突发事件应对法 (2024) art. 39.
    """

    title = "Of age"
    keeps_away = {"minor": "{count} are under 18"}

    def blocks(self, problem: Problem, candidate: int, role: int) -> Block | None:
        """Blocks "minor"."""
        if problem.team_of(candidate) is not None:
            return None
        activity = problem.activities[problem.roles[role].activity]
        return None if of_age(problem.people[candidate], activity) else Block(self, "minor")


@dataclass(frozen=True)
class NotDeclined(PairRule):
    """Hard. Whoever declined an offer is not asked for the same duty again (志愿服务条例 art. 25)."""

    title = "Declined offers stay declined"
    keeps_away = {"declined": "{count} declined"}

    def blocks(self, problem: Problem, candidate: int, role: int) -> Block | None:
        """Blocks "declined"."""
        return Block(self, "declined") if Pin(role, candidate) in problem.declined_pairs else None
