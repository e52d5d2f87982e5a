"""What the service writes down beside the plan: the audit trail, notices to people (the outbox) and uploads."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.models.base import Base, InTown, Numbered
from scheduler.models.people import Person


class Audit(Numbered, Base):
    """Who changed what and when. `changes` maps a column to its [old, new] values; rows are only ever added.

    `upload_id` is the upload whose import made the change: that import can be undone by it.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_object", "table_name", "row_id"),)
    audited = False

    town_id: Mapped[int | None]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(10))
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    changes: Mapped[dict[str, Any]]
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"), index=True)


class NoticeKind(StrEnum):
    """What a notice is about; its sentence comes from the catalogs when it is shown or sent."""

    ASSIGNED = "assigned"
    OFFERED = "offered"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class Notice(Numbered, InTown, Base):
    """Word to a person about one duty, written in the transaction of the change; shown on their page, and mailed.

    `facts` carries what the sentence needs (title, times, place). `mail_state` is "none" without an address, else
    "waiting", "sent" or "failed".
    """

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_mail", "mail_state"),)
    audited = False

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"))
    kind: Mapped[NoticeKind]
    facts: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mail_state: Mapped[str] = mapped_column(String(10), default="none")
    mail_attempts: Mapped[int] = mapped_column(default=0)
    mail_after: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]
    mail_error: Mapped[str | None] = mapped_column(Text)

    person: Mapped[Person] = relationship()


class UploadState(StrEnum):
    """An upload is checked first (dry run), then committed or discarded; what was committed may be undone."""

    CHECKED = "checked"
    COMMITTED = "committed"
    DISCARDED = "discarded"
    UNDONE = "undone"


class Upload(Numbered, InTown, Base):
    """A workbook that somebody uploaded, the report of its dry run and the answers to the questions it raised.

    `mends` is what people said of its sheets, columns, cells and rows (`spreadsheets.mending.Mends`), `bad` by row what
    is wrong with it. `content` is the file, kept as long as it may be committed and no longer: it is full of people's
    telephone numbers.
    """

    __tablename__ = "upload"
    __table_args__ = (CheckConstraint("(state = 'checked') = (content IS NOT NULL)", name="kept_while_checked"),)
    unaudited = frozenset({"content", "report", "bad"})

    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[UploadState] = mapped_column(default=UploadState.CHECKED)
    encoding: Mapped[str] = mapped_column(String(20), default="")
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    mends: Mapped[dict[str, Any]] = mapped_column(default=dict)
    bad: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(60))
