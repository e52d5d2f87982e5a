"""The quotas of an activity as forms carry them."""

from __future__ import annotations

import pytest

from tests.api.client import Browser
from tests.api.pages.filled import ACTIVITY, QUOTA
from tests.api.pages.reading import refused, stored

NEW = "/activities/new?kind=service"
PAGE = "/activities/3"


def filled(position: int, **changed: str) -> dict[str, str]:
    return {f"quotas.{position}.{name}": value for name, value in {**QUOTA, **changed}.items()}


def quotas_of(desk: Browser) -> list[dict[str, str]]:
    """The quotas that the activity's form holds, the blank one left out."""
    fields = stored(desk, PAGE)
    numbers = sorted({int(name.split(".")[1]) for name in fields if name.startswith("quotas.")})
    return [{name: fields.get(f"quotas.{at}.{name}", [""])[0] for name in QUOTA} for at in numbers][:-1]


def test_quotas_are_stored_shown_again_and_emptied(town: Browser) -> None:
    second = {"least": "", "gender": "", "capacity": "", "most": "0", "new": "yes"}
    assert town.post(NEW, NEW, **ACTIVITY, **filled(0), **filled(1, **second)).headers["Location"] == PAGE
    assert quotas_of(town) == [QUOTA, {**QUOTA, **second}]
    assert town.change(PAGE, PAGE, **filled(0, **dict.fromkeys(QUOTA, ""))).headers["Location"] == PAGE
    assert quotas_of(town) == [{**QUOTA, **second}]


def test_a_quota_of_at_most_is_gone_when_its_own_fields_are_emptied(town: Browser) -> None:
    most = {"least": "", "gender": "", "capacity": "", "most": "1", "new": "yes"}
    assert town.post(NEW, NEW, **ACTIVITY, **filled(0, **most)).headers["Location"] == PAGE
    emptied = {"quotas.0.most": "", "quotas.0.new": ""}
    assert town.change(PAGE, PAGE, **emptied).headers["Location"] == PAGE
    assert quotas_of(town) == []


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"least": "", "most": ""}, "least", "请填人数，并选择是哪类人员。"),
        ({"least": "3"}, "most", "上限不得小于下限。"),
        ({"capacity": "team"}, "capacity", "请选择人员的身份。"),
        ({"organisation_id": "9"}, "organisation_id", "没有编号为 9 的记录。"),
    ],
)
def test_a_wrong_quota_is_refused_where_it_stands(
    town: Browser, changed: dict[str, str], field: str, sentence: str
) -> None:
    status, said = refused(town, NEW, {**ACTIVITY, **filled(0, **changed)})
    assert (status, said[f"quotas.0.{field}"]) == (422, sentence)
