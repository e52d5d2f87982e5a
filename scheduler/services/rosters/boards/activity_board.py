"""The board of a roster the other way round: which activity takes place on which day, and who is on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Action, Actor
from scheduler.domain.pinyin import named
from scheduler.models import (
    Activity,
    ActivityKind,
    Assignment,
    DutyState,
    Person,
    Place,
    PublishedActivity,
    Role,
    Roster,
    RosterState,
    Team,
    Town,
)
from scheduler.services.listing import Page
from scheduler.services.lookup import find
from scheduler.services.problems.rows import read_activities
from scheduler.services.problems.trying import other_demand
from scheduler.services.rosters.boards.board import LINES_A_PAGE, Board, board_days, states_of
from scheduler.services.rosters.boards.shown import EVERYTHING, UNSETTLED, By, Only, Shown, by_village, villages_of
from scheduler.services.rosters.duties import frozen_activities

Names = dict[int, str]


@dataclass(frozen=True)
class Post:
    """One activity in a cell, as the roster tells of it, and who is on it. It is `open` where a slot is not filled or
    somebody has not accepted; who declined fills none.
    """

    activity_id: int
    title: str
    kind: ActivityKind
    place_id: int
    starts_at: datetime
    ends_at: datetime
    names: Sequence[str]
    filled: int
    wanted: int
    open: bool


@dataclass(frozen=True)
class ActivityLine:
    """The row of all activities of one title, kind and place. `heading` is the name of the village or the kind of
    activity under which it stands, "" under none of them.
    """

    title: str
    kind: ActivityKind
    place: str
    cells: dict[date, list[Post]]
    heading: str | None = None


def activity_board(
    session: Session,
    actor: Actor,
    roster_id: int,
    shown: Shown = EVERYTHING,
    *,
    number: int = 1,
    size: int = LINES_A_PAGE,
) -> Board[ActivityLine]:
    """A page of the activities of a roster, in order of their first day. Those of a village take place in it; a text
    asks for titles, places and whoever is on them. Raises NotFound.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    days, zone = shown.window(roster), session.get_one(Town, roster.town_id).timezone
    places, villages = names_of(session, Place, roster), villages_of(session, roster)
    rows: dict[tuple[str, ActivityKind, int], dict[date, list[Post]]] = defaultdict(lambda: defaultdict(list))
    for post in posts(session, roster, zone):
        day = local(post.starts_at, zone).date()
        if day in days and shown.lies(villages.get(post.place_id)) and is_shown(post, places[post.place_id], shown):
            rows[post.title, post.kind, post.place_id][day].append(post)
    found = [
        (villages.get(place), ActivityLine(title, kind, places[place], dict(cells)))
        for (title, kind, place), cells in rows.items()
    ]
    lines = headed(found, shown.by, villages)
    page = Page(lines[(number - 1) * size : number * size], len(lines), number, size)
    return Board(board_days(session, roster, days), page, days)


def is_shown(post: Post, place: str, shown: Shown) -> bool:
    """Whether an activity is of a kind, in a state and by a name that are asked for."""
    return (
        shown.kind in (None, post.kind)
        and {Only.OPEN: post.open, Only.IDLE: not post.filled, None: True}[shown.only]
        and any(named(shown.text, name) for name in (post.title, place, *post.names))
    )


def headed(
    found: Sequence[tuple[Place | None, ActivityLine]], by: By | None, villages: Mapping[int, Place]
) -> list[ActivityLine]:
    """Lines and the village of each, in order, under their headings."""
    if by is By.VILLAGE:
        return by_village(found, villages)
    if by is By.KIND:
        kinds = [(kind, line) for kind in ActivityKind for _, line in found if line.kind is kind]
        return [replace(line, heading=kind.value) for kind, line in kinds]
    return [line for _, line in found]


def posts(session: Session, roster: Roster, zone: str) -> Iterator[Post]:
    """The activities of a roster in order of time: of a draft as the register has them, else as they were published."""
    draft = roster.state is RosterState.DRAFT
    frozen = {} if draft else frozen_activities(session, roster)
    planned = read_activities(session, roster, zone) if draft else published(session, roster)
    holders, other = holders_by_activity(session, roster), other_demand(session, roster)
    told = [(activity, frozen.get(activity.id, activity)) for activity in planned]
    for activity, facts in sorted(told, key=lambda pair: (pair[1].starts_at, pair[0].id)):
        held = holders.get(activity.id, [])
        filled = sum(state is not DutyState.DECLINED for _, state in held)
        wanted = sum(other.get(role.id, role.wanted) for role in activity.roles)
        yield Post(
            activity.id,
            facts.content["title"] if isinstance(facts, PublishedActivity) else facts.title,
            facts.kind,
            facts.place_id,
            facts.starts_at,
            facts.ends_at,
            [name for name, _ in held],
            filled,
            wanted,
            filled < wanted or any(state in UNSETTLED for _, state in held),
        )


def published(session: Session, roster: Roster) -> Sequence[Activity]:
    """The activities that a roster was published with, as the register has them now."""
    frozen = select(PublishedActivity.activity_id).where(PublishedActivity.roster_id == roster.id)
    return session.scalars(select(Activity).where(Activity.id.in_(frozen))).all()


def holders_by_activity(session: Session, roster: Roster) -> Mapping[int, list[tuple[str, DutyState | None]]]:
    """The names of those who hold the slots of each activity, in order, and how each answered."""
    people, teams, states = (
        names_of(session, Person, roster),
        names_of(session, Team, roster),
        states_of(session, roster),
    )
    rows = session.execute(
        select(Role.activity_id, Assignment.role_id, Assignment.person_id, Assignment.team_id)
        .join(Role, Assignment.role_id == Role.id)
        .where(Assignment.roster_id == roster.id)
        .order_by(Assignment.role_id, Assignment.id)
    )
    found: dict[int, list[tuple[str, DutyState | None]]] = defaultdict(list)
    for activity_id, role_id, person_id, team_id in rows:
        name = teams[team_id or 0] if person_id is None else people[person_id]
        found[activity_id].append((name, states.get((person_id or 0, role_id))))
    return found


def names_of(session: Session, model: type[Person | Team | Place], roster: Roster) -> Names:
    """The names of a town's rows by their ids."""
    return dict(session.execute(select(model.id, model.name).where(model.town_id == roster.town_id)).all())
