"""The money of entries and exits that are known by rows: cash, quantities, fees and profits as columns.

Counted in the order and with the roundings of the account, so that not one digit differs from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.trading.account import ENTERED, LEAST_SPEND, NO_CASH, NOTHING_HELD, FillRow, TradeRow
from core.trading.books import REASONS, TradeColumns
from core.trading.candles import Candles, Floats
from core.trading.equity import Equity
from core.trading.metrics import Tally
from core.trading.one_position import OPEN, RULE, Plan, Trips
from core.trading.results import Costs
from core.trading.signals import Firings
from core.trading.strategy import Buy, Sell
from core.trading.walk import NO_CANDLE, Outcomes


@dataclass(frozen=True, slots=True, eq=False)
class Money:
    """A row for each trade. `cash`: before each entry and, one more, at the end; what is still held has no exit fee."""

    cash: Floats
    spent: Floats
    buy: Floats
    sell: Floats
    quantity: Floats
    entry_fee: Floats
    exit_fee: Floats
    profit: Floats
    percent: Floats

    @classmethod
    def of(cls, plan: Plan, opens: Floats, trips: Trips, cash: float, costs: Costs) -> "Money":
        """Count it; the first entry that there is no cash for is the last one tried."""
        fee, worse = costs.fee_percent / 100, costs.slippage_percent / 100
        held = trips.reason == OPEN
        buy, sell = opens[trips.entry] * (1 + worse), np.where(held, trips.price, trips.price * (1 - worse))
        line = _cash_line(cash, plan.share, buy.tolist(), np.where(held, 0.0, sell).tolist(), fee)
        made = len(line) - 1
        buy, sell, held = buy[:made], sell[:made], held[:made]
        spent = line[:-1] * plan.share / 100
        notional = spent / (1 + fee)
        quantity, entry_fee = notional / buy, spent - notional
        exit_fee = np.where(held, 0.0, quantity * sell * fee)
        cost = quantity * buy + entry_fee
        profit = quantity * sell - exit_fee - cost
        return cls(line, spent, buy, sell, quantity, entry_fee, exit_fee, profit, 100 * profit / cost)


def _cash_line(cash: float, share: float, buys: Sequence[float], sells: Sequence[float], fee: float) -> Floats:
    """The cash before each entry, and at the end; prices are fills, a sale for 0 is none."""
    line, with_fee = [cash], 1 + fee
    for buy, sell in zip(buys, sells, strict=True):
        spend = cash * share / 100
        if spend < LEAST_SPEND:
            break
        got = spend / with_fee / buy * sell
        cash = cash - spend + (got - got * fee)
        line.append(cash)
    return np.array(line)


@dataclass(frozen=True, eq=False)
class RoundTrips:
    """The books of one position at a time. `broke`: the row of the first entry that there was no cash for."""

    plan: Plan
    candles: Candles
    fired: Firings
    trips: Trips
    money: Money
    broke: int

    @classmethod
    def of(
        cls, plan: Plan, candles: Candles, fired: Firings, trips: Trips, *, cash: float, costs: Costs
    ) -> "RoundTrips":
        """Entries and exits with their money. `cash`: USD to begin with."""
        money = Money.of(plan, candles.open, trips, cash, costs)
        made = len(money.spent)
        broke = int(trips.entry[made]) if made < len(trips.entry) else len(candles) + 1
        return cls(plan, candles, fired, trips.first(made), money, broke)

    @cached_property
    def equity(self) -> Equity:
        """From the cash and the quantity after each fill."""
        trips, money, made = self.trips, self.money, len(self.trips.entry)
        rows, cash, held = np.empty(2 * made, np.int64), np.empty(2 * made + 1), np.zeros(2 * made + 1)
        rows[0::2], rows[1::2] = trips.entry, trips.exit
        cash[0::2], cash[1::2] = money.cash, money.cash[:-1] - money.spent
        held[1::2] = money.quantity
        fills = made + self._closed
        of_token = {self.plan.token: held[: fills + 1]} if made else {}
        return Equity({self.plan.token: self.candles.close}, rows[:fills], cash[: fills + 1], of_token, self._n)

    @cached_property
    def tally(self) -> Tally:
        """The figures' columns; what is still held counts in the total only."""
        closed, money = slice(self._closed), self.money
        seconds: Floats = (self.trips.exit - self.trips.entry)[closed].astype(np.float64) * self.candles.interval
        fees = np.column_stack((money.entry_fee, money.exit_fee)).reshape(-1)[: len(money.spent) + self._closed]
        total = len(self.trips.entry)
        return Tally(money.profit[closed], money.percent[closed], seconds, total, float(fees.sum()))

    def columns(self) -> TradeColumns:
        """The trades' numbers, without their token."""
        money, trips, time = self.money, self.trips, self.candles.time
        entered, left = time[trips.entry], time[np.minimum(trips.exit, self._n - 1)]
        amounts = (money.quantity, money.profit, money.percent, money.entry_fee + money.exit_fee)
        return TradeColumns(entered, money.buy, left, money.sell, *amounts, trips.reason)

    def trades(self) -> Sequence[TradeRow]:
        """The rows of the trades, in order of time."""
        *numbers, reasons = self.columns()
        columns = [column.tolist() for column in numbers]
        tokens = [self.plan.token] * len(reasons)
        return list(zip(tokens, *columns, np.array(REASONS, object)[reasons].tolist(), strict=True))

    def fills(self) -> Sequence[FillRow]:
        """The rows of the executions, in order of time."""
        rows, token, rules = list[FillRow](), self.plan.token, self.fired.rules
        for k, trade in enumerate(self.trades()):
            _, bought, buy, sold, sell, quantity, _, _, _, why = trade
            rows.append((bought, token, "buy", buy, quantity, self.money.entry_fee.item(k), self.plan.buyer, "rule"))
            if why != "open":
                rule = int(rules[self._sales[k]]) if k in self._sales else None
                rows.append((sold, token, "sell", sell, quantity, self.money.exit_fee.item(k), rule, why))
        return rows

    def outcomes(self) -> Outcomes:
        """For each action of each firing why it was not carried out, None if it was or is no trade."""
        entries, sales = set(self.trips.entry.tolist()), set(self._sales.values())
        rules, answers = self.fired.strategy.rules, Outcomes()
        for number, (row, rule) in enumerate(zip(self.fired.rows.tolist(), self.fired.rules.tolist(), strict=True)):
            sold = number not in sales
            for action in rules[rule].actions:
                if not isinstance(action, Buy | Sell):
                    answers.append(None)
                elif row + 1 == self._n:
                    answers.append(NO_CANDLE)
                elif isinstance(action, Buy):
                    refused = ENTERED if row + 1 < self.broke else NO_CASH
                    answers.append(None if row + 1 in entries else refused)
                else:
                    answers.append(NOTHING_HELD if sold else None)
                    sold = True
        return answers

    @cached_property
    def _sales(self) -> dict[int, int]:
        """Which firing sold each trade that a rule ended, by their numbers."""
        trips, rows, rules = self.trips, self.fired.rows, self.fired.rules
        sellers = [
            r for r, rule in enumerate(self.fired.strategy.rules) if any(isinstance(a, Sell) for a in rule.actions)
        ]
        firings = np.flatnonzero(np.isin(rules, sellers))
        by_rule = np.flatnonzero(trips.reason == RULE)
        # On the row of its own entry a position can only be sold by a rule after the buyer's turn.
        late = trips.entry == trips.exit
        order = 2 * rows[firings] + (rules[firings] > self.plan.buyer)
        first = np.searchsorted(order, 2 * (trips.exit[by_rule] - 1) + late[by_rule])
        return dict(zip(by_rule.tolist(), firings[first].tolist(), strict=True))

    @property
    def _n(self) -> int:
        return len(self.candles)

    @property
    def _closed(self) -> int:
        return int(np.count_nonzero(self.trips.reason != OPEN))
