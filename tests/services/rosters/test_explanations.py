"""The solver's findings as sentences: every rule has a name, every reason a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.language import LOCALES
from scheduler.services.problems import Translation, translate
from scheduler.services.rosters.explanations import (
    UNITS,
    activities,
    block_message,
    finding_message,
    names,
    reason_message,
    title,
)
from solver.explain import Reason
from solver.policy import known_rules
from solver.problem import Capacity
from solver.rules.base import Block, Finding
from solver.rules.clashes import NotInTwoPlaces
from solver.rules.demand import Minimum
from solver.rules.eligibility import Available, ServesInCapacity
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
