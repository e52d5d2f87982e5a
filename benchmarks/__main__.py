"""`make bench`: prints the figures and ends non-zero where a target is missed."""

from __future__ import annotations

import argparse
import sys

from benchmarks import town


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--seconds", type=float, default=town.SECONDS)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    sys.exit(not town.run(arguments.seconds, arguments.seed))


if __name__ == "__main__":
    main()
