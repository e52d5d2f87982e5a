"""The API as a page to read: every operation by its part, with parameters, body, answers and a call to try."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, render_template, request

blueprint = Blueprint("docs", __name__)

METHODS = ("get", "post", "put", "patch", "delete")
DEEPEST = 4
SAMPLES = {"date": "2026-11-23", "date-time": "2026-11-23T14:30:00+08:00", "binary": ""}


@dataclass(frozen=True)
class Operation:
    """What the page shows of one operation."""

    method: str
    path: str
    summary: str
    open_to_all: bool
    parameters: list[dict[str, Any]]
    fields: list[tuple[str, str, bool]]
    answers: list[tuple[str, str]]
    call: str


@blueprint.get("/api/docs")
def read() -> str:
    """All operations, part by part."""
    api = next(iter(current_app.extensions["flask-smorest"]["apis"].values()))["ext_obj"]
    spec = api.spec.to_dict()
    return render_template("api/docs.html", spec=spec, parts=parts(spec, request.host_url.rstrip("/")))


def parts(spec: dict[str, Any], base: str) -> list[tuple[str, str, list[Operation]]]:
    """The operations of each part of the API: its anchor, its name, what it can do."""
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in spec["tags"]}
    for path, item in spec["paths"].items():
        for method in METHODS:
            if method in item:
                found[item[method]["tags"][0]].append(operation(spec, base, path, item, method))
    return [(tag["name"], tag["description"], found[tag["name"]]) for tag in spec["tags"]]


def operation(spec: dict[str, Any], base: str, path: str, item: dict[str, Any], method: str) -> Operation:
    """One operation."""
    told = item[method]
    parameters = [resolved(spec, row) for row in (*item.get("parameters", ()), *told.get("parameters", ()))]
    answers = [(status, resolved(spec, answer)["description"]) for status, answer in sorted(told["responses"].items())]
    content = told.get("requestBody", {}).get("content", {})
    open_to_all = told.get("security") == []
    return Operation(
        method.upper(),
        path,
        told.get("summary", ""),
        open_to_all,
        parameters,
        body_fields(spec, next(iter(content.values()))["schema"]) if content else [],
        answers,
        call(spec, f"{base}{path}", method.upper(), content, parameters, open_to_all),
    )


def resolved(spec: dict[str, Any], thing: dict[str, Any]) -> dict[str, Any]:
    """What a reference refers to; anything else as it is."""
    while "$ref" in thing:
        found: Any = spec
        for step in thing["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        thing = found
    return thing


def body_fields(spec: dict[str, Any], schema: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """The fields of a body: name, kind, and whether it is needed."""
    schema = resolved(spec, schema)
    needed = schema.get("required", ())
    return [(name, kind(spec, field), name in needed) for name, field in schema.get("properties", {}).items()]


def kind(spec: dict[str, Any], field: dict[str, Any]) -> str:
    """What a field takes, in a few words."""
    field = resolved(spec, field)
    if "enum" in field:
        return " | ".join(str(value) for value in field["enum"] if value is not None)
    if field.get("type") == "array":
        return f"[{kind(spec, field['items'])}]"
    if "properties" in field:
        return "{" + ", ".join(field["properties"]) + "}"
    limits = [str(field[name]) for name in ("minimum", "maximum", "minLength", "maxLength") if name in field]
    name = field.get("format") or field.get("type", "")
    return f"{name} {'…'.join(limits)}".strip()


def example(spec: dict[str, Any], field: dict[str, Any], depth: int = 0) -> Any:
    """A value that fits a schema; of an object only what is needed, or its first field."""
    field = resolved(spec, field)
    if "enum" in field:
        return field["enum"][0]
    if field.get("type") == "array":
        return [example(spec, field["items"], depth + 1)] if depth < DEEPEST else []
    if "properties" in field:
        names = field.get("required") or list(field["properties"])[:1]
        return {name: example(spec, field["properties"][name], depth + 1) for name in names}
    if field.get("type") in ("integer", "number"):
        return field.get("minimum", 1)
    if field.get("type") == "boolean":
        return True
    return SAMPLES.get(field.get("format", ""), "...") if field.get("type") == "string" else {}


def call(
    spec: dict[str, Any],
    url: str,
    method: str,
    content: dict[str, Any],
    parameters: list[dict[str, Any]],
    open_to_all: bool,
) -> str:
    """The operation as a call of curl."""
    lines = [f"curl -X {method} '{url}'"]
    if not open_to_all:
        lines.append('-H "Authorization: Bearer $TOKEN"')
    if any(row["name"] == "If-Match" for row in parameters):
        lines.append("-H 'If-Match: \"1\"'")
    if "multipart/form-data" in content:
        lines.append("-F 'file=@town.xlsx'")
    elif content:
        body = json.dumps(example(spec, next(iter(content.values()))["schema"]), ensure_ascii=False)
        lines += ["-H 'Content-Type: application/json'", f"-d '{body}'"]
    return " \\\n  ".join(lines)
