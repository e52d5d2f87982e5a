"""The stations of a coordinator's month, from a town's own workbook to the wall board: what is done, and must be seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from scheduler.domain.recurrence import market_days
from tests.browser.hands import Hands
from tests.service import Service, wait_until
from tests.workbooks import MONTH, own_workbook

PHONES = {4: "13800001001", 5: "13800001002", 6: ""}
DOUBLES = (7, 9)


WEEKDAYS = "一二三四五六日"


def day_name(day: date) -> str:
    """A day as pages name it."""
    return f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


@dataclass
class Walk:
    """Who walks, where, and through which days."""

    hands: Hands
    service: Service
    monday: date

    @property
    def page(self) -> Page:
        return self.hands.page

    @property
    def last_day(self) -> date:
        """The last day of the roster."""
        return self.monday + timedelta(days=27)

    @property
    def markets(self) -> list[date]:
        """The market days of the roster."""
        return market_days(self.monday, self.last_day, "369", lunar=True)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def facts(self) -> dict[str, str]:
        """The figures at the head of the page."""
        rows = self.page.locator("section.facts dl > div")
        pairs = [(row.locator("dt").inner_text(), row.locator("dd").inner_text()) for row in rows.all()]
        return dict(pairs)

    def said(self) -> str:
        """What the page says was done."""
        expect(self.page.locator(".flash")).to_have_count(1)
        return self.page.locator(".flash").inner_text()


def come_in(walk: Walk) -> None:
    """Sign in: the first page says what to begin with."""
    _, name, password = walk.service.lines[2].split()
    walk.page.goto(f"{walk.service.base}/sign-in?lang=zh_Hans")
    walk.page.keyboard.type(name)  # the first field has the focus
    walk.hands.write(walk.page.get_by_label("密码"), password)
    walk.hands.press(walk.button("登录"))
    expect(walk.page.locator(".empty")).to_contain_text("导入工作簿")


def bring_in(walk: Walk) -> None:
    """The town's own workbook: its names are understood, what is wrong is mended in the page."""
    walk.hands.press(walk.page.locator(".empty").get_by_role("link", name="导入工作簿"))
    file = {"name": "六祖镇.xlsx", "mimeType": "", "buffer": own_workbook(**MONTH)}
    walk.page.set_input_files("input[name=file]", file)
    walk.hands.press(walk.button("检查文件"))
    expect(walk.page.locator(".alert")).to_contain_text("有 5 处错误")
    expect(walk.page.get_by_label("联系电话")).to_have_value("phone")
    for row, phone in PHONES.items():
        walk.hands.write(walk.page.get_by_label(f"六月花名册 第 {row} 行 手机"), phone)
    for row in DOUBLES:
        walk.hands.press(walk.page.get_by_label(f"六月花名册 第 {row} 行 不导入"))
    walk.hands.write(walk.page.get_by_label("证件 第 2 行 有效期止"), "2099/12/31")
    walk.hands.press(walk.page.locator("#mend").get_by_role("button", name="重新检查"))
    expect(walk.page.locator(".card").first).to_contain_text("文件没有问题。")
    walk.hands.press(walk.button("全部导入"))
    assert walk.said() == "已导入：新增 31 条，更改 0 条，不变 0 条。"
    expect(walk.link("撤销此次导入…")).to_be_visible()


def look_over(walk: Walk) -> None:
    """The days ahead: nothing is asked for yet."""
    walk.hands.press(walk.link("下一步：月度总览"))
    walk.page.wait_for_url("**/overview?*")
    assert walk.facts() == {
        "活动": "0",
        "名额": "0",
        "人时": "0 小时",
        "休息日": "8",
        "圩日": f"{len(walk.markets)}",
    }


def plan(walk: Walk) -> None:
    """Activities: from templates, on market days and weekly; a week copied, one of the copies moved."""
    hands, page = walk.hands, walk.page
    hands.press(page.locator(".empty").get_by_role("link", name="添加活动"))
    hands.press(walk.link("联合执法行动（各部门 2 名执法人员）"))
    hands.date(page.get_by_label("开始日期"), walk.monday)
    hands.choose(page.get_by_label("重复方式"), "逢圩日")
    hands.choose(page.get_by_label("圩场"), "集成圩镇")
    hands.press(walk.button("登记"))
    assert walk.said() == f"已保存，生成了 {len(walk.markets)} 场活动。"

    hands.press(walk.link("进村服务（1 名社工、2 名志愿者）"))
    hands.date(page.get_by_label("开始日期"), walk.monday + timedelta(days=1))
    hands.choose(page.get_by_label("重复方式"), "每周")
    hands.choose(page.get_by_label("地点"), "龙山塘村")
    hands.press(walk.button("登记"))
    assert walk.said() == "已保存，生成了 4 场活动。"

    hands.press(walk.link("培训（1 名讲师、2 名会务人员）"))
    hands.date(page.get_by_label("开始日期"), walk.monday + timedelta(days=2))
    hands.choose(page.get_by_label("地点"), "雅冈社区")
    hands.press(walk.button("登记"))
    assert walk.said() == "已保存。已发布的内容在下一版发布前保持不变。"

    hands.press(walk.link("← 活动"))
    hands.press(walk.link("复制一周…"))
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    hands.press(walk.button("生成勾选的活动"))
    assert walk.said() == "已生成 1 项活动，可逐项修改或批量修改。"

    day = day_name(walk.monday + timedelta(days=10))
    hands.press(walk.link("志愿者培训"))
    hands.press(page.get_by_text("改期…"))
    hands.press(walk.button(f"改到这天 {day}"))
    assert walk.said() == f"已改到{day}。发布新版排班表时通知相关人员。"


def look_over_again(walk: Walk) -> None:
    """The days ahead: demand by place and kind, market days with their lunar date; a draft is made of them."""
    walk.hands.press(walk.link("排班表"))
    walk.hands.press(walk.link("先看月度总览：需求、节假日、圩日、证件"))
    count = len(walk.markets)
    assert walk.facts() == {
        "活动": f"{count + 6}",
        "名额": f"{8 * count + 18} + {count} 支队伍",
        "人时": f"{24 * count + 39} 小时",
        "休息日": "8",
        "圩日": f"{count}",
    }
    walk.hands.press(walk.button("下一步：建立该时段草稿"))
