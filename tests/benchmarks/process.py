"""What a person waits for: a fresh process to its first result, and the command line over a year of minutes."""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from core.trading.candle_files import COLUMNS, read_candles
from tests.benchmarks.market import YEAR, candles
from tests.benchmarks.registry import Line
from tests.benchmarks.rules import R1
from tests.benchmarks.timing import in_turns, milliseconds

_FIRST_RESULT = f"""
import numpy as np
from core.trading.backtest import run_backtest
from core.trading.candles import Candles
from core.trading.strategy import Strategy
wave = 100 + 20 * np.sin(np.arange(744) / 2)
market = Candles.from_columns(3600 * np.arange(744), wave, 1.01 * wave, 0.99 * wave, wave, wave, interval=3600)
assert run_backtest(Strategy.from_config({R1.to_config()!r}), market).metrics.total_trades
"""
_ROUNDS = 7


def lines() -> Iterator[Line]:
    """All lines of this part."""
    first = _seconds([sys.executable, "-c", _FIRST_RESULT])
    yield Line("a fresh process to its first R1 result", first, "s", 0.3)
    with TemporaryDirectory() as folder:
        strategy, file = Path(folder) / "strategy.json", Path(folder) / "candles.csv"
        strategy.write_text(json.dumps(R1.to_config()))
        _write(file)
        took = in_turns({"read": lambda: read_candles(file)}, 5)
        yield Line("525,600 candles from a CSV file", took["read"] / 1_000, "s")
        command = [sys.executable, "-m", "bot", "backtest", str(strategy), str(file)]
        yield Line("randebu backtest on a CSV file of 525,600 rows", _seconds(command), "s", 1.5)


def _seconds(command: Sequence[str]) -> float:
    """The median time of a process from start to end, after a first one that is not counted."""

    def run() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=60)  # noqa: S603 - our own commands

    run()
    return statistics.median(milliseconds(run) for _ in range(_ROUNDS)) / 1_000


def _write(file: Path) -> None:
    year = candles(YEAR)
    rows = zip(*(getattr(year, name).tolist() for name in COLUMNS), strict=True)
    with file.open("w") as out:
        out.write(",".join(COLUMNS) + "\n")
        out.writelines(f"{t},{o:.10g},{h:.10g},{lo:.10g},{c:.10g},{v:.6f}\n" for t, o, h, lo, c, v in rows)
