"""The catalogs hold every sentence, in every language, with the same parameters."""

from __future__ import annotations

import re

import pytest

from scheduler.language import LOCALES, Message, m_, translations
from scheduler.translations.messages import used_messages

MESSAGES = sorted(used_messages())
PARAMETER = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_every_message_is_translated_with_its_parameters(locale: str) -> None:
    catalog = translations(locale)
    wrong = [
        message
        for message in MESSAGES
        if catalog.gettext(message) in ("", message)
        and message not in SAME
        or set(PARAMETER.findall(catalog.gettext(message))) != set(PARAMETER.findall(message))
    ]
    assert wrong == []


SAME: set[str] = set()
"""Messages that are the same in every language."""


def test_a_message_is_rendered_in_a_language_with_messages_among_its_parameters() -> None:
    message = m_("{count}: {rule}", count=3, rule=m_("Wishes"))
    assert [message.render(locale) for locale in LOCALES] == [
        "不符合“个人意愿”\uff1a3",
        "不符合“個人意願”\uff1a3",
        "3: Wishes",
    ]


def test_a_sentence_without_a_translation_is_shown_in_english() -> None:
    assert Message("Never written anywhere.").render("zh_Hans") == "Never written anywhere."


def test_the_traditional_catalog_has_no_simplified_characters_left() -> None:
    traditional = translations("zh_Hant")
    simplified = set("这来对时为会发设网员务岗动门问题导资质级别证编号")
    assert [message for message in MESSAGES if simplified & set(traditional.gettext(message))] == []
