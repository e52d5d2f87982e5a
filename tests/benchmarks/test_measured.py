"""What a run of the benchmarks says of itself."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.measured import megabytes

ASK = "from benchmarks.measured import megabytes; print(megabytes())"


def test_memory_that_somebody_else_held_before_is_not_told() -> None:
    much = b"x" * (600 << 20)
    assert megabytes() >= len(much) >> 20
    told = subprocess.run([sys.executable, "-c", ASK], check=True, capture_output=True, text=True).stdout
    assert 0 < float(told) < len(much) >> 20
