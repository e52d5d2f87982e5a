"""Rules about one candidate in one role: standing, qualification, training, availability, age, declined offers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.judged import Judged
from solver.problem import Problem, Requirement
from solver.rules.base import Codes, Finding, Measure, Rule, Scope
from solver.rules.standing import STANDINGS, ByStanding
from solver.tables import Tables


@dataclass(frozen=True)
class PairRule(Rule):
    """A hard rule that `blocks` alone decides: the solver omits the pair, a roster that holds it breaks the rule."""

    hard = True
    scope = Scope.PAIR

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each blocked pair of the roster."""
        for role, candidates in enumerate(judged.roster):
            codes = self.blocks(judged.tables, role) if candidates else None
            if codes is not None:
                for candidate in candidates:
                    if codes[candidate]:
                        reason = self.reasons[codes[candidate] - 1]
                        yield Finding(self, (candidate,), (role,), 1, "assignment", reason=reason)


@dataclass(frozen=True)
class ServesInCapacity(PairRule):
    """Hard. A role is held by those whose standing, department and team it accepts: whole teams where it says so.

    Where somebody from outside would fill an open slot, asking their organisation for them counts as much as `loan`
    costs: as one published duty that changes, unless the town says otherwise.
    """

    title = "Serves in an accepted capacity"
    sentence = (
        "A role is held by those whose standing, organisation and team it accepts. Where somebody is borrowed to "
        "fill an open slot, that counts as {loan} points."
    )
    measures = {"loan": Measure.POINTS}
    reasons = ("capacity", "department", "team")
    keeps_away = {"capacity": "", "team": "", "department": "{count} are of another unit"}
    waivers = dict.fromkeys(reasons, "{organisations} lends {people}")

    loan: int = 1_000

    def price_of_waiving(self, finding: Finding) -> int:  # noqa: ARG002
        """The price of a loan."""
        return self.loan

    def may_waive(self, tables: Tables, finding: Finding) -> bool:
        """An organisation may be asked for its people; whole teams and single people do not stand in for each other."""
        of_some = tables.departments[finding.people[0]] >= 0
        return bool(of_some) and not any(tables.problem.roles[role].whole_team for role in finding.roles)

    def blocks(self, tables: Tables, role: int) -> Codes:
        """By "capacity", else "department", else "team"."""
        wanted, codes = tables.problem.roles[role], np.zeros(tables.problem.candidates, dtype=np.int8)
        if wanted.team is not None:
            codes[~tables.members[wanted.team]] = 3
        if wanted.department is not None:
            codes[tables.departments != wanted.department] = 2
        accepted = np.zeros(tables.problem.candidates, dtype=bool)
        for capacity in wanted.capacities:
            accepted |= tables.capacities[capacity]
        codes[~accepted] = 1
        return codes


@dataclass(frozen=True)
class QualifiedRule(PairRule):
    """Whoever serves holds each qualification asked for, at its level, valid during the whole duty.

    Whole teams are not asked: requirements of their members are asked by roles for single people.
    """

    reasons = ("expired", "level", "missing")
    """The better of several that somebody holds counts: too old is nearer than too low, and that than none."""

    def concerns(self, by_training: bool) -> bool:
        """Whether the rule is about qualifications that training grants, or about the others."""
        raise NotImplementedError

    def blocks(self, tables: Tables, role: int) -> Codes | None:
        """By "expired" (not valid throughout), "level" (held at a lower one) or "missing"."""
        asked = self.asked(tables.problem, role)
        if not asked:
            return None
        codes = np.zeros(tables.problem.candidates, dtype=np.int8)
        for requirement in asked:
            codes = np.where(codes > 0, codes, self.lacking(tables, role, requirement))
        return codes

    def asked(self, problem: Problem, role: int) -> list[Requirement]:
        """The requirements of a role that the rule is about."""
        return [
            requirement
            for requirement in problem.roles[role].requirements
            if self.concerns(problem.qualifications[requirement.qualification].by_training)
        ]

    def lacking(self, tables: Tables, role: int, requirement: Requirement) -> Codes:
        """The codes by one requirement."""
        span = tables.problem.activities[tables.problem.roles[role].activity].span
        codes = np.zeros(tables.problem.candidates, dtype=np.int8)
        codes[: len(tables.problem.people)] = 3
        if requirement.qualification in tables.holders:
            person, level, start, end = tables.holders[requirement.qualification].T
            covered = (start <= span.start) & (span.end <= end)
            found = np.where(level < requirement.level, 2, np.where(covered, 0, 1)).astype(np.int8)
            np.minimum.at(codes, person, found)
        return codes


