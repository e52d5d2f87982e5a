"""Templates, weeks that are copied, activities that are changed together or moved to another day."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load

from api.locale import say
from api.schemas.activities import RoleSchema, ToldQuotaSchema
from api.schemas.fields import Choice, Day, Flag, Number, Several, Strict, Text, Told, reference
from api.schemas.overview import DatedSchema, NamedSchema
from api.schemas.town import SpecialDaySchema
from scheduler.language import Message
from scheduler.models import ActivityKind
from scheduler.services.activities.together import Change


class Said(fields.Field[Any]):
    """A text, or a sentence in the language of the request."""

    def _serialize(self, value: Message | str | None, *_: Any, **__: Any) -> str | None:
        return None if value is None else say(value)


class TemplateRoleSchema(RoleSchema):
    """A role of a template."""

    name: fields.Field[Any] = Said()

    class Meta:
        exclude = ("id",)


class TemplateValuesSchema(Told, Schema):
    """What an activity is started with: all values of a new one but for number and times; the place may be missing."""

    kind = Choice(ActivityKind)
    title = Said()
    place_id = reference()
    venue_id = reference()
    priority = fields.Integer()
    confidential = Flag()
    unpleasant = Flag()
    adults_only = Flag()
    local = Flag()
    women = fields.Integer()
    men = fields.Integer()
    organisations = fields.Integer()
    never_alone = Flag()
    quotas = fields.List(fields.Nested(ToldQuotaSchema))
    attendees = fields.Integer()
    grants_id = reference()
    grants_level = fields.Integer()
    grants_months = fields.Integer()
    departments = fields.List(fields.String())
    notes = fields.String()
    roles = fields.List(fields.Nested(TemplateRoleSchema))


class TemplateSchema(Schema):
    """A template: `key` is a word for those of every town, a number for the town's own.

    Minutes count from midnight; an end over 1440 is on the next day.
    """

    key = fields.String(required=True)
    name = Said(required=True)
    own = fields.Boolean(required=True)
    start_minute = fields.Integer(required=True)
    end_minute = fields.Integer(required=True)
    values = fields.Nested(TemplateValuesSchema, required=True)


class NewTemplateSchema(Strict):
    """What a template is called; one of that name is replaced."""

    name = Text(60, least=1, required=True)


class WeeksQuery(Strict):
    """A day of the week that is copied, and one of the week to which it is copied."""

    from_day = Day(required=True)
    to_day = Day(required=True)


class CopiesSchema(WeeksQuery):
    """Which activities to copy; without a choice all but those that are there already, fall on a holiday
    or off their market days.
    """

    activity_ids = Several(Number(1))


class CopySchema(Schema):
    """What an activity would become: when, what that day is, the activity that is there already; `off_market` where its
    place holds a market on its own day and none on that one.
    """

    activity = fields.Nested(DatedSchema, required=True)
    day = fields.Date(required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    special = fields.Nested(SpecialDaySchema, required=True, allow_none=True)
    double = fields.Nested(DatedSchema, required=True, allow_none=True)
    off_market = fields.Boolean(required=True)
    proposed = fields.Boolean(required=True)


class WantedChangeSchema(Strict):
    """What to change of each: days to move by, the minute at which it starts (it stays as long), place, priority; or
    that it is called off.
    """

    days = Number(-366, 366)
    start_minute = Number(0, 1439)
    place_id = Number(1)
    priority = Number(1, 4)
    call_off = Flag()

    @post_load
    def change(self, values: dict[str, Any], **_: Any) -> Change:
        """The change that is meant."""
        return Change(**values)


class PreviewSchema(Strict):
    """Activities, and what to change of each."""

    activity_ids = Several(Number(1), least=1, required=True)
    change = fields.Nested(WantedChangeSchema, required=True)


class RevisionSchema(Strict):
    """An activity as it was looked at."""

    id = Number(1, required=True)
    revision = Number(1, required=True)


class TogetherSchema(Strict):
    """Activities as they were looked at, and what to change of each: refused as a whole where one has changed since."""

    activities = Several(fields.Nested(RevisionSchema), least=1, required=True)
    change = fields.Nested(WantedChangeSchema, required=True)


class LookedAtSchema(DatedSchema):
    """An activity in short, with its revision."""

    revision = fields.Integer(required=True)


class ChangedSchema(Schema):
    """What a change makes of an activity; `told` is how many people know of it by a published roster."""

    activity = fields.Nested(LookedAtSchema, required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    place = fields.Nested(NamedSchema, required=True)
    priority = fields.Integer(required=True)
    called_off = fields.Boolean(required=True)
    same = fields.Boolean(required=True)
    told = fields.Integer(required=True)
    special = fields.Nested(SpecialDaySchema, required=True, allow_none=True)
    problem = Said(required=True, allow_none=True)


class NewDaySchema(Strict):
    """The day to which an activity moves."""

    day = Day(required=True)


class OtherDaySchema(Schema):
    """A day to which an activity could move, and who of those told of it cannot be there then.

    Where it `leaves` the period of the published roster, everybody's duty is withdrawn.
    """

    day = fields.Date(required=True)
    lunar = fields.String(required=True)
    special = fields.Nested(SpecialDaySchema, required=True, allow_none=True)
    markets = fields.List(fields.String(), required=True)
    cannot = fields.List(fields.Nested(NamedSchema), required=True)
    leaves = fields.Boolean(required=True)


class MovingSchema(Schema):
    """Who was told of an activity, and the days around it."""

    told = fields.List(fields.Nested(NamedSchema), required=True)
    days = fields.List(fields.Nested(OtherDaySchema), required=True)
