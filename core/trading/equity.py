"""What the account is worth at any candle, without ever building the whole line unless a picture asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.trading.account import BalanceRow
from core.trading.alignment import Market
from core.trading.candles import Floats, Ints
from core.trading.falls import Fall, deepest, deepest_of, extremes, falls, ordered
from core.trading.ties import TIE

_BLOCK, _STRETCH = 32_768, 1_024


@dataclass(frozen=True, slots=True, eq=False)
class _Stretches:
    """Rows that follow each other: where each stretch begins, and the highest and lowest equity and price in it."""

    starts: Ints
    highs: Floats
    lows: Floats
    prices: tuple[Floats, Floats] | None = None


@dataclass(frozen=True, eq=False)
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

    def line(self, start: int = 0, stop: int | None = None) -> Floats:
        """Equity at the close of the rows start … stop - 1, all unless said."""
        stop = self.n if stop is None else stop
        first, last = np.searchsorted(self.rows, (start, stop - 1), side="right").tolist()
        counts = np.diff(self.rows[first:last], prepend=start, append=stop)
        total: Floats = np.repeat(self.cash[first : last + 1], counts)
        for token, held in self.held.items():
            total += np.repeat(held[first : last + 1], counts) * self.closes[token][start:stop]
        return total

    def max_drawdown(self) -> float:
        """The deepest fall from a peak before it, as a share of the peak; the first peak is the initial cash."""
        # Less is not lost: cash and pieces may not add up to the last digit.
        return self._fall.depth if self._fall.depth > TIE else 0.0

    def price_fall(self, token: str) -> float:
        """The deepest fall of the token's close from the highest before it, as a share of that."""
        close, unit = self.closes[token], float(self.closes[token][0])
        if len(self.closes) > 1 or self._stretches.prices is None:
            return deepest_of(close / unit)
        (highs, lows), starts = self._stretches.prices, np.append(self._stretches.starts, self.n)
        return deepest(1.0, highs / unit, lows / unit, lambda k: close[starts[k] : starts[k + 1]] / unit).depth

    def landmarks(self) -> Ints:
        """Rows a picture must have: of the highest and lowest equity, of the peak and trough of the deepest fall."""
        of, k = self._stretches, self._fall.stretch
        inside, start = self._within(k), int(of.starts[k])
        trough = int(falls(inside, self._fall.peak).argmax())
        rows = [start + trough, start + int(inside[: trough + 1].argmax())]
        # The peak is the highest before this stretch, or before the trough inside it.
        highs = {int(of.highs.argmax()), int(of.highs[: max(k, 1)].argmax())}
        rows += [int(of.starts[high]) + int(self._within(high).argmax()) for high in highs]
        low = int(of.lows.argmin())
        rows.append(int(of.starts[low]) + int(self._within(low).argmin()))
        return np.array(rows)

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

    @cached_property
    def _stretches(self) -> _Stretches:
        return self._blocks() if len(self.held) > 1 else self._between_fills()

    @cached_property
    def _fall(self) -> Fall:
        of = self._stretches
        return deepest(float(self.cash[0]), of.highs, of.lows, self._within)

    def _within(self, k: int) -> Floats:
        """Equity at the close of the rows of a stretch."""
        start, end = (int(row) for row in np.append(self._stretches.starts[k : k + 2], self.n)[:2])
        return self.line(start, end)

    def _between_fills(self) -> _Stretches:
        """With one token held at most, equity between two fills is highest and lowest where its price is."""
        starts = ordered(np.concatenate((np.arange(0, self.n, _STRETCH), self.rows)))
        token = next(iter(self.held or self.closes))
        high, low = extremes(self.closes[token], starts)
        since = np.searchsorted(self.rows, starts, side="right")
        cash, held = self.cash[since], self.held.get(token, np.zeros(len(self.cash)))[since]
        return _Stretches(starts, cash + held * high, cash + held * low, (high, low))

    def _blocks(self) -> _Stretches:
        starts = np.arange(0, self.n, _BLOCK)
        lines = [self.line(start, min(self.n, start + _BLOCK)) for start in starts.tolist()]
        return _Stretches(starts, np.array([line.max() for line in lines]), np.array([line.min() for line in lines]))


def _held(token: str, balances: Sequence[BalanceRow]) -> Floats:
    """How much of a token is held after each balance, the first entry before any."""
    held, line = 0.0, [0.0]
    for _, _, name, quantity in balances:
        held = quantity if name == token else held
        line.append(held)
    return np.array(line)
