"""Signing in."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.fields import Choice, Secret, Strict, Text
from scheduler.domain.permissions import ActorRole


class SignInSchema(Strict):
    """Name and password."""

    name = Text(60, least=1, required=True)
    password = Secret(required=True)


class LinkTokenSchema(Strict):
    """The token of a personal link: what stands behind its last slash."""

    token = Text(200, least=1, required=True)


class TokenSchema(Schema):
    """A bearer token."""

    token = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)


class ActorSchema(Schema):
    """Whoever is signed in; `person_id` for a person."""

    name = fields.String(required=True)
    role = Choice(ActorRole, required=True)
    town_id = fields.Integer(required=True)
    person_id = fields.Integer(required=True, allow_none=True)
