"""The engine against a plain loop written from the contract: random strategies on random markets, to the last trade."""

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings

from core.trading.backtest import BacktestResult, run_backtest
from core.trading.results import Costs
from tests.support.reference_engine import Run
from tests.support.reference_metrics import daily_returns, figures
from tests.trading.random_strategies import Case, cases

SLOW = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
FIGURES = 1e-9
"""How much two careful calculations may differ, relative to what is calculated."""

RATIOS = {"sharpe_ratio", "sortino_ratio", "calmar_ratio", "profit_factor", "cagr"}
"""They may be ratios of small differences."""


def both(case: Case) -> tuple[BacktestResult, Run]:
    costs = Costs(case.fee, case.slippage)
    result = run_backtest(case.strategy, case.candles(), cash=case.cash, costs=costs)
    return result, Run(case.strategy, case.raw, case.interval, case.cash, case.fee, case.slippage)


@SLOW
@given(cases())
def test_engine_and_reference_agree_to_the_last_trade(case: Case) -> None:
    result, run = both(case)
    assume(not run.to_the_cent)
    same_signals(result, run)
    same_fills(result, run)
    same_trades(result, run)
    same_equity(result, run)
    same_metrics(result, run)


@settings(SLOW, max_examples=30)
@given(cases(least=1_200, most=2_000))
def test_engine_and_reference_agree_on_long_markets(case: Case) -> None:
    # Longer than the stretches in which the engine looks for the next exit.
    result, run = both(case)
    assume(not run.to_the_cent)
    same_signals(result, run)
    same_fills(result, run)
    same_trades(result, run)
    same_equity(result, run)
    same_metrics(result, run)


def same_signals(result: BacktestResult, run: Run) -> None:
    ours = [(s.time, s.rule, s.action, s.type, s.token, s.price, s.executed) for s in result.signals]
    theirs = [
        (s.time, s.rule, s.action, s.type, s.token, None if s.price is None else float(s.price), s.executed)
        for s in run.signals
    ]
    assert ours == theirs


def same_fills(result: BacktestResult, run: Run) -> None:
    ours = [(f.time, f.token, f.side, f.rule, f.reason) for f in result.fills]
    assert ours == [(f.time, f.token, f.side, f.rule, f.reason) for f in run.fills]
    for mine, other in zip(result.fills, run.fills, strict=True):
        close([mine.price, mine.quantity], [other.price, other.quantity])
        close([mine.fee], [other.fee], of=mine.price * mine.quantity)


def same_trades(result: BacktestResult, run: Run) -> None:
    ours = [(t.token, t.entry_time, t.exit_time, t.exit_reason) for t in result.trades]
    assert ours == [(t.token, t.entry_time, t.exit_time, t.exit_reason) for t in run.trades]
    for mine, other in zip(result.trades, run.trades, strict=True):
        close([mine.entry_price, mine.exit_price, mine.quantity], [other.entry_price, other.exit_price, other.quantity])
        paid = mine.entry_price * mine.quantity
        close([mine.profit, mine.fees], [other.profit, other.fees], of=paid)
        close([mine.profit_percent], [other.profit_percent], of=100)


def same_equity(result: BacktestResult, run: Run) -> None:
    curve = result.equity_curve(1_000_000)
    assert curve.time.tolist() == [row.time for row in run.markets[run.tokens[0]]]
    close(curve.value.tolist(), run.equity)


def same_metrics(result: BacktestResult, run: Run) -> None:
    wanted = figures(run)
    got = {name: getattr(result.metrics, name) for name in wanted}
    for name in _matters_of_rounding(run, wanted):
        del wanted[name], got[name]
    assert {name for name, value in got.items() if value is None} == {k for k, v in wanted.items() if v is None}
    for name, value in wanted.items():
        if value is not None:
            scale = (
                1e-7 if name in ("sharpe_ratio", "sortino_ratio", "calmar_ratio", "profit_factor", "cagr") else FIGURES
            )
            assert got[name] == pytest.approx(value, rel=scale, abs=scale * _size(name, run)), name
    assert set(result.metrics.why_null) == {name for name in vars_of(result) if vars_of(result)[name] is None}


def _matters_of_rounding(run: Run, wanted: Mapping[str, float | None]) -> set[str]:
    """Figures that the last digit decides: won or lost by nothing, and ratios of days or falls that are no more."""
    names = set()
    if any(t.profit and abs(t.profit) < Decimal(FIGURES) * t.entry_price * t.quantity for t in run.trades):
        names |= {"win_rate", "profit_factor"}
    if (wanted["max_drawdown"] or 0) < 100 * FIGURES:
        names.add("calmar_ratio")
    returns = daily_returns(run)
    if min(returns) > -FIGURES:
        names.add("sortino_ratio")
    if max(map(abs, returns)) < FIGURES:
        names.add("sharpe_ratio")
    return names


def vars_of(result: BacktestResult) -> dict[str, object]:
    return {name: getattr(result.metrics, name) for name in result.metrics.__slots__}


def _size(name: str, run: Run) -> float:
    """What an absolute difference of a figure is measured against."""
    return float(run.initial) if name in ("final_equity", "fees_paid", "expectancy") else 100.0


def close(ours: Iterable[float], theirs: Iterable[Decimal], of: float = 0.0) -> None:
    for mine, other in zip(ours, theirs, strict=True):
        # Half of a half of a half … is in the end too little for a float to have all its digits.
        assert math.isclose(mine, float(other), rel_tol=FIGURES, abs_tol=max(FIGURES * of, 1e-290))
