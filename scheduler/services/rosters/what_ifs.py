"""What if: a draft beside a roster, solved under another policy, without some people or with other demand; compared.

Nothing but that draft changes, and it is not published: it is thrown away, or made an ordinary draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.dates import day_name
from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Conflict, Invalid, NotFound
from scheduler.language import Message, listed, m_
from scheduler.models import Activity, Assignment, Person, Roster, RosterState, Run, RunMode, Town
from scheduler.services.activities.kinds import KINDS
from scheduler.services.lookup import Row, find, referred
from scheduler.services.policy import in_force
from scheduler.services.policy.history import differences
from scheduler.services.policy.in_force import Policy
from scheduler.services.problems import translate
from scheduler.services.problems.trying import Demand, Tried
from scheduler.services.rosters import drafts, runs
from scheduler.services.rosters.by_hand.at_hand import at_hand
from scheduler.services.rosters.by_hand.changing import cost_anew
from scheduler.services.rosters.explained.costs import Difference, judged
from scheduler.services.rosters.runs import Limits
from scheduler.services.towns import active_town, lock_rosters
from solver.tiers import Mode

GONE = m_("an entry that is gone")
"""What is said of what a draft names that was taken out of the register since."""


@dataclass(frozen=True)
class WhatIf:
    """A roster as it is and as it would be: what is tried, in sentences, whether it is `ready` and what differs then
    (None before), both judged as it is tried. `policy` is the one that is tried, if one is. Where the roster was thrown
    away, `against` is None, and so is what differs.
    """

    run: Run
    against: Roster | None
    policy: Policy | None
    sentences: tuple[Message, ...]
    ready: bool
    difference: Difference | None


def comparable(session: Session, actor: Actor) -> list[Roster]:
    """The rosters beside which something can be tried, the newest first: those that were generated."""
    found = drafts.list_rosters(session, actor)
    return [row for row in found if row.state is not RosterState.SUPERSEDED and row.cost is not None and not row.tries]


def request_what_if(
    session: Session,
    actor: Actor,
    roster_id: int,
    *,
    mode: Mode = Mode.TIERS,
    rules: Sequence[Mapping[str, Any]] | None = None,
    without: Sequence[int] = (),
    demand: Sequence[Demand] = (),
    now: datetime,
) -> Run:
    """Queue a run of a draft that begins as a copy of a roster and tries something: another policy (None: the one in
    force), all but some people, other demand. Its limits are those of the roster's own last run, so that both were
    solved alike.

    Raises NotFound; Invalid where nothing is tried, the policy is the one in force or goes beyond what a town may
    decide, somebody or something is not there, or pins contradict it; Conflict where the roster was not generated yet,
    is being solved, is superseded or tries something itself.
    """
    lock_rosters(session, actor.town_id)
    roster = find(session, actor, Action.GENERATE, Roster, roster_id)
    last = runs.current_run(session, actor, roster_id)
    if last is None or last.open or roster.state is RosterState.SUPERSEDED:
        raise Conflict(m_("There is nothing to compare with yet: generate this roster first."))
    if roster.tries:
        raise Conflict(m_("This draft tries something already. Ask beside the roster that it is compared with."))
    policy = None if rules is None else another(session, mode, rules)
    if policy is None and not without and not any(one.slots or one.percent for one in demand):
        raise Invalid(m_("Say what is to be different: who is missing, or what is wanted more or less."))
    check(session, actor, without, demand)
    draft = beside(session, actor, roster, now=now)
    tried = Tried(None if policy is None else policy.listed, tuple(sorted(set(without))), tuple(demand))
    draft.what_if = {**tried.stored, "against": roster.id, "in_force": active_town(session).policy}
    leave_out(session, draft, without, now)
    runs.refuse_contradicting_pins(translate(session, draft, now=now))
    limits = Limits(runs.seconds_taken(last), last.effort, last.seed, last.workers)
    return runs.queued(session, actor, draft, limits, RunMode.BEST, now=now)


def leave_out(session: Session, draft: Roster, people: Sequence[int], now: datetime) -> None:
    """Take people out of what has not begun of a draft that is a copy, in bulk: what it is a copy of has the trace."""
    gone = [row.id for row in draft.assignments if row.person_id in people and row.role.activity.starts_at > now]
    session.flush()
    session.execute(delete(Assignment).where(Assignment.id.in_(gone)).execution_options(unaudited=True))
    session.expire(draft, ["assignments"])


def another(session: Session, mode: Mode, rules: Sequence[Mapping[str, Any]]) -> Policy:
    """A policy that is not the one in force. Raises Invalid."""
    policy = in_force.proposed(mode, rules)
    if policy.same(in_force.read(active_town(session).policy)):
        raise Invalid(m_("This is the policy that is in force already. Change something to see what it would change."))
    return policy


def check(session: Session, actor: Actor, without: Sequence[int], demand: Sequence[Demand]) -> None:
    """Raise Invalid where somebody or something is none of the town's."""
    for number in without:
        referred(session, actor, Person, number, "without")
    for one in demand:
        if one.activity_id is not None:
            referred(session, actor, Activity, one.activity_id, "demand")


