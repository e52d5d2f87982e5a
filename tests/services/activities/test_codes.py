"""Numbers that the service proposes and gives."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.services.activities.codes import codes_of, free_code, proposed_code
from tests.conftest import NOW
from tests.services.small_town import SmallTown

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("code", "taken", "found"),
    [
        ("A1", set(), "A1-20261201"),
        ("A1-20261124", set(), "A1-20261201"),
        ("A1-20261124-2", {"A1-20261201"}, "A1-20261201-2"),
        ("A1", {"A1-20261201", "A1-20261201-2"}, "A1-20261201-3"),
        ("x" * 60, set(), f"{'x' * 41}-20261201"),
    ],
)
def test_a_number_is_that_of_the_day_and_counted_on_where_it_is_taken(code: str, taken: set[str], found: str) -> None:
    assert free_code(code, DAY, taken) == found


def test_a_new_activity_is_proposed_a_number_of_today(small: SmallTown) -> None:
    assert proposed_code(small.session, small.actor, now=NOW) == "N-20261120"
    small.activity().code = "N-20261120"
    small.session.flush()
    assert proposed_code(small.session, small.actor, now=NOW) == "N-20261120-2"
    assert codes_of(small.session, small.actor) == {"N-20261120"}
