"""Facts typeset as a PDF: a template of this folder, its facts as JSON that is never markup, a font of its own."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import typst
from pylopdf_fonts_zh_cn import sans_path

TEMPLATES = Path(__file__).parent


class Template(StrEnum):
    """The templates."""

    BOARD = "board"
    TEAM = "team"
    TASK = "task"


def typeset(template: Template, facts: dict[str, Any], *, now: datetime) -> bytes:
    """A PDF of these facts, made at `now` (its second); the same facts at the same time make the same bytes.

    Nothing is read but the template and the font, and nothing is fetched.
    """
    compiler = typst.Compiler(
        input=TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", timestamp=now.replace(microsecond=0))
    assert isinstance(made, bytes)
    return made


@cache
def fonts() -> typst.Fonts:
    """Noto Sans SC, which has more than 27,000 Chinese characters, and Noto Serif SC for what it lacks."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(sans_path().parent)])
