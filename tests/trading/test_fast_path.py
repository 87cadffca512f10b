"""One position at a time is walked by rows alone, and nothing of the result differs from the general walk."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.trading.account import Account
from core.trading.alignment import aligned
from core.trading.backtest import BacktestResult, concluded, run_backtest
from core.trading.books import AccountBooks
from core.trading.candles import Candles
from core.trading.one_position import plan_of
from core.trading.results import Costs
from core.trading.signals import firings
from core.trading.strategy import Strategy
from core.trading.walk import walk

NEW_YEAR = 1_704_067_200


def market(seed: int, n: int, *, interval: int = 3_600) -> Candles:
    """A rough market: gaps at the open, long wicks, coarse ticks, still stretches, holes, opens beside the range."""
    rng = np.random.default_rng(seed)
    moves = rng.normal(0, 0.02, n) * (rng.random(n) < 0.8)
    gaps = rng.normal(0, 0.01, n) * (rng.random(n) < 0.3) + rng.normal(0, 0.08, n) * (rng.random(n) < 0.03)
    close = 100 * np.exp(np.cumsum(moves + gaps))
    opened = np.concatenate(([100.0], close[:-1])) * np.exp(gaps)
    tick = rng.choice([0.001, 0.1, 5.0])
    opened, close = (np.maximum(np.round(line / tick), 1) * tick for line in (opened, close))
    top, bottom = np.maximum(opened, close), np.minimum(opened, close)
    top *= 1 + np.abs(rng.normal(0, 0.03, n))
    bottom *= 1 - np.minimum(0.9, np.abs(rng.normal(0, 0.03, n)))
    opened *= np.where(rng.random(n) < rng.choice([0, 0.02]), rng.uniform(0.8, 1.25, n), 1.0)
    there = rng.random(n) < rng.choice([0.7, 1.0])
    there[[0, 1, -1]] = True
    time = NEW_YEAR + interval * np.arange(n)
    columns = (column[there] for column in (opened, top, bottom, close, rng.lognormal(5, 1, n)))
    return Candles.from_columns(time[there], *columns, interval=interval)


def general(strategy: Strategy, candles: Candles, *, cash: float, costs: Costs) -> BacktestResult:
    """The same run by the general walk, the reference."""
    clock = aligned(strategy, candles)
    fired = firings(strategy, clock)
    account = Account(strategy, cash, costs)
    books = AccountBooks.of(account, clock, cash, walk(strategy, clock, fired, account))
    return concluded(strategy, clock, fired, books, cash=cash, costs=costs)


CONDITIONS = st.one_of(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["price_drop", "price_rise"]),
            "threshold": st.sampled_from([0.5, 1, 2, 5]),
            "timeframe": st.sampled_from(["1h", "3h", "1d"]),
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("price_level"),
            "price": st.sampled_from([80.0, 100.0, 120.0]),
            "direction": st.sampled_from(["above", "below"]),
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("ma_cross"),
            "fast": st.sampled_from([1, 2, 5]),
            "slow": st.sampled_from([6, 20]),
            "direction": st.sampled_from(["above", "below"]),
            "timeframe": st.sampled_from(["1h", "2h"]),
        }
    ),
)
SELLING: st.SearchStrategy[list[dict[str, Any]]] = st.sampled_from(
    [
        [{"type": "sell"}],
        [{"type": "sell", "amount_percent": 100}, {"type": "sell"}],
        [{"type": "notify"}, {"type": "sell"}],
        [{"type": "notify"}],
    ]
)


@st.composite
def strategies(draw: st.DrawFn) -> Strategy:
    """Strategies of one position at a time: a buyer, up to three sellers before and after it, stop and target."""

    def rule(actions: list[dict[str, Any]]) -> dict[str, Any]:
        conditions = [{"token": "PEPE", **draw(CONDITIONS)} for _ in range(draw(st.integers(1, 2)))]
        return {"conditions": conditions, "actions": actions, "match": draw(st.sampled_from(["any", "all"]))}

    amount = draw(st.sampled_from([10, 33, 99.9, 100]))
    buyer = rule([{"type": "buy", "amount_percent": amount}, *([{"type": "hold"}] if draw(st.booleans()) else [])])
    before, after = ([rule(draw(SELLING)) for _ in range(draw(st.integers(0, 2)))] for _ in range(2))
    levels: dict[str, st.SearchStrategy[float]] = {
        "stop_loss_percent": st.sampled_from([0.05, 1, 3, 8]),
        "take_profit_percent": st.sampled_from([0.5, 4, 20]),
    }
    risk = {name: draw(values) for name, values in levels.items() if draw(st.booleans())}
    return Strategy.from_config({"rules": [*before, buyer, *after], "risk_management": risk})


def same(fast: BacktestResult, slow: BacktestResult) -> None:
    assert fast.trades == slow.trades
    for ours, theirs in zip(fast.trade_columns, slow.trade_columns, strict=True):
        assert ours.tolist() == theirs.tolist()
    assert fast.fills == slow.fills
    assert fast.signals == slow.signals
    assert fast.metrics == slow.metrics
    drawn, reference = fast.equity_curve(50), slow.equity_curve(50)
    assert drawn.time.tolist() == reference.time.tolist()
    assert drawn.value.tolist() == reference.value.tolist()


@settings(max_examples=300, deadline=None)
@given(
    strategy=strategies(),
    seed=st.integers(0, 10_000),
    n=st.integers(2, 700),
    costs=st.sampled_from([Costs(), Costs(0, 0), Costs(0.1, 2), Costs(30, 0)]),
    cash=st.sampled_from([10_000.0, 1.0, 0.05]),
)
def test_the_fast_walk_gives_the_result_of_the_general_one(
    strategy: Strategy, seed: int, n: int, costs: Costs, cash: float
) -> None:
    candles = market(seed, n)
    assert plan_of(strategy) is not None
    same(run_backtest(strategy, candles, cash=cash, costs=costs), general(strategy, candles, cash=cash, costs=costs))


def test_a_position_that_is_halved_on_and_on_ends_in_nothing_not_in_an_error() -> None:
    price = np.where(np.arange(3_000) % 2, 1.0, 2.0)
    candles = Candles.from_columns(60 * np.arange(3_000), price, price, price, price, price)
    cross = {"type": "price_level", "token": "PEPE", "price": 1.5}
    rules = [
        {"conditions": [{**cross, "direction": "above"}], "actions": [{"type": "buy", "amount_percent": 10}]},
        {"conditions": [{**cross, "direction": "below"}], "actions": [{"type": "sell", "amount_percent": 50}]},
    ]
    result = run_backtest(Strategy.from_config({"rules": rules}), candles)
    assert len(result.trades) > 1_400
    assert np.isfinite([trade.profit_percent for trade in result.trades]).all()
    assert result.metrics.final_equity == result.cash + sum(trade.profit for trade in result.trades)
