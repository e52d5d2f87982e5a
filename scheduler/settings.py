"""Settings of an installation, from the environment; every one has a default that runs on one machine."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from environs import Env


@dataclass(frozen=True)
class Settings:
    """Where data lies, which servers are used, what the first start makes.

    Without `redis_url` messages to workers go through a SQLite file of their own; with it a worker that no supervisor
    started does `worker_processes` jobs at once.
    """

    data_dir: Path
    port: int
    database_url: str
    redis_url: str | None
    smtp_host: str | None
    smtp_port: int
    mail_from: str
    sample: bool
    sample_start: date | None
    sample_seconds: float
    lease_seconds: float
    worker_processes: int
    server_key: bytes

    @property
    def broker_url(self) -> str:
        """Where messages to workers go."""
        return self.redis_url or f"sqla+sqlite:///{self.data_dir / 'broker.db'}"

    def key(self, purpose: str) -> bytes:
        """A key for one purpose, derived from the server key."""
        return hmac.new(self.server_key, purpose.encode(), hashlib.sha256).digest()


def read_settings() -> Settings:
    """The settings of this process; makes the data folder and the server key where they are missing.

    Raises environs' EnvError for a value that is none.
    """
    env = Env()
    data_dir = Path(env.str("DATA_DIR", "var")).absolute()
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    start = env.str("SAMPLE_START", "")
    return Settings(
        data_dir=data_dir,
        port=env.int("PORT", 8000),
        database_url=env.str("DATABASE_URL", f"sqlite:///{data_dir / 'town.db'}"),
        redis_url=env.str("REDIS_URL", "") or None,
        smtp_host=env.str("SMTP_HOST", "") or None,
        smtp_port=env.int("SMTP_PORT", 25),
        mail_from=env.str("MAIL_FROM", "roster@localhost"),
        sample=env.bool("SAMPLE", True),
        sample_start=date.fromisoformat(start) if start else None,
        sample_seconds=env.float("SAMPLE_SECONDS", 20.0),
        lease_seconds=env.float("LEASE_SECONDS", 15.0),
        worker_processes=env.int("WORKER_PROCESSES", 2),
        server_key=server_key(data_dir / "server.key"),
    )


def server_key(path: Path) -> bytes:
    """The installation's key, made on first use and readable by its owner alone."""
    if not path.exists():
        temporary = path.with_suffix(f".{os.getpid()}")
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
        with suppress(FileExistsError):  # another process was first: its key is the key
            os.link(temporary, path)
        temporary.unlink()
    return path.read_bytes()
