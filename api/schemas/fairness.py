"""What people and teams carry, month by month, against the fair share of their group."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields

from api.locale import say
from api.schemas.fields import Choice, Strict
from api.schemas.people import WhoSchema
from scheduler.domain.dates import read_month
from scheduler.language import m_
from scheduler.services.rosters.fairness.fairness import Measure
from solver.candidates import Capacity


class Month(fields.String):
    """A month, 2026-11, read as its first day."""

    def __init__(self, **more: Any) -> None:
        super().__init__(metadata={"pattern": "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", "example": "2026-11"}, **more)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        try:
            return read_month(str(value))
        except ValueError as error:
            raise ValidationError(say(m_("A month such as 2026-11."))) from error


class MonthsQuery(Strict):
    """From which month to which, both included."""

    first = Month(required=True)
    last = Month(required=True)


class GroupQuery(Strict):
    """Of which group; of all unless one is named."""

    group = Choice(Capacity)


class GroupMonthsQuery(MonthsQuery, GroupQuery):
    """From which month to which, and of which group."""


class LoadSchema(Schema):
    """Planned minutes, duties on days of rest, unpleasant duties."""

    minutes = fields.Integer(required=True)
    rest_days = fields.Integer(required=True, attribute="weekends")
    unpleasant = fields.Integer(required=True)


class FairLineSchema(WhoSchema):
    """What somebody carries: `before` by the ledger, `own` in the roster or the months, `months` all of it by month;
    `shares` are the fair ones of the sum, null where the policy does not share them out.
    """

    group = Choice(Capacity, required=True)
    before = fields.Nested(LoadSchema, required=True)
    own = fields.Nested(LoadSchema, required=True)
    months = fields.Dict(keys=fields.String(), values=fields.Nested(LoadSchema), required=True)
    shares = fields.Dict(keys=fields.String(), values=fields.Float(allow_none=True), required=True)


def told(line: Any, unweighed: frozenset[tuple[Measure, Capacity]]) -> dict[str, Any]:
    """A line as it is told."""
    return {
        **{name: getattr(line, name) for name in ("name", "person_id", "team_id", "group", "before", "own")},
        "months": {f"{month:%Y-%m}": load for month, load in line.months.items()},
        "shares": {
            measure.value: None if (measure, line.group) in unweighed else round(share, 4)
            for measure, share in line.shares.items()
        },
    }
