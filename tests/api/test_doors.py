"""Who may come in: every route of the API asked by nobody, by a person, and watched for its audit row."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.routing import Rule

from scheduler.models import Audit, Notice, Town
from tests.api.client import PASSWORD, Installation
from tests.workbooks import person, small_town

pytestmark = pytest.mark.usefixtures("before_the_duties")

PUBLIC = {
    ("POST", "/api/sessions"),
    ("POST", "/api/sessions/link"),
    ("GET", "/api/feeds/public"),
    ("GET", "/api/openapi.json"),
    ("GET", "/api/docs"),
}

OWN = {
    ("GET", "/api/sessions"),
    ("DELETE", "/api/sessions"),
    ("GET", "/api/people/<number:person_id>"),
    ("GET", "/api/people/<number:person_id>/times"),
    ("GET", "/api/people/<number:person_id>/wishes"),
    ("GET", "/api/people/<number:person_id>/recusals"),
    ("GET", "/api/people/<number:person_id>/duties"),
    ("GET", "/api/people/<number:person_id>/notices"),
    ("POST", "/api/people/<number:person_id>/notices/read"),
    ("POST", "/api/duties/<number:duty_id>/accept"),
    ("POST", "/api/duties/<number:duty_id>/decline"),
    ("PUT", "/api/feeds/people/<number:person_id>"),
    ("POST", "/api/feeds/<number:feed_id>/renewal"),
    ("POST", "/api/feeds/<number:feed_id>/revocation"),
    ("PUT", "/api/feeds/<number:feed_id>/alarms"),
}
"""What a person may do, for their own."""

BODIES: dict[str, Any] = {
    "/api/feeds/<number:feed_id>/alarms": {"alarms": False},
    "/api/people/<number:person_id>/notices/read": {"last": 1},
}


def routes(town: Installation) -> list[tuple[str, str]]:
    """Every method of every route under /api."""
    rules: list[Rule] = [rule for rule in town.app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    return sorted(
        (method, rule.rule) for rule in rules for method in (rule.methods or ()) if method not in ("HEAD", "OPTIONS")
    )


def path(rule: str) -> str:
    """A route's address with the number 1 and a day in it."""
    parts = [
        ("2026-11-23" if part.startswith("<day:") else "1") if part.startswith("<") else part
        for part in rule.split("/")
    ]
    return "/".join(parts)


def person_token(town: Installation, person_id: int) -> str:
    """A person's token, by a personal link."""
    link = town.call("POST", f"/api/people/{person_id}/link").json
    answer = town.api.post("/api/sessions/link", json={"token": link["token"]})
    assert answer.status_code == 201, answer.json
    token: str = answer.json["token"]
    return token


def test_there_are_as_many_routes_as_the_description_tells_of(installation: Installation) -> None:
    spec = installation.api.get("/api/openapi.json").json
    told = sum(method != "parameters" for item in spec["paths"].values() for method in item)
    assert told == len(routes(installation)) - 2


def test_nobody_comes_in_without_signing_in(installation: Installation) -> None:
    answers = {
        (method, rule): installation.api.open(path(rule), method=method)
        for method, rule in routes(installation)
        if (method, rule) not in PUBLIC
    }
    assert {key: answer.status_code for key, answer in answers.items()} == dict.fromkeys(answers, 401)
    assert {answer.content_type for answer in answers.values()} == {"application/problem+json"}


def test_a_wrong_or_ended_token_is_none(installation: Installation) -> None:
    ended = installation.sign_in()
    assert installation.call("DELETE", "/api/sessions", headers={"Authorization": f"Bearer {ended}"}).status_code == 204
    for token in ("", "x", ended, f"{ended} x"):
        answer = installation.api.get("/api/people", headers={"Authorization": f"Bearer {token}"})
        assert (token, answer.status_code) == (token, 401)


