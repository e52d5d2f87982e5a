"""What each kind of job does. A handler opens its own transactions and holds none while it works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy.orm import Session, sessionmaker

from scheduler.models import JobKind, Run
from scheduler.services import jobs
from scheduler.services.feeds import building
from scheduler.services.jobs import Claim
from scheduler.services.problems import translate
from scheduler.services.rosters import notices
from scheduler.services.rosters.runs import store_solution
from scheduler.settings import Settings
from scheduler.tasks.control import Control
from scheduler.tasks.mail import SmtpMailer
from solver import Progress, solve

Factory = sessionmaker[Session]
MOST_POINTS = 60
"""Points of the cost's curve that a running job shows."""
Handler = Callable[[Factory, Settings, Claim, Control], None]


def solve_job(factory: Factory, settings: Settings, claim: Claim, control: Control) -> None:  # noqa: ARG001
    """Solve a draft, tell how far it is, store the roster; a job asked to stop keeps the best roster so far."""
    run_id = int(claim.payload["run_id"])
    with factory() as session:
        run = session.get_one(Run, run_id)
        translation = translate(session, run.roster)

    curve: list[tuple[float, int]] = []

    def tell(progress: Progress) -> None:
        if not curve or progress.cost < curve[-1][1]:
            curve.append((round(progress.seconds, 1), progress.cost))
        control.progress = {**asdict(progress), "curve": [*curve[:1], *curve[1:][-MOST_POINTS:]]}

    solution = solve(
        translation.problem,
        seconds=run.seconds,
        effort=run.effort,
        seed=run.seed,
        workers=run.workers,
        progress=tell,
        stop=control.should_stop,
    )
    with factory.begin() as session:
        now = datetime.now(UTC)
        store_solution(session, run_id, translation, solution)
        filled, wanted = sum(map(len, solution.roster)), sum(role.wanted for role in translation.problem.roles)
        result = {"cost": solution.cost, "filled": filled, "wanted": wanted, "status": solution.status.value}
        jobs.finish(session, claim, result, now=now)


def feeds_job(factory: Factory, settings: Settings, claim: Claim, control: Control) -> None:  # noqa: ARG001
    """Bring calendars to what is published."""
    with factory.begin() as session:
        now = datetime.now(UTC)
        person_id = claim.payload.get("person_id")
        count = building.rebuild(session, claim.town_id, key=settings.key("feeds"), now=now, person_id=person_id)
        jobs.finish(session, claim, {"rebuilt": count}, now=now)


def notices_job(factory: Factory, settings: Settings, claim: Claim, control: Control) -> None:
    """Send waiting mail, a transaction each; without a mail server notices stay on people's pages."""
    sent, more = 0, settings.smtp_host is not None
    while more and not control.should_stop():
        with factory.begin() as session:
            more = notices.deliver_next(session, SmtpMailer(settings), now=datetime.now(UTC))
            sent += more
    with factory.begin() as session:
        jobs.finish(session, claim, {"tried": sent}, now=datetime.now(UTC))


HANDLERS: dict[JobKind, Handler] = {
    JobKind.SOLVE: solve_job,
    JobKind.FEEDS: feeds_job,
    JobKind.NOTICES: notices_job,
}
