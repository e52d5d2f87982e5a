"""The servers that tests need: named in the environment, found running, or started here."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

LOCAL_DATABASES = (
    "postgresql+psycopg://root@127.0.0.1/test",
    "postgresql+psycopg://postgres@127.0.0.1/postgres",
    "postgresql+psycopg://postgres:postgres@127.0.0.1/postgres",
)
PATIENCE_SECONDS = 20

BOUND = ("setpriv", "--pdeathsig", "KILL")
"""Before a command: the kernel ends it with the process that started it, so that a test run that is killed leaves
nothing behind (Linux, setpriv(1) of util-linux)."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(url: str) -> bool:
    """Whether a PostgreSQL server lets us make databases there."""
    engine = create_engine(url, connect_args={"connect_timeout": 3})
    try:
        with engine.connect() as connection:
            found = connection.execute(
                text("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            )
            return bool(found.scalar())
    except OperationalError:
        return False
    finally:
        engine.dispose()


def listening(port: int) -> bool:
    """Whether somebody listens on a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def postgresql_tools() -> Path | None:
    """The folder with initdb and postgres."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a server on which databases can be made. Raises RuntimeError where there is none to be had."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield named
        return
    running = next(filter(answers, LOCAL_DATABASES), None)
    if running is not None:
        yield running
        return
    tools = postgresql_tools()
    if tools is None:
        raise RuntimeError("PostgreSQL: set TEST_DATABASE_URL, start one on 127.0.0.1, or apt install postgresql")
    with own_postgresql(tools) as started:
        yield started


@contextmanager
def own_postgresql(tools: Path) -> Iterator[str]:
    """The URL of a server of our own. It refuses to run as root, so root starts it as the package's user."""
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory() as folder:
        port, data = free_port(), Path(folder) / "data"
        if user is not None:
            shutil.chown(folder, user)
        make = [tools / "initdb", "-D", data, "-A", "trust", "-U", "postgres"]
        subprocess.run(make, check=True, capture_output=True, user=user, cwd=folder)
        options = ["-D", data, "-p", str(port), "-k", folder, "-c", "fsync=off", "-h", "127.0.0.1"]
        server = subprocess.Popen(
            [*BOUND, tools / "postgres", *options], stderr=subprocess.DEVNULL, user=user, cwd=folder
        )
        try:
            wait_for(port)
            url = f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
            while not answers(url):
                time.sleep(0.1)
            yield url
        finally:
            server.terminate()
            server.wait()


@contextmanager
def redis() -> Iterator[str]:
    """The URL of a Redis server, without a database number. Raises RuntimeError where there is none to be had."""
    named = os.environ.get("TEST_REDIS_URL")
    if named or listening(6379):
        yield named or "redis://127.0.0.1:6379"
        return
    if shutil.which("redis-server") is None:
        raise RuntimeError("Redis: set TEST_REDIS_URL, start one on 127.0.0.1, or apt install redis-server")
    port = free_port()
    server = subprocess.Popen(
        [*BOUND, "redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""], stdout=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    """Wait until somebody listens. Raises RuntimeError after a while."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not listening(port):
        if time.monotonic() > deadline:
            raise RuntimeError(f"nothing listens on port {port}")
        time.sleep(0.1)


def chromium() -> str:
    """The path of Chromium. Raises RuntimeError where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise RuntimeError("Chromium: apt install chromium")
    return found


def node() -> str:
    """The path of Node.js. Raises RuntimeError where there is none."""
    found = shutil.which("node")
    if found is None:
        raise RuntimeError("Node.js: apt install nodejs npm")
    return found


def poppler() -> str:
    """The path of pdftotext, beside which pdfinfo lies. Raises RuntimeError where there is none."""
    found = shutil.which("pdftotext")
    if found is None:
        raise RuntimeError("poppler: apt install poppler-utils")
    return found
