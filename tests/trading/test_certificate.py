"""The look-ahead certificate: every kind of condition earns it, and whatever reads the future does not."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.trading.alignment import aligned
from core.trading.candles import Candles
from core.trading.certificate import Certificate, certificate, certificate_stamp, certificate_words
from core.trading.conditions import Condition, PriceDrop
from core.trading.readings import Reading
from core.trading.signals import firings
from core.trading.strategy import Strategy
from tests.trading.random_markets import dip_buyer, real, walk

PEPE = {"token": "PEPE"}
CONDITIONS: dict[str, dict[str, Any]] = {
    "drop": {"type": "price_drop", "threshold": 1, "timeframe": "1h"},
    "rise": {"type": "price_rise", "threshold": 2, "timeframe": "4h"},
    "volume": {"type": "volume_spike", "threshold": 100, "timeframe": "2h"},
    "level above": {"type": "price_level", "price": 1.01, "direction": "above"},
    "level below": {"type": "price_level", "price": 0.99, "direction": "below"},
    "rsi": {"type": "rsi", "threshold": 40, "direction": "below", "timeframe": "1h"},
    "rsi of days": {"type": "rsi", "threshold": 50, "direction": "above", "timeframe": "1d", "period": 3},
    "sma": {"type": "ma_cross", "fast": 5, "slow": 20, "direction": "above", "timeframe": "1h"},
    "price and sma": {"type": "ma_cross", "fast": 1, "slow": 6, "direction": "below", "timeframe": "4h"},
    "ema": {"type": "ma_cross", "fast": 5, "slow": 20, "kind": "ema", "direction": "above", "timeframe": "1h"},
    "macd": {"type": "macd_cross", "direction": "above", "timeframe": "1h"},
    "bands": {"type": "bollinger", "direction": "below", "timeframe": "1h"},
    "clock": {"type": "schedule", "every": "1d", "at": "09:00"},
    "weekly clock": {"type": "schedule", "every": "1w", "weekday": "tue"},
}


class Tomorrow(PriceDrop):
    """A cheat: it is met where the *next* close falls."""

    def read(self, candles: Candles) -> Reading:
        met = np.append(candles.close[1:] < candles.close[:-1], False)
        return Reading(met, 0, lambda _: "I just knew")


class BelowTheAverageOfAll(PriceDrop):
    """A subtler cheat: it compares with an average of the whole series."""

    def read(self, candles: Candles) -> Reading:
        return Reading(candles.close < candles.close.mean(), 0, lambda _: "cheap")


class DaysCloseAtNoon(PriceDrop):
    """The classic of timeframes: a day's close is known on every candle of the day."""

    def read(self, candles: Candles) -> Reading:
        day = candles.time // 86_400
        last = np.searchsorted(day, day, side="right") - 1
        return Reading(candles.close[last] > candles.close, 0, lambda _: "it will be a good day")


def watching(*conditions: dict[str, Any], match: str = "any") -> Strategy:
    told = [PEPE | condition for condition in conditions]
    return Strategy.from_config({"conditions": told, "actions": [{"type": "notify", **PEPE}], "match": match})


def cheating(condition: Condition) -> Strategy:
    honest = watching(CONDITIONS["drop"])
    return honest.model_copy(update={"rules": (honest.rules[0].model_copy(update={"conditions": (condition,)}),)})


def standing_still(n: int) -> Candles:
    """A token whose price moves once in a hundred candles."""
    candles = walk(n, interval=900, sigma=0.02)
    kept = np.maximum.accumulate(np.where(np.arange(n) % 100 == 0, np.arange(n), 0))
    closes = candles.close[kept]
    return Candles.from_columns(candles.time, closes, closes, closes, closes, candles.volume)


def hole_ridden(n: int) -> Candles:
    """A market that skipped two candles of five."""
    candles, there = walk(n, interval=900), np.random.default_rng(3).random(n) < 0.6
    there[:2] = True
    columns = (getattr(candles, name)[there] for name in ("time", "open", "high", "low", "close", "volume"))
    return Candles.from_columns(*columns, interval=900)


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("market", [walk(4_000, interval=900), standing_still(4_000), hole_ridden(4_000)])
def test_every_kind_of_condition_is_free_of_look_ahead(name: str, market: Candles) -> None:
    found = certificate(watching(CONDITIONS[name]), market)
    assert found.checked >= 24
    assert found == Certificate(found.checked, found.checked, None)
    assert found.clean


@pytest.mark.parametrize("match", ["any", "all"])
@pytest.mark.parametrize("pair", [("drop", "volume"), ("ema", "rsi"), ("clock", "sma"), ("bands", "macd")])
def test_so_are_conditions_that_are_joined(pair: tuple[str, str], match: str) -> None:
    assert certificate(watching(*(CONDITIONS[name] for name in pair), match=match), walk(4_000, interval=900)).clean


