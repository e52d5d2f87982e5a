"""What if the policy were another: a draft beside a roster, solved under it and compared. The town's own stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Conflict, Invalid, NotFound
from scheduler.language import Message, m_
from scheduler.models import Roster, RosterState, Run, RunMode
from scheduler.services.lookup import find
from scheduler.services.policy import in_force
from scheduler.services.policy.history import differences
from scheduler.services.policy.in_force import Policy
from scheduler.services.problems import translate
from scheduler.services.rosters import drafts, runs
from scheduler.services.rosters.explained.costs import Difference, pairs
from scheduler.services.rosters.explained.open_slots import held_now
from scheduler.services.rosters.runs import Limits
from scheduler.services.towns import active_town, lock_rosters
from solver.explanations.explain import difference as solver_difference
from solver.tiers import Mode


@dataclass(frozen=True)
class WhatIf:
    """A roster as it is and as it would be under another policy: what that changes, in sentences, whether it is `ready`
    and what differs then (None before), both judged under the other policy.
    """

    run: Run
    against: Roster
    policy: Policy
    sentences: tuple[Message, ...]
    ready: bool
    difference: Difference | None

    @property
    def changing(self) -> int:
        """How many people and teams have other duties."""
        pairs = () if self.difference is None else (*self.difference.added, *self.difference.removed)
        return len({(pair.person_id, pair.team_id) for pair in pairs})


def comparable(session: Session, actor: Actor) -> list[Roster]:
    """The rosters with which something can be compared, the newest first: those that were generated."""
    found = drafts.list_rosters(session, actor)
    return [row for row in found if row.state is not RosterState.SUPERSEDED and row.cost is not None]


def request_what_if(
    session: Session,
    actor: Actor,
    roster_id: int,
    *,
    mode: Mode,
    rules: Sequence[Mapping[str, Any]],
    now: datetime,
) -> Run:
    """Queue a run under another policy, of a draft that begins as a copy of a roster; its limits are those of the
    roster's own last run, so that both were solved alike.

    Raises NotFound; Invalid where the policy is the one in force or goes beyond what a town may decide, or where pins
    contradict it; Conflict where the roster was not generated yet, is being solved, or is superseded.
    """
    lock_rosters(session, actor.town_id)
    roster = find(session, actor, Action.GENERATE, Roster, roster_id)
    last = runs.current_run(session, actor, roster_id)
    if last is None or last.open or roster.state is RosterState.SUPERSEDED:
        raise Conflict(m_("There is nothing to compare with yet: generate this roster first."))
    town, policy = active_town(session), in_force.proposed(mode, rules)
    if policy.same(in_force.read(town.policy)):
        raise Invalid(m_("This is the policy that is in force already. Change something to see what it would change."))
    draft = beside(session, actor, roster, now=now)
    runs.refuse_contradicting_pins(translate(session, draft, now=now, policy=policy.listed))
    limits = Limits(runs.seconds_taken(last), last.effort, last.seed, last.workers)
    run = runs.queued(session, actor, draft, limits, RunMode.BEST, now=now)
    what_if = {"against": roster.id, "policy": policy.listed, "in_force": town.policy}
    run.job.payload = {**run.job.payload, "what_if": what_if}
    session.flush()
    return run


def beside(session: Session, actor: Actor, roster: Roster, *, now: datetime) -> Roster:
    """A draft that begins as a copy of a draft or of what is still held of a published roster."""
    if roster.state is RosterState.DRAFT:
        return drafts.copy_draft(session, actor, roster, now=now)
    return drafts.create_draft(session, actor, roster.first_day, roster.last_day, now=now)


def what_if(session: Session, actor: Actor, roster_id: int) -> WhatIf:
    """What a draft was made to find out, as far as it is found. Raises NotFound where it was made for nothing such, or
    what it is compared with was thrown away.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    run = runs.current_run(session, actor, roster_id)
    if run is None or run.what_if is None:
        raise NotFound(m_("This roster was not made to see what would change."))
    against = find(session, actor, Action.READ, Roster, run.what_if["against"])
    policy = in_force.read(run.what_if["policy"])
    said = tuple(differences(in_force.read(run.what_if["in_force"]), policy))
    ready = not run.open and run.job.error is None
    if not ready:
        return WhatIf(run, against, policy, said, ready, None)
    translation = translate(session, roster, policy=policy.listed)
    before, after = (held_now(session, translation, one) for one in (against, roster))
    found = solver_difference(translation.problem, before, after)
    worth = Difference(against, pairs(translation, found.added), pairs(translation, found.removed), found.costs)
    return WhatIf(run, against, policy, said, ready, worth)


def take(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> None:
    """Put the policy that was tried in force. Raises NotFound; Conflict where the one in force changed since."""
    found = what_if(session, actor, roster_id)
    asked = (found.run.what_if or {})["in_force"]
    if not in_force.read(active_town(session).policy).same(in_force.read(asked)):
        raise Conflict(m_("The policy in force has changed since. Try your change again on the policy page."))
    in_force.set_policy(session, actor, mode=found.policy.mode, rules=found.policy.entries, now=now)
