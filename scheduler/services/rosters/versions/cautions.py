"""What a coordinator should know before publishing: what forbids it, and what would be regretted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.dates import full_day
from scheduler.language import Message, m_
from scheduler.models import Assignment, Company, Couple, HeldQualification, Person, Role, TeamMember
from scheduler.services.problems import Booking, Translation
from scheduler.services.rosters.explained.explanations import finding_message
from scheduler.services.rosters.versions.no_more import why_no_more
from solver import hard_findings
from solver.rules.base import Finding

URGENT = 4
"""The highest priority of a role."""

EXPIRED = "expired"
"""The reason of a broken rule that is about one certificate alone, and is said better by its dates."""


@dataclass(frozen=True)
class Caution:
    """A sentence before publishing. While one that `forbids` stands, publishing is refused. `activity_id`: where."""

    sentence: Message
    forbids: bool = False
    activity_id: int | None = None


def cautions(
    session: Session, translation: Translation, rows: Sequence[Assignment], bookings: Sequence[Booking]
) -> list[Caution]:
    """What is to be said of a draft with these assignments, of which these can still be; what forbids comes first."""
    found = hard_findings(translation.problem, translation.solver_roster(booking.pair for booking in bookings))
    lapsed = list(lapsed_certificates(translation, bookings, found))
    said = [finding for _, finding in lapsed if finding is not None and finding.reason == EXPIRED]
    return sorted(
        [
            *(caution for caution, _ in lapsed),
            *(
                Caution(finding_message(finding, translation), True, where(translation, finding))
                for finding in found
                if finding not in said
            ),
            *open_urgent_slots(translation, bookings),
            *apart_in_one_team(session, translation, bookings),
            *left_out(translation, rows),
        ],
        key=lambda caution: not caution.forbids,
    )


def where(translation: Translation, finding: Finding) -> int | None:
    """The activity that a finding is about, the first of several."""
    return translation.roles[finding.roles[0]].activity_id if finding.roles else None


def lapsed_certificates(
    translation: Translation, bookings: Iterable[Booking], found: Sequence[Finding]
) -> Iterator[tuple[Caution, Finding | None]]:
    """Whose certificate lapses before a duty that needs it, and the broken rule by which that forbids to publish."""
    for booking in bookings:
        if booking.row.person_id is None:
            continue
        person, role = translation.rows.people[booking.pair.candidate], booking.row.role
        for held in lapsing(person, role, translation.timeline.zone):
            broken = next((finding for finding in found if concerns(finding, booking)), None)
            if broken is None and held.qualification_id == role.qualification_id:
                continue  # a training session grants it anew
            sentence = m_(
                "{person}: {qualification} is valid until {day} only, before {activity} is over. "
                "Renew it in the register, or put somebody else there.",
                person=person.name,
                qualification=held.qualification.name,
                day=full_day(held.valid_until) if held.valid_until else "",
                activity=translation.role_title(booking.pair.role),
            )
            yield Caution(sentence, broken is not None, role.activity_id), broken


def lapsing(person: Person, role: Role, zone: str) -> Iterator[HeldQualification]:
    """What a role asks a person for, or enforcement an officer, that the person holds but not to the role's end."""
    last_day = local(role.activity.ends_at - timedelta(minutes=1), zone).date()
    enforces, by_kind = bool(role.activity.departments), dict[int, list[HeldQualification]]()
    for row in person.qualifications:
        if row.qualification_id == role.qualification_id or (enforces and row.qualification.enforcement):
            by_kind.setdefault(row.qualification_id, []).append(row)
    for rows in by_kind.values():
        ends = [row.valid_until for row in rows if row.valid_until is not None and row.valid_until < last_day]
        if len(ends) == len(rows):
            yield next(row for row in rows if row.valid_until == max(ends))


def concerns(finding: Finding, booking: Booking) -> bool:
    """Whether a broken rule is about somebody's certificate in a role, or about the officers of its activity."""
    if booking.pair.role not in finding.roles:
        return False
    alone = finding.reason == EXPIRED and finding.people == (booking.pair.candidate,)
    return alone or finding.reason == "officers"


def open_urgent_slots(translation: Translation, bookings: Iterable[Booking]) -> Iterator[Caution]:
    """Roles of the highest priority with open slots, and how many slots are open besides."""
    held, others = Counter(booking.pair.role for booking in bookings), 0
    for number, role in enumerate(translation.problem.roles):
        count = role.wanted - held[number]
        if count > 0 and role.priority == URGENT:
            facts = {"activity": translation.role_title(number), "role": translation.roles[number].name, "count": count}
            sentence = m_("{activity}: urgent slots of {role} are open: {count}", **facts)
            yield Caution(sentence, activity_id=translation.roles[number].activity_id)
        else:
            others += max(count, 0)
    if others:
        yield Caution(m_("Other slots that are open: {count}", count=others))


def apart_in_one_team(session: Session, translation: Translation, bookings: Iterable[Booking]) -> Iterator[Caution]:
    """Couples who are kept apart and both members of a team that is sent."""
    sent = {booking.row.team_id: booking for booking in bookings if booking.row.team_id is not None}
    members = session.scalars(select(TeamMember).where(TeamMember.team_id.in_(sent)))
    teams = {member.person_id: member.team_id for member in members}
    apart = (Couple.town_id == translation.roster.town_id, Couple.company == Company.APART)
    for couple in session.scalars(select(Couple).where(*apart).order_by(Couple.id)):
        team_id = teams.get(couple.one_id)
        if team_id is not None and team_id == teams.get(couple.other_id):
            name = translation.candidate_name(sent[team_id].pair.candidate)
            names = {"one": couple.one.name, "other": couple.other.name, "team": name}
            yield Caution(
                m_("{one} and {other} are kept apart, and both are members of {team}, which is sent.", **names)
            )


def left_out(translation: Translation, rows: Iterable[Assignment]) -> Iterator[Caution]:
    """What is in the draft and can be no more: publishing leaves it out."""
    for row in rows:
        reason = why_no_more(translation, row)
        if reason is not None:
            holder = row.person or row.team
            facts = {"who": holder.name if holder else "", "activity": row.role.activity.title, "reason": reason}
            yield Caution(m_("{who} is left out of {activity}: {reason}", **facts), activity_id=row.role.activity_id)
