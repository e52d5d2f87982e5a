"""Vanguard teams, partner organisations, kinds of qualification."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.fields import Flag, Number, Several, Strict, Text, code_field, reference


class TeamPatchSchema(Strict):
    """Values of a team to change; `member_ids` are all of its members, one of whom leads it."""

    code = code_field()
    name = Text(100, least=1)
    leader_id = reference()
    home_id = reference()
    quorum = Number(1, 100)
    active = Flag()
    member_ids = Several(Number(1))


class NewTeamSchema(TeamPatchSchema):
    """A team to register."""

    code = code_field(required=True)
    name = Text(100, least=1, required=True)


class MemberSchema(Schema):
    """A member of a team."""

    person_id = fields.Integer(required=True)


class TeamSchema(Schema):
    """A team."""

    id = fields.Integer(required=True)
    revision = fields.Integer(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    leader_id = fields.Integer(required=True, allow_none=True)
    home_id = fields.Integer(required=True, allow_none=True)
    quorum = fields.Integer(required=True)
    active = fields.Boolean(required=True)
    member_ids = fields.Pluck(MemberSchema, "person_id", many=True, required=True, attribute="memberships")


class OrganisationPatchSchema(Strict):
    """Values of an organisation to change; one that `enforces` acts in joint enforcement."""

    code = code_field()
    name = Text(100, least=1)
    place_id = reference()
    enforces = Flag()


class NewOrganisationSchema(OrganisationPatchSchema):
    """An organisation to register."""

    code = code_field(required=True)
    name = Text(100, least=1, required=True)


class OrganisationSchema(Schema):
    """An organisation."""

    id = fields.Integer(required=True)
    revision = fields.Integer(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    place_id = fields.Integer(required=True, allow_none=True)
    enforces = fields.Boolean(required=True)


class QualificationPatchSchema(Strict):
    """Values of a qualification to change; `by_training`: a training session of it grants it."""

    code = code_field()
    name = Text(60, least=1)
    by_training = Flag()
    enforcement = Flag()


class NewQualificationSchema(QualificationPatchSchema):
    """A qualification to register."""

    code = code_field(required=True)
    name = Text(60, least=1, required=True)


class QualificationSchema(Schema):
    """A qualification."""

    id = fields.Integer(required=True)
    revision = fields.Integer(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    by_training = fields.Boolean(required=True)
    enforcement = fields.Boolean(required=True)
