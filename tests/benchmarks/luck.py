"""How long it takes to tell luck from skill, for a month of minutes."""

from collections.abc import Iterator
from functools import partial

from core.trading.backtest import run_backtest
from core.trading.luck import luck
from tests.benchmarks.market import MONTH, candles
from tests.benchmarks.registry import Line
from tests.benchmarks.rules import R1, R5
from tests.benchmarks.timing import in_turns


def lines() -> Iterator[Line]:
    """All lines of this part."""
    month = candles(MONTH)
    runs = {name: run_backtest(strategy, month) for name, strategy in (("R1", R1), ("R5", R5))}
    took = in_turns({name: partial(luck, result, draws=1_000) for name, result in runs.items()}, 7)
    for name, result in runs.items():
        what = f"luck of {name}, 1,000 draws on 44,640 candles ({result.metrics.total_trades} trades)"
        yield Line(what, took[name], "ms", 300)
