"""A strategy over past candles as if they came one at a time: the engine of a simulation, the result of a backtest."""

from collections.abc import Iterator, Mapping

import numpy as np

from core.trading.alignment import Market, aligned
from core.trading.backtest import CASH, BacktestResult
from core.trading.candles import Candles, Floats
from core.trading.live import LiveRun
from core.trading.live_feed import Candle
from core.trading.live_journal import Journal
from core.trading.results import Costs
from core.trading.strategy import Strategy


def run_replay(
    strategy: Strategy, market: Candles | Mapping[str, Candles], *, cash: float = CASH, costs: Costs | None = None
) -> BacktestResult:
    """`run_backtest` by a live run that is fed the candles one after the other, holes left out.

    Raises what `run_backtest` raises.
    """
    clock = aligned(strategy, market)
    run, journal = LiveRun(strategy, clock.interval, cash=cash, costs=costs), Journal()
    for time, candles in moments(clock):
        for happened in run.feed(time, candles):
            journal.add(happened)
    return journal.result(run, clock)


def moments(market: Market) -> Iterator[tuple[int, dict[str, Candle]]]:
    """Each time at which some token has a candle, with the candles of that time; and the last time in any case.

    What a token begins with is a candle, even where a market was cut in the middle of a hole.
    """
    there = {token: ~candles.filled for token, candles in market.candles.items()}
    for token, first in market.first.items():
        there[token][first] = True
    some = np.logical_or.reduce(list(there.values()))
    some[-1] = True
    tables = {token: _table(candles) for token, candles in market.candles.items()}
    for row in np.flatnonzero(some).tolist():
        here = {token: Candle(*table[row].tolist()) for token, table in tables.items() if there[token][row]}
        yield int(market.time[row]), here


def _table(candles: Candles) -> Floats:
    return np.column_stack((candles.open, candles.high, candles.low, candles.close, candles.volume))
