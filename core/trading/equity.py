"""What the account is worth at any candle, without ever building the whole line unless a picture asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.trading.account import BalanceRow
from core.trading.alignment import Market
from core.trading.candles import Floats, Ints

_BLOCK = 32_768


@dataclass(frozen=True, slots=True, eq=False)
class Equity:
    """Cash and holdings between fills: entry k counts from row `rows[k - 1]` on, entry 0 from the start."""

    closes: Mapping[str, Floats]
    rows: Ints
    cash: Floats
    held: Mapping[str, Floats]
    n: int

    @classmethod
    def of(cls, market: Market, cash: float, balances: Sequence[BalanceRow]) -> "Equity":
        """From the balances after each fill, in order of time."""
        start, interval = int(market.time[0]), market.interval
        times = np.array([balance[0] for balance in balances], dtype=np.int64)
        line = np.array([cash, *(balance[1] for balance in balances)])
        closes = {token: candles.close for token, candles in market.candles.items()}
        held = {token: _held(token, balances) for token in closes}
        held = {token: line for token, line in held.items() if line.any()}
        return cls(closes, (times - start) // interval, line, held, len(market))

    def at(self, rows: Ints) -> Floats:
        """Equity at the close of these rows, USD: the cash, and what is held at the last price, costs paid so far."""
        since = np.searchsorted(self.rows, rows, side="right")
        total: Floats = self.cash[since]
        for token, held in self.held.items():
            total = total + held[since] * self.closes[token][rows]
        return total

    def line(self) -> Floats:
        """Equity at the close of every row."""
        return self.at(np.arange(self.n))

    def max_drawdown(self) -> float:
        """The deepest fall from a peak before it, as a share of the peak; the first peak is the initial cash."""
        peak, deepest = float(self.cash[0]), 0.0
        for start in range(0, self.n, _BLOCK):
            worth = self.at(np.arange(start, min(self.n, start + _BLOCK)))
            peaks = np.maximum(np.maximum.accumulate(worth), peak)
            deepest = max(deepest, float((1 - worth / peaks).max()))
            peak = float(peaks[-1])
        return deepest

    def rows_held(self) -> int:
        """On how many rows something was held at any moment; the row of an exit is one of them."""
        if not len(self.rows):
            return 0
        total = sum(self.held.values(), np.zeros(len(self.cash)))
        into, out = total[:-1] > 0, total[1:] > 0
        opened = self.rows[out & ~into]
        closed = np.append(self.rows[into & ~out], self.n - 1)[: len(opened)]
        # An entry on the row of the exit before it shares that row.
        shared = np.count_nonzero(opened[1:] == closed[: len(opened) - 1])
        return int((closed - opened + 1).sum()) - int(shared)


def _held(token: str, balances: Sequence[BalanceRow]) -> Floats:
    """How much of a token is held after each balance, the first entry before any."""
    held, line = 0.0, [0.0]
    for _, _, name, quantity in balances:
        held = quantity if name == token else held
        line.append(held)
    return np.array(line)
