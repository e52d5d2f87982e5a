"""How far the first start is, for the page that shows it until the service is ready."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from scheduler.language import Message


@dataclass
class Setup:
    """The step that is being done; `ready` once the console can be used, `error` where a step failed."""

    ready: bool = True
    step: Message | None = None
    share: float = 0.0
    error: str = ""


def setup() -> Setup:
    """How far the first start of this application is."""
    return setup_of(current_app)


def setup_of(app: Flask) -> Setup:
    """How far the first start of an application is."""
    found: Setup = app.extensions["setup"]
    return found
