"""What a live run has done from its first candle on, and the result that comes of it: that of a backtest."""

from dataclasses import dataclass, field

import numpy as np

from core.trading.account import Account, BalanceRow, FillRow, TradeRow
from core.trading.alignment import Market
from core.trading.backtest import BacktestResult, concluded
from core.trading.books import AccountBooks
from core.trading.candles import PRICES, Candles
from core.trading.live import Fired, Happened, LiveRun, Outcome
from core.trading.live_watches import Watch
from core.trading.readings import Reading
from core.trading.signals import Firings
from core.trading.strategy import Action, Buy, Sell
from core.trading.walk import NO_CANDLE, Outcomes


@dataclass(slots=True)
class Journal:
    """Everything a run has told, in order: what is stored of it."""

    fired: list[Fired] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    fills: list[FillRow] = field(default_factory=list)
    trades: list[TradeRow] = field(default_factory=list)
    balances: list[BalanceRow] = field(default_factory=list)

    def add(self, happened: Happened) -> None:
        """Write down what has happened."""
        self.fired += happened.fired
        self.outcomes += happened.outcomes
        self.fills += happened.fill_rows
        self.trades += happened.trade_rows
        self.balances += happened.balance_rows

    def result(self, run: LiveRun, market: Market) -> BacktestResult:
        """The result up to now. `market`: the candles the run was fed, on one clock, holes filled.

        Where prices have led to something since the last candle, its close stands for the candles still open.
        """
        market = _until(market, run.booked)
        fired = self._firings(run, market)
        account = Account(run.strategy, run.initial, run.costs)
        account.fills, account.trades, account.balances = self.fills, self.trades, self.balances
        account.positions = run.account.positions
        books = AccountBooks.of(account, market, run.initial, self._outcomes(run))
        return concluded(run.strategy, market, fired, books, cash=run.initial, costs=run.costs)

    def _firings(self, run: LiveRun, market: Market) -> Firings:
        firsts = [fired for fired in self.fired if fired.action == 0]
        rows = (np.array([fired.time for fired in firsts], dtype=np.int64) - int(market.time[0])) // market.interval
        rules = np.array([fired.rule for fired in firsts], dtype=np.int64)
        readings = tuple(tuple(_known(watch, market) for watch in rule.watches) for rule in run.rules)
        return _Told(rows, rules, run.strategy, readings, tuple(fired.reason for fired in firsts))

    def _outcomes(self, run: LiveRun) -> Outcomes:
        """For each action that fired; a buy or sell that was never answered waits for a candle that is not there."""
        told = {(of.time, of.rule, of.action): of.why_not for of in self.outcomes}

        def outcome(fired: Fired) -> str | None:
            action: Action = run.strategy.rules[fired.rule].actions[fired.action]
            if not isinstance(action, Buy | Sell):
                return None
            return told.get((fired.time, fired.rule, fired.action), NO_CANDLE)

        return [outcome(fired) for fired in self.fired]


@dataclass(frozen=True, slots=True, eq=False)
class _Told(Firings):
    """Firings with the reasons that were told when they happened."""

    reasons: tuple[str, ...] = ()

    def reason(self, k: int) -> str:
        return self.reasons[k]


def _until(market: Market, time: int) -> Market:
    missing = (time - int(market.time[-1])) // market.interval
    if missing <= 0:
        return market
    return Market({token: _carried_on(candles, missing) for token, candles in market.candles.items()}, market.first)


def _carried_on(candles: Candles, rows: int) -> Candles:
    """So many candles more in which nothing is traded."""
    n, still = len(candles) + rows, np.full(rows, candles.close[-1])
    time = int(candles.time[0]) + candles.interval * np.arange(n, dtype=np.int64)
    open_, high, low, close = (np.concatenate((getattr(candles, name), still)) for name in PRICES)
    volume, filled = np.pad(candles.volume, (0, rows)), np.pad(candles.filled, (0, rows), constant_values=True)
    return Candles(candles.interval, time, open_, high, low, close, volume, filled)


def _known(watch: Watch, market: Market) -> Reading:
    """Of what a condition said, only since when it is known is still there."""
    n = len(market)
    row = n if watch.since is None else max(0, (watch.since - int(market.time[0])) // market.interval)
    return Reading(np.zeros(n, dtype=np.bool_), row, lambda _: "")
