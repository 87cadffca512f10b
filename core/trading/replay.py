"""A strategy over past candles as if they came one at a time: the engine of a simulation, the result of a backtest."""

from collections.abc import Iterator, Mapping

import numpy as np

from core.trading.alignment import Market, aligned
from core.trading.backtest import CASH, BacktestResult
from core.trading.candles import Candles
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
    """Each time at which some token has a candle, with the candles of that time."""
    there = {token: ~candles.filled for token, candles in market.candles.items()}
    rows = np.flatnonzero(np.logical_or.reduce(list(there.values())))
    columns = {
        token: np.column_stack((of.open, of.high, of.low, of.close, of.volume)) for token, of in market.candles.items()
    }
    for row in rows.tolist():
        yield (
            int(market.time[row]),
            {token: Candle(*table[row].tolist()) for token, table in columns.items() if there[token][row]},
        )
