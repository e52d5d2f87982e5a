"""Background work: the job row is the truth, a message to a worker only rings the bell. Runs are the solver's jobs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.models.base import Base, InTown, Numbered
from scheduler.models.rosters import Roster


class JobKind(StrEnum):
    """What a job does; each kind has one handler in `scheduler.tasks`."""

    SOLVE = "solve"
    FEEDS = "feeds"
    NOTICES = "notices"
    NIGHTLY = "nightly"


class JobState(StrEnum):
    """States of a job; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


class Job(Numbered, InTown, Base):
    """A piece of background work.

    The worker that holds it owns `fence` (a fresh value at every claim) and renews `lease_until`; every write of a
    worker names its fence: one that lost its lease can change nothing. `rung_at` is when workers were last told.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state", "state", "lease_until"),)
    audited = False

    kind: Mapped[JobKind]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED)
    attempt: Mapped[int] = mapped_column(default=0)
    fence: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None]
    rung_at: Mapped[datetime | None]
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict)
    progress_number: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None]
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(60))
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    @property
    def revision(self) -> str:
        """What differs whenever the row says something else to those who watch it."""
        return f"{self.state}-{self.attempt}-{self.progress_number}"


class RunMode(StrEnum):
    """What a solver run is after: the best roster, as few changes of what is published as can be, or all that is
    published kept. Both is asked for only: two runs, of which one is after few changes and one after the best roster.
    """

    BEST = "best"
    LEAST_CHANGE = "least_change"
    KEEP_PUBLISHED = "keep_published"
    BOTH = "both"


class Run(Numbered, InTown, Base):
    """A solver run for a draft roster: its limits, and its result once its job is done. One at a time per roster."""

    __tablename__ = "run"
    __table_args__ = (
        Index(
            "uq_run_open",
            "roster_id",
            unique=True,
            sqlite_where=text("open"),
            postgresql_where=text("open"),
        ),
    )
    audited = False

    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"), index=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"), unique=True)
    open: Mapped[bool] = mapped_column(default=True)
    seconds: Mapped[float]
    effort: Mapped[int | None]
    seed: Mapped[int] = mapped_column(default=0)
    workers: Mapped[int] = mapped_column(default=1)
    trajectory: Mapped[list[Any]] = mapped_column(default=list)

    job: Mapped[Job] = relationship(lazy="joined")
    roster: Mapped[Roster] = relationship()

    @property
    def mode(self) -> RunMode:
        """What it is after."""
        return RunMode(self.job.payload.get("mode", RunMode.BEST))

    @property
    def beside_id(self) -> int | None:
        """The run that was asked for together with it, of another draft to compare with."""
        found: int | None = self.job.payload.get("beside")
        return found
