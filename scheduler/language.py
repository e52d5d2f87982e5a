"""Sentences for people: lazy messages in English, rendered in a language from the gettext catalogs.

Catalogs lie in `scheduler/translations/<locale>/LC_MESSAGES/messages.po` and are read as they are: there is no compiled
copy that could be stale. English is the language of the message ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LOCALES = ("zh_Hans", "zh_Hant", "en")
DEFAULT_LOCALE = "zh_Hans"
TRANSLATIONS = Path(__file__).parent / "translations"


@dataclass(frozen=True)
class Message:
    """A sentence that is not rendered yet. Parameters may be messages themselves."""

    text: str
    parameters: dict[str, Any] = field(default_factory=dict, hash=False)

    def render(self, locale: str) -> str:
        """The sentence in a language; KeyError if a parameter is missing."""
        values = {
            name: value.render(locale) if isinstance(value, Message) else value
            for name, value in self.parameters.items()
        }
        return translations(locale).gettext(self.text).format(**values)

    def __str__(self) -> str:
        return self.render("en")


def m_(text: str, /, **parameters: Any) -> Message:
    """A message with its parameters, marked for extraction into the catalogs."""
    return Message(text, parameters)


def listed(things: Sequence[Message | str]) -> Message:
    """Things one after the other, as each language separates them; a dash where there are none."""
    if not things:
        return Message("—")
    parameters = {f"thing{number}": thing for number, thing in enumerate(things)}
    return Message("{comma}".join(f"{{{name}}}" for name in parameters), {**parameters, "comma": m_(", ")})


@cache
def translations(locale: str) -> NullTranslations:
    """The catalog of a locale; English where there is none for it.

    Raises babel's PoFileError where a catalog cannot be read.
    """
    path = TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=locale, abort_invalid=True))
    compiled.seek(0)
    return Translations(compiled)
