"""The whole API against its own description, with requests that nobody would write by hand, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case
from schemathesis.checks import CHECKS
from sqlalchemy import Engine

from api.app import create_app
from scheduler.services.sessions import open_engine
from scheduler.settings import Settings
from tests.api.client import Installation

print(sorted(CHECKS.get_all() if hasattr(CHECKS, "get_all") else dir(CHECKS)))
