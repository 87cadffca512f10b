"""A strategy over past candles: what fired, what was filled, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.trading.account import Account, some_cash
from core.trading.alignment import Market, aligned
from core.trading.books import AccountBooks, Books, TradeColumns, Trades
from core.trading.candles import Candles
from core.trading.curves import POINTS, chosen_rows, drawdowns, thinned
from core.trading.equity import Equity
from core.trading.metrics import hold_line, metrics
from core.trading.one_position import orders_of, plan_of, trips_of
from core.trading.results import Costs, Curve, Fill, Metrics, Signal, SignalType
from core.trading.round_trips import RoundTrips
from core.trading.shared import sharing
from core.trading.signals import Firings, firings
from core.trading.strategy import Action, Buy, Sell, Strategy
from core.trading.walk import walk

CASH = 10_000.0
"""US dollars to begin with."""


@dataclass(frozen=True, eq=False)
class BacktestResult:
    """A finished run. Everything but the metrics is made when first asked for.

    `market`: the candles of each token on one clock. `cash`: what it began with, USD.
    """

    strategy: Strategy
    cash: float
    costs: Costs
    metrics: Metrics
    _market: Market
    _fired: Firings
    _books: Books

    @property
    def market(self) -> Mapping[str, Candles]:
        return self._market.candles

    @property
    def interval(self) -> int:
        """Seconds of a candle."""
        return self._market.interval

    @cached_property
    def trades(self) -> Trades:
        """One entry for each sale in order of time; what is still held comes last."""
        return Trades(self.metrics.total_trades, self._books.trades)

    @cached_property
    def trade_columns(self) -> TradeColumns:
        """The same trades as arrays, for many of them."""
        return self._books.columns()

    @cached_property
    def fills(self) -> tuple[Fill, ...]:
        """Every execution in order of time."""
        return tuple(Fill(*row) for row in self._books.fills())

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        """One entry for each action of each firing, in order of time, rule and action."""
        outcomes = iter(self._books.outcomes())
        rules = self.strategy.rules
        return tuple(
            self._signal(k, number, action, next(outcomes))
            for k, rule in enumerate(self._fired.rules.tolist())
            for number, action in enumerate(rules[rule].actions)
        )

    @property
    def _equity(self) -> Equity:
        return self._books.equity

    def equity_curve(self, most: int = POINTS) -> Curve:
        """What the account was worth at the candles' closes, USD."""
        equity = self._equity
        rows = chosen_rows(equity.n, most, equity.landmarks(), equity.rows)
        return Curve(self._market.time[rows], equity.at(rows))

    def hold_curve(self, most: int = POINTS) -> Curve:
        """What the same cash was worth in buy & hold of the traded tokens, USD."""
        return thinned(self._market.time, self.cash * hold_line(self._market, traded(self.strategy)), most)

    def drawdown_curve(self, most: int = POINTS) -> Curve:
        """How far the account was below its peak, in percent."""
        return thinned(self._market.time, drawdowns(self._equity.line(), self.cash), most)

    def _signal(self, k: int, number: int, action: Action, why_not: str | None) -> Signal:
        row = int(self._fired.rows[k])
        begun = row >= self._market.first[action.token]
        return Signal(
            time=int(self._market.time[row]),
            type=signal_type(action),
            token=action.token,
            price=float(self._market.candles[action.token].close[row]) if begun else None,
            rule=int(self._fired.rules[k]),
            reason=self._fired.reason(k),
            confidence=None,
            executed=isinstance(action, Buy | Sell) and why_not is None,
            why_not=why_not,
            action=number,
        )


def run_backtest(
    strategy: Strategy, market: Candles | Mapping[str, Candles], *, cash: float = CASH, costs: Costs | None = None
) -> BacktestResult:
    """Run a strategy over candles: one series, or one for each token by its symbol. `cash` in USD, > 0.

    Raises InvalidStrategy (a timeframe the candles cannot serve) and InvalidCandles (a token without candles,
    series that do not fit together), ValueError (no cash).
    """
    cash, costs = some_cash(cash), costs or Costs()
    clock = aligned(strategy, market)
    with sharing():
        fired = firings(strategy, clock)
    books = books_of(strategy, clock, fired, cash=cash, costs=costs)
    return concluded(strategy, clock, fired, books, cash=cash, costs=costs)


def books_of(strategy: Strategy, market: Market, fired: Firings, *, cash: float, costs: Costs) -> Books:
    """Carry out the firings by the fastest walk that knows how."""
    plan = plan_of(strategy)
    if plan is None:
        account = Account(strategy, cash, costs)
        return AccountBooks.of(account, market, cash, walk(strategy, market, fired, account))
    candles = market.candles[plan.token]
    trips = trips_of(plan, orders_of(plan, fired), candles, slippage=costs.slippage_percent / 100)
    return RoundTrips.of(plan, candles, fired, trips, cash=cash, costs=costs)


def concluded(
    strategy: Strategy, market: Market, fired: Firings, books: Books, *, cash: float, costs: Costs
) -> BacktestResult:
    """The result of a walk that has come to the end of its candles."""
    signals = (_count(fired, Buy), _count(fired, Sell))
    found = metrics(market, books.equity, books.tally, traded=traded(strategy), signals=signals)
    return BacktestResult(strategy, cash, costs, found, market, fired, books)


def traded(strategy: Strategy) -> tuple[str, ...]:
    """The tokens it buys or sells; all it watches where it trades nothing."""
    tokens = (action.token for action in strategy.actions() if isinstance(action, Buy | Sell))
    return tuple(dict.fromkeys(tokens)) or strategy.tokens()


def signal_type(action: Action) -> SignalType:
    """What kind of signal an action gives; everything that does not trade is `hold`."""
    return action.type if isinstance(action, Buy | Sell) else "hold"


def _count(fired: Firings, kind: type[Buy] | type[Sell]) -> int:
    per_rule = [sum(isinstance(action, kind) for action in rule.actions) for rule in fired.strategy.rules]
    return int(np.bincount(fired.rules, minlength=len(per_rule)) @ np.array(per_rule))
