"""A worker as a process: it does not begin without its supervisor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.service import ROOT


def test_a_worker_whose_supervisor_is_gone_already_ends_at_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scheduler.tasks.worker", "quick"],
        cwd=ROOT,
        env={**os.environ, "SUPERVISOR": "1", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "the supervisor is gone already\n")
