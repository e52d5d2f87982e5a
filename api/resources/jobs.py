"""Background jobs, to be watched: a reader who knows the state gets 304."""

from __future__ import annotations

from api.auth import actor
from api.database import session
from api.resource import Resource
from api.schemas.rosters import JobSchema
from scheduler.models import Job
from scheduler.services import jobs

blueprint = Resource("jobs", "jobs", "Background jobs")


@blueprint.get("/<number:job_id>")
@blueprint.versioned(JobSchema)
def get_job(job_id: int) -> Job:
    """How far a job is."""
    return jobs.get_job(session(), actor(), job_id)
