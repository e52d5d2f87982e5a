"""The commands of the service: `run`; `web`, `worker` and `beat` apart; `password`, `migrate`."""

from __future__ import annotations

import argparse
import signal
import socket
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
import waitress
from environs import EnvError
from flask import Flask
from sqlalchemy.exc import ArgumentError, OperationalError

from api.app import create_app
from api.first_start import FIRST_ACCOUNT, FirstStart, Ready
from api.setup import setup_of
from api.supervisor import Supervisor
from scheduler.errors import DomainError
from scheduler.services import accounts, migrations
from scheduler.services.sessions import open_engine, session_factory
from scheduler.settings import Settings, read_settings
from scheduler.tasks import beat, worker
from solver.search.references import make_ready

THREADS = 8
HOST = "127.0.0.1"

log = structlog.get_logger()


def run(settings: Settings) -> None:
    """Serve, with workers, until Ctrl-C."""
    listening = listen(settings.port)
    engine = open_engine(settings.database_url)
    copy = migrations.upgrade(engine, settings.data_dir / "backups", now=datetime.now(UTC))
    if copy is not None:
        log.info("the database was upgraded; a copy of the old one is kept", copy=str(copy))
    app = create_app(settings, engine)
    supervisor = Supervisor(settings, app.extensions["database"])
    supervisor.start()
    try:
        serve(app, settings, listening)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        supervisor.end()


def web(settings: Settings) -> None:
    """Serve alone: workers and the clock are processes of their own. Exits where the database is not the newest."""
    listening = listen(settings.port)
    engine = open_engine(settings.database_url)
    if migrations.current_revision(engine) != migrations.newest_revision():
        sys.exit("the database is not at the newest revision: make migrate")
    serve(create_app(settings, engine), settings, listening)


def serve(app: Flask, settings: Settings, listening: socket.socket) -> None:
    """Answer requests until told to end, and do the first start meanwhile."""
    setup_of(app).ready = False
    threading.Thread(target=prepare, args=(app, settings), name="first start", daemon=True).start()
    for polite in (signal.SIGTERM, signal.SIGINT):  # a shell that starts us in the background has SIGINT ignored
        signal.signal(polite, interrupt)
    try:
        waitress.serve(
            app,
            sockets=[listening],
            threads=THREADS,
            ident=None,
            clear_untrusted_proxy_headers=not settings.trusted_proxies,  # `api.proxies` reads them
        )
    except KeyboardInterrupt:
        return  # it came before waitress listened, which takes it for the end by itself


def interrupt(*_: object) -> None:
    """Treat a polite request to end as Ctrl-C, and say so: workers take a moment."""
    print("ending", file=sys.stderr)
    raise KeyboardInterrupt


def listen(port: int) -> socket.socket:
    """A socket on the port, taken before anything is done. Exits where somebody else has it."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        sys.exit(f"port {port} cannot be used ({error.strerror}); choose another: PORT={port + 1} make run")
    listening.listen(128)
    return listening


def prepare(app: Flask, settings: Settings) -> None:
    """Do the first start, and print the three lines; then make ready to explain."""
    try:
        ready = FirstStart(app.extensions["database"], settings, setup_of(app)).run()
    except Exception as error:
        setup_of(app).error = f"{type(error).__name__}: {error}"
        log.exception("the first start failed; start again to go on")
        return
    print(*lines(ready, settings), sep="\n", flush=True)
    make_ready()


def lines(ready: Ready, settings: Settings) -> list[str]:
    """What the person who started needs: the console, a calendar, how to sign in."""
    base = f"http://{HOST}:{settings.port}"
    calendar = (
        f"{base}/calendars/{ready.calendar_token}.ics" if ready.calendar_token else "none before the first roster"
    )
    password = ready.password or "(a new password: make password)"
    return [f"console {base}/", f"calendar {calendar}", f"sign-in {ready.name} {password}"]


def password(settings: Settings, name: str) -> None:
    """Give an account a new password, and print it."""
    new = accounts.readable_password()
    with session_factory(open_engine(settings.database_url)).begin() as session:
        accounts.set_password(session, name, new)
    print(f"sign-in {name} {new}")


def migrate(settings: Settings) -> None:
    """Bring the database to the newest revision."""
    copy = migrations.upgrade(open_engine(settings.database_url), settings.data_dir / "backups", now=datetime.now(UTC))
    print(f"copied to {copy}" if copy else "up to date")


def clock(_: Settings) -> None:
    """Tell workers what is due, until told to stop."""
    beat.main()


COMMANDS: dict[str, Callable[[Settings], None]] = {"run": run, "web": web, "beat": clock, "migrate": migrate}
HELP = {
    "run": "serve, with workers",
    "web": "serve alone: workers and beat run by themselves",
    "beat": "tell workers what is due",
    "migrate": "bring the database to the newest revision",
}


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m api", description="Town roster")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, help_text in HELP.items():
        commands.add_parser(name, help=help_text)
    of_password = commands.add_parser("password", help="give an account a new password")
    of_password.add_argument("name", nargs="?", default=FIRST_ACCOUNT)
    of_worker = commands.add_parser("worker", help="work off a queue")
    of_worker.add_argument("queue", choices=sorted(worker.NICENESS))
    arguments = parser.parse_args()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        settings = read_settings()
    except (EnvError, OSError) as error:
        sys.exit(f"a setting is not right: {error}")
    try:
        obey(arguments, settings)
    except DomainError as error:
        sys.exit(str(error))
    except ArgumentError as error:
        sys.exit(f"a setting is not right: DATABASE_URL: {error}")
    except OperationalError as error:
        sys.exit(f"the database cannot be reached: {error.orig}")


def obey(arguments: argparse.Namespace, settings: Settings) -> None:
    """Do what the command line asks for."""
    if arguments.command == "password":
        password(settings, arguments.name)
    elif arguments.command == "worker":
        worker.main(arguments.queue)
    else:
        COMMANDS[arguments.command](settings)


if __name__ == "__main__":
    main()
