"""The first 70 % of a run beside the last 30 %: what only worked at first shows here."""

from dataclasses import dataclass

import numpy as np

from core.trading.backtest import BacktestResult
from core.trading.candles import Floats
from core.trading.metrics import NO_CLOSED
from core.trading.numbers import count, percent
from core.trading.results import Trade

FIRST = 0.7
"""Share of the candles that are the first part."""


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of one part, percents. `trades`: those that ended in it, and in the last part what is still open.

    `win_rate` is None, with `why_null`, where no trade was closed in it. `drawdown` knows only peaks of the part.
    """

    start: int
    end: int
    total_return: float
    hold_return: float
    max_drawdown: float
    trades: int
    win_rate: float | None
    why_null: str | None


@dataclass(frozen=True, slots=True)
class Halves:
    """Both parts; a position open at the split is valued at its last close before it."""

    split: int
    first: Part
    last: Part


def halves(result: BacktestResult) -> Halves | None:
    """Split a run by time; None where it has only one candle."""
    time = next(iter(result.market.values())).time
    n = len(time)
    if n < 2:
        return None
    row = min(max(round(FIRST * n), 1), n - 1)
    split, end = int(time[row]), int(time[-1]) + result.interval
    equity, hold = result.equity_curve(n).value, result.hold_curve(n).value
    early = [t for t in result.trades if t.exit_reason != "open" and t.exit_time < split]
    late = [t for t in result.trades if t.exit_reason == "open" or t.exit_time >= split]
    first = _part(int(time[0]), split, result.cash, equity[:row], hold[:row], early)
    last = _part(split, end, float(equity[row - 1]), equity[row:], hold[row - 1 :], late)
    return Halves(split, first, last)


def halves_words(of: Halves | None) -> str:
    """One sentence for the person."""
    if of is None:
        return "One candle cannot be split in two parts."
    first, last = of.first.total_return, of.last.total_return
    said = f"First 70 %: {percent(first)} in {_trades(of.first)}; last 30 %: {percent(last)} in {_trades(of.last)}."
    if not of.last.trades or not of.first.trades:
        return said
    if first > 0 >= last:
        return f"{said} What worked at first did not last."
    return said


def _part(start: int, end: int, worth: float, equity: Floats, hold: Floats, trades: list[Trade]) -> Part:
    peaks = np.maximum(np.maximum.accumulate(equity), worth)
    profits = [trade.profit for trade in trades if trade.exit_reason != "open"]
    won = sum(profit > 0 for profit in profits)
    return Part(
        start=start,
        end=end,
        total_return=100 * (float(equity[-1]) / worth - 1),
        hold_return=100 * (float(hold[-1]) / float(hold[0]) - 1),
        max_drawdown=100 * float((1 - equity / peaks).max()),
        trades=len(trades),
        win_rate=100 * won / len(profits) if profits else None,
        why_null=None if profits else NO_CLOSED,
    )


def _trades(part: Part) -> str:
    return "1 trade" if part.trades == 1 else f"{count(part.trades)} trades"
