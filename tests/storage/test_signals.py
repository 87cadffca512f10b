"""Signals: many at once in, all of a run in order out."""

import time
from dataclasses import fields

import numpy as np

from core.people import TradingBot
from core.trading.results import Signal
from storage.store import PeeweeStore
from tests.storage.conftest import Sql
from tests.storage.examples import completed, signal


async def test_ten_thousand_signals_go_in_quickly_and_come_out_in_order(store: PeeweeStore, bot: TradingBot) -> None:
    many = tuple(signal(n % 977, rule=n % 3, action=n % 2) for n in range(10_000))
    began = time.perf_counter()
    run = await completed(store, bot, *many)
    kept = await store.backtest_signals(bot.person_id, run.id)
    assert time.perf_counter() - began < 2.5  # a tenth of it on a quiet machine
    assert kept == many


async def test_a_signal_comes_out_with_every_field_as_it_went_in(store: PeeweeStore, bot: TradingBot) -> None:
    full = Signal(1_767_225_600, "sell", "ПЕПЕ🐸", 1.23e-19, 19, "fell 5 % 📉", 0.73, False, "nothing held", 3)
    bare = Signal(0, "hold", "A", 1e300, 0, "", None, True)
    unusual = {field.name for field in fields(Signal) if getattr(full, field.name) == field.default}
    assert unusual == set(), "the example must differ from every default"
    run = await completed(store, bot, full, bare)
    assert await store.backtest_signals(bot.person_id, run.id) == (full, bare)


async def test_numbers_of_numpy_come_out_as_plain_numbers(store: PeeweeStore, bot: TradingBot) -> None:
    run = await completed(store, bot, signal(time=np.int64(60), price=np.float64(1.5), executed=np.bool_(True)))
    (kept,) = await store.backtest_signals(bot.person_id, run.id)
    assert [type(value) for value in (kept.time, kept.price, kept.executed)] == [int, float, bool]
    assert (kept.time, kept.price, kept.executed) == (60, 1.5, True)


async def test_signals_belong_to_their_run_alone(store: PeeweeStore, bot: TradingBot, sql: Sql) -> None:
    first, second = await completed(store, bot, signal(1), signal(2)), await completed(store, bot, signal(3))
    assert await store.backtest_signals(bot.person_id, first.id) == (signal(1), signal(2))
    assert await store.backtest_signals(bot.person_id, second.id) == (signal(3),)
    assert sql("SELECT DISTINCT bot_id FROM signals") == [(bot.id,)]


async def test_a_run_without_signals_has_none(store: PeeweeStore, bot: TradingBot) -> None:
    run = await completed(store, bot)
    assert await store.backtest_signals(bot.person_id, run.id) == ()
