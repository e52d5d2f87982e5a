"""The words that calendars say by themselves."""

from __future__ import annotations

import pytest

from scheduler.calendars.entries import EntryStatus
from scheduler.calendars.words import KINDS, PREFIXES, duty_title, kind_name, market_day, personal_name, with_team
from scheduler.models import ActivityKind


def test_every_status_and_every_kind_of_activity_has_its_words() -> None:
    assert PREFIXES == {
        EntryStatus.CANCELLED: "【已取消】",
        EntryStatus.TENTATIVE: "【待确认】",
        EntryStatus.CONFIRMED: "",
    }
    assert set(KINDS) == {kind.value for kind in ActivityKind}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (personal_name("测试甲"), "我的值班 测试甲"),
        (kind_name("六祖镇", "enforcement"), "六祖镇 联合执法"),
        (duty_title("敬老服务", "协助"), "敬老服务（协助）"),
        (duty_title("敬老服务", ""), "敬老服务"),
        (with_team("一号先锋队"), "队伍\uff1a一号先锋队"),
        (market_day("十月十六"), "农历十月十六圩日"),
    ],
)
def test_calendars_and_events_are_called_by_the_towns_words(said: str, expected: str) -> None:
    assert said == expected
