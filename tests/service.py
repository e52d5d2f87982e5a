"""The service as users start it: a process of its own, driven over HTTP."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.servers import BOUND, free_port

ROOT = Path(__file__).parent.parent
QUEUES = ("solve", "quick")
PATIENCE_SECONDS = 90


class Service:
    """A running service: its three lines, its workers, its API."""

    def __init__(self, process: subprocess.Popen[str], base: str, errors: Path) -> None:
        self.process, self.base, self.errors = process, base, errors
        self.lines: list[str] = []
        self.token = ""

    def read_lines(self) -> None:
        """Wait for the three lines that a start prints."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.strip())
            if len(self.lines) == 3:
                return
        raise AssertionError(f"the service ended: {self.errors.read_text()}")

    @property
    def calendar(self) -> str:
        """The address of the sample volunteer's calendar."""
        return self.lines[1].removeprefix("calendar ")

    def sign_in(self) -> None:
        """Take the name and the password that were printed."""
        _, name, password = self.lines[2].split()
        self.token = self.call("POST", "/api/sessions", {"name": name, "password": password})["token"]

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """A request of the JSON API."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.base + path, data, headers, method=method), timeout=30) as answer:
            return json.loads(answer.read() or "null")

    def upload(self, content: bytes) -> Any:
        """Upload a workbook for its dry run."""
        boundary = "boundary7MA4YWxk"
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="town.xlsx"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Authorization": f"Bearer {self.token}",
        }
        with urlopen(Request(f"{self.base}/api/uploads", body, headers), timeout=60) as answer:
            return json.loads(answer.read())

    def fetch(self, url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        """A GET as a calendar client does it: status, bytes, headers."""
        try:
            with urlopen(Request(url, headers=headers), timeout=30) as answer:
                return answer.status, answer.read(), lower(answer.headers)
        except HTTPError as error:
            return error.code, error.read(), lower(error.headers)

    def workers(self) -> dict[str, int]:
        """The process of each queue's worker, whether Celery could give it a title of its own or not."""
        found = subprocess.run(
            ["pgrep", "-a", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        rows = [line.split() for line in found.stdout.splitlines()]
        return {queue: int(row[0]) for row in rows if (queue := row[-1].strip("()")) in QUEUES}


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def alive(pid: int) -> bool:
    """Whether a process is there and not only waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_for_the_end(pids: Iterable[int]) -> None:
    """Wait until none of these processes is there any more."""
    watched = list(pids)
    wait_until(lambda: not any(map(alive, watched)), f"the end of {watched}")


def lower(headers: Message) -> dict[str, str]:
    """Headers by their names in lower case: servers may spell them as they like."""
    return {name.lower(): value for name, value in headers.items()}


def wait_until(done: Callable[[], Any], what: str) -> Any:
    """Look again and again until something is there."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := done()):
        assert time.monotonic() < deadline, what
        time.sleep(0.2)
    return found


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[Service]:
    """A service with its data in a folder, ended by Ctrl-C."""
    port = free_port()
    errors = folder / "errors.log"
    folder.mkdir(exist_ok=True)
    own = {"DATA_DIR": str(folder), "PORT": str(port), "PYTHONUNBUFFERED": "1", **environment}
    with errors.open("a") as log:
        process = subprocess.Popen(
            [*BOUND, sys.executable, "-m", "api", "run"],
            cwd=ROOT,
            env={**os.environ, **own},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            process_group=0,
        )
    service = Service(process, f"http://127.0.0.1:{port}", errors)
    try:
        service.read_lines()
        yield service
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=30)
