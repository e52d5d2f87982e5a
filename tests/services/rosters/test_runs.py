"""Runs: asked for within limits, stopped, their result stored in the draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from scheduler.errors import Conflict, Forbidden, Invalid, NotFound
from scheduler.models import Audit, JobKind, JobState, RosterState, Run, RunMode
from scheduler.services import jobs
from scheduler.services.problems import translate
from scheduler.services.rosters import drafts, duties, runs
from scheduler.services.rosters.runs import Summary
from solver import solve
from tests.at_once import at_once
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown
from tests.services.trail import trail


@pytest.mark.parametrize("seconds", [0, -1, 3601])
def test_a_time_limit_out_of_range_is_refused(small: SmallTown, seconds: float) -> None:
    draft = small.draft()
    with pytest.raises(Invalid) as refused:
        runs.request_run(small.session, small.actor, draft.id, seconds=seconds, now=NOW)
    assert reasons(refused) == {"seconds": "More than 0 and at most 3600 seconds."}


def test_a_run_is_a_job_with_its_limits(small: SmallTown) -> None:
    draft = small.draft()
    run = runs.request_run(small.session, small.actor, draft.id, seconds=3600, effort=7, seed=5, workers=2, now=NOW)
    assert (run.seconds, run.effort, run.seed, run.workers, run.open) == (3600, 7, 5, 2, True)
    job = jobs.get_job(small.session, small.actor, run.job_id)
    assert (job.kind, job.state, job.payload) == (JobKind.SOLVE, JobState.QUEUED, {"run_id": run.id, "mode": "best"})
    assert runs.current_run(small.session, small.actor, draft.id) is run


@pytest.mark.parametrize(
    ("stopped", "took", "seconds"),
    [(True, 0.2, 1.0), (True, 4.0, 4.0), (True, 4.1, 5.0), (True, 31.5, 30.0), (False, 4.0, 30.0), (True, None, 30.0)],
)
def test_a_stopped_run_took_as_long_as_it_went_on(
    small: SmallTown, stopped: bool, took: float | None, seconds: float
) -> None:
    run = runs.request_run(small.session, small.actor, small.draft().id, seconds=30, now=NOW)
    run.job.cancel_requested, run.job.started_at = stopped, NOW
    run.job.ended_at = NOW + timedelta(seconds=took) if took is not None else None
    assert runs.seconds_taken(run) == seconds


@pytest.mark.parametrize("mode", [RunMode.LEAST_CHANGE, RunMode.KEEP_PUBLISHED, RunMode.BOTH])
def test_few_changes_or_none_are_asked_only_of_what_is_published(small: SmallTown, mode: RunMode) -> None:
    draft = small.draft()
    with pytest.raises(Invalid, match="nothing published that could stay") as refused:
        runs.request_run(small.session, small.actor, draft.id, seconds=1, mode=mode, now=NOW)
    assert reasons(refused) == {"mode": "Nothing of this period is published yet."}
    small.pin(draft, small.activity(), small.worker())
    small.publish(draft)
    run = runs.request_run(small.session, small.actor, small.draft().id, seconds=1, mode=mode, now=NOW)
    assert run.mode is (RunMode.LEAST_CHANGE if mode is RunMode.BOTH else mode)
    assert (run.beside_id is None) == (mode is not RunMode.BOTH)


def test_both_are_two_runs_with_the_same_limits_for_two_drafts_each_beside_the_other(small: SmallTown) -> None:
    activity, worker = small.activity(), small.worker()
    small.published(activity, worker)
    draft = small.draft()
    limits: dict[str, Any] = {"seconds": 9, "effort": 7, "seed": 5}
    run = runs.request_run(small.session, small.actor, draft.id, **limits, mode=RunMode.BOTH, now=NOW)
    assert run.beside_id is not None
    other = runs.get_run(small.session, small.actor, run.beside_id)
    assert (run.mode, other.mode, other.beside_id) == (RunMode.LEAST_CHANGE, RunMode.BEST, run.id)
    assert {(one.seconds, one.effort, one.seed, one.workers) for one in (run, other)} == {(9, 7, 5, 1)}
    assert [row.person_id for row in other.roster.assignments] == [worker.id]
    ids = [runs.draft_beside(small.session, small.actor, one) for one in (run, other, None)]
    assert ids == [other.roster_id, draft.id, None]
    assert [entry[2]["roster_id"] for entry in trail(small, "run")] == [[None, draft.id], [None, other.roster_id]]
    with pytest.raises(Conflict, match="being solved already"):
        runs.request_run(small.session, small.actor, other.roster_id, seconds=1, now=NOW)


def test_a_draft_that_was_thrown_away_is_beside_none(small: SmallTown) -> None:
    small.published(small.activity(), small.worker())
    run = runs.request_run(small.session, small.actor, small.draft().id, seconds=9, mode=RunMode.BOTH, now=NOW)
    other = runs.get_run(small.session, small.actor, run.beside_id or 0)
    runs.stop_run(small.session, small.actor, other.id, now=NOW)
    small.session.refresh(other)
    drafts.discard_draft(small.session, small.actor, other.roster_id, now=NOW)
    assert runs.draft_beside(small.session, small.actor, run) is None
    assert runs.draft_beside(small.session, SmallTown(small.session).actor, run) is None


def test_pins_that_contradict_each_other_are_named_before_the_solver_runs(small: SmallTown) -> None:
    draft, worker = small.draft(), small.worker("测试甲")
    small.pin(draft, small.activity("一"), worker)
    small.pin(draft, small.activity("二", hours=(10, 12)), worker)
    small.pin(draft, small.activity("三", day=26), worker)
    with pytest.raises(Invalid, match="Pinned assignments break rules") as refused:
        runs.request_run(small.session, small.actor, draft.id, seconds=1, now=NOW)
    both = "测试甲 (一 Tue 24 Nov), 测试甲 (二 Tue 24 Nov)"
    assert reasons(refused) == {
        "pins.0": "Not in two places at once: 测试甲; 一 Tue 24 Nov, 二 Tue 24 Nov (60 minutes)",
        "pins": f"These cannot hold together; without any one of them the others can: {both}",
    }


def test_a_published_roster_is_not_solved(small: SmallTown) -> None:
    roster = small.publish(small.draft())
    with pytest.raises(Conflict, match="is published and cannot change"):
        runs.request_run(small.session, small.actor, roster.id, seconds=1, now=NOW)


def test_a_queued_run_is_stopped_at_once_and_a_new_one_may_follow(small: SmallTown) -> None:
    draft = small.draft()
    run = runs.request_run(small.session, small.actor, draft.id, seconds=1, now=NOW)
    stopped = runs.stop_run(small.session, small.actor, run.id, now=NOW)
    small.session.refresh(stopped)
    assert (stopped.open, stopped.job.state) == (False, JobState.CANCELLED)
    again = runs.request_run(small.session, small.actor, draft.id, seconds=1, now=NOW)
    assert runs.current_run(small.session, small.actor, draft.id) is again
    assert runs.stop_run(small.session, small.actor, run.id, now=NOW).job.state is JobState.CANCELLED


def test_a_solution_takes_the_place_of_all_that_was_there_and_pins_stay(small: SmallTown) -> None:
    draft, activity = small.draft(), small.activity(wanted=2)
    pinned, other = small.worker(), small.volunteer()
    small.pin(draft, activity, pinned)
    run = runs.request_run(small.session, small.actor, draft.id, seconds=10, effort=50, now=NOW)
    translation = translate(small.session, draft)
    solution = solve(translation.problem, seconds=10, effort=50)
    runs.store_solution(small.session, run.id, translation, solution)
    assert [(row.person_id, row.pinned) for row in draft.assignments] == [(pinned.id, True), (other.id, False)]
    assert (draft.cost, draft.costs, draft.bound) == (solution.cost, dict(solution.costs), solution.lower_bound)
    assert runs.summary(small.session, small.actor, draft.id) == Summary(filled=2, wanted=2, activities=1)
    trail = select(func.count()).select_from(Audit).where(Audit.town_id == small.town.id)
    assert small.session.scalar(trail.where(Audit.table_name == "assignment")) == 1
    # made, pinned in and solved: what it costs changes each time
    assert small.session.scalar(trail.where(Audit.table_name == "roster")) == 3


def test_nothing_is_stored_in_a_roster_that_is_no_draft_nor_for_a_run_that_is_gone(small: SmallTown) -> None:
    draft = small.draft()
    run = runs.request_run(small.session, small.actor, draft.id, seconds=1, now=NOW)
    translation = translate(small.session, draft)
    solution = solve(translation.problem, seconds=1, effort=1)
    draft.state = RosterState.PUBLISHED
    small.session.flush()
    with pytest.raises(Conflict, match="is published"):
        runs.store_solution(small.session, run.id, translation, solution)
    with pytest.raises(NotFound, match="thrown away"):
        runs.store_solution(small.session, run.id + 10**6, translation, solution)


def test_a_summary_counts_slots_held_and_wanted_without_those_declined(small: SmallTown) -> None:
    activity, worker, volunteer = small.activity(wanted=3), small.worker(), small.volunteer()
    small.activity("空", day=25, wanted=2)
    small.activity("别的一周", day=30)
    draft = small.draft()
    assert runs.summary(small.session, small.actor, draft.id) == Summary(filled=0, wanted=5, activities=2)
    small.pin(draft, activity, worker, volunteer)
    small.publish(draft)
    assert runs.summary(small.session, small.actor, draft.id) == Summary(filled=2, wanted=5, activities=2)
    duty = small.duty(volunteer, activity)
    duties.decline(small.session, small.as_person(volunteer), duty.id, now=NOW)
    assert runs.summary(small.session, small.actor, draft.id) == Summary(filled=1, wanted=5, activities=2)


def test_who_asked_for_a_run_and_who_stopped_it_is_in_the_audit_trail(small: SmallTown) -> None:
    draft = small.draft()
    assert runs.current_run(small.session, small.actor, draft.id) is None
    run = runs.request_run(small.session, small.actor, draft.id, seconds=5, now=NOW)
    assert runs.get_run(small.session, small.actor, run.id) is run
    for _ in range(2):
        runs.stop_run(small.session, small.actor, run.id, now=NOW)
        small.session.refresh(run)
    assert trail(small, "run") == [
        ("coordinator", "insert", {"roster_id": [None, draft.id], "seconds": [None, 5]}),
        ("coordinator", "update", {"cancel_requested": [False, True]}),
    ]


def test_only_coordinators_of_the_town_ask_for_runs_and_read_them(small: SmallTown) -> None:
    draft = small.draft()
    run = runs.request_run(small.session, small.actor, draft.id, seconds=5, now=NOW)
    person, other = small.as_person(small.worker()), SmallTown(small.session).actor
    for actor, refusal in ((person, Forbidden), (other, NotFound)):
        with pytest.raises(refusal):
            runs.request_run(small.session, actor, draft.id, seconds=0, now=NOW)
        for read in (runs.summary, runs.current_run):
            with pytest.raises(refusal):
                read(small.session, actor, draft.id)
        with pytest.raises(refusal):
            runs.get_run(small.session, actor, run.id)
        with pytest.raises(refusal):
            runs.stop_run(small.session, actor, run.id, now=NOW)


def test_of_two_generates_at_once_one_runs_and_the_other_is_told(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        draft = drafts.get_roster(session, small.actor, small.draft().id)

    def generate() -> str:
        try:
            with factory.begin() as session:
                runs.request_run(session, small.actor, draft.id, seconds=1, now=NOW)
        except Conflict as error:
            return str(error)
        return "queued"

    told = at_once(generate, generate)
    assert sorted(told) == ["This roster is being solved already.", "queued"]
    with factory() as session:
        assert session.scalar(select(func.count()).select_from(Run)) == 1
