"""One strategy over one market: a result beside a copy of the columns, a compiled loop and other engines."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from core.trading.candles import Candles
from core.trading.strategy import Strategy
from tests.benchmarks.market import FIVE_YEARS, HOUR, MONTH, YEAR, candles
from tests.benchmarks.registry import Line
from tests.benchmarks.rules import R1, R5, STOP, TARGET, whole_result
from tests.benchmarks.timing import Work, in_turns, peak_bytes

_COLUMNS = ("open", "high", "low", "close", "volume")


def lines() -> Iterator[Line]:
    """All lines of this part."""
    yield from _small()
    yield from _year_r1()
    yield from _year_r5()
    yield from _backtesting()
    yield from _growth()


def copying(of: Candles) -> Work:
    """A copy of the five columns into memory that is there already."""
    pairs = [(np.empty(len(of)), getattr(of, name)) for name in _COLUMNS]

    def copy() -> None:
        for to, column in pairs:
            to[:] = column

    return copy


def _small() -> Iterator[Line]:
    month, hours = candles(MONTH), candles(744, HOUR)
    took = in_turns(
        {
            "744 R1": partial(whole_result, R1, hours),
            "month R1": partial(whole_result, R1, month),
            "month R5": partial(whole_result, R5, month),
        },
        15,
    )
    yield Line("R1 on 744 hourly candles", took["744 R1"], "ms", 1)
    yield Line("R1 on 44,640 candles", took["month R1"], "ms")
    yield Line("R5 on 44,640 candles", took["month R5"], "ms")


def _year_r1() -> Iterator[Line]:
    from tests.benchmarks.fused import fused_r1
    from tests.benchmarks.others import vectorbt_r1

    year = candles(YEAR)
    _same_as_the_loop(fused_r1(year), year)
    took = in_turns({**_ours(R1, year), "numba": partial(fused_r1, year)}, 9)
    yield from _beside_copy("R1 on 525,600 candles", took, 3)
    yield Line("R1 on 525,600 candles: a fused numba loop", took["numba"], "ms")
    yield Line("R1 on 525,600 candles, beside a fused numba loop", took["ours"] / took["numba"], "×", 1.5)
    took = in_turns({"ours": partial(whole_result, R1, year), **_vectorbt(vectorbt_r1, year)}, 9)
    ours, best = took["ours"], min(took["vectorbt numba"], took["vectorbt rust"])
    yield Line("R1 on 525,600 candles: vectorbt numba, trades and five metrics", took["vectorbt numba"], "ms")
    yield Line("R1 on 525,600 candles: vectorbt rust, trades and five metrics", took["vectorbt rust"], "ms")
    yield Line("R1 on 525,600 candles, faster than vectorbt's best engine", best / ours, "×", 20, at_most=False)


def _year_r5() -> Iterator[Line]:
    from tests.benchmarks.others import vectorbt_r5

    year = candles(YEAR)
    yield from _beside_copy("R5 on 525,600 candles", in_turns(_ours(R5, year), 9), 6)
    took = in_turns({"ours": partial(whole_result, R5, year), **_vectorbt(vectorbt_r5, year)}, 9)
    best = min(took["vectorbt numba"], took["vectorbt rust"])
    yield Line("R5 on 525,600 candles: vectorbt numba, trades and five metrics", took["vectorbt numba"], "ms")
    yield Line("R5 on 525,600 candles: vectorbt rust, trades and five metrics", took["vectorbt rust"], "ms")
    yield Line("R5 on 525,600 candles, faster than vectorbt's best engine", best / took["ours"], "×", 5, at_most=False)


def _backtesting() -> Iterator[Line]:
    from tests.benchmarks.others import backtesting_run, crosses, dips, frame

    year = candles(YEAR)
    data, (up, down) = frame(year), crosses(year.close)
    took = in_turns(
        {
            "R1": partial(whole_result, R1, year),
            "R5": partial(whole_result, R5, year),
            "R1 there": lambda: backtesting_run(data, dips(year.close), None, sl=1 - STOP, tp=1 + TARGET),
            "R5 there": lambda: backtesting_run(data, up, down),
        },
        5,
    )
    for name, goal in (("R1", 500), ("R5", 250)):
        there, ours = took[f"{name} there"], took[name]
        yield Line(f"{name} on 525,600 candles: backtesting.py with its statistics", there, "ms")
        yield Line(f"{name} on 525,600 candles, faster than backtesting.py", there / ours, "×", goal, at_most=False)


def _growth() -> Iterator[Line]:
    year, five = candles(YEAR), candles(FIVE_YEARS)
    took = in_turns({"year": partial(whole_result, R1, year), "five": partial(whole_result, R1, five)}, 9)
    columns = sum(getattr(five, name).nbytes for name in _COLUMNS)
    peak = peak_bytes(partial(whole_result, R1, five))
    yield Line("R1 on 2,628,000 candles", took["five"], "ms")
    yield Line("R1, growth from 525,600 to 2,628,000 candles", took["five"] / took["year"] / 5, "× linear", 1.2)
    yield Line("R1 on 2,628,000 candles, peak memory with the columns", 1 + peak / columns, "× columns", 3)


def _ours(strategy: Strategy, of: Candles) -> dict[str, Work]:
    return {"copy": copying(of), "ours": partial(whole_result, strategy, of)}


def _vectorbt(run: Callable[[Candles, str], object], of: Candles) -> dict[str, Work]:
    return {f"vectorbt {engine}": partial(run, of, engine) for engine in ("numba", "rust")}


def _beside_copy(what: str, took: dict[str, float], goal: float) -> Iterator[Line]:
    yield Line(f"{what}: a copy of the columns", took["copy"], "ms")
    yield Line(what, took["ours"], "ms")
    yield Line(f"{what}, beside a copy of the columns", took["ours"] / took["copy"], "×", goal)


def _same_as_the_loop(figures: tuple[float, ...], year: Candles) -> None:
    """The loop is a fair measure only if it does the same work."""
    own = whole_result(R1, year).metrics
    theirs = (own.final_equity, own.total_trades, own.total_return, own.max_drawdown, own.win_rate, own.profit_factor)
    assert np.allclose(figures[:6], np.array(theirs, dtype=np.float64), rtol=1e-9)
    assert own.sharpe_ratio is not None
    assert np.isclose(figures[6], own.sharpe_ratio, rtol=1e-9)
