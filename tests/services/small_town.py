"""A town made row by row, for tests of single use cases: two villages, and whoever and whatever a test asks for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from scheduler.domain.clock import local_instant
from scheduler.domain.permissions import Actor, ActorRole
from scheduler.models import (
    Activity,
    ActivityKind,
    Assignment,
    Duty,
    Person,
    PersonCapacity,
    Place,
    PlaceKind,
    Role,
    Roster,
    Team,
    TeamMember,
    Town,
)
from scheduler.services import towns
from scheduler.services.rosters import drafts
from scheduler.services.rosters.versions import publishing
from scheduler.services.sessions import act_as
from solver.candidates import Capacity
from tests.conftest import NOW

FIRST, LAST = date(2026, 11, 23), date(2026, 11, 29)
KEY = b"k" * 32


def at(day: int, hour: float, month: int = 11) -> datetime:
    """An hour of a day of November 2026 on the town's wall clock; hours over 24 are the next day's."""
    return local_instant(date(2026, month, day), round(hour * 60))


class SmallTown:
    """A town in a session, and its coordinator."""

    def __init__(self, session: Session, town: Town | None = None) -> None:
        self.session = session
        self.town = town or towns.create_town(session, "六祖镇", sample=False, now=NOW)
        self.actor = Actor("coordinator", ActorRole.COORDINATOR, self.town.id)
        act_as(session, self.actor)
        self.count = 0
        self.village = self.place("龙山塘村", PlaceKind.VILLAGE)
        self.community = self.place("雅冈社区", PlaceKind.COMMUNITY)

    def add(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row

    def code(self) -> str:
        self.count += 1
        return f"N{self.count:03d}"

    def place(self, name: str, kind: PlaceKind, **more: Any) -> Place:
        place: Place = self.add(Place(town_id=self.town.id, code=self.code(), name=name, kind=kind, **more))
        return place

    def person(self, name: str, *capacities: Capacity, **more: Any) -> Person:
        held = [PersonCapacity(town_id=self.town.id, capacity=capacity) for capacity in capacities]
        person: Person = self.add(
            Person(town_id=self.town.id, code=self.code(), name=name, capacities=held, qualifications=[], **more)
        )
        return person

    def worker(self, name: str = "测试社工", **more: Any) -> Person:
        return self.person(name, Capacity.SOCIAL_WORKER, **more)

    def volunteer(self, name: str = "测试志愿者", **more: Any) -> Person:
        return self.person(name, Capacity.VOLUNTEER, **more)

    def team(self, name: str, members: list[Person], **more: Any) -> Team:
        rows = [TeamMember(town_id=self.town.id, person_id=person.id) for person in members]
        team: Team = self.add(Team(town_id=self.town.id, code=self.code(), name=name, memberships=rows, **more))
        return team

    def activity(
        self,
        title: str = "敬老服务",
        day: int = 24,
        hours: tuple[float, float] = (9, 11),
        *,
        accepts: tuple[Capacity, ...] = (Capacity.SOCIAL_WORKER, Capacity.VOLUNTEER, Capacity.PARTY_MEMBER),
        wanted: int = 3,
        minimum: int = 0,
        month: int = 11,
        role: dict[str, Any] | None = None,
        **more: Any,
    ) -> Activity:
        """An activity with one role."""
        slots = Role(
            town_id=self.town.id, name="协助", accepts=list(accepts), minimum=minimum, wanted=wanted, **(role or {})
        )
        values = {"kind": ActivityKind.SERVICE, "place": self.village, "departments": [], **more}
        activity: Activity = self.add(
            Activity(
                town_id=self.town.id,
                code=self.code(),
                title=title,
                starts_at=at(day, hours[0], month),
                ends_at=at(day, hours[1], month),
                roles=[slots],
                **values,
            )
        )
        return activity

    def draft(self, first: date = FIRST, last: date = LAST, *, now: datetime = NOW) -> Roster:
        return drafts.create_draft(self.session, self.actor, first, last, now=now)

    def pin(self, draft: Roster, activity: Activity, *holders: Person | Team) -> list[Assignment]:
        """Give slots of the activity's role by hand."""
        role = activity.roles[0].id
        return [
            drafts.pin(
                self.session,
                self.actor,
                draft.id,
                role,
                **{"team_id" if isinstance(holder, Team) else "person_id": holder.id},  # type: ignore[arg-type]
                now=NOW,
            )
            for holder in holders
        ]

    def publish(self, draft: Roster, *, now: datetime = NOW) -> Roster:
        return publishing.publish(self.session, self.actor, draft.id, now=now)

    def published(self, activity: Activity, *holders: Person | Team, now: datetime = NOW) -> Roster:
        """A published roster of the week in which these hold the activity."""
        draft = self.draft(now=now)
        self.pin(draft, activity, *holders)
        return self.publish(draft, now=now)

    def again(self, *, now: datetime = NOW) -> Roster:
        """A next version of the week as it stands, published."""
        return self.publish(self.draft(now=now), now=now)

    def duty(self, person: Person, activity: Activity) -> Duty:
        return self.session.query(Duty).filter_by(person_id=person.id, role_id=activity.roles[0].id).one()

    def as_person(self, person: Person) -> Actor:
        return Actor(f"person {person.id}", ActorRole.PERSON, self.town.id, person.id)
