"""Entries and exits of many variants that fire alike and differ in their stops and targets.

The first touch of a level depends on the entry and on that level alone: ten stops and ten targets are twenty
searches for each entry, not a hundred. Every variant then only picks the earlier of two rows.
"""

from dataclasses import dataclass

import numpy as np

from core.trading.candles import Candles, Floats, Ints
from core.trading.one_position import OPEN, RULE, STOP, TARGET, Orders, Plan, Trips, trips_of
from core.trading.ties import DOWN_TO, UP_TO
from core.trading.timeframes import Bools
from core.trading.touches import Touches


class Ground:
    """The candles, made ready for searches of many levels."""

    def __init__(self, candles: Candles, slippage: float) -> None:
        self.candles, self.slippage = candles, slippage
        # An open outside low … high is a price of the candle too.
        self.falls = Touches(np.minimum(candles.low, candles.open))
        self.rises = Touches(-np.maximum(candles.high, candles.open))


@dataclass(frozen=True, slots=True, eq=False)
class _Leaves:
    """For each entry the row, n if none, and the price at which it would leave at a level.

    `gap`: the row opened beyond the level; `room`: and so before the rules' turn, as it is not the entry's row.
    """

    row: Ints
    price: Floats
    gap: Bools
    room: Bools


class SharedTrips:
    """All entries that the same firings may make, with the exits that were asked for so far."""

    def __init__(self, orders: Orders, ground: Ground) -> None:
        candles = ground.candles
        self._orders, self._ground, self._n = orders, ground, len(candles)
        self._buys = orders.buys[: np.searchsorted(orders.buys, self._n)]
        self._fill = candles.open[self._buys] * (1 + ground.slippage)
        self._stops: dict[float, _Leaves] = {}
        self._targets: dict[float, _Leaves] = {}
        self._sold = self._by_rules()

    def of(self, plan: Plan) -> Trips:
        """The trips of one variant."""
        if plan.stop == 0 and plan.target == float("inf"):
            return trips_of(plan, self._orders, self._ground.candles, slippage=self._ground.slippage)
        stop, target = self._stop(plan.stop), self._target(plan.target)
        later = (target.row < stop.row) | ((target.row == stop.row) & target.gap & ~stop.gap)
        row, price = np.minimum(stop.row, target.row), np.where(later, target.price, stop.price)
        reason, room = np.where(later, TARGET, STOP), np.where(later, target.room, stop.room)
        if self._sold is not None:
            sold = (self._sold.row < row) | ((self._sold.row == row) & ~room & (row < self._n))
            row, price = np.where(sold, self._sold.row, row), np.where(sold, self._sold.price, price)
            reason, room = np.where(sold, RULE, reason), np.where(sold, self._sold.room, room)
        made = self._made(row + 1 - room)
        row, held = row[made], row[made] == self._n
        price = np.where(held, self._ground.candles.close[-1], price[made])
        return Trips(self._buys[made], row, price, np.where(held, OPEN, reason[made]))

    def _made(self, again: Ints) -> Ints:
        """From the first entry to the first one at or after the row on which it leaves room, and so on."""
        following, made, k = np.searchsorted(self._buys, again).tolist(), list[int](), 0
        while k < len(following):
            made.append(k)
            k = following[k]
        return np.array(made, dtype=np.int64)

    def _stop(self, factor: float) -> _Leaves:
        if factor not in self._stops:
            level = self._fill * factor
            row = self._ground.falls.first(self._buys, level * UP_TO)
            opened = self._opened(row)
            gap = opened <= level * UP_TO
            self._stops[factor] = self._leaves(row, np.where(gap, opened, level), gap)
        return self._stops[factor]

    def _target(self, factor: float) -> _Leaves:
        if factor not in self._targets:
            level = self._fill * factor
            row = self._ground.rises.first(self._buys, -(level * DOWN_TO))
            opened = self._opened(row)
            gap = opened >= level * DOWN_TO
            self._targets[factor] = self._leaves(row, np.where(gap, np.maximum(level, opened), level), gap)
        return self._targets[factor]

    def _by_rules(self) -> _Leaves | None:
        """The first sale by a rule after each entry; on its own row by a rule after the buyer's turn only."""
        orders, buys = self._orders, self._buys
        if not len(orders.sells):
            return None
        row = np.append(orders.sells, self._n)[np.searchsorted(orders.sells, buys, side="right")]
        row = np.where(np.isin(buys, orders.late), buys, row)
        return self._leaves(row, self._opened(row), np.isin(row, orders.early))

    def _leaves(self, row: Ints, price: Floats, gap: Bools) -> _Leaves:
        there = row < self._n
        return _Leaves(row, price, gap & there, gap & there & (row > self._buys))

    def _opened(self, rows: Ints) -> Floats:
        opened: Floats = self._ground.candles.open[np.minimum(rows, self._n - 1)]
        return opened
