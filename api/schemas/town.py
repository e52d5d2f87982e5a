"""The town: its settings, places, travel, markets, special days, and what it still needs."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.fields import (
    Choice,
    Day,
    Flag,
    Number,
    PageQuery,
    QueryNumber,
    Real,
    Strict,
    Text,
    Told,
    code_field,
    reference,
)
from scheduler.models import DayKind, MarketCalendar, PlaceKind, TownState


class TownPatchSchema(Strict):
    """Settings of the town to change."""

    name = Text(100, least=1)
    road_factor = Real(1, 5)
    speed_kmh = Real(1, 200)
    default_travel_minutes = Number(0, 1440)
    teams_get_offers = Flag()


class OwnTownSchema(Strict):
    """The name of a new town."""

    name = Text(100, least=1, required=True)


class TownSchema(Told, TownPatchSchema):
    """The town at work."""

    id = fields.Integer()
    revision = fields.Integer()
    timezone = fields.String()
    state = Choice(TownState)
    sample = fields.Boolean()


class StepSchema(Schema):
    """One step to the first published roster."""

    key = fields.String(required=True)
    sentence = fields.String(required=True)
    count = fields.Integer(required=True)
    done = fields.Boolean(required=True)


class PlacesQuery(PageQuery):
    """Which places."""

    text = Text(60, metadata={"description": "Part of a name or number"})
    kind = Choice(PlaceKind)
    parent_id = QueryNumber(1)


class PlacePatchSchema(Strict):
    """Values of a place to change: town > village or community > grid, venues in any; WGS-84 degrees."""

    code = code_field()
    name = Text(100, least=1)
    kind = Choice(PlaceKind)
    parent_id = reference()
    latitude = Real(-90, 90, allow_none=True)
    longitude = Real(-180, 180, allow_none=True)
    capacity = Number(1, 100_000, allow_none=True)
    owner = Text(100, allow_none=True, metadata={"description": "To whom it belongs"})


class NewPlaceSchema(PlacePatchSchema):
    """A place to register."""

    needed = frozenset({"code", "name", "kind"})


class PlaceSchema(Told, PlacePatchSchema):
    """A place."""

    id = fields.Integer()
    revision = fields.Integer()


class WayQuery(Strict):
    """From where to where."""

    from_place_id = QueryNumber(1, required=True)
    to_place_id = QueryNumber(1, required=True)


class WaySchema(Schema):
    """The way between two places; `estimated` where a coordinate is missing, `by_hand` where somebody set it."""

    from_place_id = fields.Integer(required=True)
    to_place_id = fields.Integer(required=True)
    minutes = fields.Integer(required=True)
    estimated = fields.Boolean(required=True)
    by_hand = fields.Boolean(required=True)


class NewTravelSchema(Strict):
    """Minutes between two places, both ways, over the computed figure."""

    from_place_id = Number(1, required=True)
    to_place_id = Number(1, required=True)
    minutes = Number(0, 1440, required=True)


class TravelSchema(Told, NewTravelSchema):
    """A way set by hand."""

    id = fields.Integer()


class MarketRuleSchema(Strict):
    """Days of the month whose last digit is one of `digits` ("369"), by the lunar or the Gregorian calendar."""

    calendar = Choice(MarketCalendar, required=True)
    digits = Text(10, least=1, required=True)


class NewMarketSchema(MarketRuleSchema):
    """When a place holds its market."""

    place_id = Number(1, required=True)


class MarketSchema(Told, NewMarketSchema):
    """A market."""

    id = fields.Integer()


class MarketDaySchema(Schema):
    """A market day, with its lunar date in words."""

    day = fields.Date(required=True)
    lunar = fields.String(required=True)


class DaysQuery(Strict):
    """From which day to which, both included."""

    first_day = Day(required=True)
    last_day = Day(required=True)


class NewSpecialDaySchema(Strict):
    """What is special about a day."""

    kind = Choice(DayKind, required=True)
    name = Text(60)


class YearSchema(Strict):
    """A year to seed."""

    year = Number(2004, 2100, required=True)


class SpecialDaySchema(Told, NewSpecialDaySchema):
    """A special day."""

    day = fields.Date()
