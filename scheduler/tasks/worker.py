"""A worker of one queue, as the supervisor starts it: `python -m scheduler.tasks.worker solve`."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

from scheduler.tasks.app import celery
from scheduler.tasks.work import work

PR_SET_PDEATHSIG = 1
NICENESS = {"solve": 10, "quick": 0}


def end_with_parent() -> None:
    """Have the kernel end this process with the one that started it, however that ends (Linux, prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main(queue: str) -> None:
    """Work off a queue until told to stop."""
    parent = os.getppid()
    end_with_parent()
    if os.environ.get("SUPERVISOR", str(parent)) != str(parent):
        sys.exit("the supervisor is gone already")
    os.nice(NICENESS[queue])
    assert work.name in celery.tasks
    options = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
    celery.worker_main(["worker", "-P", "solo", "-Q", queue, "-n", f"{queue}-{os.getpid()}@%h", *options])


if __name__ == "__main__":
    main(sys.argv[1])
