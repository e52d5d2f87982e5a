"""Brings the catalogs to what the sources say: `make catalogs`.

zh_Hans is written by hand: new messages come in empty and unused ones go. zh_Hant is made from it by OpenCC (s2hk:
characters of Hong Kong and Macau, words of the mainland's offices) and then read by eye; `CORRECTED` holds what that
reading found.
"""

from __future__ import annotations

import opencc
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from scheduler.language import TRANSLATIONS
from scheduler.translations.messages import used_messages

CORRECTED = {
    "臺賬": "台賬",
    "佈": "布",
    "併發布": "並發布",
    "户": "戶",
    "閲": "閱",
    "啓": "啟",
    "説": "說",
    "“": "「",
    "”": "」",
}


def load(locale: str) -> Catalog:
    """The catalog of a locale as it is; an empty one where there is none."""
    path = TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as source:
        return read_po(source, locale=locale, abort_invalid=True)


def save(locale: str, sentences: dict[str, str], files: dict[str, list[str]]) -> None:
    """Write a catalog: the sentence of each message, and where it is used."""
    catalog = Catalog(locale=locale, project="town-roster", charset="utf-8", fuzzy=False)
    for message, sentence in sentences.items():
        catalog.add(message, sentence, locations=[(name, 0) for name in files[message]])
    path = TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalog, width=100, include_lineno=False, omit_header=True, sort_by_file=True)


TO_TRADITIONAL = opencc.OpenCC("s2hk")


def traditional(sentence: str) -> str:
    """A sentence in traditional characters."""
    converted: str = TO_TRADITIONAL.convert(sentence)
    for wrong, right in CORRECTED.items():
        converted = converted.replace(wrong, right)
    return converted


def main() -> None:
    """Update both catalogs, and say what is still to be translated."""
    files = used_messages()
    old = load("zh_Hans")
    sentences = {message: str(old[message].string) if message in old else "" for message in files}
    save("zh_Hans", sentences, files)
    save("zh_Hant", {message: traditional(sentence) for message, sentence in sentences.items()}, files)
    for message in (message for message, sentence in sentences.items() if not sentence):
        print(f"to be translated: {message}")


if __name__ == "__main__":
    main()
