"""A town of its own for each test of a use case."""

import pytest
from sqlalchemy.orm import Session

from tests.services.small_town import SmallTown


@pytest.fixture
def small(session: Session) -> SmallTown:
    return SmallTown(session)
