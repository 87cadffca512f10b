"""The same two strategies in other engines, written as their documentation would: masks, then one call."""

import os
import warnings
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np

from core.trading.candles import Candles, Floats
from core.trading.timeframes import Bools
from tests.benchmarks.rules import CASH, DROP, FAST, FEE, SHARE, SLIPPAGE, SLOW, STOP, TARGET, WINDOW

os.environ["TQDM_DISABLE"] = "1"
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    backtesting: Any = import_module("backtesting")
    pd: Any = import_module("pandas")
    vbt: Any = import_module("vectorbt")

LEVELS = {"sl_stop": STOP, "tp_stop": TARGET, "stop_entry_price": "fillprice", "stop_exit_price": "stopmarket"}


def dips(close: Floats, percent: float = DROP) -> Bools:
    """Where a fall of so much within an hour begins, to be bought at the next open."""
    met = np.zeros(len(close), dtype=np.bool_)
    met[WINDOW:] = close[WINDOW:] <= close[:-WINDOW] * (1 - percent / 100) * (1 + 1e-12)
    return begun(met)


def crosses(close: Floats) -> tuple[Bools, Bools]:
    """Where the fast average goes above the slow one, and where below."""
    fast, slow = (pd.Series(close).rolling(n).mean().to_numpy() for n in (FAST, SLOW))
    return begun(fast > slow), begun(fast < slow)


def begun(met: Bools) -> Bools:
    """Where a state turns true, one candle later: that of the fill."""
    fills = np.zeros(len(met), dtype=np.bool_)
    fills[2:] = met[1:-1] & ~met[:-2]
    return fills


def vectorbt(candles: Candles, buys: Bools, sells: Bools | bool, engine: str, **levels: Any) -> Any:
    """A portfolio that is filled at the opens of the given rows."""
    close, opened, high, low = (column[:, None] for column in (candles.close, candles.open, candles.high, candles.low))
    return vbt.Portfolio.from_signals(
        close, buys, sells, open=opened, high=high, low=low, price=opened, size=SHARE, size_type="percent",
        init_cash=CASH, fees=FEE, slippage=SLIPPAGE, accumulate=False, direction="longonly", freq="1min",
        engine=engine, **levels,
    )  # fmt: skip


def five_metrics(portfolio: Any) -> tuple[Any, ...]:
    """The trades, and total return, max drawdown, Sharpe ratio, win rate and profit factor."""
    trades = portfolio.trades
    figures = (portfolio.total_return(), portfolio.max_drawdown(), portfolio.sharpe_ratio())
    return trades.records, *figures, trades.win_rate(), trades.profit_factor()


def vectorbt_r1(candles: Candles, engine: str) -> tuple[Any, ...]:
    """R1 with its trades and five metrics."""
    return five_metrics(vectorbt(candles, dips(candles.close)[:, None], False, engine, **LEVELS))


def vectorbt_r5(candles: Candles, engine: str) -> tuple[Any, ...]:
    """R5 with its trades and five metrics."""
    buys, sells = crosses(candles.close)
    return five_metrics(vectorbt(candles, buys[:, None], sells[:, None], engine))


def vectorbt_variants(candles: Candles, grid: Sequence[tuple[float, float, float]], engine: str) -> Any:
    """The total returns of variants (drop, stop, target), in percent each; a column for each."""
    masks = {drop: dips(candles.close, drop) for drop in {drop for drop, _, _ in grid}}
    columns = np.column_stack([masks[drop] for drop, _, _ in grid])
    levels = {
        **LEVELS,
        "sl_stop": np.array([[s / 100 for _, s, _ in grid]]),
        "tp_stop": np.array([[t / 100 for *_, t in grid]]),
    }
    return vectorbt(candles, columns, False, engine, **levels).total_return()


def frame(candles: Candles) -> Any:
    """The candles as backtesting.py takes them."""
    columns = {name.capitalize(): getattr(candles, name) for name in ("open", "high", "low", "close", "volume")}
    return pd.DataFrame(columns, index=pd.to_datetime(candles.time, unit="s"))


def backtesting_run(data: Any, buys: Bools, sells: Bools | None, **levels: float) -> Any:
    """A run of backtesting.py with its statistics; it fills at the next open itself."""

    class Masks(backtesting.Strategy):  # type: ignore[misc]
        """Buys and sells where the masks say so."""

        def init(self) -> None:
            self.buys = self.I(lambda: buys, plot=False, overlay=False)
            self.sells = self.I(lambda: buys if sells is None else sells, plot=False, overlay=False)

        def next(self) -> None:
            if self.position:
                if sells is not None and self.sells[-1]:
                    self.position.close()
            elif self.buys[-1]:
                price = self.data.Close[-1]
                self.buy(size=SHARE, **{name: price * factor for name, factor in levels.items()})

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return backtesting.Backtest(data, Masks, cash=1e7, commission=FEE, finalize_trades=False).run()
