"""Several things begun at the same moment, or one while another is under way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

Result = TypeVar("Result")


def at_once(*things: Callable[[], Result]) -> list[Result]:
    """What each returns; each in a thread of its own, none before all are ready. What one of them raises is raised."""
    ready = threading.Barrier(len(things))

    def begin(thing: Callable[[], Result]) -> Result:
        ready.wait()
        return thing()

    with ThreadPoolExecutor(len(things)) as threads:
        return list(threads.map(begin, things))


def held_up(thing: Callable[[], Result]) -> Future[Result]:
    """Begin something in another thread that has to wait for what this thread holds; its result comes later."""
    thread = ThreadPoolExecutor(1)
    begun = thread.submit(thing)
    thread.shutdown(wait=False)
    assert wait([begun], 0.5).not_done == {begun}
    return begun
