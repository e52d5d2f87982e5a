"""Arrays of whole numbers and of flags, and lists laid flat in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def starts(lengths: Iterable[int]) -> Ints:
    """Where each of successive lists begins, and where the last ends."""
    return np.concatenate([[0], np.cumsum(list(lengths))]).astype(np.int64)


def flat(lists: Iterable[Sequence[int] | Ints]) -> tuple[Ints, Ints]:
    """Where each list begins, and all of them as one array."""
    arrays = [np.asarray(each, dtype=np.int64) for each in lists]
    return starts(map(len, arrays)), np.concatenate([*arrays, np.zeros(0, dtype=np.int64)])


def total(arrays: Sequence[Ints], length: int) -> Ints:
    """The sum of arrays of one length."""
    found: Ints = stacked(arrays, length).sum(axis=0)
    return found


def either(flags: Sequence[Flags], size: int) -> Flags:
    """Where one of these (size, size) says so."""
    found = np.zeros((size, size), dtype=bool)
    for each in flags:
        found |= each
    return found


def columns(arrays: Sequence[Ints], length: int) -> Ints:
    """Arrays of one length as columns."""
    return np.ascontiguousarray(stacked(arrays, length).T)


def stacked(arrays: Sequence[Ints] | Sequence[Flags], length: int) -> Ints:
    """Arrays of one length as rows."""
    return np.array(arrays, dtype=np.int64).reshape(len(arrays), length)
