"""Jobs and runs: one open run a roster, and a revision that differs whenever a job says something else."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.models import ENDED, Job, JobKind, JobState, Roster, Run
from tests.conftest import NOW
from tests.models.refusals import DAY, Refused, refusal
from tests.services.small_town import SmallTown


def job(small: SmallTown, **more: Any) -> Job:
    made: Job = small.add(
        Job(**{"town_id": small.town.id, "kind": JobKind.SOLVE, "created_at": NOW, "created_by": "clerk", **more})
    )
    return made


def roster(small: SmallTown) -> int:
    number: int = small.add(
        Roster(town_id=small.town.id, first_day=DAY, last_day=DAY, version=1, created_at=NOW, assignments=[])
    ).id
    return number


def run(small: SmallTown, roster_id: int, **more: Any) -> Run:
    return Run(**{"town_id": small.town.id, "roster_id": roster_id, "job_id": job(small).id, "seconds": 30.0, **more})


def of_one_job(small: SmallTown) -> list[Any]:
    number, draft = job(small).id, roster(small)
    return [run(small, draft, job_id=number, open=False), run(small, draft, job_id=number)]


def open_twice(small: SmallTown) -> list[Any]:
    draft = roster(small)
    return [run(small, draft), run(small, draft)]


REFUSED: Refused = (
    ("UNIQUE run.job_id", of_one_job),
    ("UNIQUE run.roster_id", open_twice),
    ("FOREIGN KEY", lambda small: [run(small, 10**6)]),
)


@pytest.mark.parametrize(("constraint", "rows"), REFUSED)
def test_what_cannot_be_is_kept_out(small: SmallTown, constraint: str, rows: Any) -> None:
    assert refusal(small, rows(small)) == constraint


def test_a_roster_has_any_number_of_runs_that_are_over_and_one_that_is_open(small: SmallTown) -> None:
    draft = roster(small)
    for open_ in (False, False, True):
        made = small.add(run(small, draft, open=open_))
    small.session.expire(made)
    assert (made.open, made.seed, made.workers, made.effort, made.trajectory) == (True, 0, 1, None, [])


def test_a_new_job_waits_and_was_never_tried(small: SmallTown) -> None:
    made = job(small)
    small.session.expire(made)
    told = (made.state, made.attempt, made.payload, made.progress, made.result, made.cancel_requested, made.rung_at)
    assert told == (JobState.QUEUED, 0, {}, {}, None, False, None)


def test_a_revision_differs_by_state_attempt_and_progress(small: SmallTown) -> None:
    made = job(small)
    seen = [made.revision]
    for changes in ({"state": JobState.RUNNING, "attempt": 1}, {"progress_number": 1}, {"state": JobState.DONE}):
        for name, value in changes.items():
            setattr(made, name, value)
        seen.append(made.revision)
    assert seen == ["queued-0-0", "running-1-0", "running-1-1", "done-1-1"]


def test_three_states_are_final() -> None:
    assert set(JobState) - ENDED == {JobState.QUEUED, JobState.RUNNING}
