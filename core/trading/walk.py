"""Walks an account through a market from event to event: no candle is looked at where nothing can happen."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from core.trading.account import Account, Position
from core.trading.alignment import Market
from core.trading.candles import Candles, Floats
from core.trading.signals import Firings
from core.trading.strategy import Buy, Sell, Strategy
from core.trading.ties import DOWN_TO, UP_TO

NO_PRICE = "there is no price yet"
NO_CANDLE = "the candles end here"

_FIRST_LOOK, _LONGEST_LOOK = 512, 8_192

Outcomes = list[str | None]
"""For each action of each firing, in order: why it was not carried out, None if it was (or is no trade)."""


def walk(strategy: Strategy, market: Market, fired: Firings, account: Account) -> Outcomes:
    """Carry out every firing and every exit, in order of time. The account books fills, trades and balances."""
    return _Walk(strategy, market, account).through(fired)


class _Walk:
    def __init__(self, strategy: Strategy, market: Market, account: Account) -> None:
        self.account = account
        self.market = market
        self.tokens = strategy.tokens()
        self.actions = [rule.actions for rule in strategy.rules]
        self.start, self.interval, self.n = int(market.time[0]), market.interval, len(market)
        self.seen = dict.fromkeys(self.tokens, 0)
        self.outcomes: Outcomes = []

    def through(self, fired: Firings) -> Outcomes:
        events = zip((fired.rows + 1).tolist(), fired.rules.tolist(), strict=True)
        for row, group in groupby(events, key=lambda event: event[0]):
            rules = [rule for _, rule in group]
            self._exits_before(row)
            if row < self.n:
                self._candle(row, self.tokens, rules)
            else:
                self._unfilled(rules)
        self._exits_before(self.n)
        return self.outcomes

    def _exits_before(self, until: int) -> None:
        """Carry out all exits on the rows before `until`, the earliest first."""
        positions = self.account.positions
        while positions:
            due = {token: self._next_exit(positions[token], until) for token in self.tokens if token in positions}
            row = min(due.values())
            if row >= until:
                return
            self._candle(row, [token for token, at in due.items() if at == row], [])

    def _candle(self, row: int, tokens: Sequence[str], rules: list[int]) -> None:
        account, candles = self.account, self.market.candles
        time = self.start + row * self.interval
        for token in tokens if account.positions else ():
            account.at_open(token, time, candles[token].open.item(row))
        for rule in rules:
            for action in self.actions[rule]:
                self.outcomes.append(self._act(rule, action, time, row))
        for token in tokens if account.positions else ():
            of = candles[token]
            account.within(token, time, of.open.item(row), of.high.item(row), of.low.item(row))
            self.seen[token] = row + 1

    def _act(self, rule: int, action: object, time: int, row: int) -> str | None:
        if not isinstance(action, Buy | Sell):
            return None
        if row < self.market.first[action.token]:
            return NO_PRICE
        return self.account.act(rule, action, time, self.market.candles[action.token].open.item(row))

    def _unfilled(self, rules: list[int]) -> None:
        for rule in rules:
            self.outcomes += [NO_CANDLE if isinstance(a, Buy | Sell) else None for a in self.actions[rule]]

    def _next_exit(self, position: Position, until: int) -> int:
        """The first unseen row before `until` with an exit of this position, else `until`; what lies before is seen."""
        until = self._first_open_due(position, until)
        seen, candles = self.seen[position.token], self.market.candles[position.token]
        row = self._touched(position, candles, seen, until)
        if self.account.trail_factor and row > seen:
            position.highest = max(position.highest, candles.high[seen:row].max().item())
        self.seen[position.token] = row
        return row

    def _first_open_due(self, position: Position, until: int) -> int:
        if not self.account.max_hold:
            return until
        due = position.entry_time + self.account.max_hold
        return min(until, max(self.seen[position.token], -(-(due - self.start) // self.interval)))

    def _touched(self, position: Position, candles: Candles, row: int, until: int) -> int:
        """The first row from `row` on whose low or high reaches an exit of the position, else `until`."""
        rise = self.account.rung_of(position) * DOWN_TO
        falls, rises = self.account.stop_of(position)[0] > 0, rise < float("inf")
        if not falls and not rises:
            return until
        look, highest = _FIRST_LOOK, position.highest
        while row < until:
            end = min(until, row + look)
            opened, high, low = candles.open[row:end], candles.high[row:end], candles.low[row:end]
            # An open outside low … high is a price of the candle too.
            hit = np.maximum(high, opened) >= rise
            if falls:
                hit |= np.minimum(low, opened) <= self._stops(position, high, highest) * UP_TO
            at = int(hit.argmax())
            if hit[at]:
                return row + at
            highest = max(highest, high.max().item()) if self.account.trail_factor else highest
            row, look = end, min(4 * look, _LONGEST_LOOK)
        return until

    def _stops(self, position: Position, high: Floats, highest: float) -> Floats | float:
        """The stop of each row: fixed, or trailing the highest high up to the row before."""
        fixed = position.average * self.account.stop_factor
        if not self.account.trail_factor:
            return fixed
        before = np.maximum.accumulate(np.concatenate(([highest], high[:-1])))
        stops: Floats = np.maximum(fixed, before * self.account.trail_factor)
        return stops
