"""What a town starts activities from."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.models import SavedTemplate
from tests.models.refusals import refusal
from tests.services.small_town import SmallTown


def template(small: SmallTown, **changed: Any) -> SavedTemplate:
    values = {"name": "夜巡", "start_minute": 540, "end_minute": 660, "content": {"roles": []}}
    return SavedTemplate(town_id=small.town.id, **{**values, **changed})


def test_what_a_template_holds_is_read_as_it_was_written(small: SmallTown) -> None:
    row = small.add(template(small, content={"title": "夜巡", "roles": [{"name": "巡查员"}]}))
    small.session.expire(row)
    assert row.content == {"title": "夜巡", "roles": [{"name": "巡查员"}]}


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"end_minute": 540, "name": "另一个"}, "CHECK ck_saved_template_in_order"),
        ({}, "UNIQUE saved_template.town_id, saved_template.name"),
    ],
)
def test_a_template_has_a_name_of_its_own_and_ends_after_it_begins(
    small: SmallTown, wrong: dict[str, Any], constraint: str
) -> None:
    assert refusal(small, [template(small), template(small, **wrong)]) == constraint
