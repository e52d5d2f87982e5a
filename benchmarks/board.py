"""The board as a coordinator meets it: 57 people, 31 days, 1,200 assignments among 590 people, in a real Chromium."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Page, Playwright, ViewportSize, sync_playwright

from benchmarks import results
from benchmarks.full_board import NAME, PASSWORD, PEOPLE, make_town
from benchmarks.results import Seen
from benchmarks.table import commit

LOADS, FRAMES = 5, 240
PORT = 8377
SIZE: ViewportSize = {"width": 1280, "height": 800}

PAINTED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
    const [load] = performance.getEntriesByType("navigation");
    done({server: load.responseStart - load.requestStart, painted: performance.now()});
})))"""
"""When what was asked for is on the screen: two frames after the page is there; milliseconds since it was asked for."""

SCROLL = """frames => new Promise(done => {
    const board = document.querySelector(".board"), took = [];
    let last = performance.now(), right = 1, down = 1;
    const step = now => {
        took.push(now - last);
        last = now;
        if (board.scrollTop + board.clientHeight >= board.scrollHeight - 1) down = -1;
        if (board.scrollTop <= 0) down = 1;
        if (board.scrollLeft + board.clientWidth >= board.scrollWidth - 1) right = -1;
        if (board.scrollLeft <= 0) right = 1;
        board.scrollBy(23 * right, 31 * down);
        took.length <= frames ? requestAnimationFrame(step) : done(took.slice(1));
    };
    requestAnimationFrame(step);
})"""
"""How long each frame takes while the board is scrolled both ways, in milliseconds."""


def run() -> None:
    """Measure the board, and print a line of JSON."""
    with tempfile.TemporaryDirectory() as folder:
        roster_id = make_town(Path(folder))
        with served(Path(folder)) as base, sync_playwright() as playwright:
            figures = measured(playwright, base, roster_id)
    print(json.dumps(figures))
    results.keep(Seen(**figures, day=datetime.now(UTC).date().isoformat(), commit=commit()))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The service over this town, and its address; it ends with the measurement."""
    environment = {**os.environ, "DATA_DIR": str(folder), "PORT": str(PORT)}
    environment.pop("DATABASE_URL", None)
    process = subprocess.Popen([sys.executable, "-m", "api", "web"], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        process.stdout.readline()  # it is ready when it says where the console is
        yield f"http://127.0.0.1:{PORT}"
    finally:
        process.terminate()
        process.wait()


def measured(playwright: Playwright, base: str, roster_id: int) -> dict[str, Any]:
    """What the board takes: of several loads the median, and the frames while it is scrolled."""
    browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
    page = browser.new_page(viewport=SIZE, locale="zh-CN")
    sign_in(page, base)
    address = f"{base}/rosters/{roster_id}?group=social_workers"
    loads = []
    for _ in range(LOADS + 1):
        answer = page.goto(address)
        loads.append(page.evaluate(PAINTED))
    assert answer is not None
    html = answer.body()
    frames = sorted(page.evaluate(SCROLL, FRAMES))
    figures = {
        "rows": page.locator(".board tbody tr").count(),
        "days": page.locator(".board thead th").count() - 1,
        "assignments": page.locator(".board .chip").count(),
        "people": PEOPLE,
        "server_ms": round(statistics.median(load["server"] for load in loads[1:])),
        "painted_ms": round(statistics.median(load["painted"] for load in loads[1:])),
        "frame_p50_ms": round(frames[len(frames) // 2], 1),
        "frame_p95_ms": round(frames[len(frames) * 95 // 100], 1),
        "html_kb": round(len(html) / 1024),
        "html_gz_kb": round(len(gzip.compress(html)) / 1024, 1),
        "js_css_gz_kb": round(zipped(base, html.decode()) / 1024, 1),
    }
    browser.close()
    return figures


def chromium() -> str:
    """The path of Chromium. Raises FileNotFoundError where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise FileNotFoundError("Chromium: apt install chromium")
    return found


def sign_in(page: Page, base: str) -> None:
    """Come in as the coordinator."""
    page.goto(f"{base}/sign-in")
    page.fill("input[name=name]", NAME)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/rosters")


def zipped(base: str, html: str) -> int:
    """The bytes of the scripts and styles of a page as they are sent where the server before us compresses."""
    paths = re.findall(r'"(/static/[^"]+\.(?:js|css))"', html)
    return sum(len(gzip.compress(urlopen(base + path).read())) for path in paths)
