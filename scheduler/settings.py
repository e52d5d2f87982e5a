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
from tempfile import mkstemp

from environs import Env, ValidationError, validate

PORTS = validate.Range(1, 65535)
SECONDS = validate.Range(1, 3600)
LEASES = validate.Range(2, 3600)
"""A lease is renewed every second: one that is no longer would be lost while its worker is alive and well."""

PROCESSES = validate.Range(1, 64)
PROXIES = validate.Range(0, 10)


@dataclass(frozen=True)
class Settings:
    """Where data lies, which servers are used, what the first start makes.

    Without `redis_url` messages to workers go through a SQLite file of their own; with it a worker that no supervisor
    started does `worker_processes` jobs at once. The web part believes `trusted_proxies` reverse proxies before it.
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
    trusted_proxies: int
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

    Raises environs' EnvError for a value that is none or out of range, OSError for a folder that cannot be made.
    """
    env = Env()
    data_dir = Path(env.str("DATA_DIR", "var")).absolute()
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Settings(
        data_dir=data_dir,
        port=env.int("PORT", 8000, validate=PORTS),
        database_url=env.str("DATABASE_URL", f"sqlite:///{data_dir / 'town.db'}"),
        redis_url=env.str("REDIS_URL", "") or None,
        smtp_host=env.str("SMTP_HOST", "") or None,
        smtp_port=env.int("SMTP_PORT", 25, validate=PORTS),
        mail_from=env.str("MAIL_FROM", "roster@localhost"),
        sample=env.bool("SAMPLE", True),
        sample_start=env.date("SAMPLE_START", validate=a_monday) if env.str("SAMPLE_START", "") else None,
        sample_seconds=env.float("SAMPLE_SECONDS", 20.0, validate=SECONDS),
        lease_seconds=env.float("LEASE_SECONDS", 15.0, validate=LEASES),
        worker_processes=env.int("WORKER_PROCESSES", 2, validate=PROCESSES),
        trusted_proxies=env.int("TRUSTED_PROXIES", 0, validate=PROXIES),
        server_key=server_key(data_dir / "server.key"),
    )


def a_monday(day: date) -> None:
    """Raise ValidationError unless the day is a Monday: weeks of a sample begin with one."""
    if day.weekday():
        raise ValidationError("a Monday is needed")


def server_key(path: Path) -> bytes:
    """The installation's key, made on first use and readable by its owner alone."""
    if not path.exists():
        handle, temporary = mkstemp(dir=path.parent)
        with open(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
        with suppress(FileExistsError):  # somebody else was first: their key is the key
            os.link(temporary, path)
        os.unlink(temporary)
    return path.read_bytes()
