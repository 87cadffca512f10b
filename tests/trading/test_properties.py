"""What must hold of every run, whatever the strategy and the market."""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from core.trading.backtest import BacktestResult, run_backtest
from core.trading.results import Costs, Trade
from core.trading.strategy import Strategy
from tests.trading.random_strategies import Case, candles_of, cases, market
from tests.trading.tables import HOUR, MONDAY, about, buy, closes, play

Bare = tuple[int, float, float, float, float, float]
MANY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def run(case: Case) -> BacktestResult:
    costs = Costs(case.fee, case.slippage)
    return run_backtest(case.strategy, case.candles(), cash=case.cash, costs=costs)


def without(case: Case, *risks: str) -> Case:
    """The same without some of its risk management."""
    config = case.strategy.to_config()
    kept = {key: value for key, value in config.pop("risk_management", {}).items() if key not in risks}
    return replace(case, strategy=Strategy.from_config({**config, "risk_management": kept}))


def decided(case: Case, before: int) -> list[tuple[Any, ...]]:
    """What had fired and been carried out when the candle of `before` opened."""
    result = run(case)
    begun = {token: rows[0][0] for token, rows in case.raw.items()}
    told = [s for s in result.signals if s.time < before]
    signals = [(s.time, s.rule, s.action, s.price if s.time >= begun[s.token] else None, s.reason) for s in told]
    fills = [(f.time, f.token, f.side, f.price, f.quantity, f.reason) for f in result.fills if f.time < before]
    return [*signals, *fills]


# --- look-ahead ---------------------------------------------------------------------------------------------------


