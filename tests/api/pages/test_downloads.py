"""Files that the console gives."""

from __future__ import annotations

import io

import pytest

from tests.api.client import Browser
from tests.api.pages.reading import table


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/import/template.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("/import/register.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("/rosters/1/assignments.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("/rosters/1/assignments.csv", "text/csv; charset=utf-8"),
    ],
)
def test_a_file_is_given_to_coordinators_alone(town: Browser, person: Browser, path: str, kind: str) -> None:
    town.post("/rosters", "/rosters", first_day="2026-11-23", last_day="2026-11-29")
    answer = town.get(path)
    assert (answer.status_code, answer.content_type) == (200, kind)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert person.get(path).status_code == 403


def test_the_file_of_a_roster_that_nobody_knows_is_not_there(town: Browser) -> None:
    assert town.get("/rosters/99/assignments.csv").status_code == 404
    assert town.get("/rosters/1/assignments.pdf").status_code == 404


@pytest.mark.usefixtures("before_the_duties")
def test_the_register_as_a_file_is_imported_without_a_fault_or_a_change(town: Browser) -> None:
    shown = uploaded(town, "/import/register.xlsx")
    assert "文件没有问题。" in shown
    assert {tuple(row[1:3]) for row in table(shown)} - {("0", "0")} == set()


def test_the_template_as_it_is_has_no_fault_and_nothing_to_import(town: Browser) -> None:
    assert "文件中没有数据。" in uploaded(town, "/import/template.xlsx")


def uploaded(town: Browser, path: str) -> str:
    """The page of a file that is downloaded and brought in as it is."""
    content = town.get(path).data
    page = town.post("/import", "/import", file=(io.BytesIO(content), "town.xlsx")).headers["Location"]
    return town.get(page).text
