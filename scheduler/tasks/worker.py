"""A worker of one queue: `python -m scheduler.tasks.worker solve`, started by the supervisor or by itself."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

from scheduler.tasks.app import celery, settings
from scheduler.tasks.timetable import chore
from scheduler.tasks.work import work

PR_SET_PDEATHSIG = 1
NICENESS = {"solve": 10, "quick": 0}


def end_with_parent() -> None:
    """Have the kernel end this process with the one that started it, however that ends (Linux, prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main(queue: str) -> None:
    """Work off a queue until told to stop.

    Under a supervisor, and on the embedded broker, a process does one job at a time; on Redis it has children that do
    several at once.
    """
    supervised = os.environ.get("SUPERVISOR")
    if supervised is not None:
        parent = os.getppid()
        end_with_parent()
        if supervised != str(parent):
            sys.exit("the supervisor is gone already")
    os.nice(NICENESS[queue])
    assert {work.name, chore.name} <= celery.tasks.keys()
    solo = supervised is not None or settings().redis_url is None
    pool = ["-P", "solo"] if solo else ["-P", "prefork", "-c", str(settings().worker_processes)]
    options = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
    celery.worker_main(["worker", *pool, "-Q", queue, "-n", f"{queue}-{os.getpid()}@%h", *options])


if __name__ == "__main__":
    main(sys.argv[1])
