"""How a rule's signals have ended in the past: the only ground for a confidence. Pure."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from core.trading.backtest import BacktestResult, run_backtest
from core.trading.candles import Candles
from core.trading.results import Signal, Trade
from core.trading.strategy import Strategy

LEAST = 8
"""Signals under which nothing is said."""
Z = 1.959963984540054
"""Both sides of 95 % under the normal curve."""


def evidence(strategy: Mapping[str, Any], market: Mapping[str, Candles]) -> dict[str, list[int]]:
    """By rule how many of its signals ended in profit, costs included, and how many ended at all."""
    result = run_backtest(Strategy.from_config(strategy), market)
    ends = [(signal.rule, _ended(signal, result)) for signal in result.signals if signal.executed]
    found: dict[str, list[int]] = {}
    for rule, profit in ends:
        if profit is not None:
            wins, ended = found.get(str(rule), (0, 0))
            found[str(rule)] = [wins + (profit > 0), ended + 1]
    return found


def confidence(wins: int, ended: int) -> float | None:
    """The lower bound of Wilson's 95 % interval for the share that ends in profit, 0…1; None with too few."""
    if ended < LEAST:
        return None
    share, z = wins / ended, Z * Z / ended
    middle, spread = share + z / 2, math.sqrt(share * (1 - share) * z + z * z / 4)
    return max(0.0, (middle - spread) / (1 + z))


def _ended(signal: Signal, result: BacktestResult) -> float | None:
    """The profit to which a buy or sell has led in USD; None while its position is open."""
    filled = signal.time + result.interval
    own = [trade for trade in result.trades if trade.token == signal.token]
    if signal.type == "sell":
        sold = [trade.profit for trade in own if trade.exit_reason == "rule" and trade.exit_time == filled]
        return sum(sold) if sold else None
    return _position(filled, own)


def _position(filled: int, trades: Sequence[Trade]) -> float | None:
    """The profit of the position that was held at this time."""
    entries = [trade.entry_time for trade in trades if trade.entry_time <= filled <= trade.exit_time]
    held = [trade for trade in trades if entries and trade.entry_time == max(entries)]
    if not held or any(trade.exit_reason == "open" for trade in held):
        return None
    return sum(trade.profit for trade in held)
