"""What the API takes and gives: shapes and ranges, nothing else."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

NUMBER = validate.Range(min=1, max=2**31 - 1)


class SignInSchema(Schema):
    """Name and password."""

    name = fields.String(required=True, validate=validate.Length(1, 60))
    password = fields.String(required=True, validate=validate.Length(1, 200))


class TokenSchema(Schema):
    """A bearer token."""

    token = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)


class PeriodSchema(Schema):
    """A period of whole days, both included."""

    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)


class RosterSchema(Schema):
    """A version of a roster. `bound` null reads "not yet proven"."""

    id = fields.Integer(required=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    version = fields.Integer(required=True)
    state = fields.String(required=True)
    cost = fields.Integer(required=True, allow_none=True)
    bound = fields.Integer(required=True, allow_none=True)
    costs = fields.Dict(required=True)


class RunRequestSchema(Schema):
    """Limits of a solve."""

    seconds = fields.Float(load_default=30.0, validate=validate.Range(min=1, max=3600))
    effort = fields.Integer(load_default=None, allow_none=True, validate=NUMBER)
    seed = fields.Integer(load_default=0, validate=validate.Range(min=0, max=2**31 - 1))


class JobSchema(Schema):
    """A background job."""

    id = fields.Integer(required=True)
    state = fields.String(required=True)
    attempt = fields.Integer(required=True)
    progress = fields.Dict(required=True)
    result = fields.Dict(required=True, allow_none=True)
    error = fields.String(required=True, allow_none=True)


class RunSchema(Schema):
    """A solver run."""

    id = fields.Integer(required=True)
    roster_id = fields.Integer(required=True)
    seconds = fields.Float(required=True)
    job = fields.Nested(JobSchema, required=True)


class ChangeSchema(Schema):
    """What a version changes for one person: role numbers."""

    person_id = fields.Integer(required=True)
    added = fields.List(fields.Integer(), required=True)
    removed = fields.List(fields.Integer(), required=True)
    moved = fields.List(fields.Integer(), required=True)


class UploadSchema(Schema):
    """An uploaded workbook and the report of its dry run."""

    id = fields.Integer(required=True)
    filename = fields.String(required=True)
    state = fields.String(required=True)
    encoding = fields.String(required=True)
    report = fields.Dict(required=True)


class FeedSchema(Schema):
    """A calendar to subscribe to."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    public = fields.Boolean(required=True)
    url = fields.String(required=True)
