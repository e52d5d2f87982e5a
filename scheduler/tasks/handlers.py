"""What each kind of job does. A handler opens its own transactions and holds none while it works."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from scheduler.models import JobKind, Run, RunMode
from scheduler.services import jobs, nightly
from scheduler.services.feeds import building
from scheduler.services.jobs import Claim
from scheduler.services.problems import translate
from scheduler.services.rosters import notices
from scheduler.services.rosters.runs import store_solution
from scheduler.settings import Settings
from scheduler.tasks.control import Control
from scheduler.tasks.mail import SmtpMailer, Unreachable
from solver import Problem, Progress, Solution, solve
from solver.repair.keeping import keep_published
from solver.repair.least_change import least_change

Factory = sessionmaker[Session]
MOST_POINTS = 60
"""Points of the cost's curve that a running job shows."""
FEEDS_A_TRANSACTION = 40
Handler = Callable[[Factory, Settings, Claim, Control], None]


def solve_job(factory: Factory, settings: Settings, claim: Claim, control: Control) -> None:  # noqa: ARG001
    """Solve a draft, tell how far it is, store the roster; a job asked to stop keeps the best roster so far."""
    run_id = int(claim.payload["run_id"])
    with factory() as session:
        run = session.get_one(Run, run_id)
        translation = translate(session, run.roster, now=datetime.now(UTC))

    curve: list[tuple[float, int]] = []

    def tell(progress: Progress) -> None:
        if not curve or progress.cost != curve[-1][1]:
            curve.append((round(progress.seconds, 1), progress.cost))
        control.progress = {**asdict(progress), "curve": [*curve[:1], *curve[1:][-MOST_POINTS:]]}

    solution, said = solved(run, translation.problem, tell, control.should_stop)
    with factory.begin() as session:
        now = datetime.now(UTC)
        store_solution(session, run_id, translation, solution)
        filled, wanted = sum(map(len, solution.roster)), sum(role.wanted for role in translation.problem.roles)
        result = {
            "cost": solution.cost,
            "filled": filled,
            "wanted": wanted,
            "status": solution.status.value,
            "proof_ended_early": solution.proof_ended_early,
        }
        jobs.finish(session, claim, {**result, **said}, now=now)


def solved(
    run: Run, problem: Problem, tell: Callable[[Progress], None], stop: Callable[[], bool]
) -> tuple[Solution, dict[str, int]]:
    """What a run is after. For few changes also how many there are, and how many at least with this much filled; where
    all that is published is kept, of how many assignments how many are.
    """
    limits: dict[str, Any] = {"seconds": run.seconds, "effort": run.effort, "seed": run.seed}
    if run.mode is RunMode.LEAST_CHANGE:
        found = least_change(problem, **limits, progress=tell, stop=stop)
        return found.solution, {"changed": found.distance.changed, "fewest_changed": found.fewest_changed}
    if run.mode is RunMode.KEEP_PUBLISHED:
        solution = keep_published(problem, **limits, workers=run.workers, progress=tell, stop=stop)
        kept = sum(pair.candidate in solution.roster[pair.role] for pair in problem.published)
        return solution, {"published": len(problem.published), "kept": kept}
    return solve(problem, **limits, workers=run.workers, progress=tell, stop=stop), {}


def feeds_job(factory: Factory, settings: Settings, claim: Claim, control: Control) -> None:  # noqa: ARG001
    """Bring calendars to what is published: one person's, or all of the town."""
    person_id = claim.payload.get("person_id")
    count = rebuild_personal(factory, settings, claim, None if person_id is None else [int(person_id)], trim=False)
    if person_id is None:
        count += rebuild_shared(factory, settings, claim, trim=False)
    with factory.begin() as session:
        jobs.finish(session, claim, {"rebuilt": count}, now=datetime.now(UTC))


def rebuild_personal(
    factory: Factory, settings: Settings, claim: Claim, people: Sequence[int] | None, *, trim: bool
) -> int:
    """Rebuild the feeds of some people, or of all, some in a transaction: others who write never wait for long."""
    key, count = settings.key("feeds"), 0
    if people is None:
        with factory() as session:
            people = building.people_with_feeds(session, claim.town_id)
    for first in range(0, len(people), FEEDS_A_TRANSACTION):
        batch = people[first : first + FEEDS_A_TRANSACTION]
        with held(factory, settings, claim) as (session, now):
            count += building.rebuild_personal(session, claim.town_id, batch, key=key, now=now, trim=trim)
    return count


def rebuild_shared(factory: Factory, settings: Settings, claim: Claim, *, trim: bool) -> int:
    """Rebuild the shared feeds of the town."""
    with held(factory, settings, claim) as (session, now):
        return building.rebuild_shared(session, claim.town_id, key=settings.key("feeds"), now=now, trim=trim)


@contextmanager
def held(factory: Factory, settings: Settings, claim: Claim) -> Iterator[tuple[Session, datetime]]:
    """A transaction in the course of a job that counts only as long as the job is held. Raises LostLease."""
    with factory.begin() as session:
        now = datetime.now(UTC)
        yield session, now
        jobs.heartbeat(session, claim, now=datetime.now(UTC), lease=timedelta(seconds=settings.lease_seconds))


def notices_job(factory: Factory, settings: Settings, claim: Claim, control: Control) -> None:
    """Send waiting mail, each noted before and after; without a mail server notices stay on people's pages.

    Where the server does not answer, all of it waits for the next minute: others have work for this worker.
    """
    mailer, tried = SmtpMailer(settings), 0
    while settings.smtp_host is not None and not control.should_stop():
        with factory.begin() as session:
            mail = notices.take_mail(session, now=datetime.now(UTC))
        if mail is None:
            break
        try:
            refusal = mailer.send(mail)
        except Unreachable as error:
            with factory.begin() as session:
                notices.put_back_mail(session, mail.notice_id, str(error))
            break
        with factory.begin() as session:
            notices.record_mail(session, mail.notice_id, refusal, now=datetime.now(UTC))
        tried += 1
    with factory.begin() as session:
        jobs.finish(session, claim, {"tried": tried}, now=datetime.now(UTC))


def nightly_job(factory: Factory, settings: Settings, claim: Claim, control: Control) -> None:  # noqa: ARG001
    """Trim the town's calendars, put in them what is confidential no longer, and forget what nobody needs."""
    count = rebuild_personal(factory, settings, claim, None, trim=True)
    count += rebuild_shared(factory, settings, claim, trim=True)
    with factory.begin() as session:
        nightly.forget(session, now=datetime.now(UTC))
        jobs.finish(session, claim, {"rebuilt": count}, now=datetime.now(UTC))


HANDLERS: dict[JobKind, Handler] = {
    JobKind.SOLVE: solve_job,
    JobKind.FEEDS: feeds_job,
    JobKind.NOTICES: notices_job,
    JobKind.NIGHTLY: nightly_job,
}
