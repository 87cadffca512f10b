"""A strategy that runs on closed candles and prices as they come: firing by firing and fill by fill the backtest.

Candles alone give exactly what a backtest of them gives. Prices between the candles are an addition:

- What fired at the last close is filled at the first price after it; without one at the open of the next candle.
- A price acts on exits as a candle of its own would whose open, high, low and close it is; a trailing stop follows
  the highs of whole candles only. Conditions never see it.
- A candle that closes then makes up for what the prices missed, with its open, high and low, but only for what was
  held from its open on. What was bought inside it, at a price that is not its open, is judged by its close alone:
  its range may lie before the purchase. What prices have filled or sold is booked and gone, so nothing is booked twice.
- Everything is booked at the open of the candle in which it happens, and never before what is booked already.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.errors import InvalidCandles
from core.trading.account import Account, BalanceRow, FillRow, TradeRow
from core.trading.alignment import check_timeframes
from core.trading.backtest import CASH, signal_type
from core.trading.live_feed import Candle, Feed
from core.trading.live_rules import LiveRule
from core.trading.results import Costs, Fill, SignalType, Trade
from core.trading.strategy import Action, Buy, Sell, Strategy
from core.trading.walk import NO_PRICE

LONGEST_HOLE = 1_000_000
"""Candles that may be missing: a stray time stamp must not keep a run busy for ever."""


@dataclass(frozen=True, slots=True)
class Fired:
    """One action of a rule that fired at the close of the candle of `time`; unique by time, rule and action.

    `price`: the close of the action's token, USD; None where it has none yet. `reason`: in words, with what was
    observed. What becomes of a buy or sell is told later, by an `Outcome`.
    """

    time: int
    type: SignalType
    token: str
    price: float | None
    rule: int
    action: int
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a buy or sell that fired at `time`: carried out, or `why_not`."""

    time: int
    rule: int
    action: int
    why_not: str | None


