"""The messages that the sources and templates use, as the catalogs must hold them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from jinja2.ext import babel_extract

from solver.policy import known_rules
from solver.rules.base import Rule

ROOT = Path(__file__).parent.parent.parent
KEYWORDS = {"m_": None, "t": None}


def used_messages() -> dict[str, list[str]]:
    """Every message id that is used, with the files that use it, in order of file."""
    found: dict[str, list[str]] = {}
    sources = [path for folder in ("solver", "scheduler", "api") for path in (ROOT / folder).rglob("*.py")]
    for path in sorted(sources):
        for _, message, _, _ in extract("python", BytesIO(path.read_bytes()), keywords=KEYWORDS):
            note(found, message, path)
    for rule in known_rules().values():
        path = ROOT / f"{rule.__module__.replace('.', '/')}.py"
        for sentence in sentences(rule):
            note(found, sentence, path)
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for _, _, text, _ in babel_extract(BytesIO(path.read_bytes()), list(KEYWORDS), [], {"encoding": "utf-8"}):
            note(found, text, path)
    return found


def sentences(rule: type[Rule]) -> list[str]:
    """What a rule says of itself."""
    about = filter(None, (rule.title, rule.sentence, rule.law, rule.finds, rule.more, rule.fewer))
    return [*about, *rule.kinds.values(), *filter(None, rule.keeps_away.values()), *rule.waivers.values()]


def note(found: dict[str, list[str]], text: object, path: Path) -> None:
    """Write down that a file uses a message."""
    message = text[0] if isinstance(text, tuple | list) else text
    if isinstance(message, str) and message:
        files = found.setdefault(message, [])
        name = str(path.relative_to(ROOT))
        if name not in files:
            files.append(name)
