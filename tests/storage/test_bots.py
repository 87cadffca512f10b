"""Bots: three at most, one selected, gone with all they had."""

import asyncio

import pytest

from core.errors import LimitReached, NotFound
from core.people import Awaiting, Draft, Person, TradingBot
from storage.store import PeeweeStore
from tests.storage.conftest import Sql
from tests.storage.examples import NOON, Clock, completed, dip, saved, signal


async def test_a_new_bot_is_selected_at_once(store: PeeweeStore, alice: Person, bot: TradingBot) -> None:
    assert (await store.person(alice.id)).active_bot_id == bot.id
    assert (bot.name, bot.status, bot.strategy, bot.draft, bot.description) == ("Dip buyer", "draft", None, None, "")


async def test_bots_are_listed_oldest_first_even_when_the_clock_stands_still(store: PeeweeStore, alice: Person) -> None:
    for name in "bca":
        await store.create_bot(alice.id, name, limit=3)
    assert [bot.name for bot in await store.bots(alice.id)] == ["b", "c", "a"]


async def test_the_limit_holds_for_one_person_and_not_for_another(
    store: PeeweeStore, alice: Person, mallory: Person
) -> None:
    for name in "abc":
        await store.create_bot(alice.id, name, limit=3)
    with pytest.raises(LimitReached) as refused:
        await store.create_bot(alice.id, "d", limit=3)
    assert (refused.value.what, refused.value.limit) == ("bots", 3)
    assert await store.create_bot(mallory.id, "d", limit=3)


async def test_of_two_third_bots_made_at_once_one_is_refused(store: PeeweeStore, url: str, alice: Person) -> None:
    phone, browser = store, PeeweeStore.open(url)
    for name in "ab":
        await store.create_bot(alice.id, name, limit=3)
    made = (door.create_bot(alice.id, "c", limit=3) for door in (phone, browser))
    outcomes = await asyncio.gather(*made, return_exceptions=True)
    await browser.close()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["LimitReached", "TradingBot"]
    assert len(await store.bots(alice.id)) == 3


async def test_nobody_can_make_a_bot_for_nobody(store: PeeweeStore) -> None:
    with pytest.raises(NotFound, match="person"):
        await store.create_bot("nobody", "a", limit=3)


async def test_a_bot_is_renamed(store: PeeweeStore, alice: Person, bot: TradingBot, clock: Clock) -> None:
    clock.moves(hours=1)
    renamed = await store.rename_bot(alice.id, bot.id, "Moon 🌕")
    assert (renamed.name, renamed.created_at) == ("Moon 🌕", bot.created_at)
    assert renamed.updated_at > bot.updated_at >= NOON
    assert await store.bot(alice.id, bot.id) == renamed


async def test_after_the_selected_bot_is_deleted_the_oldest_other_one_is_selected(
    store: PeeweeStore, alice: Person
) -> None:
    first, second, third = [await store.create_bot(alice.id, name, limit=3) for name in "abc"]
    await store.delete_bot(alice.id, third.id)
    assert (await store.person(alice.id)).active_bot_id == first.id
    await store.delete_bot(alice.id, second.id)
    assert (await store.person(alice.id)).active_bot_id == first.id
    await store.delete_bot(alice.id, first.id)
    assert (await store.person(alice.id)).active_bot_id is None


async def test_after_another_bot_is_deleted_the_selected_one_stays_selected(store: PeeweeStore, alice: Person) -> None:
    _, second, third = [await store.create_bot(alice.id, name, limit=3) for name in "abc"]
    await store.select_bot(alice.id, second.id)
    await store.delete_bot(alice.id, third.id)
    assert (await store.person(alice.id)).active_bot_id == second.id


async def test_what_was_asked_about_a_deleted_bot_is_forgotten_and_the_rest_is_not(
    store: PeeweeStore, alice: Person
) -> None:
    kept, gone = [await store.create_bot(alice.id, name, limit=3) for name in "ab"]
    await store.set_awaiting(alice.id, Awaiting("rename", kept.id))
    await store.delete_bot(alice.id, gone.id)
    assert (await store.person(alice.id)).awaiting == Awaiting("rename", kept.id)
    await store.delete_bot(alice.id, kept.id)
    assert (await store.person(alice.id)).awaiting is None


async def test_a_deleted_bot_leaves_nothing_behind_and_touches_no_other(
    store: PeeweeStore, alice: Person, mallory: Person, sql: Sql
) -> None:
    kept, gone = await store.create_bot(mallory.id, "k", limit=3), await store.create_bot(alice.id, "g", limit=3)
    for bot in (kept, gone):
        await saved(store, bot, dip())
        await store.put_draft(bot.person_id, bot.id, Draft("d", dip(7)))
        await store.add_message(bot.person_id, bot.id, role="user", content="hello")
        await completed(store, bot, signal())
        await store.start_backtest(bot.person_id, bot.id, {})
        await store.start_simulation(bot.person_id, bot.id, {}, quiet_until=0)
    await store.delete_bot(alice.id, gone.id)
    for table in ("bot_conversations", "drafts", "backtests", "simulations", "signals", "strategy_versions"):
        found = sql(f"SELECT DISTINCT bot_id FROM {table}")  # noqa: S608 - the names stand above
        assert found == [(kept.id,)], table
    assert sql("SELECT count(*) FROM backtest_charts") == [(1,)]
    assert sql("PRAGMA foreign_key_check") == []
