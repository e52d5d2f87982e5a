"""The database's schema: brought to the newest by migrations, with a copy of an older database kept beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


def configuration(scripts: Path) -> Config:
    """Alembic's configuration; there is no file of its own."""
    config = Config()
    config.set_main_option("script_location", str(scripts))
    return config


def newest_revision(scripts: Path = MIGRATIONS) -> str | None:
    """The revision that this version of the service needs."""
    return ScriptDirectory.from_config(configuration(scripts)).get_current_head()


def current_revision(engine: Engine) -> str | None:
    """The revision of a database; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: Engine, revision: str = "head", scripts: Path = MIGRATIONS) -> None:
    """Bring a database up or down to a revision, in one transaction."""
    config = configuration(scripts)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        down = revision == "base"
        (command.downgrade if down else command.upgrade)(config, revision)


def upgrade(engine: Engine, backups: Path, *, now: datetime, scripts: Path = MIGRATIONS) -> Path | None:
    """Bring a database to the newest revision; one that holds an older one is copied first, on SQLite.

    Returns the path of the copy, None where none was made. PostgreSQL's own tools back it up (README).
    """
    before = current_revision(engine)
    if before == newest_revision(scripts):
        return None
    copy = None
    if before is not None and engine.dialect.name == "sqlite":
        copy = backups / f"town-{before}-{now:%Y%m%d-%H%M%S}.db"
        backup(Path(engine.url.database or ""), copy)
    migrate(engine, scripts=scripts)
    return copy


def backup(database: Path, copy: Path) -> None:
    """A consistent copy of a SQLite database, also while others write to it."""
    copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    copy.chmod(0o600)
