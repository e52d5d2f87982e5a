"""How a workbook names people and teams, so that a name written into a cell finds whoever is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.models import Person, Team
from scheduler.spreadsheets.cells import narrow, plain

NUMBERED = re.compile(r"(.+?)\s*[（(]([^（）()]+)[)）]")
"""A name with what tells it from others of the same name, in brackets."""

BETWEEN = re.compile(r"[、，,;；\n]+")
"""What stands between several names in a cell."""


@dataclass(frozen=True)
class Labels:
    """The people and teams of a town by what cells call them: a name, where several have it with their number."""

    people: Sequence[Person]
    teams: Sequence[Team]

    @cached_property
    def of_people(self) -> Mapping[int, str]:
        """What people are called, by id."""
        return labels((one.id, one.name, one.code or one.phone or f"#{one.id}") for one in self.people)

    @cached_property
    def of_teams(self) -> Mapping[int, str]:
        """What teams are called, by id."""
        return labels((one.id, one.name, one.code) for one in self.teams)

    @cached_property
    def known(self) -> Mapping[bool, Mapping[str, set[int]]]:
        """Ids by all that a cell may call somebody: of teams under True, of people under False."""
        found: dict[bool, dict[str, set[int]]] = {True: {}, False: {}}
        for team in self.teams:
            for called in (team.name, team.code, self.of_teams[team.id]):
                found[True].setdefault(key(called), set()).add(team.id)
        for one in self.people:
            for word in filter(None, (one.name, one.code, one.phone, self.of_people[one.id])):
                found[False].setdefault(key(word), set()).add(one.id)
        return found

    def meant(self, text: str, *, team: bool) -> set[int]:
        """The ids of those whom a text may mean: of one it means just them."""
        known = self.known[team]
        numbered = NUMBERED.fullmatch(plain(text))
        exact = known.get(key(text), set())
        if exact or numbered is None:
            return exact
        return known.get(key(numbered[1]), set()) & known.get(key(numbered[2]), set())

    def read(self, text: str, *, team: bool) -> list[str]:
        """The names in a cell, one where the whole of it is a name."""
        whole = plain(text)
        if not whole or self.meant(whole, team=team):
            return [whole] if whole else []
        return [name for name in map(str.strip, BETWEEN.split(text)) if name]


def key(text: str) -> str:
    """A name as it is compared: half-width, without spaces."""
    return re.sub(r"\s+", "", narrow(text)).lower()


def labels(rows: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """Names by id; those that several have, with a number in brackets."""
    listed = list(rows)
    times = Counter(key(name) for _, name, _ in listed)
    return {number: name if times[key(name)] == 1 else f"{name}（{code}）" for number, name, code in listed}


def labels_of(session: Session, town_id: int) -> Labels:
    """Those of a town; people and teams who serve no longer are among them, for rosters of the past name them."""
    people = session.scalars(select(Person).where(Person.town_id == town_id).order_by(Person.id)).all()
    return Labels(people, session.scalars(select(Team).where(Team.town_id == town_id).order_by(Team.id)).all())
