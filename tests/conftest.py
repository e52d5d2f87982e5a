"""What tests share: databases on SQLite and PostgreSQL, a small town, settings of an installation."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session, sessionmaker

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.models import Town
from scheduler.models.base import Base
from scheduler.services import migrations, towns
from scheduler.services.sessions import act_as, open_engine, session_factory
from scheduler.settings import Settings
from tests import servers

NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)
"""A Friday morning in the town; the sample's four weeks begin on the Monday after."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nightly", action="store_true", help="run the long tests too")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "nightly: too long for `make test`; runs in `make nightly`")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the nightly tests out of a normal run, by not collecting them: nothing is ever reported as skipped."""
    if not config.getoption("--nightly"):
        nightly = [item for item in items if item.get_closest_marker("nightly")]
        items[:] = [item for item in items if item not in nightly]
        if nightly:
            config.hook.pytest_deselected(items=nightly)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    with servers.postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url(worker_id: str) -> Iterator[str]:
    """A Redis database of this test process, empty at first."""
    number = 1 + int(worker_id.removeprefix("gw") or 0) if worker_id != "master" else 9
    with servers.redis() as url:
        yield f"{url}/{number}"


class Databases:
    """Makes new databases at the newest revision, quickly: copies of one that was migrated once."""

    def __init__(self, folder: Path, postgresql: str, process: str) -> None:
        self.folder, self.process = folder, process
        self.server = make_url(postgresql)
        self.count = 0
        self.spare: str | None = None
        """A PostgreSQL database that a test has given back, emptied: to make one takes much longer."""
        self.template = folder / "template.db"
        self.migrated = f"roster_template_{process}"
        engine = open_engine(f"sqlite:///{self.template}")
        migrations.migrate(engine)
        engine.dispose()
        self.administer(f"DROP DATABASE IF EXISTS {self.migrated}", f"CREATE DATABASE {self.migrated}")
        engine = open_engine(self.url_of(self.migrated))
        migrations.migrate(engine)
        engine.dispose()

    def url_of(self, name: str) -> str:
        return self.server.set(database=name).render_as_string(hide_password=False)

    def administer(self, *statements: str) -> None:
        engine = create_engine(self.server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()

    def new(self, kind: str) -> str:
        """The URL of a new, migrated, empty database."""
        self.count += 1
        if kind == "sqlite":
            path = self.folder / f"town{self.count}.db"
            migrations.backup(self.template, path)
            return f"sqlite:///{path}"
        name = f"roster_{self.process}_{self.count}"
        self.administer(
            f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {self.migrated}"
        )
        return self.url_of(name)

    def lend(self, kind: str) -> str:
        """The URL of an empty database for one test, which is to give it back."""
        if kind == "sqlite" or self.spare is None:
            return self.new(kind)
        url, self.spare = self.spare, None
        return url

    def take_back(self, url: str) -> None:
        """Empty a database for the next test; one that is not as it was made is dropped."""
        if url.startswith("sqlite"):
            return
        engine = open_engine(url)
        as_made = migrations.current_revision(engine) == migrations.newest_revision()
        if as_made:
            empty(engine)
        engine.dispose()
        if as_made and self.spare is None:
            self.spare = url
        else:
            self.drop(url)

    def drop(self, url: str) -> None:
        if not url.startswith("sqlite"):
            self.administer(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


def empty(engine: Engine) -> None:
    """Delete all rows of a PostgreSQL database, end whoever still works on it, and let numbers begin at 1 again."""
    with engine.begin() as connection:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
        connection.execute(text("SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence"))


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, postgresql: str, worker_id: str) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("databases"), postgresql, f"{worker_id}_{os.getpid()}")
    yield made
    if made.spare is not None:
        made.drop(made.spare)
    made.administer(f"DROP DATABASE IF EXISTS {made.migrated} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """A database of one test's own: every test that asks for one runs on both kinds."""
    url = databases.lend(request.param)
    yield url
    databases.take_back(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def factory(engine: Engine) -> sessionmaker[Session]:
    return session_factory(engine)


@pytest.fixture(scope="session")
def shared_engines(databases: Databases) -> Iterator[dict[str, Engine]]:
    """One database of each kind for all tests that roll back what they do."""
    urls = {kind: databases.new(kind) for kind in ("sqlite", "postgresql")}
    engines = {kind: open_engine(url) for kind, url in urls.items()}
    yield engines
    for kind, opened in engines.items():
        opened.dispose()
        databases.drop(urls[kind])


@pytest.fixture(params=["sqlite", "postgresql"])
def session(request: pytest.FixtureRequest, shared_engines: dict[str, Engine]) -> Iterator[Session]:
    """A session that is rolled back: services never commit."""
    opened = session_factory(shared_engines[request.param])()
    yield opened
    opened.rollback()
    opened.close()


@pytest.fixture
def town(session: Session) -> Town:
    return towns.create_town(session, "六祖镇", sample=False, now=NOW)


@pytest.fixture
def coordinator(session: Session, town: Town) -> Actor:
    actor = Actor("coordinator", ActorRole.COORDINATOR, town.id)
    act_as(session, actor)
    return actor


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., Settings]:
    """Settings of an installation in a folder of the test's own."""

    def made(**changed: object) -> Settings:
        values: dict[str, object] = {
            "data_dir": tmp_path,
            "port": 8000,
            "database_url": f"sqlite:///{tmp_path / 'town.db'}",
            "redis_url": None,
            "smtp_host": None,
            "smtp_port": 25,
            "mail_from": "roster@localhost",
            "sample": False,
            "sample_start": None,
            "sample_seconds": 5.0,
            "lease_seconds": 15.0,
            "worker_processes": 2,
            "trusted_proxies": 0,
            "server_key": b"k" * 32,
        }
        return Settings(**{**values, **changed})  # type: ignore[arg-type]

    return made
