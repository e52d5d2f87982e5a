"""Cells of a spreadsheet as people fill them in, and as we write them: text, numbers, words, telephone numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import phonenumbers

from scheduler.language import Message, m_

Cell = Any

NOTHING: Mapping[str, Any] = MappingProxyType({})

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
UNSEEN = re.compile(r"[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""What nobody sees but what makes two names differ, or turns the text after it around."""

LISTED = re.compile(r"[、,;，；\s]+")
SIMPLIFIED = str.maketrans(
    "與僅優黨冊農幾劃別辦務動區單歷曆參雙號啓啟員國場備復複屬歲崗慶應開張態願執報數無時機點狀稱類級緯納經結編網聯節計訓訪證說説請調質資郵鍾鐘鋒鎮長門間隊項額駐齡齊織業體醫學總條創發給過還這產達週後佈繫係職",
    "与仅优党册农几划别办务动区单历历参双号启启员国场备复复属岁岗庆应开张态愿执报数无时机点状称类级纬纳经结编网联节计训访证说说请调质资邮钟钟锋镇长门间队项额驻龄齐织业体医学总条创发给过还这产达周后布系系职",
)
"""Characters of our own headers and words in traditional script, for sheets that were filled in with them."""


class CellError(ValueError):
    """A cell cannot be read; `message` says what would be right."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def as_it_is(value: Any) -> Cell:
    """A value that is a cell already."""
    return value


@dataclass(frozen=True)
class Form:
    """How one kind of cell is filled in: `read` gives its value or raises CellError, `write` a cell that reads as it.

    `words` are those from which the cell is chosen, if it is.
    """

    read: Callable[[Cell], Any]
    write: Callable[[Any], Cell] = as_it_is
    words: tuple[str, ...] = ()


def plain(cell: Cell) -> str:
    """A cell as one line of text, without characters that are not seen; a whole number without its ".0"."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return CONTROL.sub(" ", UNSEEN.sub("", "" if cell is None else str(cell))).strip()


def narrow(cell: Cell) -> str:
    """A cell as text with full-width digits, letters and signs made half-width."""
    return unicodedata.normalize("NFKC", plain(cell)).strip()


def word(cell: Cell) -> str:
    """A cell as a word of ours is compared: half-width, simplified script, small letters."""
    return narrow(cell).translate(SIMPLIFIED).lower()


CLEAR = re.compile(r'("*)(?:清空|clear)\1')
"""The word of a cell that takes away what the register says; in quotation marks it is the text inside of them."""


def text(most: int) -> Form:
    """Text of at most so many characters."""

    def read(cell: Cell) -> str:
        """The text of a cell. Raises CellError."""
        value = date_text(cell) if isinstance(cell, date) else plain(cell)
        if len(value) > most:
            raise CellError(m_("at most {most} characters", most=most))
        return value

    return Form(read)


def date_text(cell: date) -> str:
    """A date in a cell of text: a spreadsheet makes dates of what looks like one."""
    midnight = not isinstance(cell, datetime) or (cell.hour, cell.minute, cell.second) == (0, 0, 0)
    return f"{cell.year}-{cell.month}-{cell.day}" if midnight else plain(cell)


def code(most: int) -> Form:
    """A number by which others refer to a row: in half-width characters, without what separates a list."""

    def read(cell: Cell) -> str:
        """The number by which others refer to a row. Raises CellError."""
        value = narrow(cell)
        if len(value) > most:
            raise CellError(m_("at most {most} characters", most=most))
        if LISTED.search(value):
            raise CellError(m_("a number without spaces, commas and semicolons"))
        return value

    return Form(read)


def number(cell: Cell) -> float:
    """A cell as a number; nan where it is none."""
    value = narrow(cell)
    return float(value) if re.fullmatch(r"[+-]?[0-9]{1,15}(\.[0-9]{0,20})?|\.[0-9]{1,20}", value) else float("nan")


def whole(least: int, most: int) -> Form:
    """A whole number between two limits."""

    def read(cell: Cell) -> int:
        """The number of a cell. Raises CellError."""
        value = number(cell)
        if not least <= value <= most or not value.is_integer():
            raise CellError(m_("a whole number from {least} to {most}", least=least, most=most))
        return int(value)

    return Form(read)


