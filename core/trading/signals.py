"""When the rules of a strategy fire: the same function for a backtest and for a live simulation."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from core.trading.alignment import Market
from core.trading.candles import Ints
from core.trading.conditions import Condition
from core.trading.readings import Reading
from core.trading.strategy import Rule, Strategy
from core.trading.timeframes import Bools


@dataclass(frozen=True, slots=True, eq=False)
class Firings:
    """Every firing of every rule, in order of candle and rule: `rows[k]`, at whose close `rules[k]` fired."""

    rows: Ints
    rules: Ints
    strategy: Strategy
    readings: tuple[tuple[Reading, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def reason(self, k: int) -> str:
        """The conditions that made firing k, with what was observed, in words."""
        row, rule = int(self.rows[k]), int(self.rules[k])
        return reason(self.strategy.rules[rule], self.readings[rule], row)


def firings(strategy: Strategy, market: Market) -> Firings:
    """All firings over the market's candles. A row's firing depends on that row and those before it only."""
    readings = tuple(tuple(_read(condition, market) for condition in rule.conditions) for rule in strategy.rules)
    rows = [fired(rule, of) for rule, of in zip(strategy.rules, readings, strict=True)]
    if len(rows) == 1:
        return Firings(rows[0], np.zeros_like(rows[0]), strategy, readings)
    merged = np.concatenate(rows)
    rules = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    order = np.argsort(merged, kind="stable")
    return Firings(merged[order], rules[order], strategy, readings)


def fired(rule: Rule, readings: Sequence[Reading]) -> Ints:
    """The rows at whose close a rule fires: where its combined condition turns true, and where its clock ticks.

    A rule never fires on a row where one of its conditions has just become known.
    """
    states = [reading.met for reading in readings if not reading.ticks]
    ticks = [reading.met for reading in readings if reading.ticks]
    if rule.match == "all":
        joined = reduce(np.logical_and, states + ticks)
        fires = joined if ticks else _turning(joined)
    else:
        turning = [_turning(reduce(np.logical_or, states))] if states else []
        fires = reduce(np.logical_or, turning + ticks)
    rows = np.flatnonzero(fires)
    for known_from in {reading.known_from for reading in readings}:
        rows = rows[rows != known_from]
    return rows


def reason(rule: Rule, readings: Sequence[Reading], row: int) -> str:
    """What made a rule fire at `row`: the conditions met there, joined as the rule joins them."""
    said = [reading.words(row) for reading in readings if reading.met[row]]
    return (" and " if rule.match == "all" else ", ").join(said)


def _turning(state: Bools) -> Bools:
    """Where a state is true and was not on the row before; the first row has none before it."""
    edge = np.zeros(len(state), dtype=np.bool_)
    np.greater(state[1:], state[:-1], out=edge[1:])
    return edge


def _read(condition: Condition, market: Market) -> Reading:
    """The reading of a condition over the whole clock; before its token has candles it is unknown."""
    candles, first = market.candles[condition.token], market.first[condition.token]
    if not first:
        return condition.read(candles)
    return _later(condition.read(candles.slice(first, len(candles))), first)


def _later(reading: Reading, rows: int) -> Reading:
    met = np.concatenate((np.zeros(rows, dtype=np.bool_), reading.met))
    return Reading(met, reading.known_from + rows, lambda i: reading.words(i - rows), reading.ticks)
