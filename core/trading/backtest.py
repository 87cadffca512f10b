"""A strategy over past candles: what fired, what was filled, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.trading.account import Account
from core.trading.alignment import Market, aligned
from core.trading.candles import Candles
from core.trading.curves import POINTS, drawdowns, thinned
from core.trading.equity import Equity
from core.trading.metrics import hold_line, metrics
from core.trading.results import Costs, Curve, Fill, Metrics, Signal, SignalType, Trade
from core.trading.signals import Firings, firings
from core.trading.strategy import Action, Buy, Sell, Strategy
from core.trading.walk import Outcomes, walk

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
    _equity: Equity
    _account: Account
    _fired: Firings
    _outcomes: Outcomes

    @property
    def market(self) -> Mapping[str, Candles]:
        return self._market.candles

    @property
    def interval(self) -> int:
        """Seconds of a candle."""
        return self._market.interval

    @cached_property
    def trades(self) -> tuple[Trade, ...]:
        """One entry for each sale in order of time; what is still held comes last."""
        return tuple(Trade(*row) for row in self._account.trades)

    @cached_property
    def fills(self) -> tuple[Fill, ...]:
        """Every execution in order of time."""
        return tuple(Fill(*row) for row in self._account.fills)

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        """One entry for each action of each firing, in order of time, rule and action."""
        outcomes = iter(self._outcomes)
        rules = self.strategy.rules
        return tuple(
            self._signal(k, number, action, next(outcomes))
            for k, rule in enumerate(self._fired.rules.tolist())
            for number, action in enumerate(rules[rule].actions)
        )

    def equity_curve(self, most: int = POINTS) -> Curve:
        """What the account was worth at the candles' closes, USD."""
        return thinned(self._market.time, self._equity.line(), most)

    def hold_curve(self, most: int = POINTS) -> Curve:
        """What the same cash was worth in buy & hold of the traded tokens, USD."""
        return thinned(self._market.time, self.cash * hold_line(self._market, traded(self.strategy)), most)

    def drawdown_curve(self, most: int = POINTS) -> Curve:
        """How far the account was below its peak, in percent."""
        return thinned(self._market.time, drawdowns(self._equity.line(), self.cash), most)

    def _signal(self, k: int, number: int, action: Action, why_not: str | None) -> Signal:
        row = int(self._fired.rows[k])
        return Signal(
            time=int(self._market.time[row]),
            type=signal_type(action),
            token=action.token,
            price=float(self._market.candles[action.token].close[row]),
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
    series that do not fit together).
    """
    costs = costs or Costs()
    clock = aligned(strategy, market)
    fired = firings(strategy, clock)
    account = Account(strategy, cash, costs)
    outcomes = walk(strategy, clock, fired, account)
    equity = Equity.of(clock, cash, account.balances)
    _book_open(account, clock)
    found = metrics(
        clock,
        equity,
        account.trades,
        account.fills,
        traded=traded(strategy),
        signals=(_count(fired, Buy), _count(fired, Sell)),
    )
    return BacktestResult(strategy, cash, costs, found, clock, equity, account, fired, outcomes)


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


def _book_open(account: Account, market: Market) -> None:
    """What is still held is an open trade: valued at the last close, without the costs of an exit."""
    time = int(market.time[-1])
    for token, held in account.positions.items():
        close = float(market.candles[token].close[-1])
        cost = held.quantity * held.average + held.fees
        profit = held.quantity * close - cost
        entry = (token, held.entry_time, held.average, time, close, held.quantity)
        account.trades.append((*entry, profit, 100 * profit / cost, held.fees, "open"))