def decimal(least: float, most: float) -> Form:
    """A number between two limits, to the seventh decimal: what one kind of file rounds another may not."""

    def read(cell: Cell) -> float:
        """The number of a cell. Raises CellError."""
        value = round(number(cell), 7)
        if not least <= value <= most:
            raise CellError(m_("a number from {least} to {most}", least=least, most=most))
        return value

    return Form(read)


def read_hours(cell: Cell) -> int:
    """Hours, with halves and quarters, as minutes."""
    value = number(cell)
    if not 0.25 <= value <= 168:
        raise CellError(m_("a number from {least} to {most}", least=0.25, most=168))
    return round(value * 60)


HOURS = Form(read_hours, lambda minutes: minutes / 60)


def read_yes_no(cell: Cell) -> bool:
    """Yes or no."""
    value = word(cell)
    if value in {"是", "有", "yes", "y", "true", "1", "√"}:
        return True
    if value in {"否", "无", "no", "n", "false", "0", "×"}:
        return False
    raise CellError(m_("是 or 否"))


YES_NO = Form(read_yes_no, lambda value: "是" if value else "否", ("是", "否"))


def choice(words: Mapping[str, Any], also: Mapping[str, Any] = NOTHING) -> Form:
    """One of some values, by its Chinese word, by another that people `also` use for it, or by its own English one."""
    known = {**words, **also, **{value.value.replace("_", " "): value for value in words.values()}}

    def read(cell: Cell) -> Any:
        """The value that a cell's word stands for. Raises CellError."""
        found = known.get(word(cell).replace("_", " "))
        if found is None:
            raise CellError(m_("one of {words}", words="、".join(words)))
        return found

    return Form(read, {value: chinese for chinese, value in words.items()}.__getitem__, tuple(words))


def listed(form: Form) -> Form:
    """A list, separated by 、 or commas, semicolons or spaces."""

    def read(cell: Cell) -> list[Any]:
        """The values of a cell, in its order. Raises CellError."""
        return [form.read(part) for part in LISTED.split(plain(cell)) if part]

    return Form(read, lambda values: "、".join(map(form.write, values)), form.words)


CHINA = 86
MOBILE = re.compile(r"1[3-9][0-9]{9}")


def is_mistyped(found: phonenumbers.PhoneNumber) -> bool:
    """Whether a number begins as a Chinese mobile one and is too short or too long: the library lets it pass."""
    national = str(found.national_number)
    mobile = found.country_code == CHINA and re.match("1[3-9]", national) is not None
    return mobile and MOBILE.fullmatch(national) is None


def says_all(written: str, found: phonenumbers.PhoneNumber) -> bool:
    """Whether a number has every digit that was written, but for the codes dialled before it: the library leaves out
    five digits that an operator might have.
    """
    country, national = str(found.country_code), str(found.national_number)
    before = re.sub(r"\D", "", written).removesuffix(national)
    return before in {"", "0", country, f"{country}0", f"00{country}", f"00{country}0"}


def read_phone(cell: Cell) -> str:
    """A telephone number, Chinese unless it says otherwise, in international form (E.164)."""
    value = narrow(cell)
    fault = CellError(m_("a telephone number such as 13800138000"))
    if not re.fullmatch(r"[+0-9() \-]{5,30}", value):
        raise fault
    try:
        found = phonenumbers.parse(value, "CN")
    except phonenumbers.NumberParseException as error:
        raise fault from error
    if not phonenumbers.is_possible_number(found) or is_mistyped(found) or not says_all(value, found):
        raise fault
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


PHONE = Form(read_phone, lambda value: value.removeprefix("+86"))


def read_mail(cell: Cell) -> str:
    """A mail address."""
    value = narrow(cell)
    if not re.fullmatch(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,130}\.[^@\s<>\".]{2,}", value) or len(value) > 200:
        raise CellError(m_("a mail address such as name@example.com"))
    return value


MAIL = Form(read_mail)
