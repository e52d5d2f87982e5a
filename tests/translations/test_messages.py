"""Which messages the sources use: found wherever one stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.translations.messages import ROOT, note, sentences, used_messages
from solver.policy import known_rules

USED = used_messages()


@pytest.mark.parametrize(
    ("message", "file"),
    [
        ("Please sign in.", "api/errors.py"),
        ("You may not do this.", "scheduler/domain/permissions.py"),
        ("You may not do this.", "api/errors.py"),
        ("This roster is being solved already.", "scheduler/services/rosters/runs.py"),
        ("Mend them in your file and upload it again.", ""),
        ("{count} cells or rows are wrong", "templates/import/report.html"),
    ],
)
def test_a_message_is_found_where_it_is_used(message: str, file: str) -> None:
    assert (file in USED.get(message, [])) is bool(file)


def test_every_file_that_is_named_is_there() -> None:
    assert [name for files in USED.values() for name in files if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("rule", known_rules().values(), ids=lambda rule: rule.__name__)
def test_what_a_rule_says_of_itself_is_a_message_of_its_file(rule: type) -> None:
    file = f"{rule.__module__.replace('.', '/')}.py"
    said = sentences(rule)  # type: ignore[arg-type]
    assert said != []
    assert [sentence for sentence in said if file not in USED[sentence]] == []


def test_a_file_is_noted_once_and_what_is_no_text_is_left_out() -> None:
    found: dict[str, list[str]] = {}
    for text in ("a", "a", ("a", None), "", None, 5):
        note(found, text, ROOT / "api" / "app.py")
    note(found, "a", Path(ROOT / "api" / "auth.py"))
    assert found == {"a": ["api/app.py", "api/auth.py"]}
