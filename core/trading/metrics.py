"""The figures of a run, each defined by the strategy language; what cannot be told is None with its reason."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.trading.account import FillRow, TradeRow
from core.trading.alignment import Market
from core.trading.candles import Floats
from core.trading.equity import Equity
from core.trading.falls import deepest_of
from core.trading.results import Metrics
from core.trading.ties import TIE

LEAST_DAYS_OF_RETURNS = 30
LEAST_DAYS_OF_GROWTH = 90
_DAY = 86_400

NO_CLOSED = "no closed trades"
NO_LOSSES = "no losing trades"
FEW_DAYS = f"fewer than {LEAST_DAYS_OF_RETURNS} days"
SHORT = f"fewer than {LEAST_DAYS_OF_GROWTH} days"
NO_MOVE = "the equity never changed from day to day"
NO_BAD_DAY = "no losing day"
NO_DRAWDOWN = "there was no drawdown"


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What the figures need of the trades. The columns are those of the closed ones: USD, percent, seconds."""

    profit: Floats
    percent: Floats
    seconds: Floats
    total: int
    fees_paid: float

    @classmethod
    def of(cls, trades: Sequence[TradeRow], fills: Sequence[FillRow]) -> "Tally":
        """From rows; trades that are still open count in the total only."""
        closed = [trade for trade in trades if trade[9] != "open"]
        profit, percent = np.array([trade[6] for trade in closed]), np.array([trade[7] for trade in closed])
        seconds = np.array([float(trade[3] - trade[1]) for trade in closed])
        fees = np.array([fill[5] for fill in fills], dtype=np.float64)
        return cls(profit, percent, seconds, len(trades), float(fees.sum()))


def metrics(
    market: Market, equity: Equity, tally: Tally, *, traded: Sequence[str], signals: tuple[int, int]
) -> Metrics:
    """All figures of a run. `traded`: the tokens of buy & hold; `signals`: how many said buy and sell."""
    cash, final = float(equity.cash[0]), float(equity.at(np.array([equity.n - 1]))[0])
    drawdown = 100 * equity.max_drawdown()
    growth = _growth(final / cash, len(market) * market.interval / _DAY)
    returns = daily_returns(market, equity)
    held_factor, held_fall = _hold(market, equity, traded)
    nullable: dict[str, float | str] = {
        **_trade_figures(tally),
        "sharpe_ratio": _sharpe(returns),
        "sortino_ratio": _sortino(returns),
        "cagr": growth,
        "calmar_ratio": growth if isinstance(growth, str) else growth / drawdown if drawdown else NO_DRAWDOWN,
    }
    return Metrics(
        total_return=100 * (final / cash - 1),
        total_trades=tally.total,
        buy_signals=signals[0],
        sell_signals=signals[1],
        max_drawdown=drawdown,
        exposure=100 * equity.rows_held() / equity.n,
        fees_paid=tally.fees_paid,
        final_equity=final,
        buy_and_hold_return=100 * (held_factor - 1),
        buy_and_hold_max_drawdown=100 * held_fall,
        why_null={name: value for name, value in nullable.items() if isinstance(value, str)},
        **{name: None if isinstance(value, str) else value for name, value in nullable.items()},
    )


def hold_line(market: Market, tokens: Sequence[str]) -> Floats:
    """Buy & hold of these tokens in equal parts from their first close on, without costs; 1 at the start."""
    shares = [market.candles[token].close / market.candles[token].close[0] for token in tokens]
    whole: Floats = sum(shares[1:], shares[0]) / len(shares)
    return whole


def daily_returns(market: Market, equity: Equity) -> Floats:
    """Simple returns of the last equity of each UTC day; the first day against the initial cash."""
    start, interval, n = int(market.time[0]), market.interval, equity.n
    last = start + (n - 1) * interval
    midnights = np.arange(start // _DAY + 1, last // _DAY + 1) * _DAY
    # The last candle of a day is the one before the first at or after midnight; long candles share no day.
    lasts = np.unique(np.append(-((start - midnights) // interval) - 1, n - 1))
    worth = np.concatenate((equity.cash[:1], equity.at(lasts)))
    returns = worth[1:] / worth[:-1] - 1
    # Where nothing was won or lost, cash and pieces may still not add up to the last digit.
    settled: Floats = np.where(np.abs(returns) <= TIE, 0.0, returns)
    return settled


def _hold(market: Market, equity: Equity, tokens: Sequence[str]) -> tuple[float, float]:
    """Of buy & hold: what became of 1, and its deepest fall."""
    if len(tokens) == 1:
        close = market.candles[tokens[0]].close
        return float(close[-1] / close[0]), equity.price_fall(tokens[0])
    line = hold_line(market, tokens)
    return float(line[-1]), deepest_of(line)


def _trade_figures(closed: Tally) -> dict[str, float | str]:
    names = ("win_rate", "expectancy", "best_trade", "worst_trade", "avg_hold_seconds", "profit_factor")
    if not len(closed.profit):
        return dict.fromkeys(names, NO_CLOSED)
    lost, won = -float(np.minimum(closed.profit, 0).sum()), float(np.maximum(closed.profit, 0).sum())
    figures = (
        100 * float(np.count_nonzero(closed.profit > 0)) / len(closed.profit),
        # Profits and losses may all but cancel out: this sum must not depend on their order.
        math.fsum(closed.profit.tolist()) / len(closed.profit),
        float(closed.percent.max()),
        float(closed.percent.min()),
        float(closed.seconds.mean()),
        won / lost if lost else NO_LOSSES,
    )
    return dict(zip(names, figures, strict=True))


def _sharpe(returns: Floats) -> float | str:
    if len(returns) < LEAST_DAYS_OF_RETURNS:
        return FEW_DAYS
    deviation = float(returns.std(ddof=1))
    return float(returns.mean()) / deviation * math.sqrt(365) if deviation else NO_MOVE


def _sortino(returns: Floats) -> float | str:
    if len(returns) < LEAST_DAYS_OF_RETURNS:
        return FEW_DAYS
    downside = math.sqrt(float((np.minimum(returns, 0) ** 2).mean()))
    return float(returns.mean()) / downside * math.sqrt(365) if downside else NO_BAD_DAY


def _growth(factor: float, days: float) -> float | str:
    """Compound annual growth in percent."""
    if days < LEAST_DAYS_OF_GROWTH:
        return SHORT
    return float(100 * (factor ** (365 / days) - 1))
