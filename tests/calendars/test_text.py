"""Text of calendars: sound characters, one kind of break, lines of 75 octets that no parser tears."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendars.text import LONGEST_LINE, folded, one_line, paragraphs, refolded


@pytest.mark.parametrize(
    ("text", "line", "lines"),
    [
        ("敬老服务", "敬老服务", "敬老服务"),
        ("  a \t b  ", "a   b", "a \t b"),
        ("a\r\nb\rc\nd", "a b c d", "a\nb\nc\nd"),
        ("a\u2028b\u2029c\x85d", "a b c d", "a\nb\nc\nd"),
        ("a\x00b\x07c\x7fd\x1be", "abcde", "abcde"),
        ("a\ud83db\udfffc", "abc", "abc"),
        ("\r\n\x00 ", "", ""),
    ],
)
def test_text_loses_what_clients_cannot_read(text: str, line: str, lines: str) -> None:
    assert (one_line(text), paragraphs(text)) == (line, lines)


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        (b"a" * 75, [b"a" * 75]),
        (b"a" * 76, [b"a" * 75, b"a"]),
        (b"a" * 150, [b"a" * 75, b"a" * 74, b"a"]),
        ("中".encode() * 30, ["中".encode() * 25, "中".encode() * 5]),
        (b"a" + "中".encode() * 25, [b"a" + "中".encode() * 24, "中".encode()]),
        (b"a" * 74 + "😀".encode(), [b"a" * 74, "😀".encode()]),
        (b"a" * 74 + rb"\nb", [b"a" * 74, rb"\nb"]),
        (b"a" * 73 + rb"\\\\", [b"a" * 73, rb"\\\\"]),
        (b"\\" * 80, [b"\\" * 75, b"\\" * 5]),
    ],
)
def test_a_line_is_cut_before_what_must_not_be_torn(line: bytes, pieces: list[bytes]) -> None:
    assert folded(line) == b"\r\n ".join(pieces)


@given(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc"))), max_size=4))
def test_folding_loses_nothing_and_keeps_to_75_octets(lines: list[str]) -> None:
    content = "".join(f"{line}\r\n" for line in lines).encode()
    again = refolded(content)
    assert again.replace(b"\r\n ", b"") == content.replace(b"\r\n ", b"")
    assert [len(line) for line in again.split(b"\r\n") if len(line) > LONGEST_LINE] == []
    assert refolded(again) == again
