"""A resource of the JSON API: a blueprint that knows who may come in, lists by pages, and rows with revisions."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Request
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

LARGEST_BODY = 1024 * 1024
"""Bytes of a JSON body; workbooks are uploaded as files."""

View = TypeVar("View", bound=Callable[..., Any])


def refuse_constant(name: str) -> None:
    """NaN and the infinities are no JSON."""
    raise ValueError(name)


class Parser(FlaskParser):
    """Reads bodies and addresses strictly: what is no JSON, or is not known, is refused."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE, "json": RAISE}

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ARG002
        """The body. Raises 400 for what is no JSON, 413 for too much of it, 415 for another kind of content."""
        req.max_content_length = LARGEST_BODY
        content = req.get_data()
        if not req.is_json:
            raise UnsupportedMediaType
        try:
            return json.loads(content.decode("utf-8"), parse_constant=refuse_constant)
        except (ValueError, RecursionError) as error:
            raise BadRequest from error

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """The address without `lang`, which every address may carry."""
        return {name: req.args[name] for name in req.args if name != "lang"} or super().load_querystring(
            _without_arguments(req), schema
        )


def _without_arguments(req: Request) -> Request:
    return req


class Resource(Blueprint):
    """A part of the API. Nobody comes in without signing in but where a view is `public`, and persons only where a
    view is marked `for_persons`; what they may do there is still asked of the table of permissions.
    """

    ARGUMENTS_PARSER = Parser()
