"""A PDF read back by poppler."""

from __future__ import annotations

import subprocess


def pages(content: bytes) -> list[list[str]]:
    """The words of each page of a PDF, as they stand in it."""
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return [page.split() for page in read.stdout.decode().split("\f")[:-1]]


def sizes(content: bytes) -> set[str]:
    """The sizes of its pages in points."""
    read = subprocess.run(["pdfinfo", "-f", "1", "-l", "999", "-"], input=content, capture_output=True, check=True)
    return {line.split(":")[1].split("pts")[0].strip() for line in read.stdout.decode().splitlines() if "size:" in line and line.startswith("Page")}
