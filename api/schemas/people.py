"""People, what they hold and wish, what they were told."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load

from api.schemas.fields import (
    Choice,
    Code,
    Day,
    Flag,
    Number,
    PageQuery,
    QueryNumber,
    Several,
    Strict,
    Text,
    Told,
    mail_field,
    phone_field,
    reference,
)
from scheduler.models import DutyState, NoticeKind, Part
from solver.candidates import Capacity, Gender

LOCALES = "zh_Hans, zh_Hant or en"


class WhoSchema(Schema):
    """A person or a team."""

    name = fields.String(required=True)
    person_id = fields.Integer(required=True, allow_none=True)
    team_id = fields.Integer(required=True, allow_none=True)


class PeopleQuery(PageQuery):
    """Which people."""

    text = Text(60, metadata={"description": "Part of a name, phone or number"})
    capacity = Choice(Capacity)
    team_id = QueryNumber(1)


class PersonPatchSchema(Strict):
    """Values of a person to change; limits that are null are not limited.

    Who is `new` serves only with somebody who is not; who is `not_alone` does nothing alone.
    """

    code = Code(40, allow_none=True)
    name = Text(60, least=1)
    phone = phone_field()
    email = mail_field()
    gender = Choice(Gender, allow_none=True)
    born_on = Day(allow_none=True)
    home_id = reference()
    organisation_id = reference()
    minutes_a_day = Number(0, 1440, allow_none=True)
    minutes_a_week = Number(0, 10080, allow_none=True)
    duties_a_month = Number(0, 310, allow_none=True)
    new = Flag()
    not_alone = Flag()
    active = Flag()
    capacities: fields.Field[Any] = Several(Choice(Capacity), least=1)


class NewPersonSchema(PersonPatchSchema):
    """A person to register."""

    needed = frozenset({"name", "capacities"})


class NewHeldSchema(Strict):
    """A qualification to write down; without days it is valid always."""

    qualification_id = Number(1, required=True)
    level = Number(1, 9)
    valid_from = Day(allow_none=True)
    valid_until = Day(allow_none=True)


class HeldSchema(Told, NewHeldSchema):
    """A qualification that a person holds."""

    id = fields.Integer()


class PersonCapacitySchema(Schema):
    """One capacity of a person."""

    capacity = Choice(Capacity, required=True)


class PersonSchema(Told, PersonPatchSchema):
    """A person."""

    id = fields.Integer()
    revision = fields.Integer()
    capacities = fields.Pluck(PersonCapacitySchema, "capacity", many=True)
    qualifications = fields.List(fields.Nested(HeldSchema))


class WishSchema(Strict):
    """Gladly (1) or rather not (-1) on a part of a weekday, 0 for Monday."""

    weekday = Number(0, 6, required=True)
    part = Choice(Part, required=True)
    liking = Number(-1, 1, required=True, metadata={"enum": [-1, 1]})

    @post_load
    def wish(self, row: dict[str, Any], **_: Any) -> tuple[int, Part, int]:
        """(weekday, part of the day, liking)."""
        return row["weekday"], row["part"], row["liking"]


class WishesSchema(Strict):
    """All wishes of a person."""

    wishes = Several(fields.Nested(WishSchema), required=True)


class LinkSchema(Schema):
    """A personal link: good for one use within seven days, shown only now."""

    url = fields.String(required=True)
    token = fields.String(required=True)


class DutySchema(Schema):
    """What a person was told about one role, as it was last published."""

    id = fields.Integer(required=True, attribute="duty.id")
    state = Choice(DutyState, required=True, attribute="duty.state")
    capacity = Choice(Capacity, required=True, attribute="duty.capacity")
    team_id = fields.Integer(required=True, allow_none=True, attribute="duty.team_id")
    role_id = fields.Integer(required=True, attribute="duty.role_id")
    role = fields.String(required=True, attribute="role_name")
    activity_id = fields.Integer(required=True, attribute="activity.activity_id")
    title = fields.String(required=True, attribute="activity.content.title")
    place = fields.String(required=True, attribute="activity.content.place")
    starts_at = fields.AwareDateTime(required=True, attribute="activity.starts_at")
    ends_at = fields.AwareDateTime(required=True, attribute="activity.ends_at")


class AnsweredDutySchema(Schema):
    """A duty after its answer."""

    id = fields.Integer(required=True)
    state = Choice(DutyState, required=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)


class ReadSchema(Strict):
    """Up to which notice a person has read."""

    last = Number(1, required=True)


class NoticeSchema(Schema):
    """Word to a person about a duty."""

    id = fields.Integer(required=True)
    kind = Choice(NoticeKind, required=True)
    duty_id = fields.Integer(required=True)
    facts = fields.Dict(required=True)
    created_at = fields.AwareDateTime(required=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)


class MailedNoticeSchema(NoticeSchema):
    """A notice with what became of its mail: `waiting`, `sent`, `failed`, or `none` without an address; and why."""

    person_id = fields.Integer(required=True)
    mail_state = fields.String(required=True)
    mail_error = fields.String(required=True, allow_none=True)
