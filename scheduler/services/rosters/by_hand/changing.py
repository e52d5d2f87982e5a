"""Steps of a change by hand done to a draft: judged by the rules, written, kept to be undone; the cost after them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.models import DraftEdit, Roster
from scheduler.services.problems.naming import rostered
from scheduler.services.rosters.by_hand import edits
from scheduler.services.rosters.by_hand.at_hand import AtHand, at_hand
from scheduler.services.rosters.by_hand.edits import Hold, Step, Steps
from scheduler.services.rosters.by_hand.verdicts import NOTHING_SAID, CostsMore, RulesForbid, Verdict, verdict_of
from solver.judge import costs_by_rule
from solver.judged import Judged
from solver.objective import Objective
from solver.policy import read_mode, read_policy
from solver.problem import Pin
from solver.problem import Roster as SolverRoster
from solver.rules.base import Finding


@dataclass(frozen=True)
class Edited:
    """What was done to a draft by hand, and what the rules said of it."""

    edit: DraftEdit
    verdict: Verdict


Refuse = Callable[[Verdict], None]
"""What raises where a change is not to be done."""


def forbid(verdict: Verdict) -> None:
    """Refuse what hard rules forbid. Raises RulesForbid."""
    if verdict.forbidden:
        raise RulesForbid(verdict)


def ask(verdict: Verdict) -> None:
    """Refuse that too, and ask where something speaks against it. Raises RulesForbid, CostsMore."""
    forbid(verdict)
    if verdict.asks:
        raise CostsMore(verdict)


def accept(verdict: Verdict) -> None:
    """Refuse nothing: a run or publishing will say what the rules do."""


def change(session: Session, actor: Actor, roster: Roster, steps: Steps, refuse: Refuse, *, now: datetime) -> Edited:
    """Judge steps, do them if they are not refused, keep them to be undone."""
    verdict = do(session, roster, steps, refuse)
    return Edited(edits.keep(session, actor, roster, steps, now=now), verdict)


def do(session: Session, roster: Roster, steps: Steps, refuse: Refuse) -> Verdict:
    """Judge steps and do them if they are not refused; the draft costs what it costs then.

    Pins are a coordinator's own to set and release, so they are not judged: only who holds what is. Of a roster of more
    pins nothing less is proven, of one of fewer nothing.
    """
    if all(Hold.NOT not in (step.was, step.now) for step in steps):
        edits.repin(session, roster, steps)
        if any(step.now is Hold.HELD for step in steps):
            roster.bound, roster.tiers = None, [{**tier, "bound": None} for tier in roster.tiers]
            session.flush()
        return NOTHING_SAID
    with at_hand(session, roster) as hand:
        gained, after = stepped(hand, steps)
        judged, found = hand.judge(after)
        verdict = verdict_of(hand, gained, found)
        refuse(verdict)
        edits.apply(session, roster, steps, hand)
        cost_anew(roster, judged, found)
    session.flush()
    return verdict


def stepped(hand: AtHand, steps: Iterable[Step]) -> tuple[list[Pin], SolverRoster]:
    """The pairs that steps make, and the roster after them. What is none of the roster's period is not counted."""
    held = {Pin(role, candidate) for role, candidates in enumerate(hand.roster) for candidate in candidates}
    gained = []
    for step in steps:
        pair = hand.named.pair(step.role_id, step.person_id, step.team_id)
        if pair is not None and step.now is Hold.NOT:
            held.discard(pair)
        elif pair is not None and step.was is Hold.NOT:
            gained.append(pair)
            held.add(pair)
    return gained, rostered(hand.named.problem, held)


def cost_anew(roster: Roster, judged: Judged, found: Sequence[Finding]) -> None:
    """Write down what a draft costs after a change. What a run had proven was of its own pins: that is said no more."""
    policy = judged.problem.policy
    objective = Objective(read_policy(policy), read_mode(policy))
    tiers = objective.values(objective.costs(judged, found), {})
    roster.costs = costs_by_rule(found)
    roster.cost, roster.bound, roster.tiers = sum(roster.costs.values()), None, [asdict(tier) for tier in tiers]
