"""The catalogs hold every sentence, in every language, with the same parameters."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from scheduler.language import LOCALES, translations
from scheduler.translations.__main__ import load, traditional
from scheduler.translations.messages import used_messages

FILES = used_messages()
MESSAGES = sorted(FILES)
CATALOGS = {locale: load(locale) for locale in LOCALES if locale != "en"}


def placeholders(sentence: str) -> list[tuple[str, str, str]]:
    """The parameters of a sentence with their formats; ValueError where a brace stands alone."""
    found = [(name, form or "", how or "") for _, name, form, how in Formatter().parse(sentence) if name is not None]
    return sorted(set(found))


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_every_message_is_translated_with_its_parameters(locale: str) -> None:
    catalog = translations(locale)
    wrong = [
        message
        for message in MESSAGES
        if catalog.gettext(message) in ("", message)
        and message not in SAME
        or placeholders(catalog.gettext(message)) != placeholders(message)
    ]
    assert wrong == []


SAME = {"{amount} {unit}"}
"""Messages that are the same in every language."""


@pytest.mark.parametrize("locale", CATALOGS)
def test_chinese_sentences_have_full_width_punctuation(locale: str) -> None:
    catalog = translations(locale)
    beside = re.compile("[\u4e00-\u9fff}][,:;!?()]|[,;!?()] ?[\u4e00-\u9fff{]")
    assert [found for message in MESSAGES if beside.search(found := catalog.gettext(message))] == []


def test_the_traditional_catalog_has_no_simplified_characters_left() -> None:
    traditional = translations("zh_Hant")
    simplified = set("这来对时为会发设网员务岗动门问题导资质级别证编号")
    assert [message for message in MESSAGES if simplified & set(traditional.gettext(message))] == []


@pytest.mark.parametrize("locale", CATALOGS)
def test_a_catalog_holds_what_the_sources_use_and_names_where(locale: str) -> None:
    found = {str(row.id): sorted(name for name, _ in row.locations) for row in CATALOGS[locale] if row.id}
    assert found == {message: sorted(files) for message, files in FILES.items()}
    assert [row.id for row in CATALOGS[locale] if row.id and (row.fuzzy or not row.string)] == []


def test_the_traditional_catalog_is_made_from_the_simplified_one() -> None:
    made = {row.id: traditional(str(row.string)) for row in CATALOGS["zh_Hans"] if row.id}
    assert {row.id: row.string for row in CATALOGS["zh_Hant"] if row.id} == made


@pytest.mark.parametrize("locale", CATALOGS)
def test_chinese_is_set_as_chinese(locale: str) -> None:
    """No space around, none between characters but about an example, and no punctuation of English between them."""
    catalog = CATALOGS[locale]
    torn = re.compile("(?<=[一-龥])(?<![如或]) (?!或)[一-龥]|[一-龥][,;!?](?![0-9])|[一-龥]\\.$")
    assert [str(row.string) for row in catalog if row.id and torn.search(str(row.string))] == []
    assert [row.id for row in catalog if row.id and str(row.string) != str(row.string).strip()] == []
