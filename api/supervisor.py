"""The workers of an installation on one machine: started, watched, started again, ended with the service."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlalchemy import create_engine, inspect, text

from api.database import Database
from scheduler.services import idempotency, jobs
from scheduler.settings import Settings

QUEUES = ("solve", "quick")
SWEEP_SECONDS = 2.0
TIDY_SECONDS = 3600.0
RESTART_SECONDS = 1.0
PATIENCE_SECONDS = 5.0

log = structlog.get_logger()


class Supervisor:
    """Keeps a worker for each queue running, and sweeps for jobs that nobody does."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self.settings, self.database = settings, database
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self.watch, name="supervisor", daemon=True)

    def start(self) -> None:
        """Start the workers. The thread that starts them lives as long as the process: they end with it."""
        self.thread.start()

    def watch(self) -> None:
        """Start what is not running, sweep, tidy up; until the end."""
        tidied = 0.0
        while not self.ending.is_set():
            for queue in QUEUES:
                if queue not in self.children or self.children[queue].poll() is not None:
                    self.start_worker(queue)
            try:
                self.sweep()
                if time.monotonic() - tidied > TIDY_SECONDS or not tidied:
                    self.tidy()
                    tidied = time.monotonic()
            except Exception:
                log.exception("sweep failed, trying again")
            self.ending.wait(SWEEP_SECONDS)

    def start_worker(self, queue: str) -> None:
        """Start the worker of a queue, in a process group of its own so that a Ctrl-C reaches only us."""
        if queue in self.children:
            log.warning("worker ended, starting it again", queue=queue, code=self.children[queue].returncode)
            self.ending.wait(RESTART_SECONDS)
        environment = {**os.environ, "SUPERVISOR": str(os.getpid()), "DATA_DIR": str(self.settings.data_dir)}
        with (self.settings.data_dir / f"worker-{queue}.log").open("ab") as output:
            self.children[queue] = subprocess.Popen(
                [sys.executable, "-m", "scheduler.tasks.worker", queue],
                cwd=Path(__file__).parent.parent,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                process_group=0,
            )

    def sweep(self) -> None:
        """Ring for jobs that wait, or whose worker is gone."""
        with self.database.writers.begin() as session:
            waiting = jobs.sweep(session, now=datetime.now(UTC))
        self.database.ring(waiting)

    def tidy(self) -> None:
        """Forget ended jobs, answers kept for repeated requests, and delivered messages."""
        with self.database.writers.begin() as session:
            jobs.purge(session, now=datetime.now(UTC))
            idempotency.forget(session, now=datetime.now(UTC))
        if self.settings.redis_url is None:
            purge_delivered(self.settings.broker_url.removeprefix("sqla+"))

    def end(self) -> None:
        """End all workers: politely first."""
        self.ending.set()
        self.thread.join()
        for child in self.children.values():
            child.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def purge_delivered(url: str) -> None:
    """Delete the messages that the embedded broker has delivered: it only marks them."""
    engine = create_engine(url, connect_args={"timeout": 15})
    try:
        with engine.begin() as connection:
            if inspect(connection).has_table("kombu_message"):
                connection.execute(text("DELETE FROM kombu_message WHERE visible = 0"))
    finally:
        engine.dispose()
