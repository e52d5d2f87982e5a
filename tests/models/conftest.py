"""A town in a session of either database, rolled back."""

import pytest
from sqlalchemy.orm import Session

from tests.services.small_town import SmallTown


@pytest.fixture
def small(session: Session) -> SmallTown:
    return SmallTown(session)
