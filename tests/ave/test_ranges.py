"""Which candles a backtest takes on the real market, and what it will cost before anything is asked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ave.plans import PLANS
from core.ave.ranges import choose_candles
from core.market import CandleChoice
from core.trading.strategy import Strategy

DAY = 86_400
END = 1_744_156_800


def dropping(*timeframes: str, tokens: tuple[str, ...] = ("PEPE",)) -> Strategy:
    conditions = [
        {"type": "price_drop", "token": t, "threshold": 5, "timeframe": f} for t in tokens for f in timeframes
    ]
    return Strategy.from_config({"conditions": conditions, "actions": [{"type": "buy", "token": tokens[0]}]})


def choice(*timeframes: str, days: int = 30, units: float = 33_000, **more: Any) -> CandleChoice:
    return choose_candles(dropping(*timeframes), days * DAY, END, plan=PLANS["free"], units=units, **more)


@pytest.mark.parametrize(
    ("days", "units", "interval"),
    [
        (30, 33_000, 60),
        (30, 300, 300),
        (30, 40, 900),
        (30, 30, 1_800),
        (30, 20, 1_800),
        (30, 10, 3_600),
        (365, 33_000, 900),
    ],
)
def test_the_finest_that_may_be_spent_on(days: int, units: int, interval: int) -> None:
    found = choice("1h", days=days, units=units)
    assert (found.interval, found.affordable) == (interval, True)
    assert found.units <= units


def test_where_nothing_is_affordable_the_cheapest_that_fits_is_named() -> None:
    found = choice("15m", units=10)
    assert (found.interval, found.affordable) == (900, False)
    assert found.units == 40


def test_the_warm_up_is_fetched_too_and_the_end_stands_on_the_grid() -> None:
    found = choose_candles(dropping("1d"), 30 * DAY, END + 59, plan=PLANS["free"], units=1e6)
    assert found.start < END - 30 * DAY - DAY
    assert found.end == END


def test_a_young_token_costs_only_its_own_life() -> None:
    found = choice("1h", born=END - 2 * DAY)
    assert (found.interval, found.calls, found.full_history) == (60, 4, False)
    assert choice("1h", born=END + DAY).candles == 0
    assert choice("1h", born=0).full_history


def test_each_token_costs_its_own_questions() -> None:
    two = choose_candles(dropping("1h", tokens=("PEPE", "DOGE")), 30 * DAY, END, plan=PLANS["free"], units=33_000)
    assert two.calls == 2 * choice("1h").calls


def test_a_slow_plan_says_how_long_it_takes() -> None:
    free = choice("1h")
    pro = choose_candles(dropping("1h"), 30 * DAY, END, plan=PLANS["pro"], units=33_000)
    assert free.seconds == pytest.approx(3 * free.calls)
    assert pro.seconds < free.seconds / 10


@given(
    days=st.integers(1, 400),
    units=st.integers(0, 40_000),
    timeframe=st.sampled_from(["1m", "5m", "15m", "30m", "1h", "4h", "1d", "7m"]),
)
def test_the_figures_always_agree(days: int, units: int, timeframe: str) -> None:
    found = choice(timeframe, days=days, units=units)
    assert found.units == 10 * found.calls
    assert found.calls * 900 >= found.candles > (found.calls - 1) * 900
    assert found.affordable == (found.units <= units)
    assert found.candles * found.interval <= found.end - found.start + found.interval
