"""Every strategy that was saved can be had again."""

import asyncio

import pytest

from core.errors import Conflict, NotFound
from core.people import Draft, Person, TradingBot
from storage.store import PeeweeStore
from tests.storage.conftest import Sql
from tests.storage.examples import NOON, Clock, dip, saved


async def numbers(store: PeeweeStore, bot: TradingBot) -> list[int]:
    return [version.number for version in await store.versions(bot.person_id, bot.id)]


async def test_a_bot_nobody_saved_a_strategy_for_has_no_versions(store: PeeweeStore, bot: TradingBot) -> None:
    await store.put_draft(bot.person_id, bot.id, Draft("d", dip()))
    await store.discard_draft(bot.person_id, bot.id, "d")
    assert await store.versions(bot.person_id, bot.id) == ()


async def test_each_save_is_a_version_newest_first(store: PeeweeStore, bot: TradingBot, clock: Clock) -> None:
    for threshold in (5, 6, 7):
        await saved(store, bot, dip(threshold))
        clock.moves(hours=1)
    versions = await store.versions(bot.person_id, bot.id)
    assert [(version.number, version.strategy) for version in versions] == [(3, dip(7)), (2, dip(6)), (1, dip(5))]
    assert [(version.created_at - NOON).seconds // 3600 for version in versions] == [2, 1, 0]
    assert [version.number for version in await store.versions(bot.person_id, bot.id, most=2)] == [3, 2]


async def test_the_numbers_of_one_bot_know_nothing_of_another(store: PeeweeStore, bot: TradingBot) -> None:
    other = await store.create_bot(bot.person_id, "Other", limit=3)
    for threshold in (5, 6):
        await saved(store, bot, dip(threshold))
    await saved(store, other, dip(9))
    assert await numbers(store, bot) == [2, 1]
    assert await numbers(store, other) == [1]


async def test_saving_the_newest_strategy_once_more_adds_none(store: PeeweeStore, bot: TradingBot) -> None:
    for threshold in (5, 5.0, 6, 5):
        await saved(store, bot, dip(threshold))
    assert await numbers(store, bot) == [3, 2, 1]


async def test_a_refused_save_adds_none(store: PeeweeStore, bot: TradingBot) -> None:
    await store.put_draft(bot.person_id, bot.id, Draft("d", dip()))
    with pytest.raises(Conflict):
        await store.save_draft(bot.person_id, bot.id, "earlier")
    assert await numbers(store, bot) == []


async def test_a_restored_version_is_the_bots_own_and_its_newest(store: PeeweeStore, bot: TradingBot) -> None:
    await saved(store, bot, dip(5))
    await saved(store, bot, dip(6))
    await store.put_draft(bot.person_id, bot.id, Draft("d", dip(7)))
    restored = await store.restore_version(bot.person_id, bot.id, 1)
    assert (restored.strategy, restored.draft, restored.status) == (dip(5), None, "active")
    assert await store.bot(bot.person_id, bot.id) == restored
    assert await numbers(store, bot) == [3, 2, 1]
    assert (await store.versions(bot.person_id, bot.id, most=1))[0].strategy == dip(5)


async def test_restoring_the_newest_version_only_drops_the_draft(store: PeeweeStore, bot: TradingBot) -> None:
    await saved(store, bot, dip(5))
    await store.put_draft(bot.person_id, bot.id, Draft("d", dip(7)))
    restored = await store.restore_version(bot.person_id, bot.id, 1)
    assert (restored.strategy, restored.draft) == (dip(5), None)
    assert await numbers(store, bot) == [1]


@pytest.mark.parametrize("number", [-1, 0, 2, 2**31, 2**63, 10**40])
async def test_a_number_no_version_has_restores_nothing(store: PeeweeStore, bot: TradingBot, number: int) -> None:
    await saved(store, bot, dip())
    await store.put_draft(bot.person_id, bot.id, Draft("d", dip(7)))
    before = await store.bot(bot.person_id, bot.id)
    with pytest.raises(NotFound, match="version"):
        await store.restore_version(bot.person_id, bot.id, number)
    assert await store.bot(bot.person_id, bot.id) == before


async def test_a_version_of_another_bot_is_not_restored(store: PeeweeStore, bot: TradingBot, alice: Person) -> None:
    other = await store.create_bot(alice.id, "Other", limit=3)
    await saved(store, bot, dip())
    with pytest.raises(NotFound, match="version"):
        await store.restore_version(alice.id, other.id, 1)


async def test_saves_and_restores_at_once_count_on_without_a_gap(store: PeeweeStore, bot: TradingBot, url: str) -> None:
    await saved(store, bot, dip(5))
    await saved(store, bot, dip(6))
    browser = PeeweeStore.open(url)
    taps = [door.restore_version(bot.person_id, bot.id, n) for n in (1, 2) * 3 for door in (store, browser)]
    await asyncio.gather(*taps)
    found = await numbers(store, bot)
    await browser.close()
    assert found == list(range(len(found), 0, -1))


async def test_a_version_this_program_does_not_understand_is_left_out_and_counted_on_from(
    store: PeeweeStore, bot: TradingBot, sql: Sql
) -> None:
    for threshold in (5, 6):
        await saved(store, bot, dip(threshold))
    sql("UPDATE strategy_versions SET strategy_config = '{\"conditions\":[]}' WHERE number = 2")
    assert [version.number for version in await store.versions(bot.person_id, bot.id, most=1)] == [1]
    with pytest.raises(NotFound, match="version"):
        await store.restore_version(bot.person_id, bot.id, 2)
    await saved(store, bot, dip(7))
    assert await numbers(store, bot) == [3, 1]
