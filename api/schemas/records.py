"""Uploads, calendars, and the audit trail."""

from __future__ import annotations

from flask_smorest.fields import Upload
from marshmallow import Schema, fields

from api.schemas.fields import Choice, Flag, PageQuery, QueryNumber, Strict, Text
from scheduler.models import FeedKind, UploadState


class FileSchema(Schema):
    """A workbook: .xlsx, .xls or .csv."""

    file = Upload(required=True)


class AnswersSchema(Strict):
    """Who is meant, by the key of each question of the report: "new", or the number of a person."""

    answers = fields.Dict(
        keys=Text(100, least=1),
        values=Text(20, least=1),
        required=True,
    )


class UploadSchema(Schema):
    """An uploaded workbook and the report of its dry run."""

    id = fields.Integer(required=True)
    filename = fields.String(required=True)
    state = Choice(UploadState, required=True)
    encoding = fields.String(required=True)
    report = fields.Dict(required=True)


class PublicSchema(Strict):
    """Whether a shared calendar is named on the public page."""

    public = Flag(required=True)


class AlarmsSchema(Strict):
    """Whether a person's calendar carries alarms."""

    alarms = Flag(required=True)


class FeedSchema(Schema):
    """A calendar to subscribe to; a shared one has a board on a wall too, at the same token."""

    id = fields.Integer(required=True)
    kind = Choice(FeedKind, required=True)
    name = fields.String(required=True)
    public = fields.Boolean(required=True)
    revoked = fields.Boolean(required=True)
    alarms = fields.Boolean(required=True)
    fetched_at = fields.AwareDateTime(required=True, allow_none=True)
    url = fields.String(required=True)
    wall_url = fields.String(required=True, allow_none=True)


class PublicFeedSchema(Schema):
    """A calendar that anybody may know of."""

    kind = Choice(FeedKind, required=True)
    name = fields.String(required=True)
    url = fields.String(required=True)


class AuditQuery(PageQuery):
    """Which changes: of a table, of one row of it."""

    table_name = Text(40)
    row_id = QueryNumber(1)


class AuditSchema(Schema):
    """Who changed what and when; `changes` maps a column to its old and new value."""

    id = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    actor = fields.String(required=True)
    action = fields.String(required=True)
    table_name = fields.String(required=True)
    row_id = fields.Integer(required=True)
    changes = fields.Dict(required=True)
