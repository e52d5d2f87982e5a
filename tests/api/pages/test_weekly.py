"""Weekly times and wishes as forms carry them."""

from __future__ import annotations

import pytest
from flask import Flask

from api.pages.weekly import sent_weekly, sent_wishes
from scheduler.errors import Invalid
from scheduler.models import Part
from tests.refused import reasons

APP = Flask(__name__)


@pytest.mark.parametrize(
    ("sent", "windows"),
    [
        ({}, []),
        ({"from.0.0": "", "until.0.0": ""}, []),
        ({"from.0.0": "08:00", "until.0.0": "24:00"}, [(0, 480, 1440)]),
        ({"from.0.0": "08:00", "until.0.0": ""}, [(0, 480, 1440)]),
        ({"from.6.0": "00:00", "until.6.0": "00:00"}, [(6, 0, 1440)]),
        (
            {
                "from.2.0": "08:00",
                "until.2.0": "09:00",
                "from.2.1": "10:00",
                "until.2.1": "11:00",
                "from.2.2": "12:00",
                "until.2.2": "13:00",
            },
            [(2, 480, 540), (2, 600, 660), (2, 720, 780)],
        ),
    ],
)
def test_weekly_times_are_read(sent: dict[str, str], windows: list[tuple[int, int, int]]) -> None:
    with APP.test_request_context("/", method="POST", data=sent):
        assert sent_weekly() == windows


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"from.1.0": "12:00", "until.1.0": "08:00"}, {"until.1.0": "After its beginning."}),
        ({"from.1.2": "", "until.1.2": "08:00"}, {"until.1.2": "After its beginning."}),
        (
            {"from.1.0": "noon", "until.1.0": "25:00"},
            {"from.1.0": "A time such as 14:30.", "until.1.0": "A time such as 14:30."},
        ),
    ],
)
def test_weekly_times_that_cannot_be_are_said_at_their_field(sent: dict[str, str], wrong: dict[str, str]) -> None:
    with APP.test_request_context("/", method="POST", data=sent), pytest.raises(Invalid) as refused:
        sent_weekly()
    assert reasons(refused) == wrong


def test_wishes_are_read_and_other_words_left_out() -> None:
    sent = {"wish.0.morning": "gladly", "wish.6.day": "rather_not", "wish.3.evening": "", "wish.4.evening": "perhaps"}
    with APP.test_request_context("/", method="POST", data=sent):
        assert sorted(sent_wishes()) == [(0, Part.MORNING, 1), (6, Part.DAY, -1)]
