"""A PDF read back by poppler."""

from __future__ import annotations

import subprocess


def pages(content: bytes) -> list[list[str]]:
    """The words of each page, as they stand in it."""
    return [page.split() for page in read("pdftotext", content, "-raw", "-", "-").split("\f")[:-1]]


def sizes(content: bytes) -> list[str]:
    """The size of each page in points."""
    told = read("pdfinfo", content, "-f", "1", "-l", "999", "-").splitlines()
    return [" ".join(line.split()[3:6]) for line in told if line.startswith("Page ") and "size" in line]


def read(tool: str, content: bytes, *arguments: str) -> str:
    return subprocess.run([tool, *arguments], input=content, capture_output=True, check=True).stdout.decode()
