"""A small town as a workbook, for tests that go through the import as users do."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import xlsxwriter

from scheduler.spreadsheets.writing import workbook_bytes

MONDAY = date(2026, 11, 23)

PLACES = [
    {"code": "V1", "name": "龙山塘村", "kind": "村", "latitude": 22.70, "longitude": 112.22},
    {"code": "V2", "name": "雅冈社区", "kind": "社区", "latitude": 22.72, "longitude": 112.25},
]


def person(code: str, name: str, capacities: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": name, "capacities": capacities, "phone": f"138000000{code[-2:]}", **more}


PEOPLE = [
    person("P01", "测试甲", "社工", home="V1"),
    person("P02", "测试乙", "社工", home="V2"),
    person("P03", "测试丙", "志愿者", home="V1", email="bing@example.org"),
    person("P04", "测试丁", "志愿者", home="V2"),
]


def activity(code: str, title: str, day: date, start: str, end: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "title": title,
        "kind": "服务项目",
        "place": "V1",
        "day": day,
        "start": start,
        "end": end,
        **more,
    }


def role(activity: str, name: str, accepts: str, minimum: int, wanted: int, **more: Any) -> dict[str, Any]:
    return {"activity": activity, "name": name, "accepts": accepts, "minimum": minimum, "wanted": wanted, **more}


ACTIVITIES = [
    activity("A1", "敬老服务", date(2026, 11, 24), "09:00", "11:00"),
    activity("A2", "便民咨询", date(2026, 11, 25), "14:00", "16:00"),
]
ROLES = [
    role("A1", "负责人", "社工", 1, 1),
    role("A1", "协助", "志愿者", 1, 1),
    role("A2", "负责人", "社工", 1, 1),
    role("A2", "协助", "志愿者", 0, 2),
]


def small_town(**changed: Any) -> bytes:
    """A workbook of two villages, four people, two activities; `changed` replaces or adds sheets."""
    rows = {"place": PLACES, "person": PEOPLE, "activity": ACTIVITIES, "role": ROLES, **changed}
    return workbook_bytes(rows, today=MONDAY, created=datetime(2026, 11, 20))  # noqa: DTZ001


OWN = {
    "村居": [["编号", "村名", "类别"], ["V1", "龙山塘村", "村"], ["V2", "雅冈社区", "社区"]],
    "证书种类": [["编号", "证书名称"], ["Q1", "行政执法证"]],
    "六月花名册": [
        ["六祖镇志愿者花名册"],
        ["序号", "姓名", "联系电话", "所在村", "人员类别", "备注"],
        ["1", "王小明", "13800001000", "V1", "社工", ""],
        ["2", "李红", "1380000", "V2", "志愿者", ""],
        ["3", "张秀英", "不详", "V1", "志愿者", ""],
        ["4", "黄志强", "1380000100455", "V2", "志愿者", ""],
        ["5", "王小明", "13800001000", "V1", "社工", ""],
        ["6", "何丽", "13800001005", "雅冈社区", "志愿者", ""],
        ["7", "何丽", "13800001005", "V2", "志愿者", ""],
    ],
    "证件": [
        ["姓名", "证件名称", "有效期至"],
        ["王小明", "Q1", "2020/12/31"],
        ["黄志强", "Q1", "2099/12/31"],
    ],
    "统计": [["月份", "人次"], ["10", "120"]],
}
"""What a town has already: names of its own, three bad telephones, two people twice, a certificate that has expired."""


MONTH = {
    "证书种类": [["编号", "证书名称", "执法证件"], ["Q1", "行政执法证", "是"]],
    "场所": [["编号", "地名", "类别"], ["M1", "集成圩镇", "圩镇"]],
    "圩期": [["地点", "历法", "尾数"], ["M1", "农历", "3、6、9"]],
    "成员单位": [
        ["编号", "单位名称", "是否执法"],
        ["D1", "市场监管所", "是"],
        ["D2", "交警中队", "是"],
        ["D3", "综合执法办", "是"],
    ],
    "单位通讯录": [
        ["工号", "姓名", "电话", "所属单位", "人员类别"],
        *(
            [f"F{number}", name, f"1380000200{number}", f"D{number // 2 + 1}", "共建单位人员"]
            for number, name in enumerate(("陈一", "陈二", "陈三", "陈四", "陈五", "陈六"))
        ),
    ],
    "执法证": [["人员", "证书", "到期日期"], *([f"F{number}", "Q1", "2099/12/31"] for number in range(6))],
    "队员通讯录": [
        ["工号", "姓名", "电话", "人员类别"],
        *(
            [f"X{number}", name, f"1380000300{number}", "志愿者"]
            for number, name in enumerate(("先锋一", "先锋二", "先锋三"))
        ),
    ],
    "先锋队": [["编号", "队名", "队长", "队员", "驻村"], ["T1", "一号先锋队", "X0", "X0、X1、X2", "V1"]],
}
"""What such a town needs besides to have a month planned: a market, units that enforce with their officers, a team."""


def own_workbook(**more: list[list[str]]) -> bytes:
    """A workbook as a town keeps it; `more` adds or replaces sheets."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in {**OWN, **more}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()
