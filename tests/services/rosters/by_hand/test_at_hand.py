"""A roster that stays laid out between two questions answers as one that is laid out anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from scheduler.models import Absence, Person, Roster
from scheduler.services.problems import translate
from scheduler.services.problems.trying import Tried
from scheduler.services.rosters import drafts
from scheduler.services.rosters.by_hand import at_hand as kept_at_hand
from scheduler.services.rosters.by_hand import editing
from scheduler.services.rosters.by_hand.at_hand import at_hand
from scheduler.services.rosters.explained.open_slots import laid_out_now
from scheduler.services.rosters.explained.why import why_held
from scheduler.services.sessions import open_engine, session_factory
from tests.conftest import NOW, Databases
from tests.services.small_town import FIRST, LAST, SmallTown, at


def test_it_is_kept_while_only_who_holds_what_changes(small: SmallTown) -> None:
    draft, activity = small.draft(), small.activity()
    with at_hand(small.session, draft) as first:
        assert first.roster == ((),)
    (row,) = small.pin(draft, activity, small.worker())
    editing.remove(small.session, small.actor, row.id, anyway=True, now=NOW)
    small.pin(draft, activity, *small.session.query(Person))
    with at_hand(small.session, draft) as second:
        assert second.roster == laid_out_now(small.session, draft)[1].roster
        assert second.found == second.judge(second.roster)[1]
        prices = second.laid_out.whole.prices(0).tolist()
    with at_hand(small.session, draft) as third:
        assert third is second
    fresh = laid_out_now(small.session, draft)[1]
    assert prices == fresh.whole.prices(0).tolist()


def test_what_changes_in_the_register_counts_at_once(small: SmallTown) -> None:
    draft, activity, worker = small.draft(), small.activity(), small.worker("甲")
    other = small.worker("乙")
    (row,) = small.pin(draft, activity, worker)
    held = why_held(small.session, small.actor, row.id)
    assert held.standing is not None
    assert [one.name for one in held.standing.others] == ["乙"]
    small.add(Absence(town_id=small.town.id, person_id=other.id, starts_at=at(24, 8), ends_at=at(24, 12)))
    held = why_held(small.session, small.actor, row.id)
    assert held.standing is not None
    assert held.standing.others == ()


def test_names_and_pairs_are_those_of_the_translation(small: SmallTown) -> None:
    people = [small.volunteer(name) for name in "甲乙"]
    team, activity, draft = small.team("先锋一队", people), small.activity(), small.draft()
    translation, role = translate(small.session, draft), activity.roles[0].id
    with at_hand(small.session, draft) as hand:
        for number in range(translation.problem.candidates):
            assert hand.named.candidate(number) == translation.candidate(number)
            assert hand.named.candidate_name(number) == translation.candidate_name(number)
        assert str(hand.named.role_title(0)) == str(translation.role_title(0))
        for holder in ((people[0].id, None), (None, team.id), (10**8, None)):
            assert hand.named.pair(role, *holder) == translation.rows.pair(role, *holder)
        assert hand.crew(role, team.id) == translation.crew(0, 2)
        assert (hand.crew(10**8, team.id), hand.named.pair(10**8, people[0].id, None)) == ([], None)


def test_the_periods_asked_about_last_are_kept(small: SmallTown) -> None:
    week = timedelta(days=7)
    found = []
    for number in range(kept_at_hand.MOST_KEPT + 1):
        with at_hand(small.session, small.draft(FIRST + number * week, LAST + number * week)) as hand:
            found.append(hand)
    of_database = kept_at_hand.KEPT[small.session.get_bind().engine.pool]
    assert list(of_database.values()) == found[1:]


def test_what_is_tried_is_at_hand_by_what_it_says_and_not_by_the_number_of_its_draft(small: SmallTown) -> None:
    """SQLite gives the number of a draft that was thrown away to the next one."""
    people, away = [small.worker("甲"), small.worker("乙")], []
    for person in people:
        draft = small.draft()
        draft.what_if = Tried(without=(person.id,)).stored
        with at_hand(small.session, draft) as hand:
            away.append([bool(one.unavailable) for one in hand.named.problem.people])
        drafts.discard_draft(small.session, small.actor, draft.id, now=NOW)
    assert away == [[True, False], [False, True]]


@pytest.fixture
def connections(databases: Databases) -> Iterator[sessionmaker[Session]]:
    """A PostgreSQL database that several may write to at the same time."""
    url = databases.lend("postgresql")
    engine = open_engine(url)
    yield session_factory(engine)
    engine.dispose()
    databases.take_back(url)


def test_what_is_committed_after_something_younger_counts_too(connections: sessionmaker[Session]) -> None:
    with connections() as setting:
        small = SmallTown(setting)
        people, draft = [small.worker(name) for name in "甲乙"], small.draft()
        small.activity()
        setting.commit()
    ids = [person.id for person in people]

    def names(reading: Session) -> list[str]:
        with at_hand(reading, reading.get_one(Roster, draft.id)) as hand:
            return [hand.named.candidate_name(number) for number in range(hand.named.problem.candidates)]

    with connections() as late, connections() as early:
        late.get_one(Person, ids[0]).name = "甲后"
        late.flush()
        early.get_one(Person, ids[1]).name = "乙先"
        early.commit()
        with connections() as reading:
            assert names(reading) == ["甲", "乙先"]
        late.commit()
        with connections() as reading:
            assert names(reading) == ["甲后", "乙先"]
