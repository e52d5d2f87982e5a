"""The problem that a roster's solver runs get, as a file that reproduces them outside: `python -m solver solve`."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.models import Roster
from scheduler.services.lookup import find
from scheduler.services.problems import translate
from solver.anonymous import anonymised
from solver.files import problem_text


class Names(StrEnum):
    """Whether a file names people and things, or numbers them."""

    REPLACED = "replaced"
    KEPT = "kept"


def problem_file(session: Session, actor: Actor, roster_id: int, *, names: Names) -> str:
    """The roster's problem as the register stands now, as JSON.

    With the seed and the effort of a run for the best roster it gives the same one as long as the register is the same.
    Raises NotFound, Forbidden.
    """
    roster = find(session, actor, Action.GENERATE, Roster, roster_id)
    problem = translate(session, roster).problem
    return problem_text(problem if names is Names.KEPT else anonymised(problem))
