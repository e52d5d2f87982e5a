"""The audit trail: read by coordinators of the town, written for what is not audited row by row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from scheduler.errors import Forbidden
from scheduler.models import Audit, Organisation, Qualification
from scheduler.services import audit_trail
from scheduler.services.register import listed
from tests.conftest import NOW
from tests.services.small_town import SmallTown


def told(small: SmallTown, **wanted: Any) -> list[tuple[str, str, str, int]]:
    rows = audit_trail.list_audit(small.session, small.actor, **wanted).rows
    return [(row.actor, row.action, row.table_name, row.row_id) for row in rows]


def test_changes_are_told_newest_first_of_one_table_or_row_where_it_is_named(small: SmallTown) -> None:
    before = datetime.now(UTC)
    one = listed.add(small.session, small.actor, Organisation, {"code": "D1", "name": "甲"}, now=NOW)
    two = listed.add(small.session, small.actor, Qualification, {"code": "Q1", "name": "乙"}, now=NOW)
    other = listed.add(small.session, small.actor, Organisation, {"code": "D2", "name": "丙"}, now=NOW)
    listed.edit(small.session, small.actor, Organisation, one.id, {"name": "丁"}, now=NOW)
    organisation = [
        ("coordinator", "update", "organisation", one.id),
        ("coordinator", "insert", "organisation", other.id),
        ("coordinator", "insert", "organisation", one.id),
    ]
    assert told(small)[:2] == organisation[:2]
    assert told(small, table_name="organisation") == organisation
    assert told(small, table_name="organisation", row_id=one.id) == [organisation[0], organisation[2]]
    assert told(small, table_name="qualification") == [("coordinator", "insert", "qualification", two.id)]
    assert told(small, table_name="organisation", number=2, size=2) == [organisation[2]]
    assert told(small, table_name="nothing") == []
    newest = audit_trail.list_audit(small.session, small.actor, size=1).rows[0]
    assert newest.changes == {"name": ["甲", "丁"]}
    assert before <= newest.at <= datetime.now(UTC)


def test_what_happens_in_another_town_is_not_told(small: SmallTown) -> None:
    before = told(small)
    SmallTown(small.session).worker()
    assert told(small) == before


def test_what_is_not_audited_row_by_row_is_noted(small: SmallTown) -> None:
    draft = small.draft()
    audit_trail.note(small.session, small.actor, "update", draft, {"kept": [False, True]}, now=NOW)
    row = audit_trail.list_audit(small.session, small.actor, size=1).rows[0]
    assert (row.at, row.actor, row.action, row.table_name, row.row_id, row.changes) == (
        NOW,
        "coordinator",
        "update",
        "roster",
        draft.id,
        {"kept": [False, True]},
    )


def test_the_trail_itself_leaves_no_trail(small: SmallTown) -> None:
    small.draft()
    assert small.session.query(Audit).filter_by(table_name="audit").count() == 0


def test_a_person_does_not_read_the_trail(small: SmallTown) -> None:
    with pytest.raises(Forbidden, match="You may not do this."):
        audit_trail.list_audit(small.session, small.as_person(small.worker()))
