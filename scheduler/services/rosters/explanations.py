"""The solver's findings as sentences for a coordinator, in the catalogs' languages."""

from __future__ import annotations

from scheduler.language import Message, m_
from scheduler.services.problems import Translation
from solver.explain import Reason
from solver.rules.base import Block, Finding

RULES: dict[str, Message] = {
    "ServesInCapacity": m_("Serves in an accepted capacity"),
    "Qualified": m_("Holds the qualification"),
    "Trained": m_("Training before duty"),
    "Available": m_("Available"),
    "OfAge": m_("Of age"),
    "NotDeclined": m_("Declined offers stay declined"),
    "OnceAnActivity": m_("One role per person and activity"),
    "NotInTwoPlaces": m_("Not in two places at once"),
    "MinimumRest": m_("Rest between two days"),
    "HoursADay": m_("Hours a day"),
    "HoursAWeek": m_("Hours a week"),
    "DutiesAMonth": m_("Duties a month"),
    "FreeDayAWeek": m_("One free day a week"),
    "ConsecutiveDays": m_("Days in a row"),
    "CertifiedOfficers": m_("Two certified officers per department"),
    "SomebodyLocal": m_("Somebody local"),
    "WomenAndMen": m_("Women and men"),
    "VenueHasRoom": m_("Room in the venue"),
    "VenueOnce": m_("One activity at a time in a venue"),
    "Minimum": m_("Minimum of each role"),
    "Pinned": m_("Pinned assignments stay"),
    "GoesAhead": m_("Activities go ahead"),
    "Coverage": m_("Slots filled"),
    "Disturbance": m_("Published assignments stay"),
    "FairHours": m_("Fair share of hours"),
    "FairRestDays": m_("Fair share of days off"),
    "FairUnpleasant": m_("Fair share of unpleasant duties"),
    "Wishes": m_("Wishes"),
    "NearHome": m_("Near home"),
}

KINDS: dict[tuple[str, str], Message] = {
    ("NotInTwoPlaces", "team"): m_("A team's people are counted once"),
}
"""Names of the kinds of finding for which a rule has more than one."""

UNITS: dict[str, Message] = {
    "assignment": m_("assignments"),
    "min": m_("minutes"),
    "days": m_("days"),
    "duties": m_("duties"),
    "slots": m_("slots"),
    "people": m_("people"),
    "activity": m_("activities"),
    "duty": m_("duties"),
    "share": m_("units"),
}

REASONS: dict[tuple[str, str], Message] = {
    ("ServesInCapacity", "department"): m_("{count} are of another unit"),
    ("Qualified", "missing"): m_("{count} lack the qualification"),
    ("Qualified", "level"): m_("{count} hold it at a lower level"),
    ("Qualified", "expired"): m_("the certificate of {count} is not valid then"),
    ("Trained", "missing"): m_("{count} were never trained"),
    ("Trained", "level"): m_("{count} were trained at a lower level"),
    ("Trained", "expired"): m_("{count} are trained only later, or were too long ago"),
    ("Available", "away"): m_("{count} are away"),
    ("Available", "quorum"): m_("{count} teams lack their quorum"),
    ("OfAge", "minor"): m_("{count} are under 18"),
    ("NotDeclined", "declined"): m_("{count} declined"),
    ("OnceAnActivity", ""): m_("{count} are on this activity already"),
    ("NotInTwoPlaces", ""): m_("{count} are on duty elsewhere"),
    ("MinimumRest", ""): m_("{count} need their rest"),
    ("HoursADay", ""): m_("{count} have reached their hours of the day"),
    ("HoursAWeek", ""): m_("{count} have reached their hours of the week"),
    ("DutiesAMonth", ""): m_("{count} have reached their duties of the month"),
    ("FreeDayAWeek", ""): m_("{count} need their free day of the week"),
    ("ConsecutiveDays", ""): m_("{count} have served too many days in a row"),
    ("VenueHasRoom", ""): m_("the venue has no room for {count}"),
    ("VenueOnce", ""): m_("the venue is taken"),
}


def finding_message(finding: Finding, translation: Translation) -> Message:
    """A broken rule: which, who, in which activities, by how much."""
    name = type(finding.rule).__name__
    return m_(
        "{rule}: {people}; {activities} ({amount} {unit})",
        rule=KINDS.get((name, finding.reason), RULES[name]),
        people=names(finding.people, translation),
        activities=activities(finding.roles, translation),
        amount=finding.amount,
        unit=UNITS[finding.unit],
    )


def names(people: tuple[int, ...], translation: Translation) -> str:
    """The names of people and teams."""
    return "、".join(translation.candidate_name(number) for number in people) or "—"


def activities(roles: tuple[int, ...], translation: Translation) -> str:
    """The titles of the activities that roles belong to, each once, with its day."""
    titles = dict.fromkeys(translation.role_title(role) for role in roles)
    return "、".join(titles)


def reason_message(reason: Reason) -> Message:
    """Why so many candidates of an open slot cannot take it."""
    text = REASONS.get((type(reason.rule).__name__, reason.reason))
    if text is None:
        return m_("{count}: {rule}", count=reason.candidates, rule=RULES[type(reason.rule).__name__])
    return Message(text.text, {"count": reason.candidates})


def block_message(block: Block) -> Message:
    """Why one candidate can never hold a role."""
    return reason_message(Reason(block.rule, block.reason, 1))
