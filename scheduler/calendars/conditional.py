"""Conditional requests (RFC 9110 13): the ETag of bytes, and whether a client has them already."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime

TAG = re.compile(r'(?:W/)?("[^"]*")')


def etag(content: bytes) -> str:
    """The strong ETag of bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def compressed_tag(tag: str) -> str:
    """The ETag of the same bytes, compressed: another representation has another strong ETag (RFC 9110 8.8.3.3)."""
    return f'{tag[:-1]}-gzip"'


def held_tag(
    tags: Sequence[str], modified_at: datetime, if_none_match: str | None, if_modified_since: str | None
) -> str | None:
    """Which of the current representations a client that sends these headers has; None where it has none.

    `tags` are their ETags, that of the one which would be sent first. If-None-Match decides where it is sent.
    """
    if if_none_match is not None:
        listed = TAG.findall(if_none_match)
        return tags[0] if if_none_match.strip() == "*" else next((tag for tag in tags if tag in listed), None)
    return tags[0] if if_modified_since is not None and unmodified(modified_at, if_modified_since) else None


def unmodified(modified_at: datetime, if_modified_since: str) -> bool:
    """Whether nothing changed since the date; a date that is none says nothing."""
    try:
        since = parsedate_to_datetime(if_modified_since)
    except ValueError:
        return False
    return since.tzinfo is not None and modified_at.replace(microsecond=0) <= since