@dataclass(frozen=True)
class Qualified(QualifiedRule):
    """Hard. Whoever serves holds each qualification asked for, at its level, valid during the whole duty.

    Qualifications that training grants are `Trained`'s. 行政处罚法 art. 42 and 志愿服务条例 art. 16.
    """

    title = "Holds the qualification"
    sentence = "Whoever serves holds each qualification that is asked for, at its level, valid during the whole duty."
    law = "Administrative Penalty Law, article 42; Volunteer Service Regulations, article 16"
    keeps_away = {
        "missing": "{count} lack the qualification",
        "level": "{count} hold it at a lower level",
        "expired": "the certificate of {count} is not valid then",
    }

    def concerns(self, by_training: bool) -> bool:
        """Those that no training grants."""
        return not by_training


@dataclass(frozen=True)
class Available(PairRule):
    """Hard. Nobody serves when away; a team goes when it can and at least its quorum of members can."""

    title = "Available"
    sentence = "Nobody serves when away; a team goes when it can and its quorum of members can."
    reasons = ("away", "quorum")
    keeps_away = {"away": "{count} are away", "quorum": "{count} teams lack their quorum"}

    def blocks(self, tables: Tables, role: int) -> Codes:
        """By "away", else for a team by "quorum"."""
        activity, people = tables.problem.roles[role].activity, len(tables.problem.people)
        codes = tables.away[:, activity].astype(np.int8)
        if tables.problem.roles[role].whole_team:
            teams = codes[people:]
            teams[(teams == 0) & (tables.crews.sizes[activity] < tables.crews.quorums)] = 2
        return codes


@dataclass(frozen=True)
class WithinReach(PairRule, ByStanding):
    """Hard. Nobody is sent further from home than so many minutes by standing; 0 where nothing limits it.

    A home that is not known is within reach of everything. A town's policy.
    """

    title = "Within reach of home"
    sentence = (
        "Nobody is sent further from home than so many minutes: social workers {social_worker}, grid members "
        "{grid_member}, partner officers {officer}, volunteers {volunteer}, serving Party members {party_member},"
        " teams {team}; 0 where nothing limits it."
    )
    measures = dict.fromkeys(STANDINGS, Measure.MINUTES)
    reasons = ("far",)
    keeps_away = {"far": "{count} live too far away"}
    waivers = {"far": "{people} comes from further away"}

    def blocks(self, tables: Tables, role: int) -> Codes:
        """By "far"."""
        activity = tables.problem.roles[role].activity
        way, most = tables.ways_from_home[tables.places[activity]], self.figures(tables)
        far: Codes = ((most > 0) & (way > most)).astype(np.int8)
        return far


@dataclass(frozen=True)
class OfAge(PairRule):
    """Hard. Nobody under 18 serves in enforcement or an emergency, or where an activity is for adults only.

    突发事件应对法 (2024) art. 39.
    """

    title = "Of age"
    sentence = "Nobody under 18 serves in enforcement or an emergency, or where an activity is for adults only."
    law = "Emergency Response Law, article 39"
    reasons = ("minor",)
    keeps_away = {"minor": "{count} are under 18"}

    def blocks(self, tables: Tables, role: int) -> Codes:
        """By "minor"; a team leaves its minors at home."""
        codes = np.zeros(tables.problem.candidates, dtype=np.int8)
        codes[: len(tables.problem.people)] = ~tables.of_age[:, tables.problem.roles[role].activity]
        return codes


@dataclass(frozen=True)
class Recused(PairRule):
    """Hard. Nobody serves in what concerns an owner from whom they keep away, or enforces where they keep away.

    Relatives, or an own business: 行政处罚法 art. 43, 回避. A team leaves these members at home.
    """

    title = "Recusal"
    sentence = "Nobody serves in what concerns an owner from whom they keep away, or enforces where they keep away."
    law = "Administrative Penalty Law, article 43"
    reasons = ("recused",)
    keeps_away = {"recused": "{count} must keep away from this place or owner"}

    def blocks(self, tables: Tables, role: int) -> Codes | None:
        """By "recused"."""
        keep_away = tables.recused[:, tables.problem.roles[role].activity]
        if not keep_away.any():
            return None
        codes = np.zeros(tables.problem.candidates, dtype=np.int8)
        codes[: len(tables.problem.people)] = keep_away
        return codes


@dataclass(frozen=True)
class NotDeclined(PairRule):
    """Hard. Whoever declined an offer is not asked for the same duty again (志愿服务条例 art. 25)."""

    title = "Declined offers stay declined"
    sentence = "Whoever declined an offer is not asked for the same duty again."
    law = "Volunteer Service Regulations, article 25"
    reasons = ("declined",)
    keeps_away = {"declined": "{count} declined"}

    def blocks(self, tables: Tables, role: int) -> Codes | None:
        """By "declined"."""
        who = tables.declined.get(role)
        if who is None:
            return None
        codes = np.zeros(tables.problem.candidates, dtype=np.int8)
        codes[who] = 1
        return codes
