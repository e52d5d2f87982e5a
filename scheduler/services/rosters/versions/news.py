"""What publishing tells whom: what a version has people do, against what each was told before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.models import Assignment, Duty, DutyState, NoticeKind, PublishedActivity, Town
from solver.candidates import Capacity

OFFERED_CAPACITIES = frozenset({Capacity.VOLUNTEER, Capacity.PARTY_MEMBER})
"""Nobody is forced to volunteer (志愿服务条例 art. 25): these are asked, employees are assigned."""

LIVE = frozenset({DutyState.ASSIGNED, DutyState.OFFERED, DutyState.ACCEPTED})

Pairs = Sequence[tuple[Assignment, PublishedActivity]]
"""A version's assignments with their crews, each with its frozen activity."""


@dataclass(frozen=True)
class News:
    """What one person is told of one role: the state of the duty from then on, and the activity as it is published now
    (as it was, of a withdrawn duty). `was` is what they were told of a changed one before.
    """

    person_id: int
    role_id: int
    kind: NoticeKind
    state: DutyState
    activity: PublishedActivity
    was: PublishedActivity | None = None


def news(
    town: Town, pairs: Pairs, told: Iterable[Duty], before: Mapping[int, PublishedActivity], now: datetime
) -> list[News]:
    """The news of a version for those who hold something in it, and then for those who hold something no more.

    `before` has the activity of each duty as its person knows it. No word where all is as before, and none of what is
    over: who was there stays written as it is.
    """
    known = {(duty.person_id, duty.role_id): duty for duty in told}
    found, held = list[News](), set[tuple[int, int]]()
    for row, activity in pairs:
        for person_id in people_of(row):
            key = (person_id, row.role_id)
            held.add(key)
            duty = known.get(key)
            if duty is None or duty.state not in LIVE:
                state = first_state(row, town)
                found.append(News(*key, notice_kind(state), state, activity))
            elif changed(duty, row, before[duty.id], activity) and ahead(before[duty.id], activity, now):
                found.append(News(*key, NoticeKind.CHANGED, first_state(row, town), activity, before[duty.id]))
    found += [
        News(*key, NoticeKind.WITHDRAWN, DutyState.WITHDRAWN, before[duty.id])
        for key, duty in known.items()
        if key not in held and duty.state in LIVE and before[duty.id].ends_at > now
    ]
    return found


def people_of(row: Assignment) -> list[int]:
    """The ids of all whom an assignment books."""
    return [row.person_id] if row.person_id is not None else list(row.crew)


def changed(duty: Duty, row: Assignment, old: PublishedActivity, new: PublishedActivity) -> bool:
    """Whether somebody does what they were told at another time or place, or with another team."""
    return duty.team_id != row.team_id or moved_since(old, new)


def moved_since(old: PublishedActivity, new: PublishedActivity) -> bool:
    """Whether time or place differ from what people were told before."""
    return (old.starts_at, old.ends_at, old.place_id, old.venue_id) != (
        new.starts_at,
        new.ends_at,
        new.place_id,
        new.venue_id,
    )


def ahead(old: PublishedActivity, new: PublishedActivity, now: datetime) -> bool:
    """Whether an activity is not over yet, by what people know of it or by what they are to know."""
    return max(old.ends_at, new.ends_at) > now


def first_state(assignment: Assignment, town: Town) -> DutyState:
    """Whether an assignment binds at once or is an offer; team members are asked where the town says so."""
    asked = town.teams_get_offers if assignment.team_id is not None else assignment.capacity in OFFERED_CAPACITIES
    return DutyState.OFFERED if asked else DutyState.ASSIGNED


def notice_kind(state: DutyState) -> NoticeKind:
    """The notice that first tells of a duty in this state."""
    return NoticeKind.OFFERED if state is DutyState.OFFERED else NoticeKind.ASSIGNED
