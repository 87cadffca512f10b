"""The choice of candles for a backtest: they fit every timeframe, and there are not too many of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market_ranges import INTERVALS, PERIODS, base_interval, warm_up_seconds
from core.trading.strategy import Strategy

MINUTE, HOUR, DAY = 60, 3_600, 86_400
DROP = {"type": "price_drop", "threshold": 5}
LEVEL = {"type": "price_level", "price": 1, "direction": "above"}
RSI = {"type": "rsi", "threshold": 30, "direction": "below"}


def watching(*conditions: dict[str, Any]) -> Strategy:
    return Strategy.from_config(
        {
            "conditions": [{"token": "PEPE", **condition} for condition in conditions],
            "actions": [{"type": "buy", "token": "PEPE"}],
        }
    )


def dropping(*timeframes: str) -> Strategy:
    return watching(*({**DROP, "timeframe": timeframe} for timeframe in timeframes))


@pytest.mark.parametrize(
    ("period", "expected"), [("7d", MINUTE), ("30d", MINUTE), ("90d", 5 * MINUTE), ("1y", 15 * MINUTE)]
)
def test_a_drop_in_an_hour_is_watched_as_finely_as_the_period_affords(period: str, expected: int) -> None:
    assert base_interval(dropping("1h"), PERIODS[period]) == expected


@pytest.mark.parametrize(
    ("timeframe", "expected"), [("5m", 5 * MINUTE), ("7m", MINUTE), ("10m", 5 * MINUTE), ("1m", MINUTE)]
)
def test_a_fine_timeframe_is_obeyed_even_where_it_costs_too_many_candles(timeframe: str, expected: int) -> None:
    assert base_interval(dropping(timeframe), PERIODS["1y"]) == expected


def test_every_timeframe_counts() -> None:
    assert base_interval(dropping("1h", "15m"), PERIODS["1y"]) == 15 * MINUTE
    assert base_interval(dropping("4h", "6h"), 20 * PERIODS["1y"]) == HOUR
    assert base_interval(dropping("1h", "5m"), PERIODS["1y"]) == 5 * MINUTE


def test_a_level_alone_is_watched_as_finely_as_the_period_affords() -> None:
    assert base_interval(watching(LEVEL), PERIODS["7d"]) == MINUTE
    assert base_interval(watching(LEVEL), PERIODS["1y"]) == 15 * MINUTE


def test_the_budget_is_met_to_the_candle() -> None:
    assert base_interval(dropping("1h"), 1_000 * MINUTE, most_candles=1_000) == MINUTE
    assert base_interval(dropping("1h"), 1_001 * MINUTE, most_candles=1_000) == 5 * MINUTE


def test_the_markets_finest_candle_is_the_limit() -> None:
    assert base_interval(dropping("1h"), PERIODS["7d"], finest=5 * MINUTE) == 5 * MINUTE
    assert base_interval(dropping("7m"), PERIODS["7d"], finest=5 * MINUTE) == 5 * MINUTE
    assert base_interval(dropping("1w"), PERIODS["7d"], finest=7 * DAY) == 7 * DAY


def test_candles_open_when_the_clock_of_a_schedule_strikes() -> None:
    daily = {"type": "schedule", "every": "1d"}
    assert base_interval(watching({**daily, "at": "09:30"}), PERIODS["1y"], most_candles=20_000) == 30 * MINUTE
    assert base_interval(watching({**daily, "at": "09:00"}), PERIODS["1y"], most_candles=9_000) == HOUR


def test_the_clock_of_a_schedule_gives_way_where_minutes_would_be_too_many() -> None:
    odd = {"type": "schedule", "every": "1d", "at": "09:17"}
    assert base_interval(watching(odd), PERIODS["30d"]) == MINUTE
    assert base_interval(watching(odd), PERIODS["1y"]) == 15 * MINUTE
    assert base_interval(watching(odd, {**DROP, "timeframe": "1h"}), PERIODS["1y"]) == 15 * MINUTE


@given(st.lists(st.sampled_from(["1m", "3m", "5m", "45m", "1h", "4h", "1d", "1w"]), min_size=1, max_size=4), st.data())
def test_the_choice_divides_every_timeframe_and_keeps_to_the_budget_where_any_does(
    timeframes: list[str], data: st.DataObject
) -> None:
    span = data.draw(st.integers(HOUR, 10 * PERIODS["1y"]))
    strategy = dropping(*timeframes)
    lengths = {"1m": 60, "3m": 180, "5m": 300, "45m": 2_700, "1h": HOUR, "4h": 4 * HOUR, "1d": DAY, "1w": 7 * DAY}
    fitting = [i for i in INTERVALS if all(lengths[t] % i == 0 for t in timeframes)]
    chosen = base_interval(strategy, span)
    assert chosen in fitting
    assert span / chosen <= 50_000 or chosen == max(fitting)
    assert all(span / finer > 50_000 for finer in fitting if finer < chosen)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({**DROP, "timeframe": "1h"}, 2 * HOUR),
        ({"type": "price_rise", "threshold": 5, "timeframe": "15m"}, 30 * MINUTE),
        ({"type": "volume_spike", "threshold": 200, "timeframe": "1h"}, 3 * HOUR),
        (LEVEL, 0),
        ({"type": "schedule", "every": "1d"}, 0),
        ({**RSI, "period": 14, "timeframe": "1h"}, 16 * HOUR),
        ({"type": "ma_cross", "fast": 50, "slow": 200, "direction": "above", "timeframe": "1d"}, 201 * DAY),
        ({"type": "macd_cross", "direction": "above", "timeframe": "4h"}, 35 * 4 * HOUR),
        ({"type": "bollinger", "direction": "below", "timeframe": "1h"}, 21 * HOUR),
    ],
)
def test_the_warm_up_is_what_the_condition_must_have_seen(condition: dict[str, Any], expected: int) -> None:
    assert warm_up_seconds(watching(condition)) == expected


def test_the_longest_warm_up_is_that_of_the_strategy() -> None:
    assert warm_up_seconds(watching({**DROP, "timeframe": "1h"}, {**RSI, "timeframe": "4h"}, LEVEL)) == 16 * 4 * HOUR
