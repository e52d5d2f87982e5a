"""The schema: up, down, equal to the models, and upgraded with a copy kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scheduler.models import Base, Town
from scheduler.services import migrations, towns
from scheduler.services.sessions import open_engine, session_factory
from tests.conftest import NOW
from tests.services.small_town import SmallTown

ADDITION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "motto", "{newest}"


def upgrade():
    op.add_column("town", sa.Column("motto", sa.String(20), nullable=False, server_default="好"))


def downgrade():
    op.drop_column("town", "motto")
"""


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The migrations of a later release."""
    scripts = tmp_path / "migrations"
    shutil.copytree(migrations.MIGRATIONS, scripts)
    (scripts / "versions" / "motto.py").write_text(ADDITION.format(newest=migrations.newest_revision()))
    return scripts


def test_the_migrated_schema_is_that_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrations_go_down_to_nothing_and_up_again(engine: Engine) -> None:
    migrations.migrate(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrations.migrate(engine)
    assert set(inspect(engine).get_table_names()) == {"alembic_version", *Base.metadata.tables}
    assert migrations.current_revision(engine) == migrations.newest_revision()


def town_of(engine: Engine) -> str:
    with Session(engine) as session:
        return session.scalars(select(Town.name)).one()


def test_an_upgrade_keeps_the_data_and_on_sqlite_a_copy_of_the_old_database(
    engine: Engine, newer: Path, tmp_path: Path
) -> None:
    with session_factory(engine).begin() as session:
        towns.create_town(session, "六祖镇", sample=False, now=NOW)
    copy = migrations.upgrade(engine, tmp_path / "backups", now=NOW, scripts=newer)
    assert town_of(engine) == "六祖镇"
    assert migrations.current_revision(engine) == "motto"
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT motto FROM town")) == "好"
    if engine.dialect.name == "postgresql":
        assert copy is None
        return
    assert copy == tmp_path / "backups" / f"town-{migrations.newest_revision()}-20261120-010000.db"
    assert copy.stat().st_mode & 0o777 == 0o600
    old = open_engine(f"sqlite:///{copy}")
    assert (town_of(old), migrations.current_revision(old)) == ("六祖镇", migrations.newest_revision())
    old.dispose()


def test_a_town_at_work_keeps_every_row_when_its_tables_are_made_anew(engine: Engine) -> None:
    with session_factory(engine).begin() as session:
        small = SmallTown(session)
        worker, other = small.worker(), small.worker("另一社工")
        small.team("第一先锋队", [worker, other])
        small.published(small.activity(), worker).tiers = []  # the first release has no column for them
    before = rows(engine)
    assert sum(map(len, before.values())) > 20
    migrations.migrate(engine, "0001")
    assert migrations.current_revision(engine) == "0001"
    migrations.migrate(engine)
    assert rows(engine) == before
    with engine.connect() as connection, pytest.raises(IntegrityError):  # references are looked at again
        connection.execute(text("DELETE FROM person"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # PostgreSQL looks at every reference itself
def test_a_migration_that_leaves_references_to_nothing_is_refused_and_undone(engine: Engine) -> None:
    with session_factory(engine).begin() as session:
        SmallTown(session).worker()
    before = rows(engine)
    with pytest.raises(migrations.BrokenReferences, match="person_capacity"):
        lose_people(engine)
    assert rows(engine) == before


def lose_people(engine: Engine) -> None:
    """A migration with a mistake."""
    with migrations.changing_tables(engine) as connection:
        connection.execute(text("DELETE FROM person"))


def rows(engine: Engine) -> dict[str, set[str]]:
    """All rows of all tables, as text."""
    with engine.connect() as connection:
        return {
            name: {repr(row) for row in connection.execute(select(table))}
            for name, table in Base.metadata.tables.items()
        }


def test_a_database_at_the_newest_revision_is_left_alone_and_an_empty_one_is_not_copied(
    engine: Engine, tmp_path: Path
) -> None:
    assert migrations.upgrade(engine, tmp_path / "backups", now=NOW) is None
    empty = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    assert migrations.upgrade(empty, tmp_path / "backups", now=NOW) is None
    assert migrations.current_revision(empty) == migrations.newest_revision()
    assert not (tmp_path / "backups").exists()
    empty.dispose()
