"""What a board's address says: whose lines, which days, what is left out. It can be kept, and shows the same again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from api.auth import actor
from api.database import session
from api.locale import today
from api.pages.forms import asked_day, asked_number, asked_text, choice, page_number
from scheduler.domain.windows import View
from scheduler.models import ActivityKind
from scheduler.services.register import choosing
from scheduler.services.rosters.boards.activity_board import ActivityLine, activity_board
from scheduler.services.rosters.boards.board import Board, Group, Line, board
from scheduler.services.rosters.boards.shown import By, Only, Shown

ACTIVITIES = "activities"
"""What the address has in the place of a group where lines are activities."""


@dataclass(frozen=True)
class Asked:
    """A board as its address asks for it. `group` None: its lines are activities."""

    group: Group | None
    shown: Shown

    @property
    def group_name(self) -> str:
        """The group as the address has it."""
        return self.group.value if self.group else ACTIVITIES

    @property
    def narrowed(self) -> bool:
        """Whether lines are left out that the board could show."""
        shown = self.shown
        return bool(shown.text or shown.kind or shown.village_id or shown.only)

    def address(self, **other: Any) -> Mapping[str, Any]:
        """What the address of this board says, with some of it otherwise; what is as usual is left unsaid."""
        shown = self.shown
        said = {
            "group": self.group_name if self.group is not Group.TEAMS else None,
            "view": shown.view if shown.view is not View.MONTH else None,
            "day": request.args.get("day") and shown.day,
            "by": shown.by,
            "kind": shown.kind,
            "village": shown.village_id,
            "only": shown.only,
            "q": shown.text,
        }
        return {name: value for name, value in {**said, **other}.items() if value}

    def found(self, roster_id: int) -> Board[Line] | Board[ActivityLine]:
        """The page of the board that is asked for."""
        if self.group is None:
            return activity_board(session(), actor(), roster_id, self.shown, number=page_number())
        return board(session(), actor(), roster_id, self.group, self.shown, number=page_number())


def asked() -> Asked:
    """The board that this request's address asks for. What says nothing that is known is as usual: teams, a month."""
    shown = Shown(
        view=choice("view", View) or View.MONTH,
        day=asked_day("day") or today(),
        by=choice("by", By),
        kind=choice("kind", ActivityKind),
        village_id=asked_number("village"),
        only=choice("only", Only),
        text=asked_text(),
    )
    activities = request.args.get("group") == ACTIVITIES
    return Asked(None if activities else choice("group", Group) or Group.TEAMS, shown)


def lists() -> dict[str, Any]:
    """What a board's forms and links offer to choose from."""
    return {
        "groups": [*(group.value for group in Group), ACTIVITIES],
        "kinds": [kind.value for kind in ActivityKind],
        "villages": choosing.villages(session(), actor()),
    }
