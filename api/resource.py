"""A part of the JSON API: a blueprint that knows who may come in, what its rows' versions are and how lists go."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Request, Response, current_app, request
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, Forbidden, UnsupportedMediaType

from api import etags
from api.auth import actor
from api.database import READING
from api.idempotency import PARAMETER as IDEMPOTENCY_KEY
from api.idempotency import once
from api.schemas.fields import PageQuery
from scheduler.domain.permissions import ActorRole
from scheduler.services.listing import Page

LARGEST_BODY = 1024 * 1024
"""Bytes of a JSON body; workbooks come as files."""

PAGINATION = {
    "X-Pagination": {
        "description": "JSON: `total` rows, `page`, `page_size`, `last_page`",
        "schema": {"type": "string"},
    }
}
ETAG = {"ETag": {"description": "The row's version, for If-Match", "schema": {"type": "string"}}}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of the version that is changed",
    "schema": {"type": "string"},
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag that is known already: answered by 304 where it still holds",
    "schema": {"type": "string"},
}

View = TypeVar("View", bound=Callable[..., Any])


def refuse_constant(name: str) -> None:
    """NaN and the infinities are no JSON."""
    raise ValueError(name)


class Parser(FlaskParser):
    """Reads bodies and addresses strictly: what is no JSON, or not known, is refused."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ARG002
        """The body. Raises 400 for what is no JSON, 413 for too much of it, 415 for another kind of content."""
        req.max_content_length = LARGEST_BODY
        content = req.get_data()
        if not req.is_json:
            raise UnsupportedMediaType
        try:
            return json.loads(content.decode(), parse_constant=refuse_constant)
        except (ValueError, RecursionError) as error:
            raise BadRequest from error

    def load_querystring(self, req: Request, schema: Schema) -> Any:  # noqa: ARG002
        """The address, without the language that every address may name."""
        return {name: value for name, value in req.args.items() if name != "lang"}


def public(view: View) -> View:
    """A view that needs no sign-in."""
    view.admits = "everybody"  # type: ignore[attr-defined]
    documented: View = Blueprint.doc(security=[])(view)
    return documented


def for_persons(view: View) -> View:
    """A view that a person may call too, for what is their own: its use case asks the table of permissions."""
    view.admits = "persons"  # type: ignore[attr-defined]
    return view


def told(schema: type[Schema] | Schema | None, row: Any) -> dict[str, Any]:
    """A row as a view tells of it."""
    made = schema() if isinstance(schema, type) else schema
    return {} if made is None else dict(made.dump(row))


def pagination(page: Page[Any]) -> dict[str, str]:
    """The header that says where in a long list a page is."""
    where = {"total": page.total, "page": page.number, "page_size": page.size, "last_page": page.last}
    return {"X-Pagination": json.dumps(where)}


class Resource(Blueprint):  # type: ignore[misc]
    """A part of the API. Only coordinators come in, but where a view says otherwise."""

    ARGUMENTS_PARSER = Parser()

    def __init__(self, name: str, path: str, description: str) -> None:
        super().__init__(f"api_{name}", __name__, url_prefix=f"/api/{path}".rstrip("/"), description=description)
        self.before_request(self.admit)
        self._prepare_doc_cbks.append(self.document)

    @staticmethod
    def admit() -> None:
        """Who may come in at all, asked before anything of the request is read. Raises 401 or 403."""
        view = current_app.view_functions[request.endpoint or ""]
        admits = getattr(view, "admits", "coordinators")
        if admits != "everybody" and actor().role is ActorRole.PERSON and admits != "persons":
            raise Forbidden

    def paged(self, schema: type[Schema], query: type[PageQuery] = PageQuery) -> Callable[[View], View]:
        """A view that takes a query and gives a `Page`: its rows as a list, where one is in X-Pagination."""

        def decorator(view: View) -> View:
            @wraps(view)
            def listed(*arguments: Any, **named: Any) -> Any:
                page: Page[Any] = view(*arguments, **named)
                return page.rows, pagination(page)

            answering = self.response(200, schema(many=True), headers=PAGINATION)(listed)
            documented: View = self.arguments(query, location="query")(answering)
            return documented

        return decorator

    def versioned(self, schema: type[Schema] | Schema | None, status: int = 200) -> Callable[[View], View]:
        """A view that gives a row with a revision, or what belongs to one: answered with the row's ETag.

        A reader who has that version already is told so by 304. Who edits a row itself and names another version is
        told which of the values sent it holds otherwise now: no more than reading it would tell.
        """

        def decorator(view: View) -> View:
            @wraps(view)
            def tagged(*arguments: Any, **named: Any) -> Any:
                try:
                    row = view(*arguments, **named)
                except etags.Outdated as outdated:
                    if request.method == "PATCH":
                        outdated.changed = etags.differing(request.json, told(schema, outdated.row))
                    raise
                etag = etags.tag(row)
                if etags.known(etag):
                    return Response(status=304, headers={"ETag": f'"{etag}"'})
                return row.thing if isinstance(row, etags.Belonging) else row, {"ETag": f'"{etag}"'}

            documented: View = self.response(status, schema, headers=ETAG)(tagged)
            documented._apidoc["versioned"] = True  # type: ignore[attr-defined]
            return documented

        return decorator

    def editing(self, view: View) -> View:
        """A view that demands If-Match: its body asks `etags.matching` of the row at the head of its address."""
        documented: View = self.doc(parameters=[IF_MATCH])(view)
        documented._apidoc["editing"] = True  # type: ignore[attr-defined]
        return documented

    def once(self, view: View) -> View:
        """A view that takes an Idempotency-Key."""
        documented: View = self.doc(parameters=[IDEMPOTENCY_KEY])(once(view))
        return documented

    @staticmethod
    def document(doc: dict[str, Any], doc_info: dict[str, Any], *, method: str, **_: Any) -> dict[str, Any]:
        """The refusals that every operation of its kind can answer with."""
        open_to_all = doc_info.get("manual_doc", {}).get("security") == []
        statuses = {400, 403, 404, 429} if open_to_all else {400, 401, 403, 404}
        if method.upper() not in READING:
            statuses |= {409, 422}
        if "requestBody" in doc:
            statuses |= {413, 415}
        if "editing" in doc_info:
            statuses |= {412, 428}
        if "arguments" in doc_info:
            statuses.add(422)
        responses = doc.setdefault("responses", {})
        if "versioned" in doc_info and method == "get":
            responses["304"] = HTTPStatus.NOT_MODIFIED.name
            doc.setdefault("parameters", []).append(IF_NONE_MATCH)
        for status in sorted(statuses):
            responses[str(status)] = HTTPStatus(status).name
        return doc
