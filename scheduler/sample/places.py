"""Places, partner organisations and qualifications of the sample town.

Places named in the published account of the town by name, all others by a plain number; coordinates are made up.
"""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import Any

Row = dict[str, Any]

NAMED_VILLAGES = ("龙山塘村", "塔脚村", "旧郎村", "龙庆村")
NAMED_COMMUNITIES = ("雅冈社区", "西睦社区")
VILLAGES = 31
NUMBERS = "〇一二三四五六七八九"
CENTRE = (22.66, 112.18)
SMALL_GRIDS = 299
VENUES = (
    ("H1", "镇党校", "TOWN", 80),
    ("H2", "龙山塘村教学点", "V01", 40),
    ("H3", "塔脚村教学点", "V02", 40),
    ("H4", "镇文化中心", "TOWN", 120),
    ("H5", "镇卫生院会议室", "TOWN", 30),
)


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else NUMBERS[tens]) + "十" if tens else "") + (NUMBERS[ones] if ones or not tens else "")


def village_code(number: int) -> str:
    """The code of a village, numbered from 1."""
    return f"V{number:02d}"


def places() -> list[Row]:
    """The town, two market towns, 31 villages and communities, the grids and the venues."""
    rows: list[Row] = [spot("TOWN", "六祖镇", "镇", None, 0.0, 0)]
    rows += [spot("M1", "集成圩镇", "圩镇", "TOWN", 3.0, 0), spot("M2", "船岗圩镇", "圩镇", "TOWN", 4.0, 3)]
    names = NAMED_VILLAGES + NAMED_COMMUNITIES
    for number in range(1, VILLAGES + 1):
        name = names[number - 1] if number <= len(names) else f"{chinese(number)}号村"
        kind = "社区" if name.endswith("社区") else "村"
        rows.append(spot(village_code(number), name, kind, "TOWN", 1.2 + sqrt(number) * 1.3, number * 2.4))
    rows += grids()
    for number, (code, name, parent, capacity) in enumerate(VENUES):
        rows.append({**spot(code, name, "场地", parent, 0.2 + 0.1 * number, number), "capacity": capacity})
    return rows


def spot(code: str, name: str, kind: str, parent: str | None, kilometres: float, angle: float) -> Row:
    """A place so many kilometres from the centre, in that direction."""
    latitude = CENTRE[0] + kilometres * cos(angle) / 111.0
    longitude = CENTRE[1] + kilometres * sin(angle * 1.0) / (111.0 * cos(CENTRE[0] * pi / 180))
    return {
        "code": code,
        "name": name,
        "kind": kind,
        "parent": parent,
        "latitude": round(latitude, 5),
        "longitude": round(longitude, 5),
    }


def grids() -> list[Row]:
    """One large, 31 medium, 299 small and 4 micro grids, without coordinates of their own."""
    rows: list[Row] = [{"code": "G0", "name": "大网格", "kind": "网格", "parent": "TOWN"}]
    for village in range(1, VILLAGES + 1):
        rows.append(
            {
                "code": f"G{village:02d}",
                "name": f"{chinese(village)}号中网格",
                "kind": "网格",
                "parent": village_code(village),
            }
        )
    for number in range(SMALL_GRIDS):
        village = number % VILLAGES + 1
        rows.append(
            {
                "code": f"G{village:02d}-{number // VILLAGES + 1:02d}",
                "name": f"{chinese(village)}号中网格第{chinese(number // VILLAGES + 1)}小网格",
                "kind": "网格",
                "parent": f"G{village:02d}",
            }
        )
    rows += [{"code": f"GW{n}", "name": f"{chinese(n)}号微网格", "kind": "网格", "parent": "G01"} for n in range(1, 5)]
    return rows


def markets() -> list[Row]:
    """One market goes by the lunar calendar, the other by the Gregorian one."""
    return [
        {"place": "M1", "calendar": "农历", "digits": "3、6、9"},
        {"place": "M2", "calendar": "公历", "digits": "2、7"},
    ]


UNITS = {
    "D1": "镇综合行政执法办公室",
    "D2": "派出所",
    "D3": "交警中队",
    "D4": "市场监督管理所",
    "D5": "镇卫生院",
    "D6": "镇中心小学",
    "D7": "镇初级中学",
    "D8": "县人民医院",
    "D9": "镇商会企业",
    "D10": "镇文化中心",
}
ENFORCING = ("D1", "D2", "D3", "D4")


def organisations() -> list[Row]:
    """The partner organisations."""
    return [
        {"code": code, "name": name, "place": "TOWN", "enforces": "是" if code in ENFORCING else "否"}
        for code, name in UNITS.items()
    ]


SERVICES = (
    "长者照护",
    "儿童关爱",
    "残疾人帮扶",
    "困境家庭支持",
    "矛盾调解",
    "心理疏导",
    "健康宣教",
    "法律援助",
    "就业指导",
    "文明实践",
    "环境整治",
    "防诈宣传",
    "普法宣传",
    "禁毒宣传",
    "助学辅导",
    "文化活动",
    "邻里互助",
    "政策咨询",
)
CERTIFICATE, FIRST_AID, TRAINER, PATROL = "QZF", "QJJ", "QPX", "QXL"


def qualifications() -> list[Row]:
    """One for each public service, the enforcement certificate, first aid, teaching, and one that training grants."""
    rows = [{"code": f"Q{n:02d}", "name": name, "by_training": "否"} for n, name in enumerate(SERVICES, start=1)]
    rows += [
        {"code": CERTIFICATE, "name": "行政执法证", "by_training": "否", "enforcement": "是"},
        {"code": FIRST_AID, "name": "急救员证", "by_training": "否"},
        {"code": TRAINER, "name": "培训讲师", "by_training": "否"},
        {"code": PATROL, "name": "防汛巡查培训", "by_training": "是"},
    ]
    return rows