@pytest.mark.parametrize(
    "cheat",
    [
        Tomorrow(type="price_drop", threshold=1, **PEPE),
        BelowTheAverageOfAll(type="price_drop", threshold=1, **PEPE),
        DaysCloseAtNoon(type="price_drop", threshold=1, **PEPE),
    ],
    ids=lambda cheat: type(cheat).__name__,
)
@pytest.mark.parametrize("n", [300, 20_000])
def test_a_condition_that_reads_the_future_is_caught(cheat: Condition, n: int) -> None:
    market = walk(n, interval=900)
    found = certificate(cheating(cheat), market)
    assert not found.clean
    assert found.agreed < found.checked
    assert found.first_difference is not None
    assert found.first_difference in market.time
    assert "Do not trust this run" in certificate_words(found)


def test_a_condition_that_only_cheats_rarely_is_caught_around_its_firings() -> None:
    market = walk(50_000, interval=60, sigma=0.0005)
    close = market.close.copy()
    close[25_017:] *= 0.8
    low, high = (np.minimum(market.low, close), np.maximum(market.high, close))
    market = replace(market, close=close, low=low, high=high)

    class Crash(PriceDrop):
        def read(self, candles: Candles) -> Reading:
            met = np.append(candles.close[1:] < 0.9 * candles.close[:-1], False)
            return Reading(met, 0, lambda _: "run!")

    found = certificate(cheating(Crash(type="price_drop", threshold=1, **PEPE)), market)
    assert not found.clean
    assert found.first_difference == market.time[25_016]


def test_tokens_that_start_late_and_end_early_are_certified_on_one_clock() -> None:
    whole = walk(3_000, interval=900)
    market: Mapping[str, Candles] = {
        "PEPE": whole.slice(0, 2_800),
        "DOGE": walk(3_000, interval=900, seed=2).slice(700, 3_000),
    }
    rules = [
        {"conditions": [{**CONDITIONS[name], "token": token}], "actions": [{"type": "buy", "token": token}]}
        for name in ("drop", "ema")
        for token in market
    ]
    assert certificate(Strategy.from_config({"rules": rules}), market).clean


def test_every_firing_of_a_short_run_is_cut_at_its_own_candle() -> None:
    market, strategy = walk(700), dip_buyer(2)
    fired = firings(strategy, aligned(strategy, market))
    found = certificate(strategy, market)
    assert len(fired) > 3
    assert found.clean
    assert found.checked > 24


def test_a_year_of_minutes_is_not_read_again_and_again() -> None:
    read = []

    class Counting(PriceDrop):
        def read(self, candles: Candles) -> Reading:
            read.append(len(candles))
            return PriceDrop.read(self, candles)

    market = walk(525_600, interval=60, sigma=0.0008)
    assert certificate(cheating(Counting(type="price_drop", threshold=2, timeframe="1d", **PEPE)), market).clean
    _, *again = read
    assert sum(again) < 3_500_000


@pytest.mark.parametrize("n", [1, 2, 3, 20])
def test_a_handful_of_candles_is_checked_as_far_as_it_goes(n: int) -> None:
    found = certificate(dip_buyer(1), walk(n))
    assert found.checked == found.agreed == max(0, min(n - 1, 24))
    assert found.clean == (n > 1)
    assert certificate_words(found)


def test_the_words_of_a_clean_certificate_say_how_often_it_was_checked() -> None:
    assert certificate_words(Certificate(72, 72, None)) == (
        "Look-ahead check passed: 72 cut-off histories gave the signals of the whole."
    )
    assert certificate_words(Certificate(0, 0, None)) == "Look-ahead check: too few candles to cut a history off."


@pytest.mark.parametrize(
    ("of", "stamp"),
    [
        (Certificate(72, 72, None), "no look-ahead: 72 of 72 checks agree"),
        (Certificate(72, 70, 0), "LOOK-AHEAD: 70 of 72 checks agree"),
        (Certificate(0, 0, None), ""),
    ],
)
def test_a_picture_carries_the_certificate_in_a_few_words(of: Certificate, stamp: str) -> None:
    assert certificate_stamp(of) == stamp


@settings(max_examples=30, deadline=None)
@given(
    names=st.lists(st.sampled_from(sorted(CONDITIONS)), min_size=1, max_size=3),
    match=st.sampled_from(["any", "all"]),
    n=st.integers(2, 1_500),
    seed=st.integers(0, 99),
)
def test_no_honest_strategy_is_ever_refused(names: list[str], match: str, n: int, seed: int) -> None:
    found = certificate(watching(*(CONDITIONS[name] for name in names), match=match), walk(n, interval=900, seed=seed))
    assert found.checked == found.agreed


@pytest.mark.parametrize("name", ["drop", "ema", "rsi", "macd", "bands"])
def test_real_markets_are_certified(name: str) -> None:
    assert certificate(watching(CONDITIONS[name]), real("pepeusdt_1h")).clean
    assert certificate(watching({**CONDITIONS[name], "timeframe": "5m"}), real("xrp_eth_1m_2019")).clean
