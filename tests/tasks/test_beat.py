"""What Celery beat is told: every chore, with its interval, for the quick queue, dropped where the next is due."""

from __future__ import annotations

from scheduler.tasks.beat import schedule
from scheduler.tasks.timetable import CHORES, TIMETABLE


def test_beat_is_told_of_every_chore_with_its_interval() -> None:
    seconds = {"sweep": 2.0, "mail": 60.0, "nightly": 60.0, "delivered messages": 3600.0}
    assert schedule() == {
        name: {
            "task": "chore",
            "schedule": CHORES[name].every,
            "args": (name,),
            "options": {"queue": "quick", "expires": expires},
        }
        for name, expires in seconds.items()
    }
    assert {chore.name: chore.every.total_seconds() for chore in TIMETABLE} == seconds
