"""Uploads, calendars, and the audit trail."""

from __future__ import annotations

from typing import Any

from flask_smorest.fields import Upload
from marshmallow import Schema, fields

from api.locale import say
from api.schemas.fields import Choice, Flag, PageQuery, QueryNumber, Strict, Text
from scheduler.models import FeedKind, UploadState


class FileSchema(Schema):
    """A workbook: .xlsx, .xls or .csv."""

    file = Upload(required=True)


def table(keys: Text, values: fields.Field[Any]) -> fields.Dict:
    """An object whose names and values are bounded; an empty one where nothing is sent."""
    return fields.Dict(keys=keys, values=values, load_default=dict)


class AnswersSchema(Strict):
    """What people say of a checked file. `answers`: who is meant, by the key of each question of the report: "new", or
    the number of a person. `sheets`: the kind of a sheet by its name, `columns`: by kind and header the field that is
    meant; "" leaves out. `cells`: by row ("sheet!number") and column what is to be read there. `left_out`: of rows
    whether they are.
    """

    answers = table(Text(100, least=1), Text(20, least=1))
    sheets = table(Text(100, least=1), Text(40))
    columns = table(Text(40, least=1), table(Text(100, least=1), Text(40)))
    cells = table(Text(120, least=1), table(Text(40, least=1), Text(500)))
    left_out = table(Text(120, least=1), Flag())


class UploadSchema(Schema):
    """An uploaded workbook, the report of its dry run, and what people said of it."""

    id = fields.Integer(required=True)
    filename = fields.String(required=True)
    state = Choice(UploadState, required=True)
    encoding = fields.String(required=True)
    report = fields.Dict(required=True)
    mends = fields.Dict(required=True)


class UndoSchema(Strict):
    """Whether all that can go back goes back where something has to stay."""

    rest = Flag(load_default=False)


class KeptSchema(Schema):
    """Something that stays as it is; `kind` is the table of the audit trail."""

    kind = fields.String(required=True)
    number = fields.Integer(required=True)
    name = fields.String(required=True)
    why = fields.String(required=True)


class PlanSchema(Schema):
    """What undoing an import does: how many entries are removed, how many are again as they were, what stays."""

    removed = fields.Integer(required=True)
    restored = fields.Integer(required=True)
    kept = fields.List(fields.Nested(KeptSchema), required=True)


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
    """Who changed what and when; `changes` maps a column to its old and new value, `upload_id` is that of an import."""

    id = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    actor = fields.String(required=True)
    action = fields.String(required=True)
    table_name = fields.String(required=True)
    row_id = fields.Integer(required=True)
    changes = fields.Dict(required=True)
    upload_id = fields.Integer(required=True, allow_none=True)


class SeenQuery(Strict):
    """What a check said, by its digest: where the draft has changed since, nothing is done."""

    seen = Text(40)


class FaultSchema(Schema):
    """A cell that could not be read, and what would be right."""

    sheet = fields.String(required=True)
    row = fields.Integer(required=True)
    column = fields.String(required=True)
    value = fields.String(required=True)
    message = fields.Function(lambda fault: say(fault.message), metadata={"type": "string"})


class RoleChangeSchema(Schema):
    """Who joins and who leaves a role."""

    activity = fields.String(required=True)
    day = fields.Function(lambda change: say(change.day), metadata={"type": "string"})
    role = fields.String(required=True)
    joins = fields.List(fields.String(), required=True)
    leaves = fields.List(fields.String(), required=True)


class BroughtInSchema(Schema):
    """What a workbook changes in a draft: what the rules say of it then, and what it costs more by rule."""

    changes = fields.List(fields.Nested(RoleChangeSchema), required=True)
    faults = fields.List(fields.Nested(FaultSchema), required=True)
    broken = fields.Function(
        lambda found: [say(one) for one in found.broken], metadata={"type": "array", "items": {"type": "string"}}
    )
    costs = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    digest = fields.String(required=True)
