"""Sentences that are rendered when they are read."""

from __future__ import annotations

import pytest

from scheduler.errors import Invalid, NotFound
from scheduler.language import LOCALES, Message, m_, translations


def test_a_message_is_rendered_in_a_language_with_messages_among_its_parameters() -> None:
    message = m_("{count}: {rule}", count=3, rule=m_("Wishes"))
    assert [message.render(locale) for locale in LOCALES] == [
        "不符合“个人意愿”\uff1a3",
        "不符合「個人意願」\uff1a3",
        "3: Wishes",
    ]
    assert str(message) == "3: Wishes"


def test_a_sentence_without_a_translation_is_shown_in_english() -> None:
    assert Message("Never written anywhere.").render("zh_Hans") == "Never written anywhere."
    assert translations("klingon").gettext("Wishes") == "Wishes"


def test_a_parameter_that_is_missing_is_noticed_and_what_it_holds_is_never_a_template() -> None:
    with pytest.raises(KeyError, match="number"):
        Message("There is no such entry (number {number}).").render("en")
    assert m_("There is no account {name}.", name="{0.__class__} {x}").render("en") == (
        "There is no account {0.__class__} {x}."
    )


def test_a_parameter_may_be_called_text() -> None:
    assert m_("{text}", text="a").render("en") == "a"


def test_a_refusal_is_said_in_english_to_whoever_reads_a_log() -> None:
    error = Invalid(m_("There is no account {name}.", name="clerk"), {"name": m_("A text.")})
    assert (str(error), error.fields) == ("There is no account clerk.", {"name": m_("A text.")})
    assert Invalid(m_("A text.")).fields == {}
    assert str(NotFound(m_("There is no town yet."))) == "There is no town yet."
