"""A worker of one queue: `python -m scheduler.tasks.worker solve`, started by the supervisor or by itself."""

from __future__ import annotations

import os
import sys

from celery.platforms import set_pdeathsig

from scheduler.tasks.app import celery, settings
from scheduler.tasks.timetable import chore
from scheduler.tasks.work import work
from solver.search.references import make_ready

NICENESS = {"solve": 10, "quick": 0}


def main(queue: str) -> None:
    """Work off a queue until told to stop.

    Under a supervisor, and on the embedded broker, a process does one job at a time; on Redis it has children that do
    several at once.
    """
    supervised = os.environ.get("SUPERVISOR")
    if supervised is not None:
        set_pdeathsig("SIGKILL")  # the kernel ends this process with its supervisor, however that ends (Linux)
        if supervised != str(os.getppid()):  # asked afterwards, so that there is no moment at which nobody notices
            sys.exit("the supervisor is gone already")
    os.nice(NICENESS[queue])
    make_ready()
    assert {work.name, chore.name} <= celery.tasks.keys()
    solo = supervised is not None or settings().redis_url is None
    pool = ["-P", "solo"] if solo else ["-P", "prefork", "-c", str(settings().worker_processes)]
    options = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
    celery.worker_main(["worker", *pool, "-Q", queue, "-n", f"{queue}-{os.getpid()}@%h", *options])


if __name__ == "__main__":
    main(sys.argv[1])
