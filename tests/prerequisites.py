"""Says what tests could not run here, before any does: `python -m tests.prerequisites`, non-zero if anything misses."""

from __future__ import annotations

import sys

from tests import servers


def missing() -> list[str]:
    """What is not to be had, each with what would help."""
    found = []
    for needed in (servers.postgresql, servers.redis):
        try:
            with needed():
                pass
        except RuntimeError as error:
            found.append(str(error))
    for program in (servers.chromium, servers.node, servers.poppler):
        try:
            program()
        except RuntimeError as error:
            found.append(str(error))
    return found


if __name__ == "__main__":
    problems = missing()
    for problem in problems:
        print(f"tests cannot run without {problem}", file=sys.stderr)
    sys.exit(bool(problems))
