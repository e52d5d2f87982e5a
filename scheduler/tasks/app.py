"""The Celery application: two queues, messages that only ring a bell, workers that read the job's row."""

from __future__ import annotations

from functools import cache
from typing import Any

from celery import Celery
from kombu.transport.sqlalchemy import Transport

from scheduler.models import JobKind
from scheduler.settings import Settings, read_settings

LONGEST_JOB_SECONDS = 4 * 3600
QUEUES = {kind: "solve" if kind is JobKind.SOLVE else "quick" for kind in JobKind}

Transport.polling_interval = 0.2  # the default of a second makes a job start seconds late


@cache
def settings() -> Settings:
    """The settings of this process, read when they are first needed."""
    return read_settings()


def configuration() -> dict[str, Any]:
    """How this installation's workers are reached."""
    options = {} if settings().redis_url is None else {"visibility_timeout": LONGEST_JOB_SECONDS}
    return {
        "broker_url": settings().broker_url,
        "broker_transport_options": options,
        "broker_connection_retry_on_startup": True,
        "task_ignore_result": True,
        "task_default_queue": "quick",
        "worker_prefetch_multiplier": 1,
        "worker_hijack_root_logger": False,
    }


celery = Celery("roster")
celery.add_defaults(configuration)
