"""The return of each calendar month of a run, UTC."""

from dataclasses import dataclass

import numpy as np

from core.trading.backtest import BacktestResult


@dataclass(frozen=True, slots=True)
class Month:
    """`change`: percent of what the account was worth at the month's start. A month may be seen in part only."""

    year: int
    month: int
    change: float


def months(result: BacktestResult) -> tuple[Month, ...]:
    """In order; candles belong to the month of their open, the first month starts with the initial cash."""
    time = next(iter(result.market.values())).time
    index = time.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    lasts = np.append(np.flatnonzero(index[1:] != index[:-1]), len(index) - 1)
    worth = np.append(result.cash, result.equity_curve(len(time)).value[lasts])
    changes = 100 * (worth[1:] / worth[:-1] - 1)
    found = zip(index[lasts].tolist(), changes.tolist(), strict=True)
    return tuple(Month(1970 + i // 12, i % 12 + 1, change) for i, change in found)
