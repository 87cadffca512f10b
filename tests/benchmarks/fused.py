"""R1 as one loop over all candles, compiled by numba: what a hand-written engine for just this rule would take."""

from importlib import import_module
from typing import Any

import numpy as np

from core.trading.candles import Candles
from tests.benchmarks.rules import CASH, DROP, FEE, SHARE, SLIPPAGE, STOP, TARGET, WINDOW

numba: Any = import_module("numba")

_DAY = 86_400


def fused_r1(candles: Candles) -> tuple[float, ...]:
    """Final equity, trades, total return, max drawdown, win rate, profit factor, Sharpe ratio."""
    trades = np.empty((len(candles) // 2 + 1, 6))
    days = np.empty(len(candles) * candles.interval // _DAY + 2)
    columns = (candles.open, candles.high, candles.low, candles.close)
    final, made, closed, worst, last_day = _loop(*columns, int(candles.time[0]), candles.interval, trades, days)
    profit, returns = trades[:closed, 5], np.diff(days[: last_day + 1]) / days[:last_day]
    won, lost = profit[profit > 0].sum(), -profit[profit < 0].sum()
    sharpe = returns.mean() / returns.std(ddof=1) * np.sqrt(365)
    return final, made, 100 * (final / CASH - 1), 100 * worst, 100 * (profit > 0).mean(), won / lost, sharpe


@numba.njit
def _loop(opens, highs, lows, closes, start, interval, trades, days):  # type: ignore[no-untyped-def] # pragma: no cover
    cash, units, peak, worst, made, closed, day = CASH, 0.0, CASH, 0.0, 0, 0, 0
    stop = target = cost = 0.0
    fired, before = False, True
    days[0] = CASH
    for i in range(len(closes)):
        if units > 0 and (opens[i] <= stop * (1 + 1e-12) or opens[i] >= target * (1 - 1e-12)):
            got = units * opens[i] * (1 - SLIPPAGE)
            cash += got - got * FEE
            trades[made - 1, 3], trades[made - 1, 4], trades[made - 1, 5] = i, opens[i], got - got * FEE - cost
            units, closed = 0.0, closed + 1
        if fired and units == 0:
            price = opens[i] * (1 + SLIPPAGE)
            cost = cash * SHARE
            units = cost / (1 + FEE) / price
            cash -= cost
            stop, target = price * (1 - STOP), price * (1 + TARGET)
            trades[made, 0], trades[made, 1], trades[made, 2] = i, price, units
            made += 1
        if units > 0:
            leave = 0.0
            if opens[i] <= stop * (1 + 1e-12):
                leave = opens[i]
            elif lows[i] <= stop * (1 + 1e-12):
                leave = stop
            elif highs[i] >= target * (1 - 1e-12):
                leave = target
            if leave > 0:
                got = units * leave * (1 - SLIPPAGE)
                cash += got - got * FEE
                trades[made - 1, 3], trades[made - 1, 4], trades[made - 1, 5] = i, leave, got - got * FEE - cost
                units, closed = 0.0, closed + 1
        worth = cash + units * closes[i]
        peak = max(peak, worth)
        worst = max(worst, 1 - worth / peak)
        now = i >= WINDOW and closes[i] <= closes[i - WINDOW] * (1 - DROP / 100) * (1 + 1e-12)
        fired = now and not before
        before = now or i < WINDOW
        if i == len(closes) - 1 or (start + (i + 1) * interval) // _DAY != (start + i * interval) // _DAY:
            day += 1
            days[day] = worth
    return cash + units * closes[-1], made, closed, worst, day
