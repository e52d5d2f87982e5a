"""An installation for tests over HTTP."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from scheduler.settings import Settings
from tests.api.client import Browser, Installation


@pytest.fixture
def installation(engine: Engine, settings: Callable[..., Settings]) -> Installation:
    return Installation(settings(), engine)


@pytest.fixture
def browser(installation: Installation) -> Browser:
    return Browser(installation.app).sign_in()
