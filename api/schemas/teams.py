"""Vanguard teams, partner organisations, kinds of qualification."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from api.schemas.fields import Flag, Number, Several, Strict, Text, Told, code_field, reference


class TeamPatchSchema(Strict):
    """Values of a team to change; `member_ids` are all of its members, one of whom leads it."""

    code = code_field()
    name = Text(100, least=1)
    leader_id = reference()
    home_id = reference()
    quorum = Number(1, 100)
    active = Flag()
    member_ids: fields.Field[Any] = Several(Number(1))


class NewTeamSchema(TeamPatchSchema):
    """A team to register."""

    needed = frozenset({"code", "name"})


class MemberSchema(Schema):
    """A member of a team."""

    person_id = fields.Integer(required=True)


class TeamSchema(Told, TeamPatchSchema):
    """A team."""

    id = fields.Integer()
    revision = fields.Integer()
    member_ids = fields.Pluck(MemberSchema, "person_id", many=True, attribute="memberships")


class OrganisationPatchSchema(Strict):
    """Values of an organisation to change; one that `enforces` acts in joint enforcement."""

    code = code_field()
    name = Text(100, least=1)
    place_id = reference()
    enforces = Flag()


class NewOrganisationSchema(OrganisationPatchSchema):
    """An organisation to register."""

    needed = frozenset({"code", "name"})


class OrganisationSchema(Told, OrganisationPatchSchema):
    """An organisation."""

    id = fields.Integer()
    revision = fields.Integer()


class QualificationPatchSchema(Strict):
    """Values of a qualification to change; `by_training`: a training session of it grants it."""

    code = code_field()
    name = Text(60, least=1)
    by_training = Flag()
    enforcement = Flag()


class NewQualificationSchema(QualificationPatchSchema):
    """A qualification to register."""

    needed = frozenset({"code", "name"})


class QualificationSchema(Told, QualificationPatchSchema):
    """A qualification."""

    id = fields.Integer()
    revision = fields.Integer()
