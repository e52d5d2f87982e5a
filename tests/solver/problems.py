"""Tiny problems: people, activities and roles with defaults, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations, product
from random import Random
from typing import Any

from solver.candidates import Capacity, Carried, Commitment, DutiesOf, Gender, Held, Limits, Person, Request, Team, Wish
from solver.judged import Judged
from solver.policy import write_policy
from solver.problem import (
    Activity,
    Couple,
    Day,
    Grant,
    Option,
    Pin,
    Place,
    Problem,
    Qualification,
    Quota,
    Requirement,
    Role,
    Roster,
)
from solver.rules.base import Finding, Rule
from solver.spans import DAY, Span
from solver.tables import Tables

DAYS = 21
VILLAGES = (Place("one", 0), Place("two", 1), Place("hall", 0, capacity=2))
TRAVEL = ((0, 4, 0), (4, 0, 4), (0, 4, 0))
QUALIFICATIONS = (Qualification("skill"), Qualification("course", by_training=True), Qualification("certificate"))
SKILL, COURSE, CERTIFICATE = range(3)
ALWAYS = Span(0, DAYS * DAY)


def person(key: str = "p", *capacities: Capacity, **more: Any) -> Person:
    """A volunteer unless capacities are named."""
    return Person(key, frozenset(capacities or {Capacity.VOLUNTEER}), **more)


def activity(start: int, end: int, place: int = 0, *, venue: int | None = None, **more: Any) -> Activity:
    """A service in a span of minutes."""
    values = {"key": f"{start}-{end}", "kind": "service", **more}
    return Activity(place=place, options=(Option(Span(start, end), venue),), **values)


def role(activity: int = 0, minimum: int = 0, wanted: int = 1, *capacities: Capacity, **more: Any) -> Role:
    """A role for volunteers unless capacities are named."""
    return Role(f"r{activity}", activity, frozenset(capacities or {Capacity.VOLUNTEER}), minimum, wanted, **more)


def problem(
    people: Sequence[Person],
    activities: Sequence[Activity],
    roles: Sequence[Role],
    rules: Sequence[Rule] = (),
    teams: Sequence[Team] = (),
    **more: Any,
) -> Problem:
    """A problem under these rules; every seventh and sixth day is one of rest, months are of ten days."""
    values = {
        "places": VILLAGES,
        "travel": TRAVEL,
        "qualifications": QUALIFICATIONS,
        "days": tuple(Day(rest=number % 7 >= 5, month=number // 10) for number in range(DAYS)),
        "departments": ("D1", "D2"),
        "owners": ("shop", "stall"),
        "policy": ({"mode": "sum"}, *write_policy(rules)),
        **more,
    }
    return Problem(tuple(people), tuple(teams), activities=tuple(activities), roles=tuple(roles), **values)


def found(rule: Rule, facts: Problem, roster: Roster) -> list[Finding]:
    """What a rule finds in a roster."""
    return list(rule.check(Judged(Tables(facts), roster)))


def rosters(eligible: Sequence[Sequence[int]]) -> Iterator[Roster]:
    """Every roster of a tiny problem: all subsets of the eligible candidates of each role."""
    subsets = [
        list(chain.from_iterable(combinations([int(n) for n in who], size) for size in range(len(who) + 1)))
        for who in eligible
    ]
    yield from product(*subsets)


def random_problem(random: Random, rules: Sequence[Rule]) -> Problem:
    """A tiny problem whose times are so few that every limit is met exactly now and then."""
    people = [random_person(random, number) for number in range(random.randint(1, 3))]
    teams = [random_team(random, len(people))] if random.random() < 0.5 else []
    activities = [random_activity(random) for _ in range(random.randint(1, 3))]
    roles = [random_role(random, number, teams) for number in range(len(activities))]
    if random.random() < 0.5:
        roles.append(random_role(random, 0, teams))
        roles.sort(key=lambda role: role.activity)
    roles = with_training(random, activities, roles)
    facts = problem(people, activities, roles, rules, teams, **random_couples(random, len(people)))
    return replace(facts, **random_decisions(random, facts))


def random_rota(random: Random, rules: Sequence[Rule]) -> Problem:
    """A tiny problem of a few duties on neighbouring days, with what the rules of rotas ask about."""
    people = [replace(random_person(random, number), commitments=()) for number in range(random.randint(1, 2))]
    people = [replace(person, limits=random_limits(random), requests=random_requests(random)) for person in people]
    first = random.choice((4, 5, 6))
    days = sorted(random.choice((first, first, first + 1, first + 2, first + 3)) for _ in range(4))
    kinds = [random.choice(("night", "early")) for _ in days]
    duties = [
        activity(day * DAY, day * DAY + 3 + n, kind=kind) for n, (day, kind) in enumerate(zip(days, kinds, strict=True))
    ]
    roles = [role(n, 0, random.randint(0, 1), priority=random.randint(1, 4), most=2) for n in range(len(duties))]
    horizon = Span(first * DAY, (first + 4) * DAY)
    if random.random() < 0.5:
        spans = (Span(day * DAY + 9, day * DAY + 12) for day in (first - 1, first, first + 5))
        people[0] = replace(people[0], commitments=tuple(Commitment(span, 0) for span in spans))
    return problem(people, duties, roles, rules, horizon=horizon)


def random_limits(random: Random) -> Limits:
    """Limits that four duties reach."""
    return Limits(
        minutes=random.choice((None, 8, 13)),
        least_minutes=random.choice((None, None, 4, 9)),
        kinds=(DutiesOf("night", random.randint(0, 2)),) if random.random() < 0.5 else (),
        weekends=random.choice((None, None, 0, 1)),
        days_in_a_row=random.choice((None, 1, 2)),
        least_days_in_a_row=random.choice((None, None, 2)),
        days_off=random.choice((None, None, None, 1, 2)),
        least_days_off=random.choice((None, None, 2)),
    )


def random_requests(random: Random) -> tuple[Request, ...]:
    """Requests about the first two of some roles."""
    return tuple(Request(random.randint(0, 1), random.choice((-1, 1)), random.randint(1, 3)) for _ in range(2))


def random_span(random: Random) -> Span:
    """A span near the beginning of one of the first days, now and then over midnight."""
    day = random.choice((0, 0, 1, 2, 5, 6, 8))
    start = day * DAY + (DAY - random.randint(1, 3) if random.random() < 0.2 else random.randint(0, 11))
    return Span(start, start + random.randint(1, 6))


def random_person(random: Random, number: int) -> Person:
    """Somebody with a few facts of every kind."""
    capacities = random.sample(
        [Capacity.VOLUNTEER, Capacity.SOCIAL_WORKER, Capacity.OFFICER, Capacity.VOLUNTEER], random.randint(1, 2)
    )
    held = [
        Held(qualification, random.randint(1, 2), random.choice((ALWAYS, Span(0, DAY + 4), Span(3, 5 * DAY))))
        for qualification in range(3)
        if random.random() < 0.7
    ]
    limits = Limits(random.choice((None, 4, 6)), random.choice((None, 6, 9)), random.choice((None, 1, 2)))
    wishes = [Wish(random_span(random), random.choice((-1, 1))) for _ in range(random.randint(0, 2))]
    commitments = [Commitment(random_span(random), random.randint(0, 1))] if random.random() < 0.3 else []
    return Person(
        f"p{number}",
        frozenset(capacities),
        home=random.choice((None, 0, 1)),
        gender=random.choice((None, Gender.FEMALE, Gender.MALE)),
        department=random.choice((None, 0, 1)),
        qualifications=tuple(held),
        unavailable=(random_span(random),) if random.random() < 0.3 else (),
        adult_from=random.choice((0, 0, DAY + 2)),
        limits=limits,
        wishes=tuple(wishes),
        carried=Carried(random.randint(0, 90), random.randint(0, 2), random.randint(0, 2)),
        commitments=tuple(commitments),
        new=random.random() < 0.2,
        not_alone=random.random() < 0.15,
        recused_places=random.choice(((), (), (), (0,), (1, 2))),
        recused_owners=random.choice(((), (), (), (0,), (0, 1))),
    )


def random_team(random: Random, people: int) -> Team:
    """A team of some of the people."""
    members = tuple(sorted(random.sample(range(people), random.randint(1, people))))
    return Team(
        "t",
        members,
        random.choice((None, 0, 1)),
        random.choice((1, 50, 100)),
        carried=Carried(30, 1, 1),
        limits=Limits(random.choice((None, 6)), random.choice((None, 9))),
        wishes=(Wish(random_span(random), -1),) if random.random() < 0.3 else (),
        own_calendar=random.random() < 0.2,
    )


def random_activity(random: Random) -> Activity:
    """An activity with a few facts of every kind."""
    return Activity(
        "a",
        random.choice(("service", "enforcement")),
        random.randint(0, 1),
        (Option(random_span(random), random.choice((None, 2, 2))),),
        priority=random.randint(1, 4),
        departments=random.choice(((), (), (0,), (0, 1))),
        local=random.random() < 0.3,
        women=random.choice((0, 0, 1, 2)),
        men=random.choice((0, 0, 1, 2)),
        attendees=random.choice((0, 1)),
        unpleasant=random.random() < 0.5,
        adults_only=random.random() < 0.3,
        owners=random.choice(((), (), (), (0,), (1,))),
        organisations=random.choice((0, 0, 0, 0, 1, 2, 3)),
        quotas=(random_quota(random),) if random.random() < 0.4 else (),
        never_alone=random.random() < 0.1,
    )


def random_quota(random: Random) -> Quota:
    """A quota of some kind of people."""
    kind = random.choice(
        (
            {},
            {"new": random.random() < 0.5},
            {"department": 0},
            {"gender": Gender.FEMALE, "local": random.random() < 0.5},
        )
        + ({"capacity": Capacity.VOLUNTEER}, {"qualification": SKILL}, {"local": random.random() < 0.5})
    )
    return Quota(random.randint(0, 1), random.choice((None, 0, 1, 1, 2)), **kind)


def random_role(random: Random, activity: int, teams: Sequence[Team]) -> Role:
    """A role of an activity, now and then for a whole team."""
    if teams and random.random() < 0.3:
        return Role("team", activity, frozenset({Capacity.TEAM}), random.randint(0, 1), 1, random.randint(1, 4))
    minimum = random.choice((0, 0, 1, 2))
    capacities = random.choice(({Capacity.VOLUNTEER}, {Capacity.VOLUNTEER, Capacity.SOCIAL_WORKER, Capacity.OFFICER}))
    asked = [Requirement(random.randint(0, 2), random.randint(1, 2))] if random.random() < 0.3 else []
    grants = [Grant(random.choice((SKILL, COURSE)), random.randint(1, 2))] if random.random() < 0.2 else []
    return Role(
        "role",
        activity,
        frozenset(capacities),
        minimum,
        max(1, minimum + random.randint(0, 1)),
        random.randint(1, 4),
        tuple(asked),
        grants=tuple(grants),
        served_before=random.choice(((), (), (0,))),
    )


def random_couples(random: Random, people: int) -> dict[str, tuple[Couple, ...]]:
    """Often two people who are kept apart, and others who serve together."""
    names = random.sample(("apart", "together"), 2)
    couples = [Couple(one, other) for one, other in combinations(range(people), 2)]
    chosen = random.sample(couples, min(len(couples), 2))
    return {name: (couple,) for name, couple in zip(names, chosen, strict=False) if random.random() < 0.7}


def with_training(random: Random, activities: Sequence[Activity], roles: Sequence[Role]) -> list[Role]:
    """The roles, where one activity is over before another mostly so that one grants what the other asks for."""
    found, places = list(roles), range(len(roles))
    span = [activities[one.activity].span for one in roles]
    pairs = [(one, other) for one in places for other in places if span[one].end <= span[other].start]
    if pairs and random.random() < 0.7:
        one, other = random.choice(pairs)
        found[one] = replace(found[one], grants=(Grant(COURSE, random.randint(1, 2)),))
        found[other] = replace(found[other], requirements=(Requirement(COURSE, random.randint(1, 2)),))
    return found


def random_decisions(random: Random, facts: Problem) -> dict[str, tuple[Pin, ...]]:
    """A few pairs that are published, declined or pinned."""
    pairs = [Pin(role, candidate) for role in range(len(facts.roles)) for candidate in range(facts.candidates)]
    return {
        name: tuple(sorted(random.sample(pairs, min(len(pairs), random.randint(0, 2)))))
        for name in ("published", "declined", "pins")
    }
