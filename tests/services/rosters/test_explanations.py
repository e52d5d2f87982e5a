"""Every rule of the solver has a name, every reason a sentence."""

from __future__ import annotations

from scheduler.language import LOCALES
from scheduler.services.rosters.explanations import reason_message, title
from solver.explain import Reason
from solver.policy import known_rules
from solver.rules.eligibility import Available, ServesInCapacity


def test_a_rule_is_called_what_it_says_itself_in_the_language_of_the_reader() -> None:
    titles = [title(Available).render(locale) for locale in LOCALES]
    assert titles == ["时间可用", "時間可用", "Available"]
    names = {title(rule).render("zh_Hans") for rule in known_rules().values()}
    assert len(names) == len(known_rules())


def test_a_reason_has_a_sentence_of_its_own_or_names_its_rule() -> None:
    assert str(reason_message(Reason(Available(), "away", 3))) == "3 are away"
    assert str(reason_message(Reason(Available(), "other", 3))) == "3: Available"
    assert str(reason_message(Reason(ServesInCapacity(), "capacity", 1))) == "1: Serves in an accepted capacity"
