"""Tokens of feeds: what is in a calendar's address, so that nobody guesses it and its owner can be shown it again."""

from __future__ import annotations

import base64
import hashlib
import hmac


def feed_token(key: bytes, feed_id: int, generation: int) -> str:
    """160 bits of an HMAC over the feed and its generation, in lower-case base32."""
    digest = hmac.new(key, f"{feed_id}:{generation}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:20]).decode().lower()


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
