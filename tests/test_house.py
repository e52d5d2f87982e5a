"""The dependency rule, and what else is true of the whole house."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from solver.policy import known_rules
from solver.rules.base import Rule, Scope

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    path for folder in ("solver", "scheduler", "api", "benchmarks") for path in (ROOT / folder).rglob("*.py")
)
PATHS = [
    f"/{path.relative_to(ROOT).as_posix()}{'/' if path.is_dir() else ''}"
    for path in ROOT.rglob("*")
    if not {".git", ".venv", "node_modules", "var"} & set(path.relative_to(ROOT).parts)
]
"""All files and folders, as documents name them by their end; folders end with a stroke."""

ALLOWED = {
    "solver": {"solver"},
    "scheduler.domain": {"scheduler.domain", "scheduler.errors", "scheduler.language"},
    "scheduler.models": {"scheduler.models", "scheduler.domain", "solver"},
    "scheduler.calendars": {"scheduler.calendars", "scheduler.domain"},
    "scheduler.translations": {"scheduler.translations", "scheduler.language", "solver"},
    "scheduler.spreadsheets": {
        "scheduler.spreadsheets",
        "scheduler.models",
        "scheduler.domain",
        "scheduler.errors",
        "scheduler.language",
        "solver",
    },
    "scheduler.papers": {"scheduler.papers"},
    "scheduler.sample": {"scheduler.sample", "scheduler.spreadsheets", "scheduler.domain"},
    "scheduler.services": {
        "scheduler.services",
        "scheduler.models",
        "scheduler.domain",
        "scheduler.calendars",
        "scheduler.spreadsheets",
        "scheduler.papers",
        "scheduler.errors",
        "scheduler.language",
        "solver",
    },
    "scheduler.tasks": {"scheduler", "solver"},
    "scheduler": {"scheduler", "solver"},
    "api": {"api", "scheduler", "solver"},
    "benchmarks": {"benchmarks", "solver", "scheduler"},
}
"""What each part may import of ours; the longest name that fits a module counts."""


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """The modules of ours that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""] + [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (
            name for name in names if name.split(".")[0] in {"solver", "scheduler", "api", "benchmarks", "tests"}
        )


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_a_module_imports_only_what_its_part_may(path: Path) -> None:
    part = max((part for part in ALLOWED if within(module_name(path), part)), key=len)
    wrong = [name for name in imports(path) if not any(within(name, package) for package in ALLOWED[part])]
    assert wrong == []


def test_there_are_no_import_cycles() -> None:
    modules = {module_name(path): path for path in SOURCES}
    graph = {
        name: {found for found in imports(path) if found in modules and found != name and not within(name, found)}
        for name, path in modules.items()
        if path.name != "__init__.py"
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for needed in sorted(graph.get(name, ())):
                visit(needed, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


@pytest.mark.parametrize("rule", known_rules().values(), ids=lambda rule: rule.__name__)
def test_every_rule_says_what_it_is_called_where_it_belongs_and_whether_it_is_hard(rule: type[Rule]) -> None:
    assert isinstance(rule.title, str)
    assert isinstance(rule.scope, Scope)
    assert (rule.__doc__ or "").startswith("Hard." if rule.hard else "Soft")


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_no_function_imports(path: Path) -> None:
    functions = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]
    inside = [
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


@pytest.mark.parametrize("document", ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "README.zh-CN.md"])
def test_every_file_and_folder_that_a_document_names_is_there(document: str) -> None:
    text = (ROOT / document).read_text()
    named = set(re.findall(r"`([\w.-][\w./-]*(?:/|\.(?:py|md|html|js|css|toml|txt)))`", text))
    assert [name for name in sorted(named) if not any(path.endswith(f"/{name}") for path in PATHS)] == []


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_a_file_is_one_idea_on_a_few_screens(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400
