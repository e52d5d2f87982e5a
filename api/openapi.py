"""The API described by itself: OpenAPI with bearer tokens, and errors as problems (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Flask
from flask_smorest import Api
from marshmallow import Schema, fields

from api import converters

PROBLEM = "application/problem+json"
BODILESS = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)

DESCRIPTION = """\
Sign in (`POST /api/sessions`) and send the token as `Authorization: Bearer ...`. A refusal is a problem (RFC 9457), its
`errors` name each field and what would be right; `?lang=en`, `zh_Hans` or `zh_Hant` chooses its language. Lists come a
page at a time (`page`, `page_size`; `X-Pagination` says where one is). Rows with a version carry an `ETag`; an edit
names the version that it changes by `If-Match`: 428 without, 412 where somebody else was faster. Times carry a zone.
"""


class ProblemSchema(Schema):
    """What was refused and why."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.Dict(keys=fields.String(), values=fields.String())


class TownApi(Api):  # type: ignore[misc]
    """flask-smorest's API with problems for errors; every status that an operation answers with is named."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_responses(self) -> None:
        for status in HTTPStatus:
            response: dict[str, Any] = {"description": status.phrase}
            if status not in BODILESS:
                response["content"] = {PROBLEM: {"schema": ProblemSchema}}
            self.spec.components.response(status.name, response, lazy=True)

    def _register_error_handlers(self) -> None:
        """`api.errors` answers errors, for pages too."""


def register(app: Flask) -> TownApi:
    """The API of an application, without its resources yet."""
    api = TownApi(app, spec_kwargs={"info": {"description": DESCRIPTION}})
    converters.register(app, api)
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    api.spec.options["security"] = [{"bearer": []}]
    return api
