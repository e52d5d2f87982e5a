"""The Celery application: two queues, messages that only ring a bell, workers that read the job's row."""

from __future__ import annotations

from celery import Celery
from kombu.transport.sqlalchemy import Transport

from scheduler.models import JobKind
from scheduler.settings import Settings, read_settings

LONGEST_JOB_SECONDS = 4 * 3600
QUEUES = {kind: "solve" if kind is JobKind.SOLVE else "quick" for kind in JobKind}

Transport.polling_interval = 0.2  # the default of a second makes a job start seconds late


def make_celery(settings: Settings) -> Celery:
    """The application of an installation."""
    app = Celery("roster", broker=settings.broker_url)
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=False,
        worker_prefetch_multiplier=1,
        broker_connection_retry_on_startup=True,
        task_default_queue="quick",
        worker_hijack_root_logger=True,
        broker_transport_options={} if settings.redis_url is None else {"visibility_timeout": LONGEST_JOB_SECONDS},
    )
    return app


settings = read_settings()
celery = make_celery(settings)
