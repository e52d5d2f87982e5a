"""The page of the first start: shown until the console is ready, with what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from api.app import create_app
from api.setup import Setup, setup_of
from scheduler.language import m_
from scheduler.services.sessions import open_engine
from scheduler.settings import Settings
from tests.conftest import Databases


@pytest.fixture
def app(settings: Callable[..., Settings], databases: Databases) -> Iterator[Flask]:
    engine = open_engine(databases.new("sqlite"))
    yield create_app(settings(), engine)
    engine.dispose()


def test_a_new_application_is_ready_where_nobody_says_otherwise(app: Flask) -> None:
    assert setup_of(app) == Setup(ready=True, step=None, share=0.0, error="")
    assert app.test_client().get("/").headers["Location"] == "/sign-in"


def test_until_it_is_ready_the_page_shows_the_step_in_the_readers_language_and_then_leads_on(app: Flask) -> None:
    setup, client = setup_of(app), app.test_client()
    setup.ready, setup.step, setup.share = False, m_("The first roster is being solved"), 0.4
    for path in ("/", "/setup"):
        assert [client.get(f"{path}?lang={lang}").status_code for lang in ("en", "zh_Hans")] == [200, 200]
        assert "The first roster is being solved" in client.get(f"{path}?lang=en").text
        assert "正在" in client.get(f"{path}?lang=zh_Hans").text
    setup.error = "<disk full>"
    assert "&lt;disk full&gt;" in client.get("/setup").text
    setup.ready = True
    answer = client.get("/setup")
    assert (answer.status_code, answer.data, answer.headers["HX-Redirect"]) == (200, b"", "/")
