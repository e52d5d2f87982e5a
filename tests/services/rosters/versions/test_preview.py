"""What publishing a draft would do, in the words that are sent."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scheduler.errors import Conflict, Forbidden
from scheduler.models import Duty, Notice, NoticeKind
from scheduler.services.rosters import drafts, runs
from scheduler.services.rosters.notices import mail_of
from scheduler.services.rosters.versions.preview import publication
from tests.conftest import NOW
from tests.services.small_town import SmallTown, at


def told(small: SmallTown, roster_id: int) -> list[tuple[str, list[NoticeKind]]]:
    found = publication(small.session, small.actor, roster_id, now=NOW)
    return [(one.person.name, [word.news.kind for word in one.words]) for one in found.people]


def test_the_preview_says_word_for_word_what_publishing_then_sends(small: SmallTown) -> None:
    one, other = small.activity("一"), small.activity("二", day=25)
    stays, leaves = (
        small.worker("留", email="a@example.org"),
        small.volunteer("走", email="b@example.org", language="en"),
    )
    draft = small.draft()
    small.pin(draft, one, stays, leaves)
    small.publish(draft)
    one.starts_at, one.ends_at = at(24, 14), at(24, 16)
    small.session.flush()
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[1].id, now=NOW)
    small.pin(draft, other, stays)
    found = publication(small.session, small.actor, draft.id, now=NOW)
    said = {(each.person.id, word.news.kind, word.text) for each in found.people for word in each.words}
    known = set(small.session.scalars(select(Notice.id)))
    small.publish(draft)
    sent = [row for row in small.session.scalars(select(Notice).order_by(Notice.id)) if row.id not in known]
    assert said == {(row.person_id, row.kind, mail_of(small.session, row).body) for row in sent}
    assert {text for who, _, text in said if who == leaves.id} == {
        "You are no longer needed for 一 (协助), Tue 24 Nov 09:00–11:00, 龙山塘村."
    }


def test_a_preview_keeps_nothing(small: SmallTown) -> None:
    draft = small.draft()
    small.pin(draft, small.activity(), small.worker())
    publication(small.session, small.actor, draft.id, now=NOW)
    small.session.flush()
    assert (small.session.scalars(select(Duty)).all(), small.session.scalars(select(Notice)).all()) == ([], [])
    assert not small.session.new
    assert not small.session.dirty


def test_whom_nothing_reaches_comes_first_and_is_counted(small: SmallTown) -> None:
    activity = small.activity()
    draft = small.draft()
    small.pin(draft, activity, small.worker("有电话", phone="+8613800000001"), small.worker("无"))
    found = publication(small.session, small.actor, draft.id, now=NOW)
    assert [(one.person.name, one.reach.nobody) for one in found.people] == [("无", True), ("有电话", False)]
    assert [(str(one.sentence), one.forbids) for one in found.cautions] == [
        ("Other slots that are open: 1", False),
        ("People whom nothing reaches, neither calendar nor mail nor phone: 1", False),
    ]


def test_who_loses_something_comes_before_who_gains(small: SmallTown) -> None:
    activity, comes, leaves = small.activity(), small.worker("来", phone="1"), small.worker("走", phone="2")
    small.published(activity, leaves)
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[0].id, now=NOW)
    small.pin(draft, activity, comes)
    assert told(small, draft.id) == [("走", [NoticeKind.WITHDRAWN]), ("来", [NoticeKind.ASSIGNED])]


def test_a_version_that_is_overtaken_or_being_solved_is_forbidden_in_the_words_of_the_refusal(small: SmallTown) -> None:
    one, other = small.draft(), small.draft()
    small.publish(one)
    found = publication(small.session, small.actor, other.id, now=NOW)
    assert (found.forbidden, found.people) == (True, [])
    assert "Another version of this period was published meanwhile" in str(found.cautions[0].sentence)
    draft = small.draft()
    runs.request_run(small.session, small.actor, draft.id, seconds=1, now=NOW)
    found = publication(small.session, small.actor, draft.id, now=NOW)
    assert "is being solved" in str(found.cautions[0].sentence)


def test_only_a_draft_has_a_preview_and_only_for_coordinators(small: SmallTown) -> None:
    roster = small.published(small.activity(), small.worker())
    with pytest.raises(Conflict, match="was published already"):
        publication(small.session, small.actor, roster.id, now=NOW)
    with pytest.raises(Forbidden):
        publication(small.session, small.as_person(small.worker()), roster.id, now=NOW)
