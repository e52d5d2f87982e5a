"""The command line: what is not right is said in one line, without a traceback."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from api.__main__ import interrupt, lines, listen, main
from api.first_start import Ready
from scheduler.models import SessionKind
from scheduler.services import accounts, towns
from scheduler.services.sessions import open_engine, session_factory
from scheduler.settings import Settings
from tests.api.client import PASSWORD
from tests.conftest import NOW
from tests.servers import free_port

Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Run]:
    """Runs a command over a data folder of the test's own; what it printed, or the sentence with which it ended."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def said(*arguments: str, **environment: str) -> str:
        monkeypatch.setattr(sys, "argv", ["api", *arguments])
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        try:
            main()
        except SystemExit as ended:
            return f"ended: {ended}"
        return capsys.readouterr().out

    yield said
    structlog.reset_defaults()


def test_a_database_is_migrated_and_an_account_gets_a_new_password(run: Run, tmp_path: Path) -> None:
    assert [run("migrate"), run("migrate")] == ["up to date\n"] * 2
    assert run("password", "clerk") == "ended: There is no account clerk."
    engine = open_engine(f"sqlite:///{tmp_path / 'data' / 'town.db'}")
    with session_factory(engine).begin() as session:
        accounts.create_account(session, "coordinator", PASSWORD, now=NOW)
    password = re.fullmatch(r"sign-in coordinator ((?:\w{4}-){3}\w{4})\n", run("password"))
    assert password is not None
    with session_factory(engine).begin() as session:
        towns.create_town(session, "六祖镇", sample=False, now=NOW)
        accounts.sign_in(session, "coordinator", password[1], SessionKind.API, now=NOW)
    engine.dispose()


def test_web_alone_refuses_a_database_that_is_not_the_newest(run: Run) -> None:
    said = run("web", PORT=str(free_port()))
    assert said == "ended: the database is not at the newest revision: make migrate"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"PORT": "70000"}, 'a setting is not right: Environment variable "PORT" invalid: '),
        ({"DATA_DIR": "/proc/nothing"}, "a setting is not right: [Errno 2] No such file or directory: '/proc/nothing'"),
        ({"DATABASE_URL": "postgres://a:secret@b/c"}, "a setting is not right: DATABASE_URL: Can't load plugin"),
        ({"DATABASE_URL": "sqlite:////proc/nothing/town.db"}, "the database cannot be reached: unable to open"),
    ],
)
def test_what_is_not_right_is_said_in_one_line(run: Run, environment: dict[str, str], said: str) -> None:
    found = run("migrate", **environment)
    assert found.startswith(f"ended: {said}")
    assert [word for word in ("secret", "\n") if word in found] == []


def test_a_port_that_somebody_has_is_named_with_what_would_help() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as ended:
            listen(port)
    assert str(ended.value) == (
        f"port {port} cannot be used (Address already in use); choose another: PORT={port + 1} make run"
    )
    listening = listen(port)
    assert listening.getsockname() == ("127.0.0.1", port)
    listening.close()


@pytest.mark.parametrize(
    ("ready", "told"),
    [
        (
            Ready("token", "coordinator", "abcd-efgh"),
            ["calendar http://127.0.0.1:8000/calendars/token.ics", "sign-in coordinator abcd-efgh"],
        ),
        (
            Ready(None, "clerk", None),
            ["calendar none before the first roster", "sign-in clerk (a new password: make password)"],
        ),
    ],
)
def test_three_lines_tell_what_the_person_who_started_needs(
    settings: Callable[..., Settings], ready: Ready, told: list[str]
) -> None:
    assert lines(ready, settings()) == ["console http://127.0.0.1:8000/", *told]


def test_ctrl_c_is_answered_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupt()
    assert capsys.readouterr().err == "ending\n"
