"""Backtests: one running per bot, closed exactly once."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from core.errors import Conflict, NotFound, StoreError
from core.people import BacktestRun, Person, RunStatus, TradingBot
from storage.store import PeeweeStore
from tests.storage.conftest import Sql
from tests.storage.examples import CONFIG, NOON, RESULT, Clock, completed, signal


def word(run: BacktestRun) -> Mapping[str, Any]:
    return {"text": f"{run.bot_name} was {run.status} 😴"}


async def test_a_started_run_is_running(store: PeeweeStore, alice: Person, bot: TradingBot) -> None:
    run = await store.start_backtest(alice.id, bot.id, CONFIG)
    assert run == await store.backtest(alice.id, run.id)
    assert (run.bot_id, run.bot_name, run.person_id) == (bot.id, "Dip buyer", alice.id)
    assert (run.status, run.config, run.result, run.ended_at, run.error) == ("running", CONFIG, None, None, None)
    assert run.started_at >= NOON


async def test_of_two_runs_started_at_once_one_is_refused(store: PeeweeStore, bot: TradingBot, url: str) -> None:
    browser = PeeweeStore.open(url)
    starts = (door.start_backtest(bot.person_id, bot.id, CONFIG) for door in (store, browser, store))
    outcomes = await asyncio.gather(*starts, return_exceptions=True)
    await browser.close()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["BacktestRun", "Conflict", "Conflict"]


async def test_each_bot_has_a_run_of_its_own_and_a_next_one_when_it_is_over(
    store: PeeweeStore, alice: Person, bot: TradingBot
) -> None:
    other = await store.create_bot(alice.id, "Other", limit=3)
    first = await store.start_backtest(alice.id, bot.id, CONFIG)
    await store.start_backtest(alice.id, other.id, CONFIG)
    await store.end_backtest(first.id, "failed", error="no candles")
    assert (await store.start_backtest(alice.id, bot.id, CONFIG)).id != first.id


async def test_a_completed_run_has_its_result_signals_and_picture(
    store: PeeweeStore, alice: Person, bot: TradingBot, clock: Clock
) -> None:
    run = await store.start_backtest(alice.id, bot.id, CONFIG)
    clock.moves(seconds=3)
    result = {**RESULT, "signals": ["kept as rows, not here"]}
    assert await store.finish_backtest(run.id, result=result, signals=[signal()], chart=b"\x89PNG\x00")
    done = await store.backtest(alice.id, run.id)
    assert (done.status, done.result) == ("completed", RESULT)
    assert done.ended_at is not None
    assert 2 < (done.ended_at - done.started_at).total_seconds() <= 3
    assert await store.backtest_chart(alice.id, run.id) == b"\x89PNG\x00"
    assert await store.backtest_signals(alice.id, run.id) == (signal(),)


async def test_a_run_is_finished_exactly_once(store: PeeweeStore, alice: Person, bot: TradingBot, url: str) -> None:
    run = await store.start_backtest(alice.id, bot.id, CONFIG)
    other = PeeweeStore.open(url)
    finishes = (door.finish_backtest(run.id, result={}, signals=[signal()], chart=b"1") for door in (store, other))
    assert sorted(await asyncio.gather(*finishes)) == [False, True]
    await other.close()
    assert len(await store.backtest_signals(alice.id, run.id)) == 1


@pytest.mark.parametrize("status", ["failed", "stopped", "interrupted"])
async def test_a_run_that_ended_keeps_nothing_that_comes_later(
    store: PeeweeStore, alice: Person, bot: TradingBot, status: RunStatus
) -> None:
    run = await store.start_backtest(alice.id, bot.id, CONFIG)
    assert await store.end_backtest(run.id, status, error="why 🤷")
    ended = await store.backtest(alice.id, run.id)
    assert not await store.finish_backtest(run.id, result=RESULT, signals=[signal()], chart=b"png")
    assert not await store.end_backtest(run.id, "stopped")
    assert await store.backtest(alice.id, run.id) == ended
    assert (ended.status, ended.result, ended.error) == (status, None, "why 🤷")
    assert await store.backtest_chart(alice.id, run.id) is None
    assert await store.backtest_signals(alice.id, run.id) == ()


async def test_a_completed_run_cannot_be_stopped_any_more(store: PeeweeStore, bot: TradingBot) -> None:
    run = await completed(store, bot)
    assert not await store.end_backtest(run.id, "stopped")
    assert (await store.backtest(bot.person_id, run.id)).status == "completed"


async def test_a_run_whose_bot_was_deleted_meanwhile_ends_without_a_word(
    store: PeeweeStore, alice: Person, bot: TradingBot
) -> None:
    run = await store.start_backtest(alice.id, bot.id, CONFIG)
    await store.delete_bot(alice.id, bot.id)
    assert not await store.finish_backtest(run.id, result=RESULT, signals=[signal()], chart=b"png")
    assert not await store.end_backtest(run.id, "stopped")
    with pytest.raises(NotFound, match="backtest"):
        await store.backtest(alice.id, run.id)


async def test_a_finish_that_fails_half_way_keeps_nothing_and_the_run_can_still_be_closed(
    store: PeeweeStore, alice: Person, bot: TradingBot
) -> None:
    run = await store.start_backtest(alice.id, bot.id, CONFIG)
    broken = signal(1, token=None)
    with pytest.raises(StoreError, match=r"signals\.token"):
        await store.finish_backtest(run.id, result=RESULT, signals=[signal(), broken], chart=b"png")
    assert await store.backtest(alice.id, run.id) == run
    assert await store.backtest_signals(alice.id, run.id) == ()
    assert await store.end_backtest(run.id, "failed", error="broken")


async def test_lists_are_newest_first_and_light(store: PeeweeStore, alice: Person, bot: TradingBot) -> None:
    runs = [await completed(store, bot) for _ in range(4)]
    light = {key: value for key, value in RESULT.items() if key not in ("trades", "equity")}
    listed = await store.backtests(alice.id, bot.id, most=3)
    assert [run.id for run in listed] == [run.id for run in reversed(runs[1:])]
    assert [run.result for run in listed] == [light] * 3
    assert runs[0].result == RESULT


async def test_a_list_does_not_read_the_heavy_parts_even_where_they_are_damaged(
    store: PeeweeStore, alice: Person, bot: TradingBot, sql: Sql
) -> None:
    run = await completed(store, bot)
    sql("UPDATE backtests SET detail = 'no JSON'")
    assert [listed.id for listed in await store.backtests(alice.id, bot.id)] == [run.id]


async def test_finishing_does_not_read_back_what_it_wrote(
    store: PeeweeStore, alice: Person, bot: TradingBot, sql: Sql
) -> None:
    sql("CREATE TRIGGER spoil AFTER UPDATE ON backtests BEGIN UPDATE backtests SET detail = 'no JSON'; END")
    run = await store.start_backtest(alice.id, bot.id, CONFIG)
    assert await store.finish_backtest(run.id, result=RESULT, signals=[], chart=b"png")


async def test_the_newest_twenty_pictures_of_each_bot_are_kept(
    store: PeeweeStore, alice: Person, bot: TradingBot
) -> None:
    other = await store.create_bot(alice.id, "Other", limit=3)
    elsewhere = await completed(store, other, chart=b"other")
    runs = [await completed(store, bot, chart=str(n).encode()) for n in range(23)]
    charts = [await store.backtest_chart(alice.id, run.id) for run in runs]
    assert charts == [None] * 3 + [str(n).encode() for n in range(3, 23)]
    assert await store.backtest_chart(alice.id, elsewhere.id) == b"other"


async def test_runs_cut_off_are_marked_and_their_owners_told_once(
    store: PeeweeStore, alice: Person, mallory: Person, bot: TradingBot, clock: Clock
) -> None:
    done = await completed(store, bot)
    cut = await store.start_backtest(alice.id, bot.id, CONFIG)
    hers = await store.create_bot(mallory.id, "Hers", limit=3)
    await store.start_backtest(mallory.id, hers.id, CONFIG)
    assert await store.interrupt_backtests(word) == 2
    assert await store.interrupt_backtests(word) == 0
    marked = await store.backtest(alice.id, cut.id)
    assert (marked.status, marked.result) == ("interrupted", None)
    assert marked.ended_at is not None
    assert await store.backtest(alice.id, done.id) == done
    told = [(notice.person_id, notice.reply["text"]) for notice in await store.due_notices(clock.now)]
    assert told == [
        (alice.id, "Dip buyer was interrupted 😴"),
        (mallory.id, "Hers was interrupted 😴"),
    ]


async def test_runs_are_marked_and_their_owners_told_together_or_not_at_all(
    store: PeeweeStore, alice: Person, bot: TradingBot, clock: Clock
) -> None:
    other = await store.create_bot(alice.id, "Other", limit=3)
    runs = [await store.start_backtest(alice.id, b.id, CONFIG) for b in (bot, other)]

    def stumbles(run: BacktestRun) -> Mapping[str, Any]:
        if run.bot_name == "Other":
            raise RuntimeError("no words")
        return word(run)

    with pytest.raises(RuntimeError, match="no words"):
        await store.interrupt_backtests(stumbles)
    assert [(await store.backtest(alice.id, run.id)).status for run in runs] == ["running", "running"]
    assert await store.due_notices(clock.now) == ()
    assert await store.interrupt_backtests(word) == 2


async def test_a_run_that_is_over_does_not_keep_a_bot_from_the_next_one(store: PeeweeStore, bot: TradingBot) -> None:
    run = await store.start_backtest(bot.person_id, bot.id, CONFIG)
    with pytest.raises(Conflict, match="backtest"):
        await store.start_backtest(bot.person_id, bot.id, CONFIG)
    await store.finish_backtest(run.id, result={}, signals=[], chart=b"")
    assert await store.start_backtest(bot.person_id, bot.id, CONFIG)
