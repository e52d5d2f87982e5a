"""A real Chromium before a real service: its process, its workers, an empty town."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect, sync_playwright

from scheduler.domain.clock import local, next_monday
from tests import servers
from tests.service import Service, running
from tests.workbooks import PEOPLE, ROLES, activity, person, role, small_town

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 60_000
"""How long a page may take to show something: a solve waits for its worker, and the machine may be busy."""

NAME = "<b>丙</b>\"'&😀"
"""A volunteer's name that would show wherever a page forgot to escape."""


class Watched:
    """A browser whose every page must be without errors: what went wrong is in `wrong`."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.wrong: list[str] = []

    def open(self, size: dict[str, int], **more: object) -> Page:
        """A page in a context of its own: nobody is signed in."""
        context: BrowserContext = self.browser.new_context(viewport=size, locale="zh-CN", **more)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda said: said.type in ("error", "warning") and self.wrong.append(said.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("requestfailed", self.failed)
        page.on("response", lambda got: got.status >= 400 and self.wrong.append(f"{got.status} {got.url}"))
        return page

    def failed(self, request: Request) -> None:
        """Note a request that got no answer; one that ended because the page was left is none."""
        if request.failure != "net::ERR_ABORTED":
            self.wrong.append(f"{request.url}: {request.failure}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=servers.chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    """The browser; at the end of the test nothing may have gone wrong in any of its pages."""
    found = Watched(chromium)
    yield found
    for context in chromium.contexts:
        context.close()
    assert found.wrong == []


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """The service with an empty town."""
    with running(tmp_path / "data", SAMPLE="0") as started:
        yield started


@contextmanager
def small_service(folder: Path, workbook: bytes) -> Iterator[Service]:
    """The service with the small town."""
    with running(folder / "data", SAMPLE="0") as started:
        started.sign_in()
        upload = started.upload(workbook)
        started.call("POST", f"/api/uploads/{upload['id']}/commit")
        yield started


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory, workbook: bytes) -> Iterator[Service]:
    """The small town, for tests that leave each other's work alone: nothing is published in it."""
    with small_service(tmp_path_factory.mktemp("town"), workbook) as started:
        yield started


@pytest.fixture
def own_town(tmp_path: Path, workbook: bytes) -> Iterator[Service]:
    """The small town for one test alone, which may publish in it."""
    with small_service(tmp_path, workbook) as started:
        yield started


def drafted(service: Service, monday: date) -> int:
    """A new draft of the week that begins with a Monday."""
    days = {"first_day": monday.isoformat(), "last_day": (monday + timedelta(days=6)).isoformat()}
    number: int = service.call("POST", "/api/rosters", days)["id"]
    return number


@pytest.fixture
def draft(town: Service, monday: date) -> int:
    """A draft of next week."""
    return drafted(town, monday)


@pytest.fixture(scope="session")
def monday() -> date:
    """The first day of next week: offers can only be answered before they begin."""
    return next_monday(local(datetime.now(UTC)).date())


@pytest.fixture(scope="session")
def workbook(monday: date) -> bytes:
    """The small town with one slot too many, and a volunteer with markup for a name."""
    people = [*PEOPLE[:2], person("P03", NAME, "志愿者", home="V1"), PEOPLE[3]]
    days = [
        activity("A1", "敬老服务", monday + timedelta(days=1), "09:00", "11:00"),
        activity("A2", "便民咨询", monday + timedelta(days=2), "14:00", "16:00"),
    ]
    roles = [*ROLES[:3], role("A2", "协助", "志愿者", 0, 3)]
    return small_town(person=people, activity=days, role=roles)


def sign_in(page: Page, service: Service, language: str = "zh_Hans") -> None:
    """Come in as the coordinator."""
    _, name, password = service.lines[2].split()
    page.goto(f"{service.base}/sign-in?lang={language}")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", password)
    page.click("main button")
    page.wait_for_url("**/rosters")


def held_back(page: Page, address: str) -> list[Route]:
    """What is asked for at an address, held back."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(address, hold)
    return held
