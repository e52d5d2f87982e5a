"""The policy: rules with their parameters, as they are set and told."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.explanations import Sentence
from api.schemas.fields import Choice, Strict
from scheduler.services.policy.described import Group
from solver.rules.base import Measure
from solver.tiers import Mode

MOST_RULES = 200


class SetPolicySchema(Strict):
    """A policy: how soft rules are weighed, and the rules in force, each {"rule": name, parameter: value, ...}."""

    mode = Choice(Mode, load_default=Mode.TIERS)
    rules = fields.List(fields.Dict(keys=fields.String()), required=True, validate=validate.Length(max=MOST_RULES))


class PolicySchema(Schema):
    """The policy in force; `is_default` where it is the one that a town starts with."""

    mode = Choice(Mode, required=True)
    rules = fields.List(fields.Dict(), required=True, attribute="entries")
    is_default = fields.Boolean(required=True)


class ParameterSchema(Schema):
    """A parameter of a rule: what it counts, and from where to where a town may set it (null: no number)."""

    name = fields.String(required=True)
    title = Sentence(required=True)
    measure = Choice(Measure, required=True)
    least = fields.Integer(required=True, allow_none=True)
    most = fields.Integer(required=True, allow_none=True)


class RuleSchema(Schema):
    """A rule that a policy may name. Its `sentence` has each parameter in braces (null: the title says it all); `law`
    is the statute that it follows (null: none). No town may go without it where it `stays`.
    """

    rule = fields.String(required=True)
    title = Sentence(required=True)
    sentence = Sentence(required=True, allow_none=True)
    hard = fields.Boolean(required=True)
    law = Sentence(required=True, allow_none=True)
    stays = fields.Boolean(required=True)
    group = Choice(Group, required=True)
    parameters = fields.List(fields.Nested(ParameterSchema), required=True)


class PolicyChangeSchema(Schema):
    """Who changed the policy when, and how; by its `id` what it was from then on is restored. `stands`: whether that
    is in force now.
    """

    id = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    actor = fields.String(required=True)
    sentences = fields.List(Sentence(), required=True)
    stands = fields.Boolean(required=True)