def test_a_person_is_refused_wherever_it_is_not_theirs(installation: Installation) -> None:
    installation.bring()
    installation.published()
    installation.call("PUT", "/api/feeds/people/1")
    headers = {"Authorization": f"Bearer {person_token(installation, 2)}"}
    first = next(duty for duty in installation.call("GET", "/api/people/1/duties").json)
    feed = installation.call("PUT", "/api/feeds/people/1").json
    mine = {"/api/sessions"}
    answers = {}
    for method, rule in routes(installation):
        if (method, rule) not in PUBLIC and rule not in mine:
            address = rule.replace("<number:duty_id>", str(first["id"])).replace("<number:feed_id>", str(feed["id"]))
            answer = installation.api.open(path(address), method=method, headers=headers, json=BODIES.get(rule))
            answers[method, rule] = answer.status_code
    assert answers == dict.fromkeys(answers, 403)


def test_a_person_reads_and_answers_what_is_theirs(installation: Installation) -> None:
    installation.bring()
    installation.published()
    headers = {"Authorization": f"Bearer {person_token(installation, 3)}"}

    def call(method: str, address: str, **more: Any) -> Any:
        return installation.api.open(address, method=method, headers=headers, **more)

    assert call("GET", "/api/sessions").json == {
        "name": "person 3",
        "role": "person",
        "town_id": installation.town_id,
        "person_id": 3,
    }
    assert call("GET", "/api/people/3").json["name"] == "测试丙"
    offers = [duty for duty in call("GET", "/api/people/3/duties").json if duty["state"] == "offered"]
    accepted, declined = offers[0]["id"], offers[0]["id"]
    assert call("POST", f"/api/duties/{accepted}/accept").json["state"] == "accepted"
    assert call("POST", f"/api/duties/{declined}/decline").json["state"] == "declined"
    told = call("GET", "/api/people/3/notices").json
    assert [notice["kind"] for notice in told] == ["offered"] * len(offers)
    assert call("POST", "/api/people/3/notices/read", json={"last": told[0]["id"]}).status_code == 204
    assert {notice["read_at"] is None for notice in call("GET", "/api/people/3/notices").json} == {False}
    feed = call("PUT", "/api/feeds/people/3").json
    assert call("PUT", f"/api/feeds/{feed['id']}/alarms", json={"alarms": False}).json["alarms"] is False
    renewed = call("POST", f"/api/feeds/{feed['id']}/renewal").json
    assert renewed["url"] != feed["url"]
    assert call("POST", f"/api/feeds/{feed['id']}/revocation").json["revoked"] is True
    assert call("DELETE", "/api/sessions").status_code == 204
    assert call("GET", "/api/sessions").status_code == 401


