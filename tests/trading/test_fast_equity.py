"""Drawdowns and pictures from the extremes of stretches say what the whole line says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.trading.backtest import BacktestResult, run_backtest
from core.trading.candles import Candles
from core.trading.falls import deepest_of
from core.trading.results import Costs
from core.trading.strategy import Strategy
from tests.trading.test_fast_path import market, strategies


def fall(values: np.ndarray[tuple[int], np.dtype[np.float64]], peak: float) -> float:
    """The deepest fall, looked for value by value."""
    deepest = 0.0
    for value in values.tolist():
        peak = max(peak, value)
        deepest = max(deepest, 1 - value / peak)
    return 100 * deepest


def ladder(*tokens: str) -> Strategy:
    """Two buys per token at different falls, a trailing stop and a target: several fills per position."""
    rules = [
        {
            "conditions": [{"type": "price_drop", "token": token, "threshold": threshold, "timeframe": "3h"}],
            "actions": [{"type": "buy", "amount_percent": 40}],
        }
        for token in tokens
        for threshold in (2, 5)
    ]
    return Strategy.from_config({"rules": rules, "risk_management": {"trailing_stop_percent": 9}})


def checked(result: BacktestResult) -> None:
    whole, cash = result.equity_curve(10**9), result.cash
    assert result.metrics.max_drawdown == pytest.approx(fall(whole.value, cash), rel=1e-12, abs=1e-10)
    for most in (60, 9, 8, 7):
        drawn = result.equity_curve(most)
        assert len(drawn.value) <= most
        assert (drawn.time[0], drawn.time[-1]) == (whole.time[0], whole.time[-1])
        assert (drawn.value.min(), drawn.value.max()) == (whole.value.min(), whole.value.max())
        assert fall(drawn.value, cash) == pytest.approx(result.metrics.max_drawdown, rel=1e-12, abs=1e-10)
        assert set(drawn.time.tolist()) <= set(whole.time.tolist())


@settings(max_examples=40, deadline=None)
@given(strategy=strategies(), seed=st.integers(0, 10_000), n=st.integers(2, 2_500))
def test_one_position_at_a_time_is_drawn_with_its_exact_drawdown(strategy: Strategy, seed: int, n: int) -> None:
    checked(run_backtest(strategy, market(seed, n), costs=Costs(0.1, 0)))


@settings(max_examples=40, deadline=None)
@given(tokens=st.integers(1, 3), seed=st.integers(0, 10_000), n=st.integers(2, 2_500))
def test_several_fills_and_tokens_are_drawn_with_their_exact_drawdown(tokens: int, seed: int, n: int) -> None:
    names = ("PEPE", "DOGE", "WIF")[:tokens]
    checked(run_backtest(ladder(*names), {name: market(seed + k, n) for k, name in enumerate(names)}))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(2, 5_000))
def test_the_fall_of_buy_and_hold_is_that_of_its_line(seed: int, n: int) -> None:
    candles = market(seed, n)
    result = run_backtest(ladder("PEPE"), candles)
    exact = fall(candles.close / candles.close[0], 1.0)
    assert result.metrics.buy_and_hold_max_drawdown == pytest.approx(exact, rel=1e-12)
    assert 100 * deepest_of(candles.close) == pytest.approx(exact, rel=1e-12)


def test_nothing_of_one_run_is_taken_for_another() -> None:
    crosses = [
        {"type": "ma_cross", "token": "PEPE", "fast": 2, "slow": 5, "timeframe": "1h", "direction": side}
        for side in ("above", "below")
    ]
    rules = [
        {"conditions": [crosses[0]], "actions": [{"type": "buy"}]},
        {"conditions": [crosses[1]], "actions": [{"type": "sell"}]},
    ]
    strategy, candles = Strategy.from_config({"rules": rules}), market(3, 400)
    before = run_backtest(strategy, candles)
    candles.close[:] = candles.close[::-1].copy()
    columns = (candles.time, candles.open, candles.high, candles.low, candles.close, candles.volume)
    fresh = Candles.from_columns(*(column.copy() for column in columns), interval=candles.interval)
    after, expected = run_backtest(strategy, candles), run_backtest(strategy, fresh)
    assert after.signals == expected.signals
    assert after.trades == expected.trades
    assert after.trades != before.trades
