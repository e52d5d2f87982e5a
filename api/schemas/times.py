"""When people and teams can serve. Minutes count from midnight; weekday 0 is Monday."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load

from api.schemas.fields import Instant, Number, Several, Strict, Text, Told
from scheduler.services.register.times import Window


class WeeklyTimeSchema(Strict):
    """A weekly time in which somebody can serve, read as a window of the register."""

    weekday = Number(0, 6, required=True)
    start_minute = Number(0, 1439, required=True)
    end_minute = Number(1, 1440, required=True)

    @post_load
    def window(self, row: dict[str, int], **_: Any) -> Window:
        """(weekday, first minute, last minute)."""
        return row["weekday"], row["start_minute"], row["end_minute"]


class WeeklySchema(Strict):
    """All weekly times; none of them: at any time."""

    weekly = Several(fields.Nested(WeeklyTimeSchema), required=True)


class NewAbsenceSchema(Strict):
    """A time in which somebody cannot serve."""

    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    reason = Text(200)


class AbsenceSchema(Told, NewAbsenceSchema):
    """An absence with its number."""

    id = fields.Integer()


class TimesSchema(Schema):
    """Weekly times and absences."""

    weekly = fields.List(fields.Nested(WeeklyTimeSchema), required=True)
    absences = fields.List(fields.Nested(AbsenceSchema), required=True)
