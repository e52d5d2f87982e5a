"""The solver's findings as sentences: every rule has a name, every reason a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.language import LOCALES
from scheduler.models import Organisation
from scheduler.services.problems import Translation, translate
from scheduler.services.rosters.explained.explanations import (
    UNITS,
    activities,
    amount_message,
    block_message,
    cure_messages,
    finding_message,
    names,
    pins_message,
    reason_message,
    title,
    waiver_message,
)
from solver.candidates import Capacity
from solver.explanations.cures import Cure, Kind
from solver.explanations.explain import Reason
from solver.policy import known_rules
from solver.problem import Pin
from solver.rules.base import Block, Finding
from solver.rules.clashes import NotInTwoPlaces
from solver.rules.demand import Minimum
from solver.rules.eligibility import Available, ServesInCapacity
from solver.rules.hours import DutiesAMonth, HoursAWeek
from tests.services.small_town import SmallTown


def test_a_rule_is_called_what_it_says_itself_in_the_language_of_the_reader() -> None:
    titles = [title(Available).render(locale) for locale in LOCALES]
    assert titles == ["时间可用", "時間可用", "Available"]
    names = {title(rule).render("zh_Hans") for rule in known_rules().values()}
    assert len(names) == len(known_rules())


def test_a_reason_has_a_sentence_of_its_own_or_names_its_rule() -> None:
    assert str(reason_message(Reason(Available(), "away", 3))) == "3 are away"
    assert str(reason_message(Reason(Available(), "other", 3))) == "3: Available"
    assert str(reason_message(Reason(ServesInCapacity(), "capacity", 1))) == "1: Serves in an accepted capacity"


def test_what_blocks_one_candidate_is_said_of_one() -> None:
    assert str(block_message(Block(Available(), "away"))) == "1 are away"
    said = block_message(Block(ServesInCapacity(), "capacity"))
    assert [said.render(locale) for locale in LOCALES] == [
        "不符合“身份符合岗位要求”",
        "不符合「身份符合崗位要求」",
        "Not met: Serves in an accepted capacity",
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_unit_has_a_word_in_every_language(locale: str) -> None:
    words = {unit: word.render(locale) for unit, word in UNITS.items()}
    assert [unit for unit, word in words.items() if not word] == []
    assert locale == "en" or not any(word.isascii() for word in words.values())


@pytest.fixture
def translation(small: SmallTown) -> Translation:
    """Two people, a team, and two roles of one activity and one of another."""
    small.worker("甲"), small.worker("乙")
    small.team("先锋一队", [])
    small.activity("敬老服务")
    small.activity("巡查", day=25, accepts=(Capacity.TEAM,), wanted=1)
    return translate(small.session, small.draft())


def test_people_and_teams_are_named_and_nobody_is_a_dash(translation: Translation) -> None:
    said = [names(people, translation).render("zh_Hans") for people in ((), (1,), (0, 2))]
    assert said == ["—", "乙", "甲、先锋一队"]


def test_activities_are_named_once_with_their_day(translation: Translation) -> None:
    named = activities((0, 1, 0), translation)
    assert [named.render(locale) for locale in LOCALES] == [
        "敬老服务 11月24日 周二、巡查 11月25日 周三",
        "敬老服务 11月24日 週二、巡查 11月25日 週三",
        "敬老服务 Tue 24 Nov, 巡查 Wed 25 Nov",
    ]


def test_a_finding_says_which_rule_who_where_and_by_how_much(translation: Translation) -> None:
    nobody = finding_message(Finding(Minimum(), (), (1,), 1, "slots", reason="missing"), translation)
    assert str(nobody) == "Minimum of each role: 巡查 Wed 25 Nov (1 slots)"
    finding = Finding(NotInTwoPlaces(), (0, 1), (0, 1), 60, "min")
    said = "甲, 乙; 敬老服务 Tue 24 Nov, 巡查 Wed 25 Nov (60 minutes)"
    assert str(finding_message(finding, translation)) == f"Not in two places at once: {said}"
    together = replace(finding, reason="team")
    assert str(finding_message(together, translation)) == f"A team's people are counted once: {said}"


def test_so_much_of_a_unit_is_said_in_hours_and_minutes_where_it_is_time() -> None:
    said = [amount_message(amount, "min") for amount in (50, 60, 90)]
    assert list(map(str, said)) == ["50 min", "1 h", "1 h 30 min"]
    assert [one.render("zh_Hans") for one in said] == ["50 分钟", "1 小时", "1 小时 30 分钟"]
    assert [amount_message(2, "duties").render(locale) for locale in LOCALES] == ["2 次任务", "2 次任務", "2 duties"]


def test_what_is_waived_is_said_of_whom_by_how_much_and_by_which_organisation(small: SmallTown) -> None:
    police = small.add(Organisation(town_id=small.town.id, code="P", name="派出所"))
    small.person("民警甲", Capacity.OFFICER, organisation_id=police.id)
    small.activity()
    facts = translate(small.session, small.draft())
    more = Finding(HoursAWeek(), (0,), (0,), 90, "min")
    lent = Finding(ServesInCapacity(), (0,), (0,), 1, "assignment", reason="department")
    assert [waiver_message(more, facts).render(locale) for locale in LOCALES] == [
        "民警甲当周再增加 1 小时 30 分钟",
        "民警甲當週再增加 1 小時 30 分鐘",
        "1 h 30 min more in the week for 民警甲",
    ]
    assert waiver_message(lent, facts).render("zh_Hans") == "由派出所借调民警甲"
    assert str(waiver_message(lent, facts)) == "派出所 lends 民警甲"


def test_what_would_fill_a_slot_says_what_it_takes_beside_that_somebody_takes_it(translation: Translation) -> None:
    waived = (Finding(DutiesAMonth(), (0,), (0,), 1, "duties"),)
    gained, gone = (Pin(0, 0), Pin(1, 2)), (Pin(1, 0),)
    said = list(map(str, cure_messages(Cure(Kind.PIN, -5, gained, gone, gone, waived), translation)))
    assert said == [
        "1 duties more in the month for 甲",
        "the pin of 甲 is released: 巡查 Wed 25 Nov",
        "甲 leaves 巡查 Wed 25 Nov",
        "先锋一队 joins 巡查 Wed 25 Nov",
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_unit_that_a_rule_counts_in_has_a_word(locale: str) -> None:
    names = {"weekends", "requests", "options"}
    assert names <= {unit for unit, word in UNITS.items() if word.render(locale)}


def test_pins_that_contradict_are_named_with_their_activities(translation: Translation) -> None:
    said = pins_message((Pin(0, 0), Pin(1, 2)), translation)
    together = "甲（敬老服务 11月24日 周二）、先锋一队（巡查 11月25日 周三）"
    assert said.render("zh_Hans") == f"以下锁定不能同时成立，解除其中任何一项，其余即可成立：{together}"
