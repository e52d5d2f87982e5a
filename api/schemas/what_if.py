"""What if: what is to be different, and what would change."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from api.schemas.explanations import DifferenceSchema, Sentence
from api.schemas.fields import Choice, Number, Several, Strict
from api.schemas.policy import MOST_RULES
from scheduler.models import ActivityKind
from scheduler.services.problems.trying import Demand
from solver.tiers import Mode

MOST_SLOTS = 99
MOST_PERCENT = 300


class OtherDemandSchema(Strict):
    """So many slots more in each role, and so many per cent more in all of them together (below 0: fewer), of the
    activities of a kind or of one; of all where neither is named.
    """

    kind = Choice(ActivityKind)
    activity_id = Number(1)
    slots = Number(-MOST_SLOTS, MOST_SLOTS)
    percent = Number(-100, MOST_PERCENT)

    @post_load
    def gather(self, values: dict[str, Any], **_: Any) -> Demand:
        """What is wanted otherwise is one value of the use case."""
        return Demand(**values)


class WhatIfRequestSchema(Strict):
    """What is to be different: the policy (left out: it stays), all people but those `without`, the demand."""

    mode = Choice(Mode, load_default=Mode.TIERS)
    rules = fields.List(fields.Dict(keys=fields.String()), validate=validate.Length(max=MOST_RULES))
    without = Several(Number(1))
    demand = Several(fields.Nested(OtherDemandSchema))


class WhatIfSchema(Schema):
    """What would change: what is tried, in sentences, and once it is `ready` what the roster that is solved so has
    otherwise than the one it was copied from, both judged as it is tried; both null where that one was thrown away.
    """

    against_id = fields.Integer(required=True, allow_none=True, attribute="against.id", dump_default=None)
    sentences = fields.List(Sentence(), required=True)
    ready = fields.Boolean(required=True)
    difference = fields.Nested(DifferenceSchema, required=True, allow_none=True)
