"""Notices whose mail did not arrive, over HTTP."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scheduler.models import Notice
from tests.api.client import Installation
from tests.api.problems import problem

pytestmark = pytest.mark.usefixtures("before_the_duties")


def test_undelivered_mail_is_listed_and_sent_again_once(small: Installation) -> None:
    small.published()
    assert small.told("GET", "/api/notices/undelivered") == (200, [])
    with small.factory.begin() as session:
        notice = session.scalars(select(Notice).where(Notice.mail_state == "waiting").order_by(Notice.id)).first()
        assert notice is not None
        notice.mail_state, notice.mail_error = "failed", "550 unknown"
    told = {
        "id": notice.id,
        "kind": "offered",
        "duty_id": notice.duty_id,
        "facts": notice.facts,
        "created_at": notice.created_at.isoformat(),
        "read_at": None,
        "person_id": 3,
        "mail_state": "failed",
        "mail_error": "550 unknown",
    }
    assert small.told("GET", "/api/notices/undelivered") == (200, [told])
    path = f"/api/notices/{notice.id}/mail"
    assert small.told("POST", path) == (202, {**told, "mail_state": "waiting", "mail_error": None})
    assert small.told("GET", "/api/notices/undelivered") == (200, [])
    need_not = "This notice need not be sent again: it is on its way, read, or over."
    assert small.told("POST", path) == problem(409, need_not)
    assert small.told("POST", "/api/notices/999/mail") == problem(404, "There is no such entry (number 999).")
