"""What all tables share: instants, enumerations, towns; and that the migrated schema holds what the models say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Engine, Index, Table, UniqueConstraint, inspect, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from scheduler.models import Base, Place, PlaceKind, Town
from tests.models import (
    test_accounts,
    test_activities,
    test_calendars,
    test_jobs,
    test_people,
    test_records,
    test_rosters,
    test_ties,
    test_town,
)
from tests.services.small_town import SmallTown

TABLES = Base.metadata.sorted_tables
TRIED = (
    test_accounts,
    test_activities,
    test_calendars,
    test_jobs,
    test_people,
    test_records,
    test_rosters,
    test_ties,
    test_town,
)
WITHOUT_A_TOWN = {"account", "signed_in", "town"}
"""Of the installation; and the town itself."""


def named(table: Table, columns: Any) -> str:
    return ", ".join(f"{table.name}.{column.name}" for column in columns)


def constraints(table: Table) -> set[str]:
    """What a table demands besides references."""
    checks = {f"CHECK {one.name}" for one in table.constraints if isinstance(one, CheckConstraint)}
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    alone: list[Index] = [one for one in table.indexes if one.unique]
    return checks | {f"UNIQUE {named(table, one.columns)}" for one in (*unique, *alone)}


def test_every_constraint_is_tried_on_both_databases() -> None:
    demanded = set().union(*map(constraints, TABLES))
    tried = {constraint for module in TRIED for constraint, _ in module.REFUSED}
    assert {one for one in tried if one.startswith(("CHECK", "UNIQUE"))} == demanded


def test_the_migrated_schema_has_all_checks_references_and_indexes_of_the_models(engine: Engine) -> None:
    found = inspect(engine)
    for table in TABLES:
        checks = {one.name for one in table.constraints if isinstance(one, CheckConstraint)}
        assert {one["name"] for one in found.get_check_constraints(table.name)} == checks
        refers = {
            (tuple(one["constrained_columns"]), one["referred_table"]) for one in found.get_foreign_keys(table.name)
        }
        assert refers == {((key.parent.name,), key.column.table.name) for key in table.foreign_keys}
        partial = {one.name for one in table.indexes if one.dialect_options["sqlite"]["where"] is not None}
        where = {
            one["name"]
            for one in found.get_indexes(table.name)
            if any(name.endswith("_where") for name in one.get("dialect_options", {}))
        }
        assert where == partial


def test_every_row_belongs_to_a_town() -> None:
    assert {table.name for table in TABLES if "town_id" not in table.columns} == WITHOUT_A_TOWN
    nullable = {table.name for table in TABLES if "town_id" in table.columns and table.columns["town_id"].nullable}
    assert nullable == {"audit"}


CHINA = timezone(timedelta(hours=8))


def test_an_instant_is_kept_in_utc_and_comes_back_aware(small: SmallTown) -> None:
    town = small.add(Town(name="新镇", created_at=datetime(2026, 11, 23, 8, 30, tzinfo=CHINA)))
    small.session.expire(town)
    assert (town.created_at, town.created_at.tzinfo) == (datetime(2026, 11, 23, 0, 30, tzinfo=UTC), UTC)
    raw = small.session.execute(text("SELECT created_at FROM town WHERE id = :id"), {"id": town.id}).scalar_one()
    assert str(raw)[:19] == "2026-11-23 00:30:00"
    later = select(Town.id).where(Town.id == town.id, Town.created_at > datetime(2026, 11, 23, 8, 29, tzinfo=CHINA))
    assert small.session.scalars(later).all() == [town.id]


def test_an_instant_without_a_zone_is_refused(small: SmallTown) -> None:
    with pytest.raises(StatementError, match="naive datetime"), small.session.begin_nested():
        small.add(Town(name="新镇", created_at=datetime(2026, 11, 23)))  # noqa: DTZ001


def test_a_kind_is_kept_by_its_value_and_what_is_none_is_refused(session: Session, small: SmallTown) -> None:
    raw = session.execute(text("SELECT kind FROM place WHERE id = :id"), {"id": small.village.id}).scalar_one()
    assert raw == "village"
    with pytest.raises(StatementError, match="moon"), session.begin_nested():
        small.add(Place(town_id=small.town.id, code="X", name="x", kind="moon"))
    assert small.place("x", PlaceKind.VENUE).kind is PlaceKind.VENUE
