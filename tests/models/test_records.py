"""The audit trail, notices and uploads."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import inspect

from scheduler.models import Base, Notice, NoticeKind, Upload, UploadState
from tests.conftest import NOW
from tests.models.refusals import Refused, owned, refusal
from tests.services.small_town import SmallTown

REFUSED: Refused = (
    (
        "FOREIGN KEY",
        lambda small: [
            Notice(**owned(small, duty_id=10**6, kind=NoticeKind.ASSIGNED, facts={}, created_at=NOW, mail_attempts=0))
        ],
    ),
    ("NOT NULL upload.filename", lambda small: [upload(small, filename=None)]),
    ("CHECK ck_upload_kept_while_checked", lambda small: [upload(small, content=None)]),
    ("CHECK ck_upload_kept_while_checked", lambda small: [upload(small, state=UploadState.COMMITTED)]),
)


def upload(small: SmallTown, **more: Any) -> Upload:
    values = {"town_id": small.town.id, "filename": "town.xlsx", "content": b"PK", "created_by": "clerk"}
    return Upload(**{**values, "created_at": NOW, **more})


@pytest.mark.parametrize(("constraint", "rows"), REFUSED)
def test_what_cannot_be_is_kept_out(small: SmallTown, constraint: str, rows: Any) -> None:
    assert refusal(small, rows(small)) == constraint


def test_a_new_upload_is_checked_and_its_file_is_read_only_where_it_is_asked_for(small: SmallTown) -> None:
    made = small.add(upload(small))
    small.session.expire(made)
    assert (made.state, made.encoding, made.report, made.answers, made.mends) == (UploadState.CHECKED, "", {}, {}, {})
    assert inspect(made).unloaded == {"content", "bad"}
    assert (made.content, made.bad) == (b"PK", {})


def test_only_what_the_service_derives_or_counts_by_itself_leaves_no_audit_row() -> None:
    assert {mapper.class_.__name__ for mapper in Base.registry.mappers if not mapper.class_.audited} == {
        "Audit",
        "CalendarEntry",
        "DraftEdit",
        "IdempotencyKey",
        "Job",
        "LedgerEntry",
        "Notice",
        "PublishedActivity",
        "Run",
    }
