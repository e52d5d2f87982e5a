"""The town of the benchmark has the board that it says."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from benchmarks.full_board import ASSIGNMENTS, DAYS, PEOPLE, ROWS, make_town
from scheduler.domain.permissions import Actor, ActorRole
from scheduler.models import Person, Roster
from scheduler.services.rosters.boards.board import Group, board
from scheduler.services.sessions import open_engine, session_factory


def test_its_board_is_full(tmp_path: Path) -> None:
    roster_id = make_town(tmp_path)
    engine = open_engine(f"sqlite:///{tmp_path / 'town.db'}")
    with session_factory(engine, reads_only=True)() as session:
        town_id = session.get_one(Roster, roster_id).town_id
        actor = Actor("coordinator", ActorRole.COORDINATOR, town_id)
        found = board(session, actor, roster_id, Group.SOCIAL_WORKERS)
        chips = [len(chips) for line in found.lines.rows for chips in line.cells.values()]
        people = session.scalar(select(func.count()).select_from(Person))
    engine.dispose()
    assert (len(found.lines.rows), len(found.days), sum(chips), people) == (ROWS, DAYS, ASSIGNMENTS, PEOPLE)
