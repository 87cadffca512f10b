"""Every kind of condition, action and risk on real candles and on long memories: a live run is the backtest."""

from typing import Any

import numpy as np
import pytest

from core.trading.backtest import run_backtest
from core.trading.candles import Candles
from core.trading.replay import run_replay
from core.trading.strategy import Strategy
from tests.trading.random_markets import dip_buyer, real, walk
from tests.trading.tables import HOUR, MINUTE, MONDAY, buy, sell
from tests.trading.test_live import same

PEPE = "PEPE"

CONDITIONS: list[dict[str, Any]] = [
    {"type": "price_drop", "threshold": 1},
    {"type": "price_rise", "threshold": 1},
    {"type": "volume_spike", "threshold": 100},
    {"type": "price_level", "direction": "above"},
    {"type": "rsi", "threshold": 40, "direction": "below"},
    {"type": "rsi", "threshold": 60, "direction": "above", "period": 3},
    {"type": "ma_cross", "fast": 5, "slow": 20, "direction": "above"},
    {"type": "ma_cross", "fast": 1, "slow": 9, "direction": "below", "kind": "ema"},
    {"type": "ma_cross", "fast": 10, "slow": 30, "direction": "above", "kind": "ema"},
    {"type": "macd_cross", "direction": "above"},
    {"type": "bollinger", "direction": "below"},
    {"type": "schedule", "every": "1d", "at": "09:30"},
    {"type": "schedule", "every": "1w", "weekday": "mon"},
]
RISKS: list[dict[str, Any]] = [
    {},
    {"stop_loss_percent": 1, "take_profit_percent": 2},
    {"trailing_stop_percent": 1.5, "max_entries": 3},
    {
        "max_hold": "1d",
        "targets": [{"profit_percent": 1, "sell_percent": 50}, {"profit_percent": 3, "sell_percent": 30}],
    },
]
FILES = {
    "btc_usd_1m_2019-03-29_jesse": "5m",
    "eth_btc_5m_2018": "1h",
    "eth_usd_1d_2019-2020_jesse": "1w",
    "eth_usd_1h_2019_jesse": "1h",
    "pepeusdt_1h": "4h",
    "unittest_btc_1m_2017": "30m",
    "xrp_eth_1m_2019": "5m",
}


@pytest.mark.parametrize("file", FILES)
def test_every_kind_of_condition_action_and_risk_is_the_backtest_on_real_candles(file: str) -> None:
    whole, done = real(file), 0
    for number, condition in enumerate(CONDITIONS):
        start = 700 * number % max(1, len(whole) - 1_200)
        candles = whole.slice(start, start + 1_200)
        strategy = real_strategy(number, condition, FILES[file], level=float(np.median(candles.close)))
        past = run_backtest(strategy, candles)
        same(run_replay(strategy, candles), past)
        done += len(past.fills)
    assert done > 10


def real_strategy(number: int, condition: dict[str, Any], timeframe: str, level: float) -> Strategy:
    """Buys by one kind of condition, sells part by the next or a rise, watches both at once."""
    one, other = (
        {"token": PEPE, **of} | ({"price": level} if of["type"] == "price_level" else {"timeframe": timeframe})
        for of in (condition, CONDITIONS[(number + 4) % len(CONDITIONS)])
    )
    for of in (one, other):
        if of["type"] == "schedule":
            del of["timeframe"]
    rise = {"type": "price_rise", "token": PEPE, "threshold": 1.5, "timeframe": timeframe}
    amounts = [buy(20), buy(usd=700), buy(50), buy(100)]
    rules = [
        {"conditions": [one], "actions": [amounts[number % 4], {"type": "notify", "token": PEPE}]},
        {"conditions": [other, rise], "actions": [sell(60) if number % 2 else sell(usd=300)]},
        {"conditions": [one, other], "match": "all", "actions": [{"type": "hold", "token": PEPE}, sell()]},
    ]
    return Strategy.from_config({"rules": rules, "risk_management": RISKS[number % 4]})


def test_a_year_of_weeks_and_days_keeps_the_grid_of_the_clock() -> None:
    """Weeks from Monday, a partial first candle of each timeframe, on a clock that begins on a Wednesday afternoon."""
    conditions: list[dict[str, Any]] = [
        {"type": "ma_cross", "fast": 1, "slow": 3, "direction": "above", "timeframe": "1w"},
        {"type": "rsi", "threshold": 50, "direction": "below", "period": 2, "timeframe": "1w"},
        {"type": "bollinger", "period": 4, "std": 1, "direction": "above", "timeframe": "2w"},
        {"type": "ma_cross", "fast": 2, "slow": 5, "kind": "ema", "direction": "below", "timeframe": "1d"},
    ]
    candles = walk(4_000, interval=2 * HOUR).slice(31, 4_000)
    for condition in conditions:
        strategy = Strategy.from_config({"conditions": [{"token": PEPE, **condition}], "actions": [buy(30), sell(10)]})
        past = run_backtest(strategy, candles)
        assert len(past.signals) >= 2
        same(run_replay(strategy, candles), past)


def test_an_indicator_stays_bit_by_bit_that_of_the_arrays_over_thousands_of_candles() -> None:
    """Stretches that stand still make averages decay below what a float can hold, and come back."""
    candles = still_for_ages()
    for condition in CONDITIONS[4:11]:
        strategy = Strategy.from_config(
            {"conditions": [{"token": PEPE, **condition, "timeframe": "1m"}], "actions": [buy(30), sell(50)]}
        )
        past = run_backtest(strategy, candles)
        assert len(past.signals) > 30
        same(run_replay(strategy, candles), past)


def still_for_ages() -> Candles:
    moving = np.array_split(walk(1_500, interval=MINUTE, sigma=0.01).close, 4)
    still = [np.full(n, piece[-1]) for n, piece in zip((1_000, 4_500, 2_000, 300), moving, strict=True)]
    stretches = [stretch for pair in zip(moving, still, strict=True) for stretch in pair]
    line = np.concatenate((np.full(300, moving[0][0]), *stretches)) * 1e-9
    time = MONDAY + MINUTE * np.arange(len(line))
    return Candles.from_columns(time, line, line, line, line, np.ones(len(line)), interval=MINUTE)


def test_candles_that_were_cut_in_the_middle_of_holes_are_replayed_from_the_first_to_the_last() -> None:
    whole = real("xrp_eth_1m_2019")
    holes = np.flatnonzero(whole.filled)
    candles = whole.slice(int(holes[0]), int(holes[-1]) + 1)
    strategy = dip_buyer(0.3, timeframe="5m")
    past = run_backtest(strategy, candles)
    assert past.trades
    same(run_replay(strategy, candles), past)


def test_a_purchase_in_the_hole_at_which_a_market_was_cut_is_made() -> None:
    rows = [0, 1, 2, 6]
    line = [100.0, 100.0, 95.0, 95.0]
    whole = Candles.from_columns([MONDAY + HOUR * r for r in rows], line, line, line, line, [1] * 4, interval=HOUR)
    past = run_backtest(dip_buyer(5), whole.slice(0, 4))
    assert [fill.time for fill in past.fills] == [MONDAY + 3 * HOUR]
    same(run_replay(dip_buyer(5), whole.slice(0, 4)), past)
