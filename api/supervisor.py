"""The workers of an installation on one machine: started, watched, started again, ended with the service."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import structlog
from sqlalchemy.exc import OperationalError

from api.database import Database
from scheduler.settings import Settings
from scheduler.tasks.timetable import TIMETABLE, Chore

QUEUES = ("solve", "quick")
TICK_SECONDS = 1.0
RESTART_SECONDS = 1.0
PATIENCE_SECONDS = 5.0

log = structlog.get_logger()


class Supervisor:
    """Keeps a worker for each queue running, and does what the timetable says."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self.settings, self.database = settings, database
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.due: dict[str, float] = {}
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self.watch, name="supervisor", daemon=True)

    def start(self) -> None:
        """Start the workers. The thread that starts them lives as long as the process: they end with it."""
        self.thread.start()

    def watch(self) -> None:
        """Start what is not running, and do the chores that are due; until the end."""
        while not self.ending.is_set():
            for queue in QUEUES:
                if queue not in self.children or self.children[queue].poll() is not None:
                    self.try_to_start(queue)
            for chore in TIMETABLE:
                self.tick(chore)
            self.ending.wait(TICK_SECONDS)

    def tick(self, chore: Chore) -> None:
        """Do a chore if it is due."""
        if time.monotonic() < self.due.get(chore.name, 0.0):
            return
        self.due[chore.name] = time.monotonic() + chore.every.total_seconds()
        try:
            chore.do(self.database.writers, self.settings)
        except OperationalError as error:  # a large import holds SQLite's lock for longer than others have patience
            log.warning("the database is busy or away, trying again", chore=chore.name, error=str(error.orig))
        except Exception:
            log.exception("a chore failed, trying again", chore=chore.name)

    def try_to_start(self, queue: str) -> None:
        """Start the worker of a queue; where the machine cannot just now (memory, disk), the next look tries again."""
        try:
            self.start_worker(queue)
        except OSError as error:
            log.warning("a worker cannot be started, trying again", queue=queue, error=str(error))

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
