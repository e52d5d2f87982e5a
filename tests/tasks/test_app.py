"""Which queue a job goes to, and how workers are reached."""

from __future__ import annotations

import pytest

from scheduler.models import JobKind
from scheduler.tasks import app
from scheduler.tasks.app import LONGEST_JOB_SECONDS, QUEUES, configuration


@pytest.fixture(autouse=True)
def forget() -> None:
    """Settings are read once a process: here once a test."""
    app.settings.cache_clear()


def test_only_solving_has_a_queue_of_its_own() -> None:
    assert QUEUES == {
        JobKind.SOLVE: "solve",
        JobKind.FEEDS: "quick",
        JobKind.NOTICES: "quick",
        JobKind.NIGHTLY: "quick",
    }


@pytest.mark.parametrize("redis", ["", "redis://host:6379/1"])
def test_a_message_on_redis_is_not_given_to_another_worker_while_the_longest_job_lasts(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, redis: str
) -> None:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("DATA_DIR", str(folder))
    monkeypatch.setenv("REDIS_URL", redis)
    found = configuration()
    assert (found["broker_url"], found["broker_transport_options"]) == (
        redis or f"sqla+sqlite:///{folder}/broker.db",
        {"visibility_timeout": LONGEST_JOB_SECONDS} if redis else {},
    )
    assert (found["worker_prefetch_multiplier"], found["task_ignore_result"]) == (1, True)
    app.settings.cache_clear()
