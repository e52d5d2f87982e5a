"""An application over a database of a test's own, whose bell has the jobs done at once by the workers' own code."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from html.parser import HTMLParser
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from api.app import create_app, install
from api.database import Ring
from api.limits import limiter
from scheduler.models import Account, Base, JobKind
from scheduler.services import towns
from scheduler.services.sessions import session_factory
from scheduler.settings import Settings
from scheduler.tasks.work import perform
from solver import town_policy
from tests.conftest import NOW
from tests.workbooks import small_town

PASSWORD = "correct horse battery"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""The password as an account keeps it, but quick to check: every test signs in."""


@cache
def built() -> list[tuple[Flask, dict[str, Any], dict[str, Any]]]:
    """The application of this test process, once there is one, with its settings and views as they were: building it
    takes longer than most tests.
    """
    return []


def application(settings: Settings, engine: Engine, ring: Ring) -> Flask:
    """The application, over the database of one test; what tests before did to it is undone."""
    if not built():
        made = create_app(settings, engine, ring)
        built().append((made, dict(made.config), dict(made.view_functions)))
    app, config, views = built()[0]
    app.config.update(config)
    app.view_functions.update(views)
    install(app, settings, engine, ring)
    return app


ONE_SUM = [{"mode": "sum"}, *town_policy()]


class Installation:
    """An application with a town and an account; a client of the JSON API and one of the pages.

    One that outlives a test has an application `alone`.
    """

    def __init__(self, settings: Settings, engine: Engine, *, now: datetime = NOW, alone: bool = False) -> None:
        self.settings = settings
        self.factory: sessionmaker[Session] = session_factory(engine)
        self.waiting: list[int] = []
        self.app = (create_app if alone else application)(settings, engine, self.ring)
        self.app.config["TESTING"] = True
        limiter.enabled = False
        with self.factory.begin() as session:
            self.town_id = towns.create_town(session, "六祖镇", sample=False, now=now).id
            session.add(Account(name="coordinator", password_hash=CHEAP, created_at=now))
        self.api = self.app.test_client()
        self.token = self.sign_in()

    def sign_in(self) -> str:
        """The coordinator's token."""
        answer = self.api.post("/api/sessions", json={"name": "coordinator", "password": PASSWORD})
        assert answer.status_code == 201, answer.json
        token: str = answer.json["token"]
        return token

    def ring(self, waiting: Iterable[tuple[int, JobKind]]) -> None:
        """Remember which jobs a worker was told of."""
        self.waiting += [job_id for job_id, _ in waiting]

    def work(self) -> None:
        """Do all jobs that wait, as a worker would."""
        while self.waiting:
            perform(self.factory, self.settings, self.waiting.pop(0))

    def call(self, method: str, path: str, **more: Any) -> Any:
        """A request of the JSON API by the coordinator."""
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        return self.api.open(path, method=method, headers=headers, **more)

    def told(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Status and JSON of a request by the coordinator, in English; edits name whatever version there is."""
        address = f"{path}{'&' if '?' in path else '?'}lang=en"
        answer = self.call(method, address, json=body, headers={"If-Match": "*", **headers})
        return answer.status_code, answer.json if answer.data else None

    def bring(self, workbook: bytes | None = None) -> Any:
        """Import a workbook through the API."""
        content = small_town() if workbook is None else workbook
        answer = self.call("POST", "/api/uploads", data={"file": (io.BytesIO(content), "town.xlsx")})
        assert answer.status_code == 201, answer.json
        assert answer.json["report"]["faults"] == []
        self.count_anew()
        return self.call("POST", f"/api/uploads/{answer.json['id']}/commit")

    def count_anew(self) -> None:
        """Give back the numbers that a dry run used up on PostgreSQL, so that tests can name rows by them."""
        with self.factory.begin() as session:
            if session.get_bind().dialect.name == "postgresql":
                for name in sorted(table.name for table in Base.metadata.sorted_tables if "id" in table.columns):
                    most = f'SELECT COALESCE(MAX(id), 0) + 1 FROM "{name}"'
                    session.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), ({most}), false)"))

    def solved(self, first_day: str = "2026-11-23", last_day: str = "2026-11-29", effort: int = 60) -> int:
        """A draft of the period that the solver filled, under a policy of one sum: pages are read by this roster."""
        with self.factory.begin() as session:
            session.execute(text("UPDATE town SET policy = :policy"), {"policy": json.dumps(ONE_SUM)})
        roster = self.call("POST", "/api/rosters", json={"first_day": first_day, "last_day": last_day}).json
        limits = {"seconds": 60, "effort": effort}
        answer = self.call("POST", f"/api/rosters/{roster['id']}/runs", json=limits)
        assert answer.status_code == 202, answer.json
        self.work()
        number: int = roster["id"]
        return number

    def published(self, **period: Any) -> int:
        """A published roster of the small town."""
        roster_id = self.solved(**period)
        answer = self.call("POST", f"/api/rosters/{roster_id}/publication")
        assert answer.status_code == 200, answer.json
        self.work()
        return roster_id


class FormReader(HTMLParser):
    """Reads what a form would send: hidden and written fields, ticked boxes, chosen entries, text areas."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.inside = False
        self.fields: dict[str, list[str]] = {}
        self.list: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        found = dict(attrs)
        if tag == "form":
            self.inside = found.get("action") == self.action
        if not self.inside:
            return
        name, value = found.get("name"), found.get("value") or ""
        if tag == "input" and name and (found.get("type") not in ("checkbox", "radio") or "checked" in found):
            self.fields.setdefault(name, []).append(value)
        if tag == "select":
            self.list = name
        if tag == "option" and self.list and ("selected" in found or self.list not in self.fields):
            self.fields[self.list] = [value]
        if tag == "textarea":
            self.area = name

    def handle_endtag(self, tag: str) -> None:
        """Leave a form or a text area."""
        self.inside = self.inside and tag != "form"
        self.area = None if tag == "textarea" else self.area

    def handle_data(self, data: str) -> None:
        """Note what a text area holds."""
        if self.inside and self.area:
            self.fields[self.area] = [data]


class Browser:
    """A client of the pages that sends the forms' tokens, as a browser does."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def get(self, path: str) -> Any:
        """Open a page."""
        return self.client.get(path)

    def post(self, page: str, path: str, **fields: Any) -> Any:
        """Send a form that stands on a page."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(page).text)
        assert found is not None, page
        return self.client.post(path, data={"csrf_token": found[1], **fields})

    def filled(self, page: str, action: str) -> dict[str, list[str]]:
        """What a form of a page would send as it stands, by field."""
        reader = FormReader(action)
        reader.feed(self.client.get(page).text)
        return reader.fields

    def change(self, page: str, action: str, **fields: Any) -> Any:
        """Send a form of a page with some fields changed."""
        return self.client.post(action, data={**self.filled(page, action), **fields})

    def sign_in(self, name: str = "coordinator") -> Browser:
        """Come in as the coordinator, or another one."""
        answer = self.post("/sign-in", "/sign-in", name=name, password=PASSWORD)
        assert answer.status_code == 302
        return self
