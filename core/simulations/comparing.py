"""A simulation against the backtest of the same candles from the same start. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from core.people import SimulationRun
from core.trading.alignment import aligned
from core.trading.backtest import BacktestResult, books_of, concluded
from core.trading.candles import Candles
from core.trading.results import Costs, Fill, Signal
from core.trading.signals import firings
from core.trading.strategy import Strategy


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that one of both has and the other has not, or has otherwise."""

    time: int
    what: Literal["signal", "fill"]
    simulated: str | None
    tested: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many signals and fills the simulation had, and where the backtest says something else."""

    signals: int
    fills: int
    differences: tuple[Difference, ...]


def from_the_start(config: Mapping[str, Any], market: Mapping[str, Candles]) -> BacktestResult:
    """The backtest of a simulation's strategy over its candles: those before its start make conditions known only."""
    strategy, cash, costs = Strategy.from_config(config["strategy"]), config["cash"], Costs()
    clock = aligned(strategy, market)
    fired = firings(strategy, clock)
    kept = clock.time[fired.rows] >= config["start"]
    fired = replace(fired, rows=fired.rows[kept], rules=fired.rules[kept])
    return concluded(
        strategy, clock, fired, books_of(strategy, clock, fired, cash=cash, costs=costs), cash=cash, costs=costs
    )


def compared(
    run: SimulationRun,
    signals: Sequence[Signal],
    events: Sequence[Mapping[str, Any]],
    market: Mapping[str, Candles],
) -> Comparison:
    """Signal by signal and fill by fill."""
    result = from_the_start(run.config, market)
    last = max(int(candles.time[-1]) for candles in result.market.values())
    fills = [Fill(*row) for event in events for row in event["fills"]]
    mine = {(s.time, s.rule, s.action): _signal_words(s, last) for s in signals}
    theirs = {(s.time, s.rule, s.action): _signal_words(s, last) for s in result.signals}
    found = [
        Difference(key[0], "signal", mine.get(key), theirs.get(key))
        for key in sorted({*mine, *theirs})
        if mine.get(key) != theirs.get(key)
    ]
    return Comparison(len(signals), len(fills), (*found, *_fill_differences(fills, result.fills)))


def _fill_differences(mine: Sequence[Fill], theirs: Sequence[Fill]) -> list[Difference]:
    """By their place in the order of their candle and token."""
    here, there = _numbered(mine), _numbered(theirs)
    return [
        Difference(key[0], "fill", _fill_words(here.get(key)), _fill_words(there.get(key)))
        for key in sorted({*here, *there})
        if not _same(here.get(key), there.get(key))
    ]


def _numbered(fills: Sequence[Fill]) -> dict[tuple[int, str, int], Fill]:
    found: dict[tuple[int, str, int], Fill] = {}
    for fill in fills:
        number = sum(key[:2] == (fill.time, fill.token) for key in found)
        found[fill.time, fill.token, number] = fill
    return found


def _same(one: Fill | None, other: Fill | None) -> bool:
    if one is None or other is None:
        return False
    exact = (one.side, one.rule, one.reason) == (other.side, other.rule, other.reason)
    numbers = ((one.price, other.price), (one.quantity, other.quantity), (one.fee, other.fee))
    return exact and all(math.isclose(a, b, rel_tol=1e-9) for a, b in numbers)


def _signal_words(signal: Signal, last: int) -> str:
    """On the last candle nobody knows yet what becomes of it."""
    end = "" if signal.executed or signal.time >= last or not signal.why_not else f" ({signal.why_not})"
    return f"{signal.type} {signal.token} {signal.price:.10g}{end}" if signal.price else f"{signal.type} {signal.token}"


def _fill_words(fill: Fill | None) -> str | None:
    if fill is None:
        return None
    return f"{fill.side} {fill.quantity:.6g} {fill.token} @ {fill.price:.6g} ({fill.reason})"
