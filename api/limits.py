"""How often a client may try to sign in: passwords and links are not to be guessed."""

from __future__ import annotations

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

SIGN_IN_LIMIT = "20 per minute"

limiter = Limiter(get_remote_address)
