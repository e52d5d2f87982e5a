"""Notices whose mail did not arrive: listed, and sent again."""

from __future__ import annotations

from api.auth import actor, now
from api.database import session
from api.resource import Resource
from api.schemas.people import MailedNoticeSchema
from scheduler.models import Notice
from scheduler.services.rosters import notices

blueprint = Resource("notices", "notices", "Notices by mail")


@blueprint.get("/undelivered")
@blueprint.response(200, MailedNoticeSchema(many=True))
def list_undelivered() -> list[Notice]:
    """Notices of duties ahead that were not read and whose mail has failed, the newest first."""
    return notices.undelivered(session(), actor(), now=now())


@blueprint.post("/<number:notice_id>/mail")
@blueprint.response(202, MailedNoticeSchema)
def send_again(notice_id: int) -> Notice:
    """Have the mail of an undelivered notice tried anew, to the address that the person has now."""
    return notices.send_again(session(), actor(), notice_id, now=now())
