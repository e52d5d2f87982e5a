"""A worker's hold on a job: a heartbeat in a thread of its own, and word whether to stop."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from scheduler.services import jobs
from scheduler.services.jobs import Claim, LostLease

HEARTBEAT_SECONDS = 1.0

log = structlog.get_logger()


class Control:
    """Renews the lease of a claimed job every second and writes its newest progress, until it is left."""

    def __init__(self, factory: sessionmaker[Session], claim: Claim, lease: timedelta) -> None:
        self.factory, self.claim, self.lease = factory, claim, lease
        self.progress: dict[str, Any] | None = None
        self._stop = threading.Event()
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Control:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        self._thread.join()

    def should_stop(self) -> bool:
        """Whether the job was asked to stop, or belongs to somebody else by now."""
        return self._stop.is_set()

    def _beat(self) -> None:
        while not self._left.wait(HEARTBEAT_SECONDS):
            progress, self.progress = self.progress, None
            try:
                with self.factory.begin() as session:
                    now = datetime.now(UTC)
                    if jobs.heartbeat(session, self.claim, now=now, progress=progress, lease=self.lease):
                        self._stop.set()
            except LostLease:
                self._stop.set()
                return
            except DBAPIError as error:
                log.warning("heartbeat failed, trying again", job=self.claim.job_id, error=str(error))
