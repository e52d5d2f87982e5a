"""Names as people type them: characters, pinyin in full, or only its first letters."""

from __future__ import annotations

import os
from functools import lru_cache

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
from pypinyin import lazy_pinyin  # noqa: E402  # its phrases take 44 MB of every process, and no name is one

Readings = tuple[str, ...]

IN_NAMES = """
单 shan chan, 解 xie, 曾 zeng, 区 ou, 仇 qiu, 查 zha, 翟 zhai, 盖 ge, 缪 miao, 朴 piao, 种 chong, 覃 qin, 召 shao,
员 yun, 乐 yue, 折 she, 秘 bi, 洗 xian, 能 nai, 繁 po, 祭 zhai, 隗 wei, 佴 nai, 牟 mu, 阚 kan, 郗 chi, 句 gou, 便 pian,
藏 zang, 谌 shen, 薄 bo, 乜 nie, 粘 nian, 宓 fu, 卜 bu, 黑 he, 尉 yu, 万 mo, 澹 tan, 晟 sheng, 茜 xi, 长 chang,
單 shan chan, 區 ou, 種 chong, 員 yun, 樂 yue, 繆 miao, 蓋 ge, 諶 shen, 萬 mo, 長 chang
"""
"""How characters are read in names, surnames above all, where the dictionary puts another reading first."""
ALSO_READ = {character: read for character, *read in map(str.split, IN_NAMES.split(","))}

NAMES_KEPT = 1 << 16
"""A county's people: their readings are looked up once for each process and then kept."""


def named(text: str, name: str) -> bool:
    """Whether a name is one that a text asks for: from some character of it on, each stands in the text by itself or
    by the first letters of its pinyin. 单小明 is asked for by 小明, by shanxiaoming, by sxm and by shan小.
    """
    asked = plain(text)
    whole, characters = typed(name)
    return asked in whole or any(spells(asked, characters, first) for first in range(len(characters)))


def plain(text: str) -> str:
    """A text without spaces, in small letters, with v for the ü that keyboards lack."""
    return "".join(text.casefold().split()).replace("ü", "v")


@lru_cache(maxsize=NAMES_KEPT)
def typed(name: str) -> tuple[str, tuple[Readings, ...]]:
    """A name without its spaces, and all that each character of it can be typed as."""
    whole = plain(name)
    return whole, tuple(map(readings, whole))


@lru_cache(maxsize=NAMES_KEPT)
def readings(character: str) -> Readings:
    """What a character can be typed as: itself, or its pinyin."""
    return tuple(dict.fromkeys((character, *lazy_pinyin(character), *ALSO_READ.get(character, ()))))


def spells(text: str, characters: tuple[Readings, ...], first: int) -> bool:
    """Whether a text is made of the first letters, at least one each, of the characters from the first on."""
    if not text:
        return True
    if first == len(characters):
        return False
    for reading in characters[first]:
        if text[0] == reading[0]:
            for length in range(common(text, reading), 0, -1):
                if spells(text[length:], characters, first + 1):
                    return True
    return False


def common(one: str, other: str) -> int:
    """How many first letters two texts share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
