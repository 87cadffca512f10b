"""What an edit changes in how a strategy behaves: trades gained, lost and kept, and the figures that move."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.trading.backtest import BacktestResult
from core.trading.numbers import MINUS, count
from core.trading.results import Trade

Key = tuple[str, int]
"""A position: its token and the time of its first entry, Unix seconds."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Positions by token and entry time; `moved` are those kept that end at another time or price.

    Changes are new minus old: `return_change` and `drawdown_change` in percentage points, `trades_change` as counted
    in the metrics. Where `same_candles` is False the two runs saw different markets, and nothing follows from it.
    """

    gained: tuple[Key, ...]
    lost: tuple[Key, ...]
    kept: tuple[Key, ...]
    moved: tuple[Key, ...]
    return_change: float
    drawdown_change: float
    trades_change: int
    same_candles: bool


def behaviour(old: BacktestResult, new: BacktestResult) -> Behaviour:
    """The difference between two runs over the same candles."""
    before, after = _positions(old.trades), _positions(new.trades)
    kept = tuple(key for key in before if key in after)
    return Behaviour(
        gained=tuple(key for key in after if key not in before),
        lost=tuple(key for key in before if key not in after),
        kept=kept,
        moved=tuple(key for key in kept if before[key] != after[key]),
        return_change=new.metrics.total_return - old.metrics.total_return,
        drawdown_change=new.metrics.max_drawdown - old.metrics.max_drawdown,
        trades_change=new.metrics.total_trades - old.metrics.total_trades,
        same_candles=_clock(old) == _clock(new),
    )


def behaviour_words(of: Behaviour) -> str:
    """`−3 trades, +2 trades, return +1.1, drawdown −4.0`; returns and drawdowns in percentage points."""
    parts = [f"{sign}{_trades(len(keys))}" for sign, keys in ((MINUS, of.lost), ("+", of.gained)) if keys]
    if of.moved:
        parts.append(f"{_trades(len(of.moved))} {'ends' if len(of.moved) == 1 else 'end'} differently")
    changes = (("return", of.return_change), ("drawdown", of.drawdown_change))
    figures = [f"{name} {points(change)}" for name, change in changes if points(change) != "0.0"]
    if not parts and not figures:
        return "the same trades, the same result"
    return ", ".join([*(parts or ["the same trades"]), *figures])


def points(change: float) -> str:
    """Percentage points with their sign: `+1.1`, `−4.0`, two decimals below 1; `0.0` for nothing."""
    size = f"{abs(change):,.2f}" if abs(change) < 0.995 else f"{abs(change):,.1f}"
    if float(size.replace(",", "")) == 0:
        return "0.0"
    return f"{'+' if change > 0 else MINUS}{size}"


def _positions(trades: Sequence[Trade]) -> dict[Key, list[tuple[int, float, str]]]:
    """How each position ended, in order of entry: time, price and reason of each sale."""
    ends: dict[Key, list[tuple[int, float, str]]] = {}
    for trade in sorted(trades, key=lambda t: t.entry_time):
        ends.setdefault((trade.token, trade.entry_time), []).append(
            (trade.exit_time, trade.exit_price, trade.exit_reason)
        )
    return ends


def _clock(result: BacktestResult) -> tuple[int, int, int]:
    candles = next(iter(result.market.values()))
    return int(candles.time[0]), candles.end, result.interval


def _trades(number: int) -> str:
    return "1 trade" if number == 1 else f"{count(number)} trades"
