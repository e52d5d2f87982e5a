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


LONGEST_LINE = 75


def refolded(content: bytes) -> bytes:
    """A calendar's lines folded anew at 75 octets (RFC 5545 3.1): never inside a character, as the library does, and
    never after a backslash either, where three of ten parsers tried lose it.
    """
    return b"".join(folded(line) + b"\r\n" for line in content.replace(b"\r\n ", b"").split(b"\r\n")[:-1])


def folded(line: bytes) -> bytes:
    """One line, folded. Where all of it are backslashes, it is cut between two of them."""
    pieces, room = [], LONGEST_LINE
    while len(line) > room:
        cut = room
        while cut > 1 and (line[cut] & 0xC0 == 0x80 or line[cut - 1] == ord("\\")):
            cut -= 1
        pieces.append(line[: cut if cut > 1 else room])
        line, room = line[len(pieces[-1]) :], LONGEST_LINE - 1
    return b"\r\n ".join([*pieces, line])
