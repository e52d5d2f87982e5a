"""The database's schema: brought to the newest by migrations, with a copy of an older database kept beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


class BrokenReferences(RuntimeError):
    """Rows would refer to others that are not there."""


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
    """Bring a database up to a revision, or down to one before its own, in one transaction.

    Raises BrokenReferences, and changes nothing, where rows would refer to others that are not there.
    """
    config = configuration(scripts)
    with changing_tables(engine) as connection:
        config.attributes["connection"] = connection
        down = revision == "base" or revision in earlier(connection, scripts)
        (command.downgrade if down else command.upgrade)(config, revision)


def earlier(connection: Connection, scripts: Path) -> set[str]:
    """The revisions before that of a database."""
    now = MigrationContext.configure(connection).get_current_revision()
    found = ScriptDirectory.from_config(configuration(scripts)).iterate_revisions(now, "base") if now else ()
    return {one.revision for one in found} - {now}


@contextmanager
def changing_tables(engine: Engine) -> Iterator[Connection]:
    """A transaction in which tables may be made anew that others refer to.

    SQLite changes most of a table by copying it and dropping the old one, which would drop what refers to its rows, or
    be refused: references are looked at when all is done instead (sqlite.org/lang_altertable, section 7). Raises
    BrokenReferences where one leads nowhere then.
    """
    with engine.connect() as connection:
        driver = connection.connection.driver_connection if engine.dialect.name == "sqlite" else None
        if driver is not None:
            driver.execute("PRAGMA foreign_keys=OFF")  # in a transaction it would do nothing
        try:
            with connection.begin():
                yield connection
                broken = driver.execute("PRAGMA foreign_key_check").fetchall() if driver is not None else ()
                if broken:
                    raise BrokenReferences(f"(table, row, referred table, number of the reference): {broken[:5]}")
        finally:
            if driver is not None:
                driver.execute("PRAGMA foreign_keys=ON")


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
