"""Rows about the town: places, markets, holidays, travel, partner organisations, qualifications."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.models import Market, Organisation, Place, Qualification, SpecialDay, Travel
from scheduler.services.register.exports.register import Register, Values, values_of


def places(register: Register) -> Iterator[Values]:
    """Rows of 地点."""
    for row in register.rows(Place):
        values = values_of(row, "code", "name", "kind", "latitude", "longitude", "capacity", "owner")
        yield {**values, "parent": register.code(Place, row.parent_id)}


def markets(register: Register) -> Iterator[Values]:
    """Rows of 圩日."""
    for row in register.rows(Market):
        yield {**values_of(row, "calendar", "digits"), "place": register.code(Place, row.place_id)}


def special_days(register: Register) -> Iterator[Values]:
    """Rows of 节假日."""
    for row in register.rows(SpecialDay):
        yield values_of(row, "day", "kind", "name")


def travel(register: Register) -> Iterator[Values]:
    """Rows of 路程."""
    for row in register.rows(Travel):
        ends = (register.code(Place, number) for number in (row.from_place_id, row.to_place_id))
        yield {**dict(zip(("one", "other"), ends, strict=True)), "minutes": row.minutes}


def organisations(register: Register) -> Iterator[Values]:
    """Rows of 单位."""
    for row in register.rows(Organisation):
        yield {**values_of(row, "code", "name", "enforces"), "place": register.code(Place, row.place_id)}


def qualifications(register: Register) -> Iterator[Values]:
    """Rows of 资质."""
    for row in register.rows(Qualification):
        yield values_of(row, "code", "name", "by_training", "enforcement")


TOWN = {
    "place": places,
    "market": markets,
    "special_day": special_days,
    "travel": travel,
    "organisation": organisations,
    "qualification": qualifications,
}
"""Kind of sheet to the values of its rows."""
