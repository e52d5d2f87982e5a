"""Sheets about people: themselves, what they hold, teams and absences, where they keep away, with whom they go."""

from __future__ import annotations

from scheduler.models import Company, Organisation, Person, Place, Qualification, Team
from scheduler.spreadsheets import cells
from scheduler.spreadsheets.cells import HOURS, MAIL, PHONE, YES_NO, Form, choice, listed
from scheduler.spreadsheets.columns import CODE, OTHER_STANDINGS, PERSON, STANDINGS, Column, SheetKind, refer
from scheduler.spreadsheets.times import MINUTE
from scheduler.spreadsheets.weekly import WEEKLY, WISH_LIST
from solver.candidates import Gender

GENDERS = choice({"女": Gender.FEMALE, "男": Gender.MALE}, {"女性": Gender.FEMALE, "男性": Gender.MALE})
CAPACITIES = choice(STANDINGS, OTHER_STANDINGS)
COMPANY = choice(
    {"不同岗": Company.APART, "同岗": Company.TOGETHER}, {"不得同岗": Company.APART, "须同岗": Company.TOGETHER}
)


def people_sheets(day: Form, birthday: Form) -> tuple[SheetKind, ...]:
    """The sheets, what others refer to first."""
    return (people(birthday), held_qualifications(day), teams(), absences(day), recusals(), couples())


def people(birthday: Form) -> SheetKind:
    """Everybody who can be given duties."""
    columns = (
        Column("code", "编号", "code", CODE),
        Column("name", "姓名", "name", cells.text(60), True),
        Column("phone", "手机", "phone", PHONE, cleared=None),
        Column("email", "邮箱", "email", MAIL, cleared=None),
        Column("gender", "性别", "gender", GENDERS, cleared=None),
        Column("born_on", "出生日期", "born on", birthday, cleared=None),
        refer("home", "居住地编号", "home", Place, cleared=None),
        refer("organisation", "单位编号", "organisation", Organisation, cleared=None),
        Column("capacities", "身份", "capacities", listed(CAPACITIES), True),
        Column("minutes_a_day", "每天小时", "hours a day", HOURS, cleared=None),
        Column("minutes_a_week", "每周小时", "hours a week", HOURS, cleared=None),
        Column("duties_a_month", "每月次数", "duties a month", cells.whole(0, 99), cleared=None),
        Column("weekly", "可用时间", "available", WEEKLY, cleared=[]),
        Column("wishes", "意愿", "wishes", WISH_LIST, cleared=[]),
        Column("new", "新人", "new", YES_NO),
        Column("not_alone", "不单独上岗", "not alone", YES_NO),
        Column("active", "在册", "active", YES_NO),
    )
    return SheetKind("person", "人员", "people", columns)


def held_qualifications(day: Form) -> SheetKind:
    """Who holds what."""
    columns = (
        refer("person", "人员编号", "person", Person, PERSON, required=True),
        refer("qualification", "资质编号", "qualification", Qualification, required=True),
        Column("level", "级别", "level", cells.whole(1, 9)),
        Column("valid_from", "有效期起", "valid from", day),
        Column("valid_until", "有效期止", "valid until", day, cleared=None),
    )
    return SheetKind("held_qualification", "持有资质", "held qualifications", columns)


def teams() -> SheetKind:
    """Vanguard teams."""
    columns = (
        Column("code", "编号", "code", CODE, True),
        Column("name", "名称", "name", cells.text(100), True),
        refer("leader", "队长编号", "leader", Person, PERSON, cleared=None),
        Column("members", "队员编号", "members", listed(PERSON), cleared=[]),
        refer("home", "驻地编号", "home", Place, cleared=None),
        Column("quorum", "到场比例", "quorum", cells.whole(1, 100)),
        Column("weekly", "可用时间", "available", WEEKLY, cleared=[]),
        Column("active", "在册", "active", YES_NO),
    )
    return SheetKind("team", "队伍", "teams", columns)


def absences(day: Form) -> SheetKind:
    """Days on which a person or a team is away, whole ones where no time is said."""
    columns = (
        refer("person", "人员编号", "person", Person, PERSON),
        refer("team", "队伍编号", "team", Team),
        Column("first_day", "开始日期", "from", day, True),
        Column("start", "开始时间", "start", MINUTE),
        Column("last_day", "结束日期", "to", day, True),
        Column("end", "结束时间", "end", MINUTE),
        Column("reason", "原因", "reason", cells.text(200), cleared=""),
    )
    return SheetKind("absence", "请假", "absences", columns)


def recusals() -> SheetKind:
    """From which places, or places of which owners, people keep away."""
    columns = (
        refer("person", "人员编号", "person", Person, PERSON, required=True),
        refer("place", "地点编号", "place", Place),
        Column("owner", "经营者", "owner", cells.text(100)),
        Column("reason", "原因", "reason", cells.text(200), cleared=""),
    )
    return SheetKind("recusal", "回避", "recusals", columns)


def couples() -> SheetKind:
    """Two people each who are kept apart or serve together."""
    columns = (
        refer("one", "人员一编号", "one", Person, PERSON, required=True),
        refer("other", "人员二编号", "other", Person, PERSON, required=True),
        Column("company", "要求", "company", COMPANY, True),
    )
    return SheetKind("couple", "搭班", "couples", columns)
