"""What was said about a bot, and the draft it has come to."""

import asyncio

import pytest

from core.errors import Conflict
from core.people import Draft, Person, TradingBot
from storage.store import PeeweeStore
from tests.storage.conftest import Sql
from tests.storage.examples import Clock, dip, saved


async def test_history_is_told_oldest_first_and_keeps_to_the_newest(
    store: PeeweeStore, alice: Person, bot: TradingBot
) -> None:
    for n in range(12):
        await store.add_message(alice.id, bot.id, role=("user", "assistant")[n % 2], content=f"message {n}")
    told = await store.history(alice.id, bot.id, most=3)
    assert told == (("assistant", "message 9"), ("user", "message 10"), ("assistant", "message 11"))
    assert (await store.history(alice.id, bot.id, most=50))[0] == ("user", "message 0")
    assert await store.history(alice.id, bot.id, most=0) == ()


async def test_history_keeps_its_order_when_the_clock_is_set_back(
    store: PeeweeStore, alice: Person, bot: TradingBot, clock: Clock
) -> None:
    for n in range(4):
        await store.add_message(alice.id, bot.id, role="user", content=str(n))
        clock.moves(minutes=-5)
    assert [content for _, content in await store.history(alice.id, bot.id, most=9)] == ["0", "1", "2", "3"]


async def test_history_keeps_its_order_when_the_clock_was_set_back_before_a_restart(
    store: PeeweeStore, alice: Person, bot: TradingBot, url: str, clock: Clock
) -> None:
    await store.add_message(alice.id, bot.id, role="user", content="before")
    clock.moves(hours=-1)
    restarted = PeeweeStore.open(url, clock=clock)
    await restarted.add_message(alice.id, bot.id, role="user", content="after")
    told = await restarted.history(alice.id, bot.id, most=9)
    await restarted.close()
    assert [content for _, content in told] == ["before", "after"]


async def test_a_draft_comes_back_as_it_was_put(store: PeeweeStore, alice: Person, bot: TradingBot) -> None:
    pending = {"field": "token", "said": "🐸", "nested": {"numbers": [1, 2.5, None, True]}}
    draft = Draft("d1", dip(), pending, (None, dip(3)), ("above 🔼", "below"))
    await store.put_draft(alice.id, bot.id, draft)
    kept = await store.bot(alice.id, bot.id)
    assert kept.draft == draft
    assert (kept.strategy, kept.current) == (None, dip())
    assert await store.bots(alice.id) == (kept,)


async def test_a_later_draft_replaces_an_earlier_one(store: PeeweeStore, alice: Person, bot: TradingBot) -> None:
    await store.put_draft(alice.id, bot.id, Draft("d1", dip(), {"a": 1}, (dip(3),), ("x",)))
    await store.put_draft(alice.id, bot.id, Draft("d2"))
    assert (await store.bot(alice.id, bot.id)).draft == Draft("d2")


async def test_saving_makes_the_draft_the_bots_own(store: PeeweeStore, alice: Person, bot: TradingBot) -> None:
    await store.put_draft(alice.id, bot.id, Draft("d1", dip()))
    own = await store.save_draft(alice.id, bot.id, "d1")
    assert (own.strategy, own.draft, own.status) == (dip(), None, "active")
    assert await store.bot(alice.id, bot.id) == own


async def test_saving_leaves_a_paused_bot_paused(store: PeeweeStore, bot: TradingBot, sql: Sql) -> None:
    sql("UPDATE bots SET status = 'paused'")
    assert (await saved(store, bot, dip())).status == "paused"


async def test_discarding_leaves_what_was_saved(store: PeeweeStore, alice: Person, bot: TradingBot) -> None:
    await saved(store, bot, dip())
    await store.put_draft(alice.id, bot.id, Draft("d2", dip(9)))
    left = await store.discard_draft(alice.id, bot.id, "d2")
    assert (left.strategy, left.draft) == (dip(), None)


@pytest.mark.parametrize("tapped", ["save_draft", "discard_draft"])
async def test_a_button_of_an_earlier_draft_does_nothing_to_a_later_one(
    store: PeeweeStore, alice: Person, bot: TradingBot, tapped: str
) -> None:
    later = Draft("d2", dip(9))
    await store.put_draft(alice.id, bot.id, Draft("d1", dip()))
    await store.put_draft(alice.id, bot.id, later)
    with pytest.raises(Conflict, match="draft"):
        await getattr(store, tapped)(alice.id, bot.id, "d1")
    kept = await store.bot(alice.id, bot.id)
    assert (kept.strategy, kept.draft) == (None, later)


async def test_a_draft_with_only_a_question_cannot_be_saved(store: PeeweeStore, alice: Person, bot: TradingBot) -> None:
    await store.put_draft(alice.id, bot.id, Draft("d1", pending={"field": "token"}))
    with pytest.raises(Conflict, match="draft"):
        await store.save_draft(alice.id, bot.id, "d1")


async def test_of_two_saves_at_once_one_wins(store: PeeweeStore, url: str, alice: Person, bot: TradingBot) -> None:
    await store.put_draft(alice.id, bot.id, Draft("d1", dip()))
    browser = PeeweeStore.open(url)
    taps = (door.save_draft(alice.id, bot.id, "d1") for door in (store, browser))
    outcomes = await asyncio.gather(*taps, return_exceptions=True)
    await browser.close()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "TradingBot"]


async def test_a_strategy_this_version_does_not_understand_is_left_out_and_left_alone(
    store: PeeweeStore, alice: Person, bot: TradingBot, sql: Sql
) -> None:
    await saved(store, bot, dip())
    await store.put_draft(alice.id, bot.id, Draft("d1", dip(7), undo=(dip(3), None)))
    newer = '{"conditions":[{"type":"moon_phase"}],"actions":[{"type":"buy"}]}'
    sql("UPDATE bots SET strategy_config = ?", newer)
    sql("UPDATE drafts SET strategy_config = ?, undo = ?", newer, f"[{newer},null]")
    kept = await store.bot(alice.id, bot.id)
    assert (kept.strategy, kept.draft) == (None, Draft("d1", None, undo=(None,)))
    with pytest.raises(Conflict, match="draft"):
        await store.save_draft(alice.id, bot.id, "d1")
    assert sql("SELECT strategy_config FROM bots") == [(newer,)]
