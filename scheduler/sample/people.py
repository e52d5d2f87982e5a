"""People of the sample town: social workers, grid members, volunteers, serving Party members, officers, and the teams.

Names are plainly made up: a standing and a number. Telephone numbers count up from one block.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from scheduler.sample.places import CERTIFICATE, FIRST_AID, SERVICES, TRAINER, VILLAGES, chinese, village_code

Row = dict[str, Any]

SOCIAL_WORKERS, GRID_MEMBERS, VOLUNTEERS, PARTY_MEMBERS, TEAMS = 25, 115, 400, 32, 32
OFFICERS = {"D1": 6, "D2": 4, "D3": 3, "D4": 4, "D5": 2}
MEMBERS = 10

WORK_WEEKS = {
    "周一至周五 8:00-21:30": range(5),
    "周二至周六 8:00-21:30": range(1, 6),
    "周三至周日 8:00-21:30": range(2, 7),
    "每天 8:00-21:30": range(7),
}
"""Weekly times of social workers, and the weekdays that these are."""

DAY_JOB = "周一至周五 18:00-22:00; 周末 全天"
DAYTIME = "每天 6:00-18:00"
TEAM_TIMES = ("周一至周五 18:00-22:00; 周末 全天", "周二、周四 6:00-22:00; 周末 全天", "每天 6:00-22:00")


@dataclass
class Cast:
    """Everybody, and what they hold."""

    random: Random
    monday: date
    people: list[Row] = field(default_factory=list)
    held: list[Row] = field(default_factory=list)
    teams: list[Row] = field(default_factory=list)
    absences: list[Row] = field(default_factory=list)

    def add(self, prefix: str, title: str, number: int, village: int, **values: Any) -> Row:
        """Add a person with a code, a made-up name and a telephone number."""
        row = {
            "code": f"{prefix}{number:03d}",
            "name": f"{title}{number_word(number)}",
            "phone": f"1380000{len(self.people) + 1:04d}",
            "gender": self.random.choice("女男"),
            "born_on": date(self.random.randint(1962, 2004), self.random.randint(1, 12), self.random.randint(1, 28)),
            "home": village_code(village),
            **values,
        }
        self.people.append(row)
        return row

    def hold(self, person: Row, qualification: str, level: int = 1, until: date | None = None) -> None:
        """Give a person a qualification."""
        self.held.append(
            {"person": person["code"], "qualification": qualification, "level": level, "valid_until": until}
        )

    def services_on(self, day: date, *, least: int) -> list[int]:
        """The services (numbers from 0) that at least so many qualified social workers are at work for on a day."""
        gone = {row.get("person") for row in self.absences if row["first_day"] <= day <= row["last_day"]}
        there = {
            person["code"]
            for person in self.people
            if day.weekday() in WORK_WEEKS.get(person.get("weekly", ""), ()) and person["code"] not in gone
        }
        qualified = Counter(row["qualification"] for row in self.held if row["person"] in there)
        return [number for number in range(len(SERVICES)) if qualified[f"Q{number + 1:02d}"] >= least]

    def away(self, owner: str, code: str, share: float) -> None:
        """Now and then somebody is away for one to four days."""
        if self.random.random() < share:
            first = self.monday + timedelta(days=self.random.randrange(26))
            last = first + timedelta(days=self.random.randrange(4))
            self.absences.append({owner: code, "first_day": first, "last_day": last, "reason": "请假"})


def number_word(number: int) -> str:
    """A number of up to three digits, digit by digit."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in f"{number:03d}")


def cast(random: Random, monday: date) -> Cast:
    """Everybody in the sample town, about 590 people."""
    everybody = Cast(random, monday)
    add_social_workers(everybody)
    add_grid_members(everybody)
    add_volunteers(everybody)
    add_party_members(everybody)
    add_officers(everybody)
    add_teams(everybody)
    return everybody


