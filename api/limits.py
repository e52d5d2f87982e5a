"""How often a client may try to sign in: passwords and links are not to be guessed."""

from __future__ import annotations

import math
import time

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from scheduler.language import Message, m_

SIGN_IN_LIMIT = "20 per minute"

limiter = Limiter(get_remote_address)


def too_many() -> Message:
    """What to say to a client that has just tried too often: when to try again."""
    limit = limiter.current_limit
    assert limit is not None
    seconds = max(1, math.ceil(limit.window.reset_time - time.time()))
    return m_("Too many attempts. Please try again in {seconds} seconds.", seconds=seconds)
