"""The walk for one position at a time: the commonest strategies, told by rows alone and many times as fast.

One token, one rule that buys a share of the cash, rules that sell everything, a stop loss and a take profit. When and
at which price it enters and leaves does not depend on the money, so the money is counted afterwards (`round_trips`).
Whatever else a strategy may ask for is left to the general walk, which stays the reference.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.trading.books import REASONS
from core.trading.candles import Candles, Floats, Ints
from core.trading.falls import extremes, ordered
from core.trading.signals import Firings
from core.trading.strategy import Buy, Risk, Sell, Strategy
from core.trading.ties import DOWN_TO, UP_TO

RULE, STOP, TARGET, OPEN = (REASONS.index(reason) for reason in ("rule", "stop_loss", "take_profit", "open"))

_FIRST_LOOK, _LONGEST_LOOK = 512, 8_192


@dataclass(frozen=True, slots=True)
class Plan:
    """The rule that buys `share` percent of the cash, and the exits: factors of the fill price, 0 and inf if none."""

    token: str
    buyer: int
    share: float
    stop: float
    target: float


@dataclass(frozen=True, slots=True, eq=False)
class Orders:
    """The rows at whose open rules want to buy and to sell; `early` and `late`: to sell before or after the buyer."""

    buys: Ints
    sells: Ints
    early: Ints
    late: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Trips:
    """Entries and exits in order: rows, the price of the exit without costs, and why (an index of REASONS).

    What is still held at the end leaves on row n at the last close.
    """

    entry: Ints
    exit: Ints
    price: Floats
    reason: Ints

    def first(self, made: int) -> "Trips":
        """The first so many of them."""
        return Trips(self.entry[:made], self.exit[:made], self.price[:made], self.reason[:made])


def plan_of(strategy: Strategy) -> Plan | None:
    """How to walk this strategy here; None where it needs the general walk."""
    risk, actions = strategy.risk_management, strategy.actions()
    buyers = [r for r, rule in enumerate(strategy.rules) for action in rule.actions if isinstance(action, Buy)]
    buys = [action for action in actions if isinstance(action, Buy)]
    sales = [action for action in actions if isinstance(action, Sell)]
    if len(strategy.tokens()) > 1 or len(buys) != 1 or buys[0].amount_percent is None or not _plain(risk):
        return None
    buying = strategy.rules[buyers[0]]
    if any(sale.amount_percent != 100 for sale in sales) or any(isinstance(a, Sell) for a in buying.actions):
        return None
    if any(condition.type == "schedule" for condition in buying.conditions):
        return None
    stop = 1 - risk.stop_loss_percent / 100 if risk.stop_loss_percent else 0.0
    target = 1 + risk.take_profit_percent / 100 if risk.take_profit_percent else float("inf")
    return Plan(buys[0].token, buyers[0], buys[0].amount_percent, stop, target)


def _plain(risk: Risk) -> bool:
    return not (risk.trailing_stop_percent or risk.targets or risk.max_hold or risk.max_entries)


def orders_of(plan: Plan, fired: Firings) -> Orders:
    """What the firings ask for; those of the last candle find no open to fill at."""
    rows, rules = fired.rows + 1, fired.rules
    selling = np.array([any(isinstance(a, Sell) for a in rule.actions) for rule in fired.strategy.rules])[rules]
    early, late = selling & (rules < plan.buyer), selling & (rules > plan.buyer)
    return Orders(rows[rules == plan.buyer], rows[selling], rows[early], rows[late])


def trips_of(plan: Plan, orders: Orders, candles: Candles, *, slippage: float) -> Trips:
    """Every entry with its exit. `slippage`: a share of the price, on which stop and target stand too."""
    if plan.stop == 0 and plan.target == float("inf"):
        return _by_rules(orders, candles)
    return _by_levels(plan, orders, candles, 1 + slippage)


def _by_rules(orders: Orders, candles: Candles) -> Trips:
    """Without levels the exits of all entries are known at once; then from entry to the next one after its exit."""
    n = len(candles)
    buys = orders.buys[: np.searchsorted(orders.buys, n)]
    sold = np.searchsorted(orders.sells, buys, side="right")
    exits = np.append(orders.sells, n)[sold]
    if (np.append(-1, orders.sells)[sold] == buys).any():
        entry, exits = _in_turns(orders, buys, exits)
    else:
        # Where no row both buys and sells, the first buy after an exit is the next that is made.
        entry = np.flatnonzero(np.diff(exits, prepend=-1))
    leave = exits[entry]
    held = leave == n
    price = np.where(held, candles.close[-1], candles.open[np.minimum(leave, n - 1)])
    return Trips(buys[entry], leave, price, np.where(held, OPEN, RULE))


def _in_turns(orders: Orders, buys: Ints, exits: Ints) -> tuple[Ints, Ints]:
    """The numbers of the buys that are made, and the exit of each buy, where rules buy and sell at one open."""
    exits = np.where(np.isin(buys, orders.late), buys, exits)
    again = exits + 1 - (np.isin(exits, orders.early) & (exits > buys))
    following, made, k = np.searchsorted(buys, again).tolist(), list[int](), 0
    while k < len(buys):
        made.append(k)
        k = following[k]
    return np.array(made, dtype=np.int64), exits


def _by_levels(plan: Plan, orders: Orders, candles: Candles, worse: float) -> Trips:
    """Low and high tell when a level is touched; an open outside them is a price of the candle too, but rare."""
    trips = _searched(plan, orders, candles, worse, candles.low, candles.high)
    if not _overlooked(plan, candles, worse, trips):
        return trips
    low, high = np.minimum(candles.low, candles.open), np.maximum(candles.high, candles.open)
    return _searched(plan, orders, candles, worse, low, high)


def _overlooked(plan: Plan, candles: Candles, worse: float, trips: Trips) -> bool:
    """Whether a candle opened beyond a level while the position was taken to be held."""
    fill = candles.open[trips.entry] * worse
    starts = ordered(np.concatenate(([0], trips.entry, trips.exit[trips.exit < len(candles)])))
    highest, lowest = extremes(candles.open, starts)
    held = np.searchsorted(starts, trips.entry)
    beyond = (lowest[held] <= fill * plan.stop * UP_TO) | (highest[held] >= fill * plan.target * DOWN_TO)
    return bool((beyond & (trips.exit > trips.entry)).any())


def _searched(plan: Plan, orders: Orders, candles: Candles, worse: float, low: Floats, high: Floats) -> Trips:
    """From entry to exit to the next entry; the candles between are searched for the first touch of a level."""
    buys = orders.buys[: np.searchsorted(orders.buys, len(candles))].tolist()
    sells = [*orders.sells.tolist(), len(candles)]
    early, late = set(orders.early.tolist()), set(orders.late.tolist())
    search, made, k = _Search(plan, candles, worse, low, high), list[tuple[int, int, float, int]](), 0
    while k < len(buys):
        entry = buys[k]
        until = entry if entry in late else sells[bisect_right(sells, entry)]
        row, price, reason, at_open = search.leave(entry, until)
        made.append((entry, row, price, reason))
        # What was sold at the open before the buyer's turn leaves room to buy at that open.
        room = at_open and row > entry and (reason != RULE or row in early)
        k = bisect_left(buys, row if room else row + 1, k + 1)
    return _trips(made)


def _trips(made: Sequence[tuple[int, int, float, int]]) -> Trips:
    entry, row, price, reason = zip(*made, strict=True) if made else ((),) * 4
    return Trips(np.array(entry, np.int64), np.array(row, np.int64), np.array(price), np.array(reason, np.int64))


class _Search:
    """Looks for exits; the buffers are made once."""

    def __init__(self, plan: Plan, candles: Candles, worse: float, low: Floats, high: Floats) -> None:
        self._plan, self._candles, self._worse = plan, candles, worse
        self._low, self._high, self._n = low, high, len(candles)
        self._falls, self._rises = (np.empty(_LONGEST_LOOK, dtype=np.bool_) for _ in range(2))

    def leave(self, entry: int, until: int) -> tuple[int, float, int, bool]:
        """How a position of this entry ends, sold by a rule at the open of row `until` at the latest.

        The row, the price, the reason, and whether it was at the open.
        """
        candles = self._candles
        fill = candles.open.item(entry) * self._worse
        stop, target = fill * self._plan.stop, fill * self._plan.target
        row = self._touched(entry, until, stop * UP_TO, target * DOWN_TO)
        if row == self._n:
            return row, candles.close.item(row - 1), OPEN, False
        price = candles.open.item(row)
        if row > entry or row < until:
            if price <= stop * UP_TO:
                return row, price, STOP, True
            if price >= target * DOWN_TO:
                return row, max(price, target), TARGET, True
        if row == until:
            return row, price, RULE, True
        if candles.low.item(row) <= stop * UP_TO:
            return row, stop, STOP, False
        return row, target, TARGET, False

    def _touched(self, row: int, until: int, stop: float, target: float) -> int:
        """The first row from `row` on that reaches a level, else `until`."""
        look = _FIRST_LOOK
        while row < until:
            end = min(until, row + look)
            falls, rises = self._falls[: end - row], self._rises[: end - row]
            np.less_equal(self._low[row:end], stop, out=falls)
            np.greater_equal(self._high[row:end], target, out=rises)
            np.logical_or(falls, rises, out=falls)
            at = int(falls.argmax())
            if falls[at]:
                return row + at
            row, look = end, min(4 * look, _LONGEST_LOOK)
        return until