def add_social_workers(cast: Cast) -> None:
    """25 social workers, each qualified for three or four services, every service covered more than once."""
    for number in range(1, SOCIAL_WORKERS + 1):
        village, weekly = cast.random.randint(1, VILLAGES), cast.random.choice(list(WORK_WEEKS))
        person = cast.add("S", "社工", number, village, capacities="社工", weekly=weekly)
        wanted = {(number * 3 + step) % len(SERVICES) for step in range(4)}
        for service in sorted(wanted):
            cast.hold(person, f"Q{service + 1:02d}", cast.random.choice((1, 1, 2)))
        if number % 3 == 0:
            cast.hold(person, TRAINER)
        cast.away("person", person["code"], 0.4)


def add_grid_members(cast: Cast) -> None:
    """115 grid members, spread over the villages; some are volunteers too."""
    for number in range(1, GRID_MEMBERS + 1):
        capacities = "网格员、志愿者" if number % 20 == 0 else "网格员"
        village = (number - 1) % VILLAGES + 1
        times = "周一至周六 8:00-22:00" if number % 2 else "周二至周日 8:00-22:00"
        person = cast.add("G", "网格员", number, village, capacities=capacities, weekly=times, organisation=None)
        person["home"] = f"G{village:02d}"
        cast.away("person", person["code"], 0.3)


def add_volunteers(cast: Cast) -> None:
    """Volunteers with times, wishes and limits of their own; two of them are under age.

    With the grid members who volunteer there are 400.
    """
    for number in range(1, VOLUNTEERS - GRID_MEMBERS // 20 + 1):
        person = cast.add("V", "志愿者", number, cast.random.randint(1, VILLAGES), capacities="志愿者")
        person["weekly"] = cast.random.choices((DAY_JOB, DAYTIME, None), (5, 3, 2))[0]
        person["duties_a_month"] = cast.random.choice((3, 4, 4, 6, 8))
        person["minutes_a_week"] = cast.random.choice((6, 8, 10))
        if cast.random.random() < 0.25:
            day = "一二三四五六日"[cast.random.randrange(7)]
            person["wishes"] = (
                f"{cast.random.choice(('愿意', '不愿'))} 周{day}{cast.random.choice(('上午', '晚上', ''))}"
            )
        if number in (7, 77):
            person["born_on"] = cast.monday.replace(year=cast.monday.year - 17, day=1)
        if cast.random.random() < 0.15:
            cast.hold(person, FIRST_AID, until=date(cast.monday.year + 1, 6, 30))
        cast.away("person", person["code"], 0.35)


def add_party_members(cast: Cast) -> None:
    """Serving Party members who report twice: evenings and weekends."""
    for number in range(1, PARTY_MEMBERS + 1):
        cast.add("B", "双报到党员", number, (number - 1) % VILLAGES + 1, capacities="在职党员", weekly=DAY_JOB)


def add_officers(cast: Cast) -> None:
    """Officers whom departments lend; known by their unit."""
    number = 0
    for unit, count in OFFICERS.items():
        for _ in range(count):
            number += 1
            person = cast.add("F", "执法员", number, 1, capacities="共建单位人员", organisation=unit, home="TOWN")
            if unit != "D5":
                lapsed = number == 1
                cast.hold(person, CERTIFICATE, until=cast.monday - timedelta(days=1) if lapsed else date(2029, 12, 31))
            cast.away("person", person["code"], 0.3)


def add_teams(cast: Cast) -> None:
    """32 vanguard teams of about ten people who are volunteers, grid members or serving Party members already."""
    volunteers = [p["code"] for p in cast.people if p["code"].startswith("V")][:256]
    grid = [p["code"] for p in cast.people if p["code"].startswith("G")][:32]
    party = [p["code"] for p in cast.people if p["code"].startswith("B")]
    for number in range(1, TEAMS + 1):
        members = [party[number - 1], grid[number - 1], *volunteers[(number - 1) * 8 : number * 8]]
        village = (number - 1) % VILLAGES + 1
        kind = "突击队" if number % 4 == 0 else "先锋队"
        cast.teams.append(
            {
                "code": f"T{number:02d}",
                "name": f"{chinese(number)}号党员{kind}",
                "leader": members[0],
                "members": "、".join(members[:MEMBERS]),
                "home": village_code(village),
                "quorum": 40,
                "weekly": TEAM_TIMES[number % 3],
            }
        )
        cast.away("team", f"T{number:02d}", 0.3)
