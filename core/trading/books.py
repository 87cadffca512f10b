"""What a walk leaves behind, whichever walk it was: enough for the figures at once, the rest when asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol, get_args, overload

import numpy as np

from core.trading.account import Account, FillRow, TradeRow
from core.trading.alignment import Market
from core.trading.candles import Floats, Ints
from core.trading.equity import Equity
from core.trading.metrics import Tally
from core.trading.results import ExitReason, Trade
from core.trading.walk import Outcomes

REASONS: tuple[ExitReason, ...] = get_args(ExitReason)


class TradeColumns(NamedTuple):
    """The trades as arrays of one length, the fields of `Trade` with `reason` a number: `REASONS[reason]`."""

    entry_time: Ints
    entry_price: Floats
    exit_time: Ints
    exit_price: Floats
    quantity: Floats
    profit: Floats
    profit_percent: Floats
    fees: Floats
    reason: Ints


class Trades(Sequence[Trade]):
    """Trades that are made when the first is looked at; how many there are is known before."""

    def __init__(self, count: int, rows: Callable[[], Sequence[TradeRow]]) -> None:
        self._count, self._rows = count, rows

    @cached_property
    def _made(self) -> tuple[Trade, ...]:
        return tuple(Trade(*row) for row in self._rows())

    @overload
    def __getitem__(self, at: int) -> Trade: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Trade, ...]: ...

    def __getitem__(self, at: int | slice) -> Trade | tuple[Trade, ...]:
        return self._made[at]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Trade]:
        return iter(self._made)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Trades | tuple) and self._made == tuple(other)

    def __hash__(self) -> int:
        return hash(self._made)

    def __repr__(self) -> str:
        return repr(self._made)


class Books(Protocol):
    """The outcome of a walk; `trades` with what is still held at the end."""

    @property
    def equity(self) -> Equity: ...

    @property
    def tally(self) -> Tally: ...

    def columns(self) -> TradeColumns: ...

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

    def columns(self) -> TradeColumns:
        """The trades' numbers, without their tokens."""
        numbers = np.array([trade[1:9] for trade in self._trades], dtype=np.float64).reshape(-1, 8).T
        entered, left = numbers[0].astype(np.int64), numbers[2].astype(np.int64)
        price, (exit_price, quantity, profit, percent, fees) = numbers[1], numbers[3:]
        reasons = np.array([REASONS.index(trade[9]) for trade in self._trades], dtype=np.int64)
        return TradeColumns(entered, price, left, exit_price, quantity, profit, percent, fees, reasons)

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
