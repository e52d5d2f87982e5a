"""A calendar client as people use one, vdirsyncer with khal, subscribed to a running service."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from scheduler.domain.clock import local_instant
from scheduler.models import Activity
from scheduler.services.sessions import open_engine
from tests.service import Service, running, wait_until
from tests.workbooks import MONDAY, small_town

REQUIREMENTS = Path(__file__).parent / "client-requirements.txt"
SYNC = """
[general]
status_path = "{folder}/status/"
[pair duty]
a = "phone"
b = "feed"
collections = null
conflict_resolution = "b wins"
partial_sync = "revert"
[storage phone]
type = "filesystem"
path = "{folder}/phone/"
fileext = ".ics"
[storage feed]
type = "http"
url = "{url}"
"""
SHOW = """
[calendars]
[[duty]]
path = {folder}/phone
readonly = True
[locale]
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""

Run = Callable[..., str]


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the client's programs, in an environment of their own."""
    folder = tmp_path_factory.mktemp("client")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([folder / "bin" / "pip", "install", "--quiet", "-r", REQUIREMENTS], check=True)
    return folder / "bin"


def client(programs: Path, folder: Path, url: str) -> Run:
    """A client that subscribes to an address."""
    (folder / "khal").mkdir(parents=True)
    (folder / "phone").mkdir()
    (folder / "sync.conf").write_text(SYNC.format(folder=folder, url=url))
    (folder / "khal" / "config").write_text(SHOW.format(folder=folder))
    home = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    environment = {**os.environ, **home, "VDIRSYNCER_CONFIG": str(folder / "sync.conf"), "LC_ALL": "C.UTF-8"}

    def run(program: str, *arguments: str) -> str:
        done = subprocess.run(
            [programs / program, *arguments], capture_output=True, text=True, env=environment, check=True
        )
        return done.stdout

    run("vdirsyncer", "discover", "duty")
    return run


def shown(run: Run) -> list[str]:
    """What the client shows of the week after it has synchronised."""
    run("vdirsyncer", "sync")
    form = "{start-long} {end-time} {title} {status}{location}"
    lines = run("khal", "list", "--day-format", "", "--format", form, MONDAY.isoformat(), "7d").splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]


def publish(service: Service) -> None:
    """A new version of the week, solved and published."""
    roster = service.call("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})
    run = service.call("POST", f"/api/rosters/{roster['id']}/runs", {"seconds": 1})
    wait_until(lambda: service.call("GET", f"/api/runs/{run['id']}")["job"]["state"] == "done", "the roster")
    service.call("POST", f"/api/rosters/{roster['id']}/publication")


@pytest.mark.nightly
def test_an_event_that_moves_in_the_roster_moves_on_the_phone(programs: Path, tmp_path: Path) -> None:
    with running(tmp_path / "data", SAMPLE="0") as service:
        service.sign_in()
        upload = service.upload(small_town())
        service.call("POST", f"/api/uploads/{upload['id']}/commit")
        publish(service)
        feeds = wait_until(lambda: service.call("GET", "/api/feeds/shared"), "calendars")
        url = next(feed["url"] for feed in feeds if feed["kind"] == "town")
        phone = client(programs, tmp_path / "client", url)
        assert shown(phone) == [
            "2026-11-24 09:00 11:00 敬老服务 CONFIRMED 龙山塘村",
            "2026-11-25 14:00 16:00 便民咨询 CONFIRMED 龙山塘村",
        ]
        tag = service.fetch(url)[2]["etag"]
        with Session(open_engine(f"sqlite:///{tmp_path / 'data' / 'town.db'}")) as session, session.begin():
            activity = session.query(Activity).filter_by(code="A1").one()
            activity.starts_at = local_instant(activity.starts_at.date().replace(day=26), 14 * 60)
            activity.ends_at = local_instant(activity.ends_at.date().replace(day=26), 16 * 60)
        publish(service)
        wait_until(lambda: service.fetch(url)[2]["etag"] != tag, "the calendar's new bytes")
        assert shown(phone) == [
            "2026-11-25 14:00 16:00 便民咨询 CONFIRMED 龙山塘村",
            "2026-11-26 14:00 16:00 敬老服务 CONFIRMED 龙山塘村",
        ]
