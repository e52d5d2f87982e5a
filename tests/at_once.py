"""Several things begun at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
