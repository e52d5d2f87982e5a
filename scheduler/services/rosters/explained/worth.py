"""What two rosters have by each rule, in the rule's own unit and in points, and what that comes to in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from scheduler.language import Message, listed, m_
from scheduler.models import Roster
from scheduler.services.problems import Translation
from scheduler.services.problems.trying import Tried
from scheduler.services.rosters.explained.explanations import amount_message
from scheduler.services.rosters.fairness.evenness import beyond_shares
from scheduler.services.rosters.versions.publishing import draft_pairs, roster_assignments
from solver.judge import Share
from solver.policy import known_rules

MOST_SAID = 3
"""Of how many rules a sentence tells on either side; those that come first in the policy are told first."""

MINUTES_TOLD = 600
"""Of more than so many minutes a sentence tells whole hours."""


@dataclass(frozen=True)
class Figure:
    """How much there is of what a rule counts, and what that costs in points."""

    amount: float
    points: int


@dataclass(frozen=True)
class RuleWorth:
    """What a soft rule finds in one roster and in another, both in its `unit`."""

    rule: str
    unit: str
    one: Figure
    other: Figure

    @property
    def difference(self) -> Figure:
        """What the one has more than the other; below 0 less."""
        return Figure(round(self.one.amount - self.other.amount, 1), self.one.points - self.other.points)

    @property
    def size(self) -> Figure:
        """The difference without its sign."""
        return Figure(abs(self.difference.amount), abs(self.difference.points))

    @property
    def better(self) -> bool:
        """Whether the one has less of it: rules count what there should not be."""
        return self.difference.amount < 0

    @property
    def counts(self) -> Message:
        """What is counted."""
        return Message(known_rules()[self.rule].finds)

    def words(self, figure: Figure) -> Message:
        """An amount with its unit."""
        return amount_message(figure.amount, self.unit)

    @property
    def sentence(self) -> Message:
        """What the one roster does that the other does not."""
        rule, size = known_rules()[self.rule], self.size.amount
        if self.unit == "min" and size > MINUTES_TOLD:
            size = round(size / 60) * 60
        amount = amount_message(size, self.unit) if self.unit == "min" else f"{size:,g}"
        return Message(rule.fewer if self.better else rule.more, {"amount": amount})


def worths(
    session: Session, translation: Translation, one: Roster, other: Roster, shares: Sequence[dict[str, Share]]
) -> list[RuleWorth]:
    """What each soft rule finds in two rosters, in order of the policy. `shares` are the rules' own of either; fairness
    is told as what is carried beyond the fair shares, by the register as it stands now and what the translation tries.
    """
    uneven, tried = [], Tried.read(translation.roster.what_if)
    for roster in (one, other):
        bookings = translation.bookings(roster_assignments(session, roster))
        uneven.append(beyond_shares(session, roster, draft_pairs(session, roster, bookings), tried))
    named = {rule for side in shares for rule in side}
    order = [str(entry["rule"]) for entry in translation.problem.policy if entry.get("rule") in named]
    return [worth(rule, shares, uneven) for rule in order]


def worth(rule: str, shares: Sequence[dict[str, Share]], uneven: Sequence[dict[str, tuple[float, str]]]) -> RuleWorth:
    """What one rule finds in two rosters."""
    unit = next(side[rule].unit for side in shares if rule in side)
    none = Share(0, unit, 0)
    figures = []
    for side, fair in zip(shares, uneven, strict=True):
        found = side.get(rule, none)
        amount, unit = fair.get(rule, (found.amount, found.unit))
        figures.append(Figure(amount, found.cost))
    return RuleWorth(rule, unit, *figures)


def summary(one: Message, other: Message, rules: Sequence[RuleWorth]) -> Message:
    """What speaks for the one of two rosters and what against it, in one sentence: first whichever of the two a rule is
    about that comes first in the policy.
    """
    names, differing = {"one": one, "other": other}, [rule for rule in rules if rule.difference.amount]
    if not differing:
        return m_("By every rule {one} is as good as {other}.", **names)
    alike = [rule.sentence for rule in differing if rule.better is differing[0].better]
    contrary = [rule.sentence for rule in differing if rule.better is not differing[0].better]
    names["what"] = listed(alike[:MOST_SAID])
    if not contrary:
        return m_("Compared with {other}, {one} {what}.", **names)
    return m_("Compared with {other}, {one} {what}; but it {contrary}.", contrary=listed(contrary[:MOST_SAID]), **names)