@dataclass(frozen=True, slots=True)
class Happened:
    """What one candle of the clock, or one batch of prices, has led to.

    `time`: open of the candle, or the moment of the prices. `outcomes`: of what had fired at the close before;
    `fired`: at this close. `equity`: at this close, or these prices, USD.
    """

    time: int
    equity: float
    fired: tuple[Fired, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    fill_rows: tuple[FillRow, ...] = ()
    trade_rows: tuple[TradeRow, ...] = ()
    balance_rows: tuple[BalanceRow, ...] = ()

    @property
    def fills(self) -> tuple[Fill, ...]:
        return tuple(Fill(*row) for row in self.fill_rows)

    @property
    def trades(self) -> tuple[Trade, ...]:
        return tuple(Trade(*row) for row in self.trade_rows)


@dataclass(slots=True)
class Entry:
    """The last purchase of a token that was made at a price: the open of its candle, that price, the highest since."""

    time: int
    price: float
    top: float


class LiveRun:
    """One strategy with its account. What it has done is told once and not kept: its state does not grow."""

    def __init__(
        self,
        strategy: Strategy,
        interval: int,
        *,
        cash: float = CASH,
        costs: Costs | None = None,
        feeds: Mapping[str, Feed] | None = None,
    ) -> None:
        """`interval`: of its candles, seconds. `cash`: USD. `feeds`: of tokens that are watched already; a run on
        feeds that have seen candles begins warm, and fires on candles that are still to come only.

        Raises InvalidStrategy where a timeframe does not fit the candles.
        """
        check_timeframes(strategy, interval)
        if any(feed.interval != interval for feed in (feeds or {}).values()):
            raise ValueError(f"a feed has not the candles of {interval} s")
        self.strategy, self.interval, self.initial, self.costs = strategy, interval, cash, costs or Costs()
        self.config = strategy.to_config()
        self.account = Account(strategy, cash, self.costs)
        self.feeds = {token: (feeds or {}).get(token) or Feed(interval) for token in strategy.tokens()}
        self.time = max((feed.time for feed in self.feeds.values() if feed.time is not None), default=None)
        """Open of the last candle of its clock, Unix seconds."""
        self.rules = [
            LiveRule(rule, [self.feeds[condition.token].watch(condition) for condition in rule.conditions])
            for rule in strategy.rules
        ]
        self.pending: list[tuple[int, int, int]] = []
        """Time, rule and action of the buys and sells that fired at the last close and have no fill yet, in order."""
        self.entries: dict[str, Entry] = {}
        self.booked = 0
        """Open of the candle in which something was booked last."""

    def feed(self, time: int, candles: Mapping[str, Candle]) -> list[Happened]:
        """The candles of `time` (their open, Unix seconds) have closed; a token without one has not been traded.

        Candles that were left out before it are filled first, so there may be more than one answer. Candles of other
        tokens are passed over. Raises InvalidCandles where the time is off the grid or not after the last.
        """
        return [self._candle(row, candles if row == time else {}) for row in self._rows(time)]

    def warm_up(self, time: int, candles: Mapping[str, Candle]) -> None:
        """The same for candles from before the run: its conditions get to know them, nothing fires."""
        for row in self._rows(time):
            self._see(row, candles if row == time else {})
            for rule in self.rules:
                rule.fires(row)

    def price(self, time: int, prices: Mapping[str, float]) -> Happened:
        """Prices (USD) of some of its tokens at a moment after the last close; earlier ones are passed over.

        Raises ValueError where a price is not above 0.
        """
        known = {token: prices[token] for token in self.feeds if token in prices}
        if not all(0 < price < math.inf for price in known.values()):
            raise ValueError("a price must be above 0")
        if self.time is None or time < self.time + self.interval or not (self.pending or self.account.positions):
            return self._happened(time, known)
        opened = time - (time - self.time) % self.interval
        now = self._now(opened)
        for token, price in known.items():
            self.account.at_open(token, now, price)
        outcomes = self._fill(now, known, at_a_price=True)
        for token, price in known.items():
            self.account.at_open(token, now, price)
            if token in self.entries:
                self.entries[token].top = max(self.entries[token].top, price)
        return self._happened(time, known, outcomes=outcomes)

    def worth(self, prices: Mapping[str, float] | None = None) -> float:
        """Cash and what is held at these prices, else at the last close, USD."""
        total = self.account.cash
        for token, held in self.account.positions.items():
            candle = self.feeds[token].candle
            price = (prices or {}).get(token) or (candle.close if candle else held.average)
            total += held.quantity * price
        return total

    def _rows(self, time: int) -> Iterable[int]:
        """The times of the clock after the last up to this one."""
        since = time if self.time is None else self.time + self.interval
        if time < since or (time - since) % self.interval:
            raise InvalidCandles(f"the candle of {time} does not follow that of {self.time}")
        if time - since > LONGEST_HOLE * self.interval:
            raise InvalidCandles(f"the candle of {time} is too far from that of {self.time}")
        return range(since, time + 1, self.interval)

    def _candle(self, time: int, candles: Mapping[str, Candle]) -> Happened:
        self._see(time, candles)
        outcomes = self._trade(time) if self.pending or self.account.positions else []
        return self._happened(time, {}, fired=self._fire(time), outcomes=outcomes)

    def _see(self, time: int, candles: Mapping[str, Candle]) -> None:
        for token, feed in self.feeds.items():
            feed.close(time, candles.get(token))
        self.time = time

    def _trade(self, time: int) -> list[Outcome]:
        """Exits due at the open, fills of what has fired, exits inside the candle."""
        now = self._now(time)
        opens = {token: feed.candle.open for token, feed in self.feeds.items() if feed.candle}
        for token in opens:
            if now == time and self._held_from_the_open(token, time):
                self.account.at_open(token, now, opens[token])
        outcomes = self._fill(now, opens, at_a_price=False)
        for token in opens:
            self._within(token, time, now)
        self.entries = {token: entry for token, entry in self.entries.items() if entry.time > time}
        return outcomes

    def _within(self, token: str, time: int, now: int) -> None:
        candle, entry = self.feeds[token].candle, self.entries.get(token)
        assert candle is not None  # noqa: S101 - it has an open
        if self._held_from_the_open(token, time):
            self.account.within(token, now, candle.open, candle.high, candle.low)
        elif entry and entry.time == time:
            self.account.within(token, now, candle.close, max(candle.close, entry.top), candle.close)

    def _held_from_the_open(self, token: str, time: int) -> bool:
        """Whether nothing of it was bought at a price inside the candle of `time`, or after it."""
        entry, candle = self.entries.get(token), self.feeds[token].candle
        if entry is None or entry.time < time:
            return True
        return entry.time == time and candle is not None and entry.price == candle.open

    def _fill(self, now: int, prices: Mapping[str, float], *, at_a_price: bool) -> list[Outcome]:
        """Carry out what has fired. What has no price goes on waiting, but not beyond the candle after it fired."""
        outcomes, waiting = [], []
        for fired, rule, number in self.pending:
            action = self.strategy.rules[rule].actions[number]
            assert isinstance(action, Buy | Sell)  # noqa: S101 - nothing else waits
            price = prices.get(action.token)
            if price is None and at_a_price:
                waiting.append((fired, rule, number))
                continue
            why_not = NO_PRICE if price is None else self.account.act(rule, action, now, price)
            outcomes.append(Outcome(fired, rule, number, why_not))
            if price is not None and why_not is None and isinstance(action, Buy):
                self._entered(action.token, Entry(now, price, price) if at_a_price else None)
        self.pending = waiting
        return outcomes

    def _entered(self, token: str, inside: Entry | None) -> None:
        """Something was bought: inside a candle, or at its open."""
        self.entries.pop(token, None)
        if inside:
            self.entries[token] = inside

    def _fire(self, time: int) -> list[Fired]:
        fired = []
        for number, rule in enumerate(self.rules):
            if not rule.fires(time):
                continue
            reason = rule.reason()
            for place, action in enumerate(rule.rule.actions):
                fired.append(self._fired(time, number, place, action, reason))
                if isinstance(action, Buy | Sell):
                    self.pending.append((time, number, place))
        return fired

    def _fired(self, time: int, rule: int, place: int, action: Action, reason: str) -> Fired:
        candle = self.feeds[action.token].candle
        price = candle.close if candle else None
        return Fired(time, signal_type(action), action.token, price, rule, place, reason)

    def _now(self, opened: int) -> int:
        return max(opened, self.booked)

    def _happened(
        self,
        time: int,
        prices: Mapping[str, float],
        *,
        fired: Iterable[Fired] = (),
        outcomes: Iterable[Outcome] = (),
    ) -> Happened:
        """The answer; what the account has booked is handed over with it."""
        account = self.account
        if account.fills:
            self.booked = account.fills[-1][0]
        rows = tuple(account.fills), tuple(account.trades), tuple(account.balances)
        for booked in (account.fills, account.trades, account.balances):
            booked.clear()
        return Happened(time, self.worth(prices), tuple(fired), tuple(outcomes), *rows)
