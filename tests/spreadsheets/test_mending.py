"""What people said of a file: stored, joined, remembered."""

from __future__ import annotations

import json

from scheduler.spreadsheets.mending import Mends

FIRST = Mends(
    sheets={"名单": "person", "封面": ""},
    columns={"person": {"电话": "phone"}},
    cells={"名单!2": {"手机": "1"}},
    left_out={"名单!3": True},
)


def test_what_was_said_is_stored_and_read_again() -> None:
    assert Mends.from_json(json.loads(json.dumps(FIRST.as_json()))) == FIRST
    assert Mends.from_json({}) == Mends()


def test_what_is_said_later_counts_and_the_rest_stays() -> None:
    later = Mends(
        columns={"person": {"电话": "", "住址": "home"}, "team": {"队名": "name"}},
        cells={"名单!2": {"姓名": "甲"}},
        left_out={"名单!3": False, "名单!4": True},
    )
    assert FIRST.then(later).as_json() == {
        "sheets": {"名单": "person", "封面": ""},
        "columns": {"person": {"电话": "", "住址": "home"}, "team": {"队名": "name"}},
        "cells": {"名单!2": {"手机": "1", "姓名": "甲"}},
        "left_out": {"名单!4": True},
    }


def test_names_are_remembered_for_the_next_file_and_nothing_of_this_one() -> None:
    assert FIRST.remembered == Mends(sheets={"名单": "person"}, columns={"person": {"电话": "phone"}})
