"""What a refusal says."""

from __future__ import annotations

import pytest

from scheduler.errors import Invalid


def reasons(refused: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    """The sentences in English, by field."""
    return {name: str(message) for name, message in refused.value.fields.items()}
