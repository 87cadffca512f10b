"""Messages that must reach a person: queued once, handed out when due, kept until delivered."""

import asyncio
from datetime import timedelta

import pytest

from core.errors import NotFound
from core.people import Person
from storage.store import PeeweeStore
from tests.storage.conftest import Sql
from tests.storage.examples import NOON, Clock

REPLY = {"text": "Done ✅", "rows": [[["Again", "again", "r1"]]], "replaces": False}


async def due(store: PeeweeStore, clock: Clock) -> list[str]:
    return [notice.key for notice in await store.due_notices(clock.now)]


async def test_a_notice_is_queued_once_per_key(
    store: PeeweeStore, alice: Person, mallory: Person, clock: Clock, url: str
) -> None:
    other = PeeweeStore.open(url)
    adds = (door.add_notice(alice.id, "run:1", REPLY) for door in (store, other))
    assert sorted(await asyncio.gather(*adds)) == [False, True]
    await other.close()
    assert not await store.add_notice(mallory.id, "run:1", REPLY)
    (notice,) = await store.due_notices(clock.now)
    assert (notice.person_id, notice.telegram_id, notice.key) == (alice.id, 1, "run:1")
    assert (notice.reply, notice.attempts) == (REPLY, 0)


async def test_a_key_is_used_up_even_after_its_notice_was_sent(store: PeeweeStore, alice: Person, clock: Clock) -> None:
    await store.add_notice(alice.id, "run:1", REPLY)
    (notice,) = await store.due_notices(clock.now)
    await store.notice_sent(notice.id)
    assert not await store.add_notice(alice.id, "run:1", REPLY)
    assert await due(store, clock) == []


async def test_notices_are_due_oldest_first_and_no_more_than_asked_for(
    store: PeeweeStore, alice: Person, clock: Clock
) -> None:
    for n in range(25):
        await store.add_notice(alice.id, f"n{n}", REPLY)
    assert await due(store, clock) == [f"n{n}" for n in range(20)]
    assert [notice.key for notice in await store.due_notices(clock.now, most=2)] == ["n0", "n1"]


async def test_a_notice_put_off_comes_back_when_its_time_has_come(
    store: PeeweeStore, alice: Person, clock: Clock, sql: Sql
) -> None:
    await store.add_notice(alice.id, "late", REPLY)
    await store.add_notice(alice.id, "next", REPLY)
    late, _ = await store.due_notices(clock.now)
    await store.notice_later(late.id, at=NOON + timedelta(seconds=30), error="flood: wait 30 s")
    assert await due(store, clock) == ["next"]
    clock.moves(seconds=29.9)
    assert await due(store, clock) == ["next"]
    clock.moves(seconds=0.1)
    assert await due(store, clock) == ["late", "next"]
    (again, _) = await store.due_notices(clock.now)
    assert again.attempts == 1
    assert sql("SELECT error FROM notices WHERE key = 'late'") == [("flood: wait 30 s",)]
    await store.notice_sent(again.id)
    assert sql("SELECT state, attempts, error FROM notices WHERE key = 'late'") == [("sent", 2, None)]


async def test_a_notice_that_was_sent_is_never_put_off(
    store: PeeweeStore, alice: Person, clock: Clock, sql: Sql
) -> None:
    await store.add_notice(alice.id, "n", REPLY)
    (notice,) = await store.due_notices(clock.now)
    await store.notice_sent(notice.id)
    await store.notice_later(notice.id, at=NOON, error="came too late")
    await store.notice_sent(notice.id)
    assert await due(store, clock) == []
    assert sql("SELECT state, attempts, next_at, error FROM notices") == [("sent", 1, None, None)]


async def test_a_notice_given_up_is_due_no_more(store: PeeweeStore, alice: Person, clock: Clock, sql: Sql) -> None:
    await store.add_notice(alice.id, "n", REPLY)
    (notice,) = await store.due_notices(clock.now)
    await store.notice_failed(notice.id, error="chat not found")
    clock.moves(days=30)
    assert await due(store, clock) == []
    assert sql("SELECT state, attempts, error FROM notices") == [("failed", 1, "chat not found")]


async def test_nothing_is_due_for_people_who_cannot_be_reached_until_they_can(
    store: PeeweeStore, alice: Person, mallory: Person, clock: Clock
) -> None:
    await store.add_notice(alice.id, "alice", REPLY)
    await store.add_notice(mallory.id, "mallory", REPLY)
    await store.set_reachable(1, reachable=False)
    assert await due(store, clock) == ["mallory"]
    await store.person_by_telegram(1, name="Alice", language="en")
    await store.set_reachable(1, reachable=True)
    assert await due(store, clock) == ["alice", "mallory"]


async def test_nothing_is_due_on_telegram_for_people_who_are_not_there(
    store: PeeweeStore, alice: Person, clock: Clock, sql: Sql
) -> None:
    await store.add_notice(alice.id, "n", REPLY)
    sql("UPDATE users SET telegram_id = NULL")
    assert await due(store, clock) == []


async def test_nobody_gets_no_notice_and_blocking_before_being_met_is_no_trouble(store: PeeweeStore) -> None:
    with pytest.raises(NotFound, match="person"):
        await store.add_notice("nobody", "n", REPLY)
    await store.set_reachable(12345, reachable=False)
