"""Exactly reached is reached: falls, rises and volumes of decimals, for both signs and on any scale."""

from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

from core.trading.candles import Candles
from core.trading.conditions import Condition
from core.trading.timeframes import Bools
from tests.trading.tables import MINUTE, MONDAY, Bar, about, bars, buy, exits, play

CASES = 4_000
PERCENTS = (1, 2, 3, 5, 10)


def met(candles: Candles, **condition: Any) -> Bools:
    parsed: Condition = TypeAdapter(Condition).validate_python({"token": "PEPE", **condition})
    return parsed.read(candles).met


def minutes(prices: list[float], volume: list[float] | None = None) -> Candles:
    times = MONDAY + MINUTE * np.arange(len(prices))
    return Candles.from_columns(times, prices, prices, prices, prices, volume or [1.0] * len(prices), interval=MINUTE)


def pairs(percent: int, seed: int) -> tuple[list[float], list[float]]:
    """Prices in pairs, the second exactly `percent` beyond the first; and the same one digit short of it."""
    rng = np.random.default_rng(seed)
    reached, missed = [], []
    for digits, places in zip(
        rng.integers(10_000, 10**9, CASES).tolist(), rng.integers(2, 14, CASES).tolist(), strict=True
    ):
        # In units of 10^-(places + 2) both prices are whole, so their decimals are exact.
        before, after = digits * 100, digits * (100 + percent)
        toward = -1 if percent > 0 else 1
        reached += [float(f"{before}e-{places + 2}"), float(f"{after}e-{places + 2}")]
        missed += [float(f"{before}e-{places + 2}"), float(f"{after + toward}e-{places + 2}")]
    return reached, missed


@pytest.mark.parametrize("percent", PERCENTS)
def test_a_fall_of_exactly_the_threshold_is_one(percent: int) -> None:
    reached, missed = pairs(-percent, percent)
    drop = {"type": "price_drop", "threshold": percent, "timeframe": "1m"}
    assert met(minutes(reached), **drop)[1::2].all()
    assert not met(minutes(missed), **drop)[1::2].any()


@pytest.mark.parametrize("percent", PERCENTS)
def test_a_rise_of_exactly_the_threshold_is_one(percent: int) -> None:
    reached, missed = pairs(percent, percent)
    rise = {"type": "price_rise", "threshold": percent, "timeframe": "1m"}
    assert met(minutes(reached), **rise)[1::2].all()
    assert not met(minutes(missed), **rise)[1::2].any()


def test_a_volume_exactly_three_times_as_large_is_200_percent_more_even_after_a_year_of_decimals() -> None:
    rng = np.random.default_rng(3)
    ten_thousandths = rng.integers(1, 10**9, 525_600)
    window, ends = 60, np.arange(500, 525_600, 1_000)
    for end in ends.tolist():
        before = ten_thousandths[end - 2 * window : end - window]
        ten_thousandths[end - window : end] = rng.permutation(3 * before)
    ten_thousandths[ends[1::2] - 1] -= 1
    volume = (ten_thousandths / 1e4).tolist()
    reached = met(minutes([1.0] * 525_600, volume), type="volume_spike", threshold=200, timeframe="1h")[ends - 1]
    assert reached[::2].all()
    assert not reached[1::2].any()


def test_no_volume_before_is_no_spike() -> None:
    volume = [0.0, 0, 0, 5, 5, 0, 0, 0, 0, 0]
    spike = met(minutes([1.0] * 10, volume), type="volume_spike", threshold=50, timeframe="2m")
    # Windows of two: 0 → 0, 0 → 5 (before is 0), 0 → 10 (before is 0), then 5 → 5 and falling.
    assert not spike.any()
    grows = met(minutes([1.0] * 6, [2.0, 2, 3, 3, 3, 3]), type="volume_spike", threshold=50, timeframe="2m")
    assert grows.tolist() == [False, False, False, True, False, False]


@pytest.mark.parametrize(("threshold", "reached"), [(50, True), (50.001, False)])
def test_rsi_at_its_threshold_is_beyond_it_on_both_sides(threshold: float, *, reached: bool) -> None:
    # Up and down by one in turn: gains and losses of four moves are equal, RSI 50.
    prices = minutes([1.1, 1.2, 1.1, 1.2, 1.1])
    of = {"type": "rsi", "threshold": threshold, "period": 4, "timeframe": "1m"}
    assert met(prices, **of, direction="above")[4] == reached
    assert met(prices, **{**of, "threshold": 100 - threshold}, direction="below")[4] == reached


@pytest.mark.parametrize("scale", ["e-12", "e-8", "e-5", "e-2", "e3"])
@pytest.mark.parametrize("percent", [1, 3, 7, 10, 35])
def test_a_low_exactly_at_the_stop_and_a_high_exactly_at_the_target_touch(scale: str, percent: int) -> None:
    def price(hundredths: int) -> float:
        return float(f"{hundredths}{scale}")

    at = price(100)
    stopped: list[Bar] = [at, at, at, (at, at, price(100 - percent), at), at]
    assert exits(play(stopped, ("-x---", buy()), stop_loss_percent=percent)) == [
        (3, about(price(100 - percent)), "stop_loss")
    ]
    reached: list[Bar] = [at, at, at, (at, price(100 + percent), at, at), at]
    assert exits(play(reached, ("-x---", buy()), take_profit_percent=percent)) == [
        (3, about(price(100 + percent)), "take_profit")
    ]


def test_a_micro_price_does_not_take_profit_by_an_absolute_slack() -> None:
    prices: list[Bar] = [9e-6, 9e-6, 9e-6, 8.9e-6, 9.1e-6, 8.9e-6]
    assert exits(play(prices, ("-x----", buy()), take_profit_percent=50)) == [(5, 8.9e-6, "open")]


def test_a_price_level_is_met_at_the_point_on_any_scale() -> None:
    for price in (0.1 + 0.2, 3e-10, 1e5, 1 / 3):
        row = bars(price * 0.5, price, price * 2)
        assert met(row, type="price_level", price=price, direction="above").tolist() == [False, True, True]
        assert met(row, type="price_level", price=price, direction="below").tolist() == [True, True, False]
    assert met(bars(1.0, 0.3), type="price_level", price=0.1 + 0.2, direction="below").tolist() == [False, True]
    assert met(bars(0.1, 0.3), type="price_level", price=0.1 + 0.2, direction="above").tolist() == [False, True]