def test_a_personal_link_is_good_for_one_use(installation: Installation) -> None:
    installation.bring()
    link = installation.call("POST", "/api/people/3/link").json
    assert link["url"].endswith(f"/enter/{link['token']}")
    answers = [installation.api.post("/api/sessions/link", json={"token": link["token"]}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 404]


def test_a_wrong_password_is_refused_and_the_attempts_are_counted(installation: Installation) -> None:
    body = {"name": "coordinator", "password": "wrong"}
    answer = installation.api.post("/api/sessions?lang=en", json=body)
    assert (answer.status_code, answer.json["detail"]) == (403, "Name or password is wrong.")


DERIVED = {
    ("POST", "/api/activities/changes/preview"): "only what would change",
    ("POST", "/api/people/<number:person_id>/notices/read"): "a person's own bookmark",
    ("POST", "/api/rosters/<number:roster_id>/workbook/check"): "what is said of it is not kept",
}
"""What changes nothing that anybody would have to answer for."""

ROLE = {"name": "负责人", "accepts": ["social_worker"], "minimum": 1, "wanted": 1}
ACTIVITY = {
    "code": "N1",
    "kind": "training",
    "title": "培训",
    "place_id": 1,
    "grants_id": 1,
    "starts_at": "2026-11-26T09:00:00+08:00",
    "ends_at": "2026-11-26T10:00:00+08:00",
    "roles": [ROLE],
}
SERIES = {
    "code": "S1",
    "kind": "station",
    "title": "驻点",
    "place_id": 1,
    "recurrence": "weekly",
    "weekdays": "0",
    "first_day": "2026-11-30",
    "last_day": "2026-12-20",
    "start_minute": 540,
    "end_minute": 600,
    "roles": [ROLE],
}
WEEKLY = {"weekly": [{"weekday": 0, "start_minute": 480, "end_minute": 720}]}
ABSENCE = {"starts_at": "2026-12-01T00:00:00+08:00", "ends_at": "2026-12-02T00:00:00+08:00"}

CHANGES: tuple[tuple[str, str, str, Any], ...] = (
    ("POST", "/api/qualifications", "", {"code": "Q1", "name": "急救"}),
    ("PATCH", "/api/qualifications/<number:qualification_id>", "1", {"name": "急救员", "by_training": True}),
    ("POST", "/api/organisations", "", {"code": "D1", "name": "派出所"}),
    ("PATCH", "/api/organisations/<number:organisation_id>", "1", {"enforces": True}),
    ("POST", "/api/places", "", {"code": "V3", "name": "旧郎村", "kind": "village"}),
    ("PATCH", "/api/places/<number:place_id>", "3", {"latitude": 22.7, "longitude": 112.2}),
    ("PUT", "/api/travel/overrides", "", {"from_place_id": 1, "to_place_id": 3, "minutes": 12}),
    ("DELETE", "/api/travel/overrides/<number:travel_id>", "1", None),
    ("PUT", "/api/markets", "", {"place_id": 3, "calendar": "lunar", "digits": "369"}),
    ("DELETE", "/api/markets/<number:market_id>", "1", None),
    ("PUT", "/api/days/<day:day>", "2027-01-01", {"kind": "holiday"}),
    ("DELETE", "/api/days/<day:day>", "2027-01-01", None),
    ("POST", "/api/days/years", "", {"year": 2026}),
    ("PATCH", "/api/town", "", {"road_factor": 1.5}),
    ("PUT", "/api/town/policy", "", {"rules": [{"rule": "Evenings", "cost": 200}]}),
    ("DELETE", "/api/town/policy", "", None),
    ("POST", "/api/people", "", {"name": "测试戊", "capacities": ["volunteer"]}),
    ("PATCH", "/api/people/<number:person_id>", "1", {"minutes_a_week": 1200}),
    ("POST", "/api/people/<number:person_id>/qualifications", "1", {"qualification_id": 1, "level": 2}),
    ("DELETE", "/api/people/<number:person_id>/qualifications/<number:held_id>", "1 1", None),
    ("PUT", "/api/people/<number:person_id>/times", "1", WEEKLY),
    ("POST", "/api/people/<number:person_id>/absences", "1", ABSENCE),
    ("PUT", "/api/people/<number:person_id>/wishes", "1", {"wishes": [{"weekday": 5, "part": "day", "liking": -1}]}),
    ("POST", "/api/people/<number:person_id>/recusals", "1", {"place_id": 1}),
    ("DELETE", "/api/people/<number:person_id>/recusals/<number:recusal_id>", "1 1", None),
    ("POST", "/api/people/<number:person_id>/couples", "1", {"other_id": 3, "company": "apart"}),
    ("DELETE", "/api/people/<number:person_id>/couples/<number:couple_id>", "1 1", None),
    ("POST", "/api/people/<number:person_id>/link", "1", None),
    ("POST", "/api/teams", "", {"code": "T1", "name": "一队", "member_ids": [3, 4], "leader_id": 3}),
    ("PATCH", "/api/teams/<number:team_id>", "1", {"quorum": 50}),
    ("PUT", "/api/teams/<number:team_id>/times", "1", WEEKLY),
    ("POST", "/api/teams/<number:team_id>/absences", "1", ABSENCE),
    ("DELETE", "/api/people/<number:person_id>/absences/<number:absence_id>", "1 1", None),
    ("DELETE", "/api/teams/<number:team_id>/absences/<number:absence_id>", "1 2", None),
    ("POST", "/api/activities", "", ACTIVITY),
    ("PATCH", "/api/activities/<number:activity_id>", "3", {"title": "急救培训"}),
    ("PUT", "/api/activities/<number:activity_id>/attendance", "3", {"person_ids": [1, 3]}),
    ("PUT", "/api/activities/<number:activity_id>/roles", "3", {"roles": [{**ROLE, "wanted": 2}]}),
    ("PUT", "/api/activities/<number:activity_id>/day", "3", {"day": "2026-11-27"}),
    ("POST", "/api/activities/<number:activity_id>/template", "3", {"name": "急救培训"}),
    ("DELETE", "/api/templates/<number:template_id>", "1", None),
    ("POST", "/api/activities/copies", "", {"from_day": "2026-11-24", "to_day": "2026-12-03", "activity_ids": [1]}),
    ("POST", "/api/activities/changes", "", {"activities": [{"id": 4, "revision": 1}], "change": {"priority": 3}}),
    ("POST", "/api/activities/<number:activity_id>/cancellation", "3", None),
    ("POST", "/api/series", "", SERIES),
    ("PATCH", "/api/series/<number:series_id>", "1", {"weekdays": "04"}),
    ("POST", "/api/series/<number:series_id>/expansion", "1", None),
    ("POST", "/api/rosters", "", {"first_day": "2026-11-23", "last_day": "2026-11-29"}),
    ("POST", "/api/rosters/<number:roster_id>/assignments", "1", {"role_id": 2, "person_id": 3}),
    ("PATCH", "/api/assignments/<number:assignment_id>", "1", {"pinned": False}),
    ("POST", "/api/rosters/<number:roster_id>/edits", "1", {"role_id": 4, "person_id": 4, "anyway": True}),
    ("POST", "/api/assignments/<number:assignment_id>/hand-over", "1", {"person_id": 4, "anyway": True}),
    ("POST", "/api/assignments/<number:assignment_id>/removal", "2", {"anyway": True}),
    ("POST", "/api/rosters/<number:roster_id>/edits", "1", {"role_id": 4, "person_id": 3, "anyway": True}),
    ("POST", "/api/rosters/<number:roster_id>/edits", "1", {"role_id": 1, "person_id": 2, "anyway": True}),
    ("POST", "/api/assignments/<number:assignment_id>/swap", "3", {"other_id": 4, "anyway": True}),
    ("POST", "/api/assignments/<number:assignment_id>/move", "6", {"role_id": 4, "anyway": True}),
    ("DELETE", "/api/assignments/<number:assignment_id>", "5", None),
    ("POST", "/api/rosters/<number:roster_id>/undo", "1", None),
    ("POST", "/api/rosters/<number:roster_id>/redo", "1", None),
    *[("POST", "/api/rosters/<number:roster_id>/undo", "1", None)] * 10,
    ("POST", "/api/rosters/<number:roster_id>/runs", "1", {"seconds": 60, "effort": 40}),
    ("POST", "/api/runs/<number:run_id>/stop", "1", None),
    ("POST", "/api/rosters/<number:roster_id>/what-ifs", "1", {"rules": [{"rule": "Evenings"}]}),
    ("DELETE", "/api/rosters/<number:roster_id>/what-if", "2", None),
    ("POST", "/api/rosters/<number:roster_id>/publication", "1", None),
    ("POST", "/api/rosters", "", {"first_day": "2027-01-04", "last_day": "2027-01-10"}),
    ("DELETE", "/api/rosters/<number:roster_id>", "3", None),
    ("PUT", "/api/feeds/people/<number:person_id>", "4", None),
    ("PUT", "/api/feeds/<number:feed_id>/alarms", "1", {"alarms": False}),
    ("POST", "/api/feeds/<number:feed_id>/renewal", "1", None),
    ("POST", "/api/feeds/<number:feed_id>/revocation", "1", None),
)
"""A day at the office: each change of the API once, in an order in which it can be made."""

ELSEWHERE = {
    ("POST", "/api/rosters/<number:roster_id>/roles/<number:role_id>/cures"),
    ("POST", "/api/sessions"),
    ("POST", "/api/sessions/link"),
    ("DELETE", "/api/sessions"),
    ("POST", "/api/town"),
    ("POST", "/api/uploads"),
    ("POST", "/api/uploads/<number:upload_id>/answers"),
    ("POST", "/api/uploads/<number:upload_id>/commit"),
    ("POST", "/api/uploads/<number:upload_id>/discard"),
    ("POST", "/api/uploads/<number:upload_id>/bad-rows/leaving-out"),
    ("POST", "/api/uploads/<number:upload_id>/undoing"),
    ("POST", "/api/rosters/<number:roster_id>/workbook"),
    ("POST", "/api/duties/<number:duty_id>/accept"),
    ("POST", "/api/duties/<number:duty_id>/decline"),
    ("PUT", "/api/feeds/<number:feed_id>/public"),
    ("POST", "/api/notices/<number:notice_id>/mail"),
    ("POST", "/api/rosters/<number:roster_id>/restoration"),
    ("POST", "/api/town/policy/history/<number:change_id>/restoration"),
}
"""Changes that need another town, a file, an open slot, a person's or no token, a shared calendar, failed mail, or two
versions of a roster or of the policy: tested below.
"""


def audit_rows(town: Installation) -> int:
    with town.factory() as session:
        return session.scalar(select(func.count()).select_from(Audit)) or 0


def filled(rule: str, numbers: str) -> str:
    """A route's address with these numbers in it."""
    given = iter(numbers.split())
    return "/".join(next(given) if part.startswith("<") else part for part in rule.split("/"))


def test_every_route_that_changes_something_is_in_one_of_these_tables(installation: Installation) -> None:
    changing = {(method, rule) for method, rule in routes(installation) if method != "GET"}
    assert changing == {(method, rule) for method, rule, *_ in CHANGES} | ELSEWHERE | set(DERIVED)


def test_every_change_writes_an_audit_row(installation: Installation) -> None:
    installation.bring()
    found = {}
    for method, rule, numbers, body in CHANGES:
        before = audit_rows(installation)
        answer = installation.call(method, filled(rule, numbers), json=body, headers={"If-Match": "*"})
        found[method, rule] = (answer.status_code < 300, audit_rows(installation) > before)
        assert answer.status_code < 300, (method, rule, answer.json)
        if rule.endswith(("/stop", "/what-ifs")):
            installation.work()
    assert found == dict.fromkeys(found, (True, True))


def test_changes_that_stand_elsewhere_write_their_audit_rows_too(installation: Installation) -> None:
    def grows(answer: Callable[[], Any]) -> bool:
        before = audit_rows(installation)
        assert answer().status_code < 300
        return audit_rows(installation) > before

    installation.told("PUT", "/api/town/policy", {"rules": []})
    installation.told("DELETE", "/api/town/policy")
    earlier = installation.told("GET", "/api/town/policy/history")[1][-1]["id"]
    restoring, named = f"/api/town/policy/history/{earlier}/restoration", {"If-Match": "*"}
    assert grows(lambda: installation.call("POST", restoring, headers=named))
    assert grows(installation.bring)
    draft = installation.call("POST", "/api/rosters", json={"first_day": "2026-11-23", "last_day": "2026-11-29"}).json
    installation.call("POST", f"/api/rosters/{draft['id']}/assignments", json={"role_id": 2, "person_id": 3})
    why = f"/api/rosters/{draft['id']}/roles/1/why"
    [key, *_] = [one["key"] for one in installation.call("GET", why).json["free"]]
    assert grows(lambda: installation.call("POST", f"/api/rosters/{draft['id']}/roles/1/cures", json={"key": key}))
    installation.published()
    namesake, wrong = {"name": "测试甲", "capacities": "志愿者"}, {"code": "P9", "name": "戊", "capacities": "队长"}
    upload = {"file": (io.BytesIO(small_town(person=[namesake, wrong])), "town.xlsx")}
    assert grows(lambda: installation.call("POST", "/api/uploads", data=upload))
    assert grows(lambda: installation.call("POST", "/api/uploads/2/answers", json={"answers": {"人员!2": "new"}}))
    assert grows(lambda: installation.call("POST", "/api/uploads/2/bad-rows/leaving-out"))
    assert grows(lambda: installation.call("POST", "/api/uploads/2/discard"))
    more = {"file": (io.BytesIO(small_town(person=[person("P09", "测试戊", "志愿者")])), "town.xlsx")}
    assert grows(lambda: installation.call("POST", "/api/uploads", data=more))
    assert grows(lambda: installation.call("POST", "/api/uploads/3/commit"))
    assert grows(lambda: installation.call("POST", "/api/uploads/3/undoing", json={}))
    token = person_token(installation, 3)
    headers = {"Authorization": f"Bearer {token}"}
    duty = installation.call("GET", "/api/people/3/duties").json[0]["id"]
    assert grows(lambda: installation.api.post(f"/api/duties/{duty}/accept", headers=headers))
    assert grows(lambda: installation.api.post(f"/api/duties/{duty}/decline", headers=headers))
    shared = installation.call("GET", "/api/feeds/shared").json[0]["id"]
    assert grows(lambda: installation.call("PUT", f"/api/feeds/{shared}/public", json={"public": True}))
    with installation.factory.begin() as session:
        notice = session.scalars(select(Notice).where(Notice.mail_state == "waiting").limit(1)).one()
        notice.mail_state = "failed"
    assert grows(lambda: installation.call("POST", f"/api/notices/{notice.id}/mail"))
    draft = installation.call("POST", "/api/rosters", json={"first_day": "2026-11-23", "last_day": "2026-11-29"}).json
    held = installation.call("GET", f"/api/rosters/{draft['id']}/assignments").json
    for row in held:
        installation.call("DELETE", f"/api/assignments/{row['id']}", headers={"If-Match": "*"})
    assert installation.call("POST", f"/api/rosters/{draft['id']}/publication").status_code == 200
    [old] = [one["id"] for one in installation.call("GET", "/api/rosters").json if one["state"] == "superseded"]
    assert grows(lambda: installation.call("POST", f"/api/rosters/{old}/restoration"))
    assert grows(lambda: installation.api.delete("/api/sessions", headers=headers))
    days = {"first_day": "2026-11-23", "last_day": "2026-11-29"}
    draft = installation.call("POST", "/api/rosters", json=days).json
    slots = {"file": (io.BytesIO("人员或队伍,岗位号（请勿改动）\n测试丁,4".encode()), "slots.csv")}
    assert grows(lambda: installation.call("POST", f"/api/rosters/{draft['id']}/workbook", data=slots))
    link = installation.call("POST", "/api/people/3/link").json["token"]
    assert grows(lambda: installation.api.post("/api/sessions/link", json={"token": link}))
    password = {"name": "coordinator", "password": PASSWORD}
    assert grows(lambda: installation.api.post("/api/sessions", json=password))


def test_starting_ones_own_town_archives_the_sample_and_is_written_down(installation: Installation) -> None:
    refused = installation.call("POST", "/api/town?lang=en", json={"name": "新镇"})
    assert (refused.status_code, refused.json["detail"]) == (422, "This is your own town already.")
    with installation.factory.begin() as session:
        session.get_one(Town, installation.town_id).sample = True
    before = audit_rows(installation)
    started = installation.call("POST", "/api/town", json={"name": "新镇"})
    assert (started.status_code, started.json["name"], started.json["sample"]) == (201, "新镇", False)
    assert audit_rows(installation) == before + 2
    assert installation.call("GET", "/api/people").json == []
