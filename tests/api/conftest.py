"""An installation for tests over HTTP."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from sqlalchemy import Engine

from api.limits import limiter
from scheduler.settings import Settings
from tests.api.client import Browser, Installation
from tests.conftest import NOW


@pytest.fixture
def before_the_duties() -> Iterator[None]:
    """The Friday before the small town's week, whatever the day of the test."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def installation(engine: Engine, settings: Callable[..., Settings]) -> Installation:
    return Installation(settings(), engine)


@pytest.fixture
def browser(installation: Installation) -> Browser:
    return Browser(installation.app).sign_in()


@pytest.fixture
def small(installation: Installation) -> Installation:
    """The small town of the workbook, imported."""
    installation.bring()
    return installation


@pytest.fixture
def limited(engine: Engine, settings: Callable[..., Settings]) -> Iterator[Installation]:
    """An installation that counts attempts to sign in, from none on."""
    limiter.enabled = True
    made = Installation(settings(), engine)
    limiter.enabled = True
    limiter.reset()
    yield made
    limiter.reset()
    limiter.enabled = False