@MANY
@given(cases(least=20), st.integers(5, 18), st.integers(0, 2**32))
def test_another_future_changes_nothing_that_was_decided_before_it(case: Case, kept: int, seed: int) -> None:
    start = min(rows[0][0] for rows in case.raw.values())
    cut = start + kept * case.interval
    raw = {}
    for token, rows in case.raw.items():
        known = [row for row in rows if row[0] < cut]
        first = max(cut, rows[0][0])
        future = market(seed, (rows[-1][0] - first) // case.interval + 1, first, case.interval)
        raw[token] = known + future
    assert decided(replace(case, raw=raw), cut) == decided(case, cut)


@MANY
@given(cases(least=20), st.integers(5, 60))
def test_a_file_cut_short_has_the_same_story_up_to_its_end(case: Case, kept: int) -> None:
    start = min(rows[0][0] for rows in case.raw.values())
    cut = start + kept * case.interval
    raw = {token: [row for row in rows if row[0] < cut] for token, rows in case.raw.items()}
    assume(all(raw.values()))
    cut_short = replace(case, raw=raw)
    whole, part = run(case), run(cut_short)
    end = int(next(iter(part.market.values())).time[-1]) + case.interval
    assert decided(cut_short, end) == decided(case, end)
    assert closed(part.trades, end) == closed(whole.trades, end)
    n = len(next(iter(part.market.values())))
    assert part.equity_curve(10_000).value.tolist() == whole.equity_curve(10_000).value[:n].tolist()


def closed(trades: Sequence[Trade], end: int) -> list[Trade]:
    return [trade for trade in trades if trade.exit_reason != "open" and trade.exit_time < end]


def test_a_signal_for_a_token_that_has_not_begun_knows_no_price_of_it() -> None:
    prices = []
    for first in (10, 20):
        late = closes(*[float(first)] * 3, start=MONDAY + 3 * HOUR)
        markets = {"PEPE": closes(*[100.0] * 6), "DOGE": late}
        prices.append(play(markets, ("-x----", buy(token="DOGE"))).signals[0].price)
    assert prices == [None, None]


# --- scale --------------------------------------------------------------------------------------------------------


@MANY
@given(cases(), st.sampled_from([1e-9, 1e-10, 1e6, 3.7, 1 / 3]))
def test_prices_times_a_factor_change_no_trade(case: Case, factor: float) -> None:
    config = case.strategy.to_config()
    for rule in config.get("rules", [config]):
        for condition in rule["conditions"]:
            if "price" in condition:
                condition["price"] *= factor
    raw = {token: [scaled(row, factor) for row in rows] for token, rows in case.raw.items()}
    before, after = run(case), run(replace(case, strategy=Strategy.from_config(config), raw=raw))
    assert [(s.time, s.rule, s.action, s.executed) for s in before.signals] == [
        (s.time, s.rule, s.action, s.executed) for s in after.signals
    ]
    for mine, other in zip(before.trades, after.trades, strict=True):
        same = (mine.entry_time, mine.exit_time, mine.exit_reason)
        assert same == (other.entry_time, other.exit_time, other.exit_reason)
        assert other.profit_percent == pytest.approx(mine.profit_percent, rel=1e-9, abs=1e-9)
        assert other.quantity * factor == about(mine.quantity, rel=1e-9)
    assert after.metrics.final_equity == about(before.metrics.final_equity, rel=1e-9)


def scaled(row: Bare, factor: float) -> Bare:
    time, o, h, lo, c, volume = row
    return (time, o * factor, h * factor, lo * factor, c * factor, volume)


# --- costs --------------------------------------------------------------------------------------------------------


@MANY
@given(cases(), st.sampled_from([0.1, 1.0, 10.0]))
def test_a_higher_fee_never_raises_equity(case: Case, more: float) -> None:
    # Levels are measured from fill prices, in which the fee is not: it changes no exit.
    never_higher(case, replace(case, fee=case.fee + more))


@MANY
@given(cases(), st.sampled_from([0.1, 1.0, 10.0]))
def test_more_slippage_never_raises_equity_where_no_level_depends_on_it(case: Case, more: float) -> None:
    case = without(case, "stop_loss_percent", "take_profit_percent", "trailing_stop_percent", "targets")
    never_higher(case, replace(case, slippage=case.slippage + more))


def never_higher(cheap: Case, dear: Case) -> None:
    before, after = run(cheap), run(dear)
    # Less money may mean a buy below a cent, or dollars that sell everything: another story.
    told = [[(f.time, f.token, f.side, f.reason) for f in result.fills] for result in (before, after)]
    whole = [[t.exit_reason for t in result.trades] for result in (before, after)]
    assume(told[0] == told[1] and whole[0] == whole[1])
    pairs = zip(before.equity_curve(10_000).value, after.equity_curve(10_000).value, strict=True)
    assert all(worth <= had * (1 + 1e-12) for had, worth in pairs)


# --- the language ---


@MANY
@given(cases(most=2))
def test_a_strategy_reads_what_it_writes(case: Case) -> None:
    written = case.strategy.to_config()
    assert Strategy.from_config(written).to_config() == written
    assert Strategy.from_json(json.dumps(written)).to_config() == written
    for mine, other in zip(case.strategy.rules, Strategy.from_config(written).rules, strict=True):
        assert (mine.conditions, mine.actions) == (other.conditions, other.actions)


# --- bookkeeping --------------------------------------------------------------------------------------------------


@MANY
@given(cases())
def test_equity_is_at_every_close_the_cash_and_what_is_held(case: Case) -> None:
    result = run(case)
    cash, held, fills = case.cash, dict.fromkeys(case.raw, 0.0), list(result.fills)
    curve = result.equity_curve(10_000)
    for row, (time, worth) in enumerate(zip(curve.time.tolist(), curve.value.tolist(), strict=True)):
        while fills and fills[0].time <= time:
            fill = fills.pop(0)
            sign = 1 if fill.side == "buy" else -1
            cash -= sign * fill.quantity * fill.price + fill.fee
            held[fill.token] += sign * fill.quantity
        value = sum(quantity * float(result.market[token].close[row]) for token, quantity in held.items())
        assert worth == pytest.approx(cash + value, rel=1e-9, abs=1e-9 * case.cash)
    assert result.metrics.final_equity == pytest.approx(float(curve.value[-1]), rel=1e-12)


@MANY
@given(cases())
def test_the_profits_of_all_trades_are_what_was_won_or_lost(case: Case) -> None:
    result = run(case)
    won = sum(trade.profit for trade in result.trades)
    scale = 1e-9 * (case.cash + sum(abs(trade.profit) for trade in result.trades))
    assert won == pytest.approx(result.metrics.final_equity - case.cash, abs=scale)
    assert sum(t.fees for t in result.trades) == pytest.approx(result.metrics.fees_paid, rel=1e-9, abs=1e-12)


@MANY
@given(cases())
def test_what_was_bought_is_sold_or_still_held(case: Case) -> None:
    result = run(case)
    for token in case.raw:
        bought = sum(fill.quantity for fill in result.fills if (fill.token, fill.side) == (token, "buy"))
        assert sum(t.quantity for t in result.trades if t.token == token) == pytest.approx(bought, rel=1e-9)


@MANY
@given(cases())
def test_no_run_spends_what_it_does_not_have(case: Case) -> None:
    result = run(case)
    cash, held = case.cash, dict.fromkeys(case.raw, 0.0)
    for fill in result.fills:
        sign = 1 if fill.side == "buy" else -1
        cash -= sign * fill.quantity * fill.price + fill.fee
        held[fill.token] += sign * fill.quantity
        assert cash >= -1e-9 * case.cash
        assert held[fill.token] >= -1e-9 * fill.quantity
        assert fill.quantity > 0
        assert fill.price > 0
    curve = result.equity_curve(10_000).value
    assert (curve > -1e-9 * case.cash).all()
    assert 0 <= result.metrics.max_drawdown <= 100
    assert 0 <= result.metrics.exposure <= 100


@MANY
@given(cases())
def test_everything_is_told_in_order_and_within_the_candles(case: Case) -> None:
    result = run(case)
    candles = next(iter(result.market.values()))
    times = set(candles.time.tolist())
    signals = [(s.time, s.rule, s.action) for s in result.signals]
    assert signals == sorted(signals)
    sales = closed(result.trades, candles.end)
    for stamps in ([fill.time for fill in result.fills], [trade.exit_time for trade in sales]):
        assert all(a <= b for a, b in pairwise(stamps))
    of_trades = [time for trade in result.trades for time in (trade.entry_time, trade.exit_time)]
    assert times.issuperset([signal.time for signal in result.signals] + of_trades)


@MANY
@given(cases())
def test_the_same_run_is_the_same_every_time_and_other_tokens_do_not_matter(case: Case) -> None:
    once = run(case)
    beside = {**case.candles(), "ZZZ": candles_of(market(7, 50, 60, 60), 60)}
    again = run_backtest(case.strategy, beside, cash=case.cash, costs=Costs(case.fee, case.slippage))
    assert again.metrics == once.metrics
    assert again.trades == once.trades
    assert again.signals == once.signals


@MANY
@given(cases())
def test_every_absent_figure_has_its_reason(case: Case) -> None:
    figures = run(case).metrics
    names = [name for name in figures.__slots__ if name != "why_null"]
    assert {name for name in names if getattr(figures, name) is None} == set(figures.why_null)
    assert all(np.isfinite(getattr(figures, name)) for name in names if getattr(figures, name) is not None)