def beside(session: Session, actor: Actor, roster: Roster, *, now: datetime) -> Roster:
    """A draft that begins as a copy of a draft or of what is still held of a published roster."""
    if roster.state is RosterState.DRAFT:
        return drafts.copy_draft(session, actor, roster, now=now)
    return drafts.create_draft(session, actor, roster.first_day, roster.last_day, now=now)


def what_if(session: Session, actor: Actor, roster_id: int) -> WhatIf:
    """What a draft was made to find out, as far as it is found. Raises NotFound where it was made for nothing such."""
    roster = trying_draft(session, actor, roster_id)
    run = runs.current_run(session, actor, roster_id)
    if run is None:
        raise NotFound(m_("This roster was not made to see what would change."))
    tried, against = Tried.read(roster.what_if), against_of(session, actor, roster)
    policy = None if tried.policy is None else in_force.read(tried.policy)
    ready = not run.open and run.job.error is None
    found = judged(session, translate(session, roster), roster, against) if ready and against is not None else None
    return WhatIf(run, against, policy, told(session, actor, roster), ready, found)


def told(session: Session, actor: Actor, roster: Roster) -> tuple[Message, ...]:
    """What a roster tries, in sentences; nothing of one that tries nothing."""
    if roster.what_if is None:
        return ()
    before = in_force.read(roster.what_if["in_force"])
    return tuple(sentences(session, actor, Tried.read(roster.what_if), before))


def against_of(session: Session, actor: Actor, roster: Roster) -> Roster | None:
    """The roster beside which one tries something; None where it tries nothing, or that one was thrown away."""
    number = compared_with(roster)
    return None if number is None else still_there(session, actor, Roster, number)


def still_there(session: Session, actor: Actor, model: type[Row], number: int) -> Row | None:
    """A row that was named once; None where it is no more."""
    try:
        return find(session, actor, Action.READ, model, number)
    except NotFound:
        return None


def compared_with(roster: Roster) -> int | None:
    """The id of the roster beside which one tries something; None where it tries nothing."""
    found: int | None = None if roster.what_if is None else roster.what_if["against"]
    return found


def trying_draft(session: Session, actor: Actor, roster_id: int, action: Action = Action.READ) -> Roster:
    """A roster that tries something. Raises NotFound."""
    roster = find(session, actor, action, Roster, roster_id)
    if not roster.tries:
        raise NotFound(m_("This roster was not made to see what would change."))
    return roster


def sentences(session: Session, actor: Actor, tried: Tried, before: Policy) -> Iterator[Message]:
    """What is tried: how the policy differs from the one that was in force, who is missing, what is wanted."""
    if tried.policy is not None:
        yield from differences(before, in_force.read(tried.policy))
    if tried.without:
        people = [still_there(session, actor, Person, number) for number in tried.without]
        yield m_("Without {people}", people=listed([GONE if person is None else person.name for person in people]))
    for one in tried.demand:
        yield from demand_sentences(one, about(session, actor, one))


def about(session: Session, actor: Actor, demand: Demand) -> Message:
    """Of what something else is wanted."""
    if demand.activity_id is not None:
        activity = still_there(session, actor, Activity, demand.activity_id)
        if activity is None:
            return GONE
        day = local(activity.starts_at, session.get_one(Town, actor.town_id).timezone).date()
        return Message("{title} {day}", {"title": activity.title, "day": day_name(day)})
    return m_("All activities") if demand.kind is None else KINDS[demand.kind]


def demand_sentences(demand: Demand, what: Message) -> Iterator[Message]:
    """How much more or less of it."""
    if demand.slots > 0:
        yield m_("{what}: {count} more slots in each role", what=what, count=demand.slots)
    if demand.slots < 0:
        yield m_("{what}: {count} fewer slots in each role", what=what, count=-demand.slots)
    if demand.percent > 0:
        yield m_("{what}: {percent} % more slots", what=what, percent=demand.percent)
    if demand.percent < 0:
        yield m_("{what}: {percent} % fewer slots", what=what, percent=-demand.percent)


def take(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> None:
    """Put the policy that was tried in force; a draft that tried nothing else is an ordinary one then. Raises NotFound,
    also where no policy was tried; Conflict where the one in force changed since.
    """
    roster = trying_draft(session, actor, roster_id)
    stored = roster.what_if or {}
    tried = Tried.read(stored)
    if tried.policy is None:
        raise NotFound(m_("No other policy was tried here."))
    if not in_force.read(active_town(session).policy).same(in_force.read(stored["in_force"])):
        raise Conflict(m_("The policy in force has changed since. Try your change again on the policy page."))
    policy = in_force.read(tried.policy)
    in_force.set_policy(session, actor, mode=policy.mode, rules=policy.entries, now=now)
    if not tried.without and not tried.demand:
        keep(session, actor, roster_id, now=now)


def keep(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> Roster:  # noqa: ARG001
    """Make a draft that tries something an ordinary one, judged as things are: what it tried is not done by that.

    Raises NotFound; Conflict where it is being solved.
    """
    trying_draft(session, actor, roster_id)
    roster = drafts.editable(session, actor, roster_id)
    roster.what_if = None
    session.flush()
    with at_hand(session, roster) as hand:
        cost_anew(roster, *hand.judge(hand.roster))
    session.flush()
    return roster
