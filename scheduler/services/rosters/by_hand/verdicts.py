"""What the rules say of a change of a draft by hand: what it breaks, what is lacking then, what it costs more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.errors import Conflict, Invalid
from scheduler.language import Message, m_
from scheduler.services.rosters.by_hand.at_hand import AtHand
from scheduler.services.rosters.explained import explanations
from solver.explanations.explain import cost_difference
from solver.problem import Pin
from solver.rules.base import Block, Finding, Scope


@dataclass(frozen=True)
class Verdict:
    """What the rules say of a change. `forbidden` are the hard rules that it would break; `lacking` those that more
    assignments would mend, which a draft may have and a published roster may not; `costs` what it costs more by soft
    rule, below 0 less. All of them are of the change alone, not of what was so before.
    """

    forbidden: tuple[Message, ...]
    lacking: tuple[Message, ...]
    costs: dict[str, int]
    asks: bool = False
    """Whether somebody has to say that it be done all the same."""

    @property
    def cost(self) -> int:
        """What the roster costs more, in all."""
        return sum(self.costs.values())

    @property
    def sentences(self) -> tuple[Message, ...]:
        """What speaks against it, in words, what it costs by rule last."""
        return (*self.forbidden, *self.lacking, *costs_messages(self.costs))


NOTHING_SAID = Verdict((), (), {})
"""Where nothing is judged, or nothing would change."""


def costs_messages(costs: dict[str, int]) -> tuple[Message, ...]:
    """What each rule makes of a change, the dearest first."""
    dearest = sorted(costs.items(), key=lambda item: -item[1])
    return tuple(
        m_("{rule}: {points} points", rule=explanations.named(rule), points=f"{points:+,}") for rule, points in dearest
    )


class RulesForbid(Invalid):
    """The rules forbid a change by hand, whatever it costs."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(m_("The rules forbid this."), {f"rules.{n}": said for n, said in enumerate(verdict.forbidden)})
        self.verdict = verdict


class CostsMore(Conflict):
    """The rules allow a change by hand, but not for nothing: it waits for word that it be done all the same."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(
            m_("The rules allow this, but something speaks against it."),
            {f"rules.{n}": said for n, said in enumerate(verdict.sentences)},
        )
        self.verdict = verdict


def verdict_of(hand: AtHand, gained: Iterable[Pin], after: Sequence[Finding]) -> Verdict:
    """What the rules say of a change of the roster at hand. `gained` are the pairs that it makes, `after` what all
    rules find in the roster after it.
    """
    named = hand.named
    blocks = [(block, named.candidate_name(pair.candidate)) for pair in gained for block in blocks_of(hand, pair)]
    said = {block.rule for block, _ in blocks}
    broken = worse(hand.found, after)
    forbidden = [explanations.kept_message(block.rule, block.reason, name) for block, name in blocks]
    forbidden += [
        explanations.finding_message(one, named) for one in broken if one.rule not in said and not mended(one)
    ]
    lacking = [one for one in broken if mended(one)]
    costs = cost_difference(hand.found, after)
    return Verdict(
        tuple(forbidden),
        tuple(explanations.finding_message(one, named) for one in lacking),
        costs,
        sum(costs.values()) > 0 or any(staffed(hand, finding) for finding in lacking),
    )


def blocks_of(hand: AtHand, pair: Pin) -> list[Block]:
    """What keeps a candidate from a role for good."""
    tables = hand.laid_out.compiled.tables
    found = (rule.block(tables, pair.candidate, pair.role) for rule in hand.laid_out.rules)
    return [block for block in found if block is not None]


def staffed(hand: AtHand, finding: Finding) -> bool:
    """Whether somebody was on an activity already of which something is lacking: one that is being staffed is to lack
    something until it is.
    """
    problem = hand.named.problem
    activities = {problem.roles[role].activity for role in finding.roles}
    return any(hand.roster[role] for activity in activities for role in problem.roles_of[activity])


def worse(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """The new findings of hard rules by which a roster is worse: an activity that lacks two people and then one, or
    somebody who has less overtime than before, is none.
    """

    def about(finding: Finding) -> tuple[object, ...]:
        """What a finding is about: a person, an activity's roles, or both."""
        scope = finding.rule.scope
        who = None if scope is Scope.ACTIVITY else finding.people
        return finding.rule, finding.reason, who, None if scope is Scope.PERSON else finding.roles

    known = Counter(finding for finding in before if finding.rule.hard)
    news = list((Counter(finding for finding in after if finding.rule.hard) - known).elements())
    amounts: Counter[tuple[object, ...]] = Counter()
    for findings, sign in ((before, -1), (after, 1)):
        for finding in findings:
            if finding.rule.hard:
                amounts[about(finding)] += sign * finding.amount
    return [finding for finding in news if amounts[about(finding)] > 0]


def mended(finding: Finding) -> bool:
    """Whether more assignments would mend it."""
    return finding.reason in finding.rule.mended_by_more
