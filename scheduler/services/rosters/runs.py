"""Solver runs: asked for, watched, stopped, and their result stored in the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Conflict, Invalid, NotFound
from scheduler.language import m_
from scheduler.models import Assignment, Duty, DutyState, JobKind, Roster, RosterState, Run, RunMode, Town
from scheduler.services import jobs
from scheduler.services.audit_trail import note
from scheduler.services.lookup import find
from scheduler.services.problems import Translation, translate
from scheduler.services.problems.rows import read_activities
from scheduler.services.problems.trying import other_demand
from scheduler.services.rosters.by_hand.edits import forget
from scheduler.services.rosters.drafts import copy_draft, open_run, write_assignments
from scheduler.services.rosters.explained.explanations import finding_message, pins_message
from scheduler.services.towns import lock_rosters
from solver import Solution, contradictions
from solver.explanations.explain import smallest_contradiction

LONGEST_SECONDS = 3600
WORKERS = 2
"""Of a run that ends by the clock, for the search and the proof. One that ends by effort searches alone: it is to be
the same each time, and how much is proven meanwhile is not.
"""


def request_run(
    session: Session,
    actor: Actor,
    roster_id: int,
    *,
    seconds: float,
    effort: int | None = None,
    seed: int = 0,
    workers: int | None = None,
    mode: RunMode = RunMode.BEST,
    now: datetime,
) -> Run:
    """Queue a solver run for a draft roster. Of both modes it is the run after few changes, and one after the best
    roster is queued `beside` it, for a copy of the draft.

    Raises NotFound if there is no such roster; Conflict if it is published or already being solved; Invalid if the
    limits are out of range, if few changes or none are asked of nothing published, or if pins contradict the rules or
    each other, naming each rule that they break.
    """
    roster = solvable(session, actor, roster_id)
    if not 0 < seconds <= LONGEST_SECONDS:
        raise Invalid(
            m_("The time limit is out of range."),
            {"seconds": m_("More than 0 and at most {most} seconds.", most=LONGEST_SECONDS)},
        )
    translation = translate(session, roster, now=now)
    if mode is not RunMode.BEST and not translation.problem.published:
        raise Invalid(
            m_("There is nothing published that could stay as it is."),
            {"mode": m_("Nothing of this period is published yet.")},
        )
    refuse_contradicting_pins(translation)
    limits = Limits(seconds, effort, seed, workers or (WORKERS if effort is None else 1))
    if mode is not RunMode.BOTH:
        return queued(session, actor, roster, limits, mode, now=now)
    run = queued(session, actor, roster, limits, RunMode.LEAST_CHANGE, now=now)
    other = queued(session, actor, copy_draft(session, actor, roster, now=now), limits, RunMode.BEST, now=now)
    for one, beside in ((run, other), (other, run)):
        one.job.payload = {**one.job.payload, "beside": beside.id}
    return run


@dataclass(frozen=True)
class Limits:
    """How long a run may take, and by how many threads. With an `effort` its seed makes it the same each time."""

    seconds: float
    effort: int | None
    seed: int
    workers: int


def queued(session: Session, actor: Actor, roster: Roster, limits: Limits, mode: RunMode, *, now: datetime) -> Run:
    """A run that waits for a worker."""
    job = jobs.enqueue(session, actor, JobKind.SOLVE, {}, now=now)
    run = Run(town_id=roster.town_id, roster_id=roster.id, job_id=job.id, trajectory=[], **asdict(limits))
    session.add(run)
    session.flush()
    job.payload = {"run_id": run.id, "mode": mode.value}
    changes = {"roster_id": [None, roster.id], "seconds": [None, limits.seconds]}
    note(session, actor, "insert", run, changes, now=now)
    return run


def solvable(session: Session, actor: Actor, roster_id: int) -> Roster:
    """A draft that nobody is solving, kept for this transaction alone. Raises NotFound, Conflict."""
    lock_rosters(session, actor.town_id)
    roster = find(session, actor, Action.GENERATE, Roster, roster_id, lock=True)
    if roster.state is not RosterState.DRAFT:
        raise Conflict(m_("This roster is published and cannot change. Make a new version of it."))
    if open_run(session, roster.id) is not None:
        raise Conflict(m_("This roster is being solved already."))
    return roster


def refuse_contradicting_pins(translation: Translation) -> None:
    """Raise Invalid naming each rule that the pins alone break, and the fewest of them that break the first."""
    findings = contradictions(translation.problem)
    if findings:
        named = {f"pins.{number}": finding_message(finding, translation) for number, finding in enumerate(findings)}
        raise Invalid(
            m_("Pinned assignments break rules. Release one of each."),
            {**named, "pins": pins_message(smallest_contradiction(translation.problem), translation)},
        )


def current_run(session: Session, actor: Actor, roster_id: int) -> Run | None:
    """The newest run of a roster, if there was one. Raises NotFound if there is no such roster."""
    roster = find(session, actor, Action.READ, Roster, roster_id)
    return session.scalars(select(Run).where(Run.roster_id == roster.id).order_by(Run.id.desc()).limit(1)).first()


def draft_beside(session: Session, actor: Actor, run: Run | None) -> int | None:
    """The roster whose run was asked for together with one; None where there was none, or it was thrown away."""
    if run is None or run.beside_id is None:
        return None
    return session.scalar(select(Run.roster_id).where(Run.town_id == actor.town_id, Run.id == run.beside_id))


@dataclass(frozen=True)
class Summary:
    """How full a roster is: slots held and wanted, in how many activities."""

    filled: int
    wanted: int
    activities: int


def summary(session: Session, actor: Actor, roster_id: int) -> Summary:
    """How full a roster is, declined offers not counted. Raises NotFound."""
    roster = find(session, actor, Action.READ, Roster, roster_id)
    zone = session.get_one(Town, roster.town_id).timezone
    roles = [role for activity in read_activities(session, roster, zone) for role in activity.roles]
    gone = select(Duty.id).where(
        Duty.roster_id == roster.id,
        Duty.role_id == Assignment.role_id,
        Duty.person_id == Assignment.person_id,
        Duty.state == DutyState.DECLINED,
    )
    held = select(func.count()).select_from(Assignment).where(Assignment.roster_id == roster.id, ~gone.exists())
    other = other_demand(session, roster)
    wanted = sum(other.get(role.id, role.wanted) for role in roles)
    return Summary(session.scalar(held) or 0, wanted, len({role.activity_id for role in roles}))


def get_run(session: Session, actor: Actor, run_id: int) -> Run:
    """One run. Raises NotFound."""
    return find(session, actor, Action.READ, Run, run_id)


def stop_run(session: Session, actor: Actor, run_id: int, *, now: datetime) -> Run:
    """Ask a run to stop: the best roster so far is kept. A run that has ended is left as it is."""
    run = find(session, actor, Action.GENERATE, Run, run_id)
    if run.open:
        jobs.request_cancel(session, actor, run.job_id, now=now)
        note(session, actor, "update", run, {"cancel_requested": [False, True]}, now=now)
    return run


def seconds_taken(run: Run) -> float:
    """How long a run could search: its limit, or in whole seconds until its end where it was stopped before."""
    began, ended = run.job.started_at, run.job.ended_at
    if not run.job.cancel_requested or began is None or ended is None:
        return run.seconds
    return min(run.seconds, max(1.0, ceil((ended - began).total_seconds())))


def store_solution(session: Session, run_id: int, translation: Translation, solution: Solution) -> None:
    """Put a solver's roster into its draft, in place of what was there; pins stay pinned, and what was stays.

    The caller ends the job by its fence in the same transaction. Raises NotFound if the run is gone, Conflict if the
    roster is no draft any more.
    """
    run = session.get(Run, run_id)
    if run is None:
        raise NotFound(m_("The run was thrown away."))
    lock_rosters(session, run.town_id)
    roster = session.get_one(Roster, run.roster_id, with_for_update=True)
    if roster.state is not RosterState.DRAFT:
        raise Conflict(m_("This roster is published and cannot change. Make a new version of it."))
    write_assignments(session, roster, stored(translation, roster.assignments, solution))
    forget(session, roster)
    roster.cost, roster.bound, roster.costs = solution.cost, solution.lower_bound, dict(solution.costs)
    roster.tiers = [asdict(tier) for tier in solution.tiers]
    run.trajectory = [list(point) for point in solution.trajectory]
    session.flush()


def stored(translation: Translation, there: Sequence[Assignment], solution: Solution) -> list[Assignment]:
    """The rows of a solver's roster. Who went with a team to what has begun stays so, and who was there and serves no
    longer, of whom the solver does not know.
    """
    went = {(row.role_id, row.team_id): row.crew for row in there if row.crew and translation.begun(row)}
    rows = translation.assignments(solution.roster)
    for row in rows:
        row.crew = went.get((row.role_id, row.team_id), row.crew)
    return [*rows, *(past.row for past in translation.past(there))]
