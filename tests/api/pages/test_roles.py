"""The roles of an activity or series as forms carry them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, request

from api.pages.forms import Form
from api.pages.roles import named_by_position, sent_roles
from scheduler.errors import Invalid
from scheduler.language import m_

APP = Flask(__name__)
ROLE = {
    "accepts": [],
    "minimum": 1,
    "wanted": 1,
    "priority": 2,
    "qualification_id": None,
    "level": 1,
    "organisation_id": None,
    "team_id": None,
    "trains": False,
}


def read(sent: dict[str, Any]) -> tuple[list[dict[str, Any]], list[int], set[str]]:
    """The roles of a form, where they stand, and the fields that are wrong."""
    with APP.test_request_context("/", method="POST", data=sent):
        form = Form(request.form)
        roles, kept = sent_roles(form)
        return roles, kept, set(form.wrong)


def test_roles_are_read_with_their_numbers_and_blank_ones_left_out() -> None:
    sent = {
        "roles.0.id": "7",
        "roles.0.name": "带队",
        "roles.0.accepts": ["social_worker", "robot"],
        "roles.1.id": "",
        "roles.1.name": " ",
        "roles.2.id": "",
        "roles.2.name": "协助",
        "roles.2.wanted": "3",
        "roles.2.team_id": "4",
    }
    assert read(sent) == (
        [
            {**ROLE, "id": 7, "name": "带队", "accepts": ["social_worker"]},
            {**ROLE, "name": "协助", "wanted": 3, "team_id": 4},
        ],
        [0, 2],
        set(),
    )


def test_a_role_that_is_taken_away_is_left_out() -> None:
    assert read({"roles.0.id": "7", "roles.0.name": "带队", "roles.0.gone": "yes"}) == ([], [], set())


def test_a_stored_role_without_a_name_is_wrong_and_not_taken_away() -> None:
    roles, kept, wrong = read({"roles.0.id": "7", "roles.0.name": "", "roles.0.level": "10"})
    assert (roles, kept, wrong) == ([{**ROLE, "id": 7, "name": ""}], [0], {"roles.0.name", "roles.0.level"})


def test_what_is_wrong_is_named_by_where_the_role_or_quota_stands_in_the_form() -> None:
    message = m_("At least one.")
    fields = dict.fromkeys(("roles.1.accepts", "roles.9.name", "quotas.0.most", "title"), message)
    with pytest.raises(Invalid) as refused, named_by_position({"roles": [0, 3], "quotas": [2]}):
        raise Invalid(message, fields)
    assert list(refused.value.fields) == ["roles.3.accepts", "roles.9.name", "quotas.2.most", "title"]
