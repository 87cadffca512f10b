"""The positions of a run, reduced to what chance needs: how long, how large, at what costs, with what gain."""

from dataclasses import dataclass

import numpy as np

from core.trading.backtest import BacktestResult
from core.trading.candles import Floats, Ints
from core.trading.results import Costs, Trade

_AT_OPEN = {"rule", "max_hold"}
"""These exits stand at the open of their candle; the others somewhere inside, taken as its close."""


@dataclass(frozen=True, slots=True, eq=False)
class Holds:
    """The positions of one token, one entry each in order of time.

    `first`: its first row. `entry`: row of the entry. `occupied`: rows on which no other position may begin.
    `until`: the exit, in half candles after the open of the entry. `weight`: cost as a share of the account.
    `kept`: what the costs of both sides leave of 1. `gain`: profit as a share of the account.
    """

    first: int
    entry: Ints
    occupied: Ints
    until: Ints
    weight: Floats
    kept: Floats
    gain: Floats

    def __len__(self) -> int:
        return len(self.entry)


@dataclass(slots=True)
class _Sum:
    """The sales of one position added up; `ends` are their times, weighted by quantity."""

    cost: float = 0.0
    profit: float = 0.0
    quantity: float = 0.0
    ends: float = 0.0
    last: str = ""


def holds(result: BacktestResult) -> dict[str, Holds]:
    """The positions of each token that had any. Several entries are one, at the first; several exits are their mean."""
    sums = _sums(result)
    worths = _worths(result)
    tokens = dict.fromkeys(token for token, _ in sums)
    return {token: _of(token, result, [(key[1], s, worths[key]) for key, s in sums.items() if key[0] == token])
            for token in tokens}  # fmt: skip


def _sums(result: BacktestResult) -> dict[tuple[str, int], _Sum]:
    """By token and entry time."""
    fee = result.costs.fee_percent / 100
    sums: dict[tuple[str, int], _Sum] = {}
    for trade in result.trades:
        of = sums.setdefault((trade.token, trade.entry_time), _Sum())
        of.cost += _cost(trade, fee)
        of.profit += trade.profit
        of.quantity += trade.quantity
        of.ends += trade.quantity * (trade.exit_time - trade.entry_time)
        of.last = trade.exit_reason
    return sums


def _cost(trade: Trade, fee: float) -> float:
    """What the entry cost, its fees included, USD."""
    received = trade.quantity * trade.exit_price * (1 if trade.exit_reason == "open" else 1 - fee)
    return received - trade.profit


def _worths(result: BacktestResult) -> dict[tuple[str, int], float]:
    """At each buy, the cash at the start and every profit realised before it, USD."""
    trades, worth = iter(result.trades), result.cash
    worths: dict[tuple[str, int], float] = {}
    for fill in result.fills:
        if fill.side == "buy":
            worths.setdefault((fill.token, fill.time), worth)
        else:
            worth += next(trades).profit
    return worths


def _of(token: str, result: BacktestResult, found: list[tuple[int, _Sum, float]]) -> Holds:
    found = sorted(found, key=lambda entry: entry[0])
    candles = result.market[token]
    start, interval = int(candles.time[0]), result.interval
    length = np.array([round(of.ends / of.quantity / interval) for _, of, _ in found], dtype=np.int64)
    inside = np.array([of.last not in _AT_OPEN for _, of, _ in found], dtype=np.int64)
    return Holds(
        first=int(np.argmin(candles.filled)),
        entry=np.array([(time - start) // interval for time, _, _ in found], dtype=np.int64),
        occupied=length + inside,
        until=2 * length + inside,
        weight=np.array([of.cost / worth for _, of, worth in found]),
        kept=np.array([_kept(result.costs, closed=of.last != "open") for _, of, _ in found]),
        gain=np.array([of.profit / worth for _, of, worth in found]),
    )


def _kept(costs: Costs, *, closed: bool) -> float:
    fee, worse = costs.fee_percent / 100, costs.slippage_percent / 100
    bought = 1 / ((1 + worse) * (1 + fee))
    return bought * (1 - worse) * (1 - fee) if closed else bought
