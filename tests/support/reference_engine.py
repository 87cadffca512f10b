"""The strategy language as one plain loop over candles in long decimals: slow, obvious, and nothing of the product.

Every step is written from the contract's sentences. The product's engine must agree with it to the last trade.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tests.support.reference_conditions import TIE, Row, Said, at_least, at_most, read, seconds
from tests.support.reference_indicators import exact
from tests.support.reference_results import Fill, Position, Signal, Trade

Raw = Sequence[tuple[int, float, float, float, float, float]]
"""Time, open, high, low, close, volume of each candle that there is; holes are missing rows."""

LEAST = Decimal("0.01")
"""US dollars a buy must spend."""


class Run:
    """A strategy over the candles of its tokens; everything is there once it is made."""

    def __init__(
        self, strategy: Any, raw: Mapping[str, Raw], interval: int, cash: float, fee_percent: float, slippage: float
    ) -> None:
        self.strategy, self.risk, self.interval = strategy, strategy.risk_management, interval
        self.fee, self.worse = _read(fee_percent) / 100, _read(slippage) / 100
        self.initial = self.cash = _read(cash)
        self.positions: dict[str, Position] = {}
        self.signals: list[Signal] = []
        self.fills: list[Fill] = []
        self.trades: list[Trade] = []
        self.equity: list[Decimal] = []
        self.held: list[bool] = []
        self.to_the_cent = False
        """Whether a buy was so near to the least that may be spent that another's rounding may decide otherwise."""
        self.tokens: list[str] = list(strategy.tokens())
        self.markets, self.first = _one_clock({token: raw[token] for token in self.tokens}, interval)
        self.n = len(self.markets[self.tokens[0]])
        self.fired = [self._fired(rule) for rule in strategy.rules]
        for i in range(self.n):
            self._candle(i)
        self._mark_open()

    # --- when rules fire ---

    def _fired(self, rule: Any) -> list[bool]:
        said = [self._said(condition) for condition in rule.conditions]
        return [self._fires(rule, said, i) for i in range(self.n)]

    def _said(self, condition: Any) -> Said:
        """Before its token has candles a condition is unknown."""
        first = self.first[condition.token]
        own = read(condition, self.markets[condition.token][first:], self.interval)
        return Said([*[None] * first, *own.met], own.clock)

    def _fires(self, rule: Any, said: Sequence[Said], i: int) -> bool:
        if any(one.met[i] is not None and (i == 0 or one.met[i - 1] is None) for one in said):
            return False  # one of its conditions has just become known
        states = [one for one in said if not one.clock]
        ticks = [bool(one.met[i]) for one in said if one.clock]
        joined = all if rule.match == "all" else any
        now = joined(bool(one.met[i]) for one in states)
        before = i > 0 and joined(bool(one.met[i - 1]) for one in states)
        if rule.match == "all" and ticks:
            return all(ticks) and now
        return any(ticks) or (now and not before)

    # --- one candle ---

    def _candle(self, i: int) -> None:
        held, fills = bool(self.positions), len(self.fills)
        for token in self.tokens:
            self._exits_at_open(token, self.markets[token][i])
        for r, rule in enumerate(self.strategy.rules):
            if i > 0 and self.fired[r][i - 1]:
                for a, action in enumerate(rule.actions):
                    self._signal(r, a, action, i)
        for token in self.tokens:
            self._exits_inside(token, self.markets[token][i])
        if i == self.n - 1:
            self._signals_of_the_last_candle()
        self.held.append(held or len(self.fills) > fills)
        worth = (p.quantity * self.markets[token][i].close for token, p in self.positions.items())
        self.equity.append(self.cash + sum(worth, Decimal(0)))

    def _exits_at_open(self, token: str, row: Row) -> None:
        if token not in self.positions:
            return
        self._gap(token, row)
        if token in self.positions and self.risk.max_hold:
            position = self.positions[token]
            if row.time >= position.entry_time + seconds(self.risk.max_hold):
                self._sell(token, row.time, row.open, position.quantity, "max_hold", None)

    def _gap(self, token: str, row: Row) -> None:
        """What the open is beyond of is left at the open."""
        position = self.positions[token]
        stop, reason = self._stop(position)
        if at_most(row.open, stop):
            self._sell(token, row.time, row.open, position.quantity, reason, None)
            return
        self._climb(token, row, row.open, at_open=True)

    def _exits_inside(self, token: str, row: Row) -> None:
        if token not in self.positions:
            return
        self._gap(token, row)
        if token not in self.positions:
            return
        position = self.positions[token]
        stop, reason = self._stop(position)
        if at_most(row.low, stop):
            self._sell(token, row.time, stop, position.quantity, reason, None)
            return
        self._climb(token, row, row.high, at_open=False)
        position.highest = max(position.highest, row.high)

    def _stop(self, position: Position) -> tuple[Decimal, str]:
        fixed = trailing = Decimal(0)
        if self.risk.stop_loss_percent:
            fixed = position.average * (1 - _read(self.risk.stop_loss_percent) / 100)
        if self.risk.trailing_stop_percent:
            trailing = position.highest * (1 - _read(self.risk.trailing_stop_percent) / 100)
        return (trailing, "trailing_stop") if trailing > fixed * (1 + TIE) else (fixed, "stop_loss")

    def _climb(self, token: str, row: Row, reached: Decimal, *, at_open: bool) -> None:
        position = self.positions[token]
        while position.rungs and token in self.positions:
            percent, share = position.rungs[0]
            level = position.average * (1 + percent / 100)
            if not at_least(reached, level):
                return
            position.rungs.pop(0)
            price = row.open if at_open else level
            if share is None:
                self._sell(token, row.time, price, position.quantity, "take_profit", None)
            else:
                self._sell(token, row.time, price, position.bought * share / 100, "target", None)

    # --- orders ---

    def _signal(self, r: int, a: int, action: Any, i: int) -> None:
        row = self.markets[action.token][i]
        done = False
        if i >= self.first[action.token]:
            if action.type == "buy":
                done = self._buy(r, action, row)
            elif action.type == "sell" and action.token in self.positions:
                quantity = self.positions[action.token].quantity
                wanted = (
                    _read(action.amount_usd) / (row.open * (1 - self.worse))
                    if action.amount_usd is not None
                    else quantity * _read(action.amount_percent) / 100
                )
                self._sell(action.token, row.time, row.open, wanted, "rule", r)
                done = True
        self._record(r, a, action, i - 1, executed=done)

    def _record(self, r: int, a: int, action: Any, i: int, *, executed: bool) -> None:
        kind = action.type if action.type in ("buy", "sell") else "hold"
        row = self.markets[action.token][i]
        price = row.close if i >= self.first[action.token] else None
        self.signals.append(Signal(row.time, r, a, kind, action.token, price, executed))

    def _signals_of_the_last_candle(self) -> None:
        for r, rule in enumerate(self.strategy.rules):
            if self.fired[r][self.n - 1]:
                for a, action in enumerate(rule.actions):
                    self._record(r, a, action, self.n - 1, executed=False)

    def _buy(self, r: int, action: Any, row: Row) -> bool:
        position = self.positions.get(action.token)
        if position is not None and not self._may_enter(position, r):
            return False
        if action.amount_usd is not None:
            spend = min(_read(action.amount_usd), self.cash)
        else:
            spend = self.cash * _read(action.amount_percent) / 100
        self.to_the_cent = self.to_the_cent or abs(spend - LEAST) < LEAST * TIE
        if spend < LEAST:
            return False
        price = row.open * (1 + self.worse)
        quantity = spend / (price * (1 + self.fee))
        fee = quantity * price * self.fee
        if position is None:
            position = self.positions[action.token] = Position(row.time, price, self._rungs())
        position.quantity += quantity
        position.cost += quantity * price
        position.fees += fee
        position.bought += quantity
        position.entries += 1
        position.rules.add(r)
        self.cash -= spend
        self.fills.append(Fill(row.time, action.token, "buy", price, quantity, fee, r, "rule"))
        return True

    def _may_enter(self, position: Position, r: int) -> bool:
        if self.risk.max_entries is not None:
            return bool(position.entries < self.risk.max_entries)
        scheduled = any(condition.type == "schedule" for condition in self.strategy.rules[r].conditions)
        return scheduled or r not in position.rules

    def _rungs(self) -> list[tuple[Decimal, Decimal | None]]:
        """From the lowest up; at one level the targets, in their order, before the take profit."""
        rungs: list[tuple[Decimal, Decimal | None]] = [
            (_read(target.profit_percent), _read(target.sell_percent)) for target in self.risk.targets or ()
        ]
        if self.risk.take_profit_percent:
            rungs.append((_read(self.risk.take_profit_percent), None))
        return sorted(rungs, key=lambda rung: rung[0])

    def _sell(self, token: str, time: int, price: Decimal, wanted: Decimal, reason: str, rule: int | None) -> None:
        position = self.positions[token]
        # What only the rounding of a third or so would leave over is not left over.
        quantity = position.quantity if at_least(wanted, position.quantity) else wanted
        share, average = quantity / position.quantity, position.average
        fill = price * (1 - self.worse)
        fee = quantity * fill * self.fee
        entry_fees = position.fees * share
        paid = position.cost * share + entry_fees
        profit = quantity * fill - fee - paid
        self.cash += quantity * fill - fee
        self.fills.append(Fill(time, token, "sell", fill, quantity, fee, rule, reason))
        entry = (token, position.entry_time, average, time, fill, quantity, profit)
        self.trades.append(Trade(*entry, 100 * profit / paid, entry_fees + fee, reason))
        if quantity == position.quantity:
            del self.positions[token]
            return
        position.quantity -= quantity
        position.cost -= position.cost * share
        position.fees -= entry_fees

    def _mark_open(self) -> None:
        for token, position in self.positions.items():
            row = self.markets[token][-1]
            paid = position.cost + position.fees
            profit = position.quantity * row.close - paid
            entry = (token, position.entry_time, position.average, row.time, row.close, position.quantity, profit)
            self.trades.append(Trade(*entry, 100 * profit / paid, position.fees, "open"))


def _one_clock(raw: Mapping[str, Raw], interval: int) -> tuple[dict[str, list[Row]], dict[str, int]]:
    """All tokens from the earliest first to the latest last candle; and the row where each really begins."""
    start = min(rows[0][0] for rows in raw.values())
    end = max(rows[-1][0] for rows in raw.values())
    markets: dict[str, list[Row]] = {}
    for token, rows in raw.items():
        given = {row[0]: row for row in rows}
        (close,) = exact([rows[0][4]])
        markets[token] = []
        for time in range(start, end + 1, interval):
            if time in given:
                o, h, lo, close, volume = exact(given[time][1:])
                markets[token].append(Row(time, o, h, lo, close, volume))
            else:
                markets[token].append(Row(time, close, close, close, close, Decimal(0)))
    return markets, {token: (rows[0][0] - start) // interval for token, rows in raw.items()}


def _read(number: float) -> Decimal:
    return exact([number])[0]
