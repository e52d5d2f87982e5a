"""The stations of a coordinator's month, from the town's workbook to the wall board: what is done, and must be seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from scheduler.domain.recurrence import market_days
from scheduler.spreadsheets.reading import read_book
from tests.browser.hands import Hands
from tests.service import Service, wait_until
from tests.services.rosters import pdf
from tests.workbooks import MONTH, own_workbook

PHONES = {4: "13800001001", 5: "13800001002", 6: ""}
DOUBLES = (7, 9)


VOLUNTEERS = ("李红", "张秀英", "黄志强", "何丽")
ACTION, TRAINING = "圩日联合执法", "志愿者培训"
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

    @property
    def slots(self) -> int:
        """How many slots the planned activities have, whole teams among them."""
        return 9 * len(self.markets) + 18

    def holder(self, chip: Locator) -> str:
        """In whose row of the board a duty stands."""
        return str(chip.evaluate("each => each.closest('tr').querySelector('th a').textContent"))

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def shows(self, facts: dict[str, str]) -> None:
        """See the figures at the head of the page."""
        expect(self.page.locator("section.facts dt")).to_have_text(list(facts))
        expect(self.page.locator("section.facts dd")).to_have_text(list(facts.values()))

    def fact(self, name: str) -> Locator:
        """One of those figures."""
        return self.page.locator("section.facts dl > div", has_text=name).locator("dd")

    def says(self, what: str) -> None:
        """See what was done."""
        expect(self.page.locator(".flash")).to_have_text(what)


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
    walk.says("已导入：新增 31 条，更改 0 条，不变 0 条。")
    expect(walk.link("撤销此次导入…")).to_be_visible()


def look_over(walk: Walk) -> None:
    """The days ahead: nothing is asked for yet."""
    walk.hands.press(walk.link("下一步：月度总览"))
    walk.page.wait_for_url("**/overview?*")
    walk.shows(
        {
            "活动": "0",
            "名额": "0",
            "人时": "0 小时",
            "休息日": "8",
            "圩日": f"{len(walk.markets)}",
        }
    )


def plan(walk: Walk) -> None:
    """Activities: from templates, on market days and weekly; a week copied, one of the copies moved."""
    hands, page = walk.hands, walk.page
    hands.press(page.locator(".empty").get_by_role("link", name="添加活动"))
    hands.press(walk.link("联合执法行动（各部门 2 名执法人员）"))
    hands.date(page.get_by_label("开始日期"), walk.monday)
    hands.choose(page.get_by_label("重复方式"), "逢圩日")
    hands.press(walk.button("登记"))
    walk.says(f"已保存，生成了 {len(walk.markets)} 场活动。")

    hands.press(walk.link("进村服务（1 名社工、2 名志愿者）"))
    hands.date(page.get_by_label("开始日期"), walk.monday + timedelta(days=1))
    hands.choose(page.get_by_label("重复方式"), "每周")
    hands.choose(page.get_by_label("地点"), "龙山塘村")
    hands.press(walk.button("登记"))
    walk.says("已保存，生成了 4 场活动。")

    hands.press(walk.link("培训（1 名讲师、2 名会务人员）"))
    hands.date(page.get_by_label("开始日期"), walk.monday + timedelta(days=2))
    hands.choose(page.get_by_label("地点"), "雅冈社区")
    hands.press(walk.button("登记"))
    walk.says("已保存。已发布的内容在下一版发布前保持不变。")

    hands.press(walk.link("← 活动"))
    hands.press(walk.link("复制一周…"))
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    hands.press(walk.button("生成勾选的活动"))
    walk.says("已生成 1 项活动，可逐项修改或批量修改。")

    day = day_name(walk.monday + timedelta(days=10))
    hands.press(walk.link("志愿者培训"))
    hands.press(page.get_by_text("改期…"))
    hands.press(walk.button(f"改到这天 {day}"))
    walk.says(f"已改到{day}。发布新版排班表时通知相关人员。")


def look_over_again(walk: Walk) -> None:
    """The days ahead: demand by place and kind, market days with their lunar date; a draft is made of them."""
    walk.hands.press(walk.link("月度总览"))
    count = len(walk.markets)
    walk.shows(
        {
            "活动": f"{count + 6}",
            "名额": f"{8 * count + 18} + {count} 支队伍",
            "人时": f"{24 * count + 39} 小时",
            "休息日": "8",
            "圩日": f"{count}",
        }
    )
    walk.hands.press(walk.button("下一步：建立该时段草稿"))


def generate(walk: Walk) -> None:
    """The best roster so far is seen while it is being solved, and kept when that is stopped."""
    walk.hands.press(walk.button("自动排班"))
    expect(walk.page.locator("#progress")).to_contain_text(f"满岗 {walk.slots}/{walk.slots}")
    expect(walk.page.locator("#progress svg")).to_be_visible()
    walk.hands.press(walk.button("停止并保留当前最好结果"))
    expect(walk.page.locator("#progress")).to_have_count(0)
    expect(walk.fact("已排名额")).to_have_text(f"{walk.slots} / {walk.slots}")
    expect(walk.fact("优化程度")).to_have_text(re.compile("最优|至少"))


def change_by_hand(walk: Walk) -> None:
    """The board: a duty handed over, another pinned, that undone, one taken away."""
    hands, page = walk.hands, walk.page
    hands.press(page.locator("#groups").get_by_role("link", name="志愿者"))
    training = page.locator(f".board [data-duty]:has-text('{TRAINING}')").first
    guide = page.locator(f".board tr:not(:has(th:has-text('先锋'))) [data-duty]:has-text('{ACTION}')").last

    who = walk.holder(training)
    hands.press(training)
    expect(page.get_by_role("heading", name=f"为何是{who}")).to_be_visible()
    other = page.locator("#panel .stand-ins .unseen").first.inner_text().strip()
    hands.press(page.locator("#panel .stand-ins button").first)
    walk.says(f"{other}接替{who}：{TRAINING}")

    who = walk.holder(guide)
    hands.press(guide)
    hands.press(page.locator("#panel").get_by_role("button", name="锁定"))
    walk.says("已锁定，下次自动排班时保持不变。")
    expect(guide).to_have_class(re.compile("pinned"))
    hands.press(walk.button("撤销"))
    walk.says(f"已撤销：锁定{who}：{ACTION}")
    expect(guide).not_to_have_class(re.compile("pinned"))

    hands.press(guide)
    hands.press(page.locator("#panel").get_by_role("button", name="移除"))
    walk.says(f"移除{who}：{ACTION}")
    expect(walk.fact("已排名额")).to_have_text(f"{walk.slots - 1} / {walk.slots}")


def fill_what_is_open(walk: Walk) -> None:
    """The open slot says what would fill it; one press does that."""
    walk.hands.press(walk.link("空缺名额"))
    expect(walk.page.locator(".cards h2")).to_have_text(f"{ACTION} · 引导员")
    walk.hands.press(walk.link("逐个处理"))
    walk.hands.press(walk.button("就这样办").first)
    walk.says("名额已补上，相关指派已锁定。")
    expect(walk.page.locator(".empty")).to_contain_text("所有名额均已满岗。")


def see_what_is_fair(walk: Walk) -> None:
    """What each carries against the ledger, as a plot and as a table that can be taken along."""
    walk.hands.press(walk.link("公平"))
    expect(walk.page.locator("figure.plot svg")).to_be_visible()
    expect(walk.page.locator("table.figures tbody th")).to_have_text(["王小明"])
    expect(walk.page.locator("table.figures tbody td.number").first).to_have_text("0")
    expect(walk.page.get_by_role("link", name=re.compile("^.(xlsx|csv)$"))).to_have_count(2)


def try_another_policy(walk: Walk) -> None:
    """A weight is changed: a second draft shows what would change, and stands beside the first."""
    hands, page = walk.hands, walk.page
    hands.press(walk.link("排班政策"))
    hands.write(page.get_by_label("就近安排:"), "20")
    hands.press(walk.button("试算会有什么变化"))
    expect(page.locator("main")).to_contain_text("就近安排，分数：10 分 → 20 分")
    rows = page.locator("#beside table").first.locator("tbody tr")
    expect(rows.locator("th")).to_have_text(["第 2 版 草稿 试算", "第 1 版 草稿"])
    expect(rows.locator("td:nth-child(3)")).to_have_text([f"{walk.slots} / {walk.slots}"] * 2)


def publish(walk: Walk) -> None:
    """Who is told what is seen before it is sent."""
    hands, page = walk.hands, walk.page
    hands.press(walk.link("发布…").first)
    expect(page.locator(".cautions li")).to_have_text("无法通知的人员（无日历订阅、邮箱、电话）：1 人")
    expect(page.locator("h2", has_text="发给每个人的通知")).to_contain_text("14 人")
    notices = page.locator("tbody tr", has_text="王小明").locator("td").first
    expect(notices).to_contain_text("您已被安排任务：进村服务（带队社工）")
    hands.press(walk.button("立即发布"))
    walk.says("排班表已发布，日历和通知正在更新。")
    expect(page.locator("h1 .state")).to_have_text("已发布")


def take_out(walk: Walk) -> None:
    """The workbook, the board on paper, and the wall board, which names nobody and shows nothing confidential."""
    hands, page = walk.hands, walk.page
    wait_until(lambda: "town" in {each["kind"] for each in shared(walk)}, "the calendar of the town")
    hands.press(walk.link("导出"))
    with page.expect_download() as workbook:
        hands.press(walk.link("排班工作簿 .xlsx"))
    book = read_book("board.xlsx", Path(workbook.value.path()).read_bytes())
    assert [sheet.name for sheet in book.sheets] == [
        *("队伍", "社工", "志愿者", "共建单位人员"),
        *("名额", "整队出动名单", "一号先锋队"),
    ]
    with page.expect_download() as paper:
        hands.press(walk.button("PDF 总览，A3"))
    assert "一号先锋队" in [word for words in pdf.pages(Path(paper.value.path()).read_bytes()) for word in words]
    hands.press(walk.link("大屏"))
    expect(page.locator("body.wall h1")).to_contain_text("我的镇")
    shown = page.locator("main").inner_text()
    assert [word for word in (ACTION, "王小明", *VOLUNTEERS) if word in shown] == []


def shared(walk: Walk) -> list[dict[str, str]]:
    """The calendars that are shared."""
    found: list[dict[str, str]] = walk.service.call("GET", "/api/feeds/shared")
    return found
