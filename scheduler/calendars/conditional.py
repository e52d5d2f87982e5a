"""Conditional requests (RFC 9110 13): the ETag of bytes, and whether a client has them already."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.utils import parsedate_to_datetime

TAG = re.compile(r'(?:W/)?("[^"]*")')


def etag(content: bytes) -> str:
    """The strong ETag of bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def not_modified(tag: str, modified_at: datetime, if_none_match: str | None, if_modified_since: str | None) -> bool:
    """Whether a client that sends these headers has the current bytes. If-None-Match decides where it is sent."""
    if if_none_match is not None:
        return if_none_match.strip() == "*" or tag in TAG.findall(if_none_match)
    if if_modified_since is None:
        return False
    try:
        since = parsedate_to_datetime(if_modified_since)
    except ValueError:
        return False
    return since.tzinfo is not None and modified_at.replace(microsecond=0) <= since
