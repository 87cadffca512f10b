"""What a walk leaves behind, whichever walk it was: enough for the figures at once, the rest when asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.trading.account import Account, FillRow, TradeRow
from core.trading.alignment import Market
from core.trading.equity import Equity
from core.trading.metrics import Tally
from core.trading.walk import Outcomes


class Books(Protocol):
    """The outcome of a walk; `trades` with what is still held at the end."""

    @property
    def equity(self) -> Equity: ...

    @property
    def tally(self) -> Tally: ...

    def trades(self) -> Sequence[TradeRow]: ...

    def fills(self) -> Sequence[FillRow]: ...

    def outcomes(self) -> Outcomes: ...


@dataclass(frozen=True, slots=True, eq=False)
class AccountBooks:
    """The books of an account that has come to the end of its candles."""

    equity: Equity
    tally: Tally
    _trades: Sequence[TradeRow]
    _fills: Sequence[FillRow]
    _outcomes: Outcomes

    @classmethod
    def of(cls, account: Account, market: Market, cash: float, outcomes: Outcomes) -> "AccountBooks":
        """`cash`: what the account began with, USD; `outcomes`: what the walk answered."""
        trades = [*account.trades, *_open_trades(account, market)]
        tally = Tally.of(trades, account.fills)
        return cls(Equity.of(market, cash, account.balances), tally, trades, account.fills, outcomes)

    def trades(self) -> Sequence[TradeRow]:
        return self._trades

    def fills(self) -> Sequence[FillRow]:
        return self._fills

    def outcomes(self) -> Outcomes:
        return self._outcomes


def _open_trades(account: Account, market: Market) -> list[TradeRow]:
    """What is still held is an open trade: valued at the last close, without the costs of an exit."""
    time, rows = int(market.time[-1]), list[TradeRow]()
    for token, held in account.positions.items():
        close = float(market.candles[token].close[-1])
        cost = held.quantity * held.average + held.fees
        profit = held.quantity * close - cost
        entry = (token, held.entry_time, held.average, time, close, held.quantity)
        rows.append((*entry, profit, 100 * profit / cost, held.fees, "open"))
    return rows
