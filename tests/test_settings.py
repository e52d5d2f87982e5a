"""Settings from the environment: defaults for one machine, wrong values named, one key for ever."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from environs import EnvError

from scheduler.settings import Settings, read_settings, server_key
from tests.at_once import at_once

NAMES = (
    "PORT",
    "DATABASE_URL",
    "REDIS_URL",
    "SMTP_HOST",
    "SMTP_PORT",
    "MAIL_FROM",
    "SAMPLE",
    "SAMPLE_START",
    "SAMPLE_SECONDS",
    "LEASE_SECONDS",
    "WORKER_PROCESSES",
    "TRUSTED_PROXIES",
)

Read = Callable[..., Settings]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Read:
    """Reads the settings of an environment in which nothing else is set."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))

    def found(**environment: str) -> Settings:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return read_settings()

    return found


@pytest.fixture
def defaults(tmp_path: Path) -> Settings:
    folder = tmp_path / "var"
    return Settings(
        data_dir=folder,
        port=8000,
        database_url=f"sqlite:///{folder}/town.db",
        redis_url=None,
        smtp_host=None,
        smtp_port=25,
        mail_from="roster@localhost",
        sample=True,
        sample_start=None,
        sample_seconds=20.0,
        lease_seconds=15.0,
        worker_processes=2,
        trusted_proxies=0,
        server_key=b"",
    )


def test_without_an_environment_everything_runs_on_one_machine(read: Read, defaults: Settings) -> None:
    found = read()
    assert replace(found, server_key=b"") == defaults
    assert found.broker_url == f"sqla+sqlite:///{found.data_dir}/broker.db"
    assert found.data_dir.stat().st_mode & 0o777 == 0o700


def test_every_setting_is_read(read: Read, defaults: Settings) -> None:
    found = read(
        PORT="8001",
        DATABASE_URL="postgresql+psycopg://host/town",
        REDIS_URL="redis://host:6379/1",
        SMTP_HOST="mail",
        SMTP_PORT="587",
        MAIL_FROM="office@example.org",
        SAMPLE="0",
        SAMPLE_START="2026-11-23",
        SAMPLE_SECONDS="3.5",
        LEASE_SECONDS="3",
        WORKER_PROCESSES="4",
        TRUSTED_PROXIES="2",
    )
    assert replace(found, server_key=b"") == replace(
        defaults,
        port=8001,
        database_url="postgresql+psycopg://host/town",
        redis_url="redis://host:6379/1",
        smtp_host="mail",
        smtp_port=587,
        mail_from="office@example.org",
        sample=False,
        sample_start=date(2026, 11, 23),
        sample_seconds=3.5,
        lease_seconds=3.0,
        worker_processes=4,
        trusted_proxies=2,
    )
    assert found.broker_url == "redis://host:6379/1"


def test_an_empty_setting_is_none(read: Read, defaults: Settings) -> None:
    assert replace(read(REDIS_URL="", SMTP_HOST="", SAMPLE_START=""), server_key=b"") == defaults


WRONG = {
    "PORT": ("x", "0", "65536"),
    "SMTP_PORT": ("x", "0", "65536"),
    "SAMPLE": ("perhaps",),
    "SAMPLE_START": ("soon", "2026-02-30", "2026-11-24"),
    "SAMPLE_SECONDS": ("x", "0.5", "3601", "nan"),
    "LEASE_SECONDS": ("x", "1.9", "3601", "inf"),
    "WORKER_PROCESSES": ("x", "0", "65"),
    "TRUSTED_PROXIES": ("x", "-1", "11"),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_setting_that_is_not_right_is_named(read: Read, name: str, value: str) -> None:
    with pytest.raises(EnvError, match=f'^Environment variable "{name}" invalid: '):
        read(**{name: value})


def test_the_key_is_made_once_by_whoever_is_first_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "server.key"
    keys = at_once(*[partial(server_key, path)] * 4)
    assert (keys, len(keys[0]), os.listdir(tmp_path)) == ([keys[0]] * 4, 32, ["server.key"])
    assert path.stat().st_mode & 0o777 == 0o600


def test_each_purpose_has_a_key_of_its_own_that_stays_the_same(defaults: Settings) -> None:
    settings = replace(defaults, server_key=b"k" * 32)
    assert settings.key("feeds") == hmac.new(b"k" * 32, b"feeds", hashlib.sha256).digest()
    assert settings.key("cookies") != settings.key("feeds")
    assert replace(settings, server_key=b"l" * 32).key("feeds") != settings.key("feeds")
