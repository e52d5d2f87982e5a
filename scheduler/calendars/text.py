"""Text that every calendar client can read: no control characters, lines joined by one kind of break."""

from __future__ import annotations

import re

BREAKS = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
UNSOUND = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def one_line(text: str) -> str:
    """Text for a title or a name: without breaks, tabs and control characters."""
    return UNSOUND.sub("", BREAKS.sub(" ", text).replace("\t", " ")).strip()


def paragraphs(text: str) -> str:
    """Text of several lines, broken by LF alone, without control characters."""
    return UNSOUND.sub("", BREAKS.sub("\n", text)).strip()
