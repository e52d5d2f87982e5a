"""HiGHS in a process of its own: it cannot be interrupted, so it is ended.

Run with a number of seconds, and of nodes where these are limited, this file reads a model from its input and writes
the answer to its output; it ends when who asked closes its input. It needs nothing of the solver, so that it begins at
once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import BinaryIO

from ortools.math_opt import model_pb2, result_pb2
from ortools.math_opt.python import mathopt
from ortools.math_opt.python.result import parse_solve_result

POLL_SECONDS = 0.05
LENGTH = 8
"""Bytes that say how long a message is."""


def answer(
    model: mathopt.Model, seconds: float, waiting: Callable[[], bool], nodes: int | None = None
) -> mathopt.SolveResult | None:
    """What HiGHS finds within these seconds, or within so many nodes of its tree where those are fewer: the same each
    time then. `waiting` is called while it works, and None is the answer if it says no.

    Raises RuntimeError where the process fails.
    """
    asked = model.export_model().SerializeToString()
    command = [sys.executable, "-P", __file__, str(seconds), *([] if nodes is None else [str(nodes)])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        try:
            received: list[bytes] = []
            reader = threading.Thread(target=lambda: received.append(exchange(child, asked)), daemon=True)
            reader.start()
            while reader.is_alive():
                if not waiting():
                    return None
                reader.join(POLL_SECONDS)
        finally:
            child.kill()
    if not received or not received[0]:
        raise RuntimeError("HiGHS ended without an answer")
    return parse_solve_result(result_pb2.SolveResultProto.FromString(received[0]), model)


def exchange(child: subprocess.Popen[bytes], asked: bytes) -> bytes:
    """Send a model and read all that comes back; nothing where the process was ended."""
    try:
        if child.stdin is None or child.stdout is None:
            return b""
        child.stdin.write(len(asked).to_bytes(LENGTH, "big") + asked)
        child.stdin.flush()
        return child.stdout.read()
    except (OSError, ValueError):  # ended, or closed already
        return b""


def main() -> None:
    """Solve the model that comes in."""
    asked = sys.stdin.buffer
    model = mathopt.Model.from_model_proto(model_pb2.ModelProto.FromString(asked.read(read_length(asked))))
    threading.Thread(target=end_with, args=(asked,), daemon=True).start()
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=limits(*sys.argv[1:]))
    sys.stdout.buffer.write(result.to_proto().SerializeToString())
    sys.stdout.buffer.flush()
    os._exit(0)  # the thread that waits for the input to end would keep the process


def limits(seconds: str, nodes: str | None = None) -> mathopt.SolveParameters:
    """How long HiGHS may search. Where nodes are limited it has one thread, so that the machine makes no difference."""
    found = mathopt.SolveParameters(
        time_limit=timedelta(seconds=float(seconds)), relative_gap_tolerance=0.0, absolute_gap_tolerance=0.9
    )
    if nodes is not None:
        found.node_limit, found.highs.int_options["threads"] = int(nodes), 1
    return found


def read_length(asked: BinaryIO) -> int:
    """How long the message is that follows."""
    return int.from_bytes(asked.read(LENGTH), "big")


def end_with(asked: BinaryIO) -> None:
    """End this process when nobody waits for it any more."""
    asked.read(1)
    os._exit(1)


if __name__ == "__main__":
    main()
