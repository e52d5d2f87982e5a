"""The pictures of README and of the guide, taken of the sample town: `make screenshots`."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import servers
from tests.browser.conftest import DESKTOP, PATIENCE_MS, PHONE, sign_in
from tests.service import ROOT, Service, running, wait_until
from tests.workbooks import own_workbook

PICTURES = ROOT / "docs" / "pictures"
NATIVE = {"zh_Hans": "zh-CN", "en": "en-GB"}
"""The language of the browser itself."""


class Town:
    """The sample town, published, with a workbook that waits to be mended, a draft and one that is solved."""

    def __init__(self, service: Service) -> None:
        self.service = service
        service.sign_in()
        self.published = wait_until(self.first_roster, "the sample town's roster")
        self.upload = service.upload(own_workbook())["id"]
        self.solved, self.draft = self.drafted(), self.drafted()
        run = self.solve(self.solved, 10)
        wait_until(lambda: service.call("GET", f"/api/runs/{run}")["job"]["state"] == "done", "a solved draft")

    def first_roster(self) -> dict[str, Any] | None:
        """What the first start publishes, once it has."""
        rosters = self.service.call("GET", "/api/rosters")
        return next((roster for roster in rosters if roster["state"] == "published"), None)

    def drafted(self) -> int:
        """A draft of the published roster's days."""
        days = {name: self.published[name] for name in ("first_day", "last_day")}
        number: int = self.service.call("POST", "/api/rosters", days)["id"]
        return number

    def solve(self, roster: int, seconds: int) -> int:
        """Have a draft solved: the run's id."""
        run: int = self.service.call("POST", f"/api/rosters/{roster}/runs", {"seconds": seconds})["id"]
        return run

    @property
    def second_monday(self) -> str:
        """The first day of a week in which everybody is on the board."""
        return (date.fromisoformat(self.published["first_day"]) + timedelta(days=7)).isoformat()


class Camera:
    """A browser before the town, in one language, at one size."""

    def __init__(self, browser: Browser, town: Town, locale: str, size: dict[str, int] = DESKTOP) -> None:
        self.town, self.locale = town, locale
        self.page: Page = browser.new_context(viewport=size, locale=NATIVE[locale]).new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        sign_in(self.page, town.service, locale)

    def go(self, path: str) -> Page:
        """Open a page."""
        self.page.goto(f"{self.town.service.base}{path}")
        self.page.wait_for_load_state("networkidle")
        return self.page

    def take(self, name: str) -> None:
        """Keep what is on the screen."""
        self.page.screenshot(path=PICTURES / f"{name}.{self.locale}.png")


def walk(camera: Camera) -> None:
    """The coordinator's way through the month, as the guide tells it."""
    town, solved = camera.town, f"/rosters/{camera.town.solved}"
    for name, path in {
        "import": f"/import/{town.upload}",
        "overview": "/overview",
        "activities": "/activities",
        "open-slots": f"{solved}/open-slots",
        "comparison": f"{solved}/beside/{town.published['id']}",
        "policy": "/policy",
        "fairness": f"{solved}/fairness",
        "publish": f"{solved}/changes",
        "out": f"{solved}/out",
    }.items():
        camera.go(path)
        camera.take(name)
    board(camera)


def board(camera: Camera) -> None:
    """The board with a duty's panel open."""
    page = camera.go(f"/rosters/{camera.town.solved}?group=social_workers&view=week&day={camera.town.second_monday}")
    camera.take("board")
    page.locator(".board .chip").first.click()
    expect(page.locator("#panel .stand-ins li").first).to_be_visible()
    camera.take("panel")


def progress(camera: Camera) -> None:
    """A run under way."""
    camera.town.solve(camera.town.draft, 30)
    page = camera.go(f"/rosters/{camera.town.draft}")
    expect(page.locator("#progress")).to_contain_text("满岗")
    camera.take("generate")


def phone(browser: Browser, town: Town) -> None:
    """What a volunteer's phone shows."""
    desk = Camera(browser, town, "zh_Hans")
    duty = town.service.call("GET", f"/api/rosters/{town.published['id']}/assignments")
    desk.go(f"/people/{next(one['person_id'] for one in duty if one['person_id'])}").click("text=发放个人链接")
    link = desk.page.locator("input[readonly]").first.input_value()
    page = browser.new_context(viewport=PHONE, device_scale_factor=2, locale="zh-CN").new_page()
    page.goto(link)
    page.click("main button")
    page.wait_for_url("**/me")
    page.screenshot(path=PICTURES / "phone.zh_Hans.png")


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "data") as service,
        sync_playwright() as player,
    ):
        town = Town(service)
        browser = player.chromium.launch(executable_path=servers.chromium(), args=["--no-sandbox"])
        chinese = Camera(browser, town, "zh_Hans")
        walk(chinese)
        board(Camera(browser, town, "en"))
        phone(browser, town)
        progress(chinese)
        browser.close()


if __name__ == "__main__":
    main()
