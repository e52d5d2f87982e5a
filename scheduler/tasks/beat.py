"""The clock of an installation whose workers are processes of their own: Celery beat over the timetable."""

from __future__ import annotations

from typing import Any

from scheduler.tasks.app import celery, settings
from scheduler.tasks.timetable import TIMETABLE, chore


def schedule() -> dict[str, dict[str, Any]]:
    """The timetable as Celery beat reads it. A message that comes so late that the next is due is dropped."""
    return {
        each.name: {
            "task": chore.name,
            "schedule": each.every,
            "args": (each.name,),
            "options": {"queue": "quick", "expires": each.every.total_seconds()},
        }
        for each in TIMETABLE
    }


def main() -> None:
    """Tell the workers what is due until told to stop. One process of this is enough, two do no harm."""
    celery.conf.beat_schedule = schedule()
    file = settings().data_dir / "beat"
    celery.start(["beat", "--schedule", str(file), "--pidfile=", "--loglevel", "WARNING"])
