"""What publishing would do, versions of a period and what differs between them, what restoring one would bring."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.explanations import Sentence
from api.schemas.fields import Choice, QueryNumber, Strict
from api.schemas.people import WhoSchema
from api.schemas.rosters import RosterSchema
from scheduler.models import DutyState, NoticeKind


class CautionSchema(Schema):
    """What is to be known before publishing; while one that `forbids` stands, it is refused."""

    sentence = Sentence(required=True)
    forbids = fields.Boolean(required=True)
    activity_id = fields.Integer(required=True, allow_none=True)


class WordSchema(Schema):
    """What somebody is told of one role; `text` is the notice as it is sent, in the person's own language."""

    kind = Choice(NoticeKind, required=True, attribute="news.kind")
    state = Choice(DutyState, required=True, attribute="news.state")
    role_id = fields.Integer(required=True, attribute="news.role_id")
    activity_id = fields.Integer(required=True, attribute="news.activity.activity_id")
    text = fields.String(required=True)


class ReachSchema(Schema):
    """What reaches somebody: a calendar that their phone fetches, mail, a phone to call; or `nobody`."""

    calendar = fields.Boolean(required=True)
    mail = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    nobody = fields.Boolean(required=True)


class PersonPreviewSchema(Schema):
    """What publishing tells one person."""

    person_id = fields.Integer(required=True, attribute="person.id")
    name = fields.String(required=True, attribute="person.name")
    words = fields.List(fields.Nested(WordSchema), required=True)
    reach = fields.Nested(ReachSchema, required=True)


class PublicationSchema(Schema):
    """What publishing a draft would do."""

    forbidden = fields.Boolean(required=True)
    cautions = fields.List(fields.Nested(CautionSchema), required=True)
    people = fields.List(fields.Nested(PersonPreviewSchema), required=True)


class ChangeCountsSchema(Schema):
    """How many people a version changed something for, and how many duties they gained, lost and have moved."""

    people = fields.Integer(required=True)
    added = fields.Integer(required=True)
    removed = fields.Integer(required=True)
    moved = fields.Integer(required=True)


class VersionSchema(Schema):
    """A version of a period; `changed` is null of a draft. Its `roster` says who published it when."""

    roster = fields.Nested(RosterSchema, required=True)
    changed = fields.Nested(ChangeCountsSchema, required=True, allow_none=True)
    restorable = fields.Boolean(required=True)


class ComparisonQuery(Strict):
    """Which other version of the period."""

    against_id = QueryNumber(1, required=True)


class PersonDifferenceSchema(Schema):
    """What differs for one person."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    sentences = fields.List(Sentence(), required=True)


class ActivityDifferenceSchema(Schema):
    """What differs of one activity."""

    activity_id = fields.Integer(required=True)
    title = fields.String(required=True)
    starts_at = fields.AwareDateTime(required=True)
    sentences = fields.List(Sentence(), required=True)


class ComparisonSchema(Schema):
    """What a version has otherwise than another."""

    roster_id = fields.Integer(required=True, attribute="roster.id")
    against_id = fields.Integer(required=True, attribute="against.id")
    people = fields.List(fields.Nested(PersonDifferenceSchema), required=True)
    activities = fields.List(fields.Nested(ActivityDifferenceSchema), required=True)


class LostSchema(WhoSchema):
    """Who held which role in an earlier version and will not hold it again, and why."""

    role_id = fields.Integer(required=True, attribute="role.id")
    activity_id = fields.Integer(required=True, attribute="role.activity_id")
    reason = Sentence(required=True)


class RestorationSchema(Schema):
    """What restoring a version would bring: what of it cannot be, what else is otherwise, what people are told."""

    roster_id = fields.Integer(required=True, attribute="roster.id")
    published_id = fields.Integer(required=True, attribute="published.id")
    lost = fields.List(fields.Nested(LostSchema), required=True)
    notes = fields.List(Sentence(), required=True)
    people = fields.List(fields.Nested(PersonPreviewSchema), required=True)
