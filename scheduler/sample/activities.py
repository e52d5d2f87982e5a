"""The work of the sample town's four weeks: services, station duty, training, enforcement, shared-resource projects."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from scheduler.domain.recurrence import market_days
from scheduler.sample.people import Cast
from scheduler.sample.places import CERTIFICATE, FIRST_AID, PATROL, SERVICES, TRAINER, UNITS, VILLAGES, village_code

Row = dict[str, Any]

DAYS = 28
SERVICE_COUNT = 170
LEADS = 4
SATURDAYS, A_SATURDAY = (5, 12, 19, 26), 20
"""Days of many services, and how many a day."""

SATURDAY_STARTS = tuple(f"{hour}:{minute:02d}" for hour in (9, 10, 14, 15, 16) for minute in (0, 30))
STARTS = ("9:00", "9:00", "9:00", "9:30", "14:30", "14:30", "15:00", "19:00")


@dataclass
class Agenda:
    """Everything to be done, with its roles and attendance lists."""

    random: Random
    monday: date
    activities: list[Row] = field(default_factory=list)
    series: list[Row] = field(default_factory=list)
    roles: list[Row] = field(default_factory=list)
    attendance: list[Row] = field(default_factory=list)

    def add(self, code: str, kind: str, title: str, place: str, day: int, start: str, minutes: int, **more: Any) -> str:
        """Add a dated activity; its code."""
        row = {"code": code, "kind": kind, "title": title, "place": place, "day": self.monday + timedelta(days=day)}
        self.activities.append({**row, "start": start, "end": later(start, minutes), **more})
        return code

    def role(
        self, activity: str, name: str, accepts: str, minimum: int, wanted: int, priority: int, **more: Any
    ) -> None:
        """Add a role to an activity or a series."""
        row = {"activity": activity, "name": name, "accepts": accepts, "minimum": minimum, "wanted": wanted}
        self.roles.append({**row, "priority": priority, **more})


def later(start: str, minutes: int) -> str:
    """The time so many minutes after."""
    hour, minute = map(int, start.split(":"))
    total = hour * 60 + minute + minutes
    return f"{total // 60}:{total % 60:02d}"


def agenda(random: Random, monday: date, everybody: Cast) -> Agenda:
    """About 300 activities with about 1,100 slots."""
    plan = Agenda(random, monday)
    add_services(plan, everybody)
    add_stations(plan)
    add_training(plan)
    add_enforcement(plan)
    add_patrols(plan)
    add_shared(plan)
    return plan


def add_services(plan: Agenda, everybody: Cast) -> None:
    """Single services: a social worker with the service's qualification leads, volunteers and grid members help.

    As in any office, a service is planned on a day on which several of those who may lead it are at work. Saturdays are
    service days, on which every social worker at work is needed from one village to the next.
    """
    times = [(day, plan.random.choice(SATURDAY_STARTS)) for day in SATURDAYS for _ in range(A_SATURDAY)]
    while len(times) < SERVICE_COUNT:
        day = plan.random.choices(range(DAYS), [2 if n % 7 >= 5 else 1 for n in range(DAYS)])[0]
        times.append((day, plan.random.choice(STARTS)))
    for number, (day, start) in enumerate(times, start=1):
        service = plan.random.choice(everybody.services_on(plan.monday + timedelta(days=day), least=LEADS))
        minutes = plan.random.choice((90, 120, 150))
        village = min(VILLAGES, int(plan.random.expovariate(1 / 10)) + 1)
        title = f"{SERVICES[service]}进村活动"
        code = plan.add(f"A{number:03d}", "服务项目", title, village_code(village), day, start, minutes)
        plan.role(code, "带队社工", "社工", 1, 1, 3, qualification=f"Q{service + 1:02d}")
        plan.role(code, "志愿者", "志愿者", 1, plan.random.choice((1, 2, 2)), plan.random.choice((1, 2)))
        if number % 3 == 0:
            plan.role(code, "网格员", "网格员", 0, 1, 2)
        if number % 7 == 0:
            plan.role(code, "急救志愿者", "志愿者", 0, 1, 2, qualification=FIRST_AID)


def add_stations(plan: Agenda) -> None:
    """Station duty: weekly rotas of contact and household visits in every second village."""
    last = plan.monday + timedelta(days=DAYS - 1)
    for number in range(1, 16):
        weekday = "一二三四五六日"[number % 7]
        code, village = f"Z{number:02d}", village_code(number * 2)
        plan.series.append(
            {
                "code": code,
                "kind": "驻点联系",
                "title": "驻点联系群众",
                "place": village,
                "recurrence": "每周",
                "weekdays": f"周{weekday}",
                "first_day": plan.monday,
                "last_day": last,
                "start": "9:00" if number % 2 else "19:00",
                "end": "11:00" if number % 2 else "21:00",
                "priority": 2,
                "local": "是" if number % 3 == 0 else "否",
            }
        )
        plan.role(code, "值守网格员", "网格员", 1, 2, 3)
        plan.role(code, "在职党员或志愿者", "在职党员、志愿者", 0, 1, 1)


def add_training(plan: Agenda) -> None:
    """Training sessions with a trainer; the first grants what the patrols of the later weeks require."""
    names = ("防汛巡查培训", "公共服务培训", "文明实践培训", "法律援助培训", "应急救护培训", "新任网格员培训")
    for number, name in enumerate(names):
        venue = ("H1", "H2", "H3", "H4")[number % 4]
        more: Row = (
            {"venue": venue, "attendees": 25, "grants": PATROL} if number == 0 else {"venue": venue, "attendees": 20}
        )
        day = 3 + number * 4
        code = plan.add(f"P{number + 1:02d}", "培训", name, "TOWN", day, "14:00" if number else "9:00", 150, **more)
        plan.role(code, "讲师", "社工", 1, 1, 4, qualification=TRAINER)
        plan.role(code, "会务志愿者", "志愿者", 1, 2, 1)
    trained = [f"V{number:03d}" for number in plan.random.sample(range(1, 300), 20)] + [
        "G001",
        "G033",
        "G040",
        "G055",
        "G099",
    ]
    plan.attendance += [{"activity": "P01", "person": person} for person in trained]


def add_enforcement(plan: Agenda) -> None:
    """Joint enforcement on market days, confidential: three departments with two certified officers each, a team."""
    last = plan.monday + timedelta(days=DAYS - 1)
    lunar = [("M1", day) for day in market_days(plan.monday, last, "369", lunar=True)]
    gregorian = [("M2", day) for day in market_days(plan.monday, last, "27", lunar=False)]
    for number, (market, day) in enumerate(sorted(lunar + gregorian, key=lambda pair: pair[1]), start=1):
        departments = ["D1", "D4"] if number % 2 else ["D1", "D3", "D4"]
        if number == 5:
            departments = ["D1", "D5"]
        code = plan.add(
            f"E{number:02d}",
            "联合执法",
            "圩日秩序联合执法",
            market,
            (day - plan.monday).days,
            "6:30",
            180,
            departments="、".join(departments),
            unpleasant="是",
            priority=3,
        )
        for unit in departments:
            plan.role(
                code, f"{UNITS[unit]}执法人员", "共建单位人员", 2, 2, 4, organisation=unit, qualification=CERTIFICATE
            )
        plan.role(code, "秩序维护队伍", "先锋队", 0, 1, 3)
        plan.role(code, "引导志愿者", "志愿者、网格员", 0, 2, 1)


def add_patrols(plan: Agenda) -> None:
    """River patrols of the third and fourth week, for those who attended the training."""
    for number in range(1, 9):
        day = 14 + (number * 5) % 14
        code = plan.add(
            f"X{number:02d}",
            "服务项目",
            "河道巡查",
            village_code(number),
            day,
            "8:00",
            180,
            unpleasant="是",
            priority=3,
        )
        plan.role(code, "巡查员", "志愿者、网格员", 1, 2, 3, qualification=PATROL)


def add_shared(plan: Agenda) -> None:
    """Shared-resource projects at partners' venues, and clean-up days of whole teams."""
    for number in range(1, 13):
        venue = ("H4", "H5")[number % 2]
        code = plan.add(
            f"R{number:02d}",
            "共享资源项目",
            "共享场地便民服务日",
            "TOWN",
            (number * 5 + 5) % DAYS,
            "9:00" if number % 3 else "14:30",
            180,
            venue=venue,
            women=1,
        )
        plan.role(code, "值班社工", "社工", 1, 1, 2)
        plan.role(code, "志愿者", "志愿者", 2, 4, 2)
    for number in range(1, 33):
        day = (5, 6, 12, 13, 19, 20, 26, 27)[number % 8]
        code = plan.add(
            f"C{number:02d}", "服务项目", "人居环境整治日", village_code((number - 1) % VILLAGES + 1), day, "8:00", 150
        )
        plan.role(code, "先锋队", "先锋队", 1, 1, 3)
        plan.role(code, "现场社工或网格员", "网格员", 1, 2, 2)
        plan.role(code, "志愿者", "志愿者", 0, 3, 1)
