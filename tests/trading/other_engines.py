"""The same fills in vectorbt and backtesting.py, arranged so that their conventions become those of the contract."""

import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
import pytest

from core.trading.candles import Candles, Floats
from core.trading.timeframes import Bools


class Booked(NamedTuple):
    """A closed round trip: rows of its entry and exit, fill prices, pieces, profit in USD."""

    entry: int
    exit: int
    entry_price: float
    exit_price: float
    size: float
    profit: float


@dataclass(frozen=True)
class Rules:
    """Where to buy and sell at the next open, and the levels, in percent of the entry price (or the peak).

    The other engines know no tolerance: what is met by it here is met there by levels that are nearer by as much.
    """

    bought: Bools
    sold: Bools
    stop_percent: float | None = None
    target_percent: float | None = None
    trailing_percent: float | None = None

    @property
    def stop(self) -> float | None:
        return _nearer(self.stop_percent, -1)

    @property
    def target(self) -> float | None:
        return _nearer(self.target_percent, 1)

    @property
    def trailing(self) -> float | None:
        return _nearer(self.trailing_percent, -1)


def _nearer(percent: float | None, sign: int) -> float | None:
    """A level as a share of the price it is measured from."""
    return percent / 100 - 1e-12 * (1 + sign * percent / 100) if percent else None


def library(name: str) -> Any:
    """A library that only these tests use; where it is missing they are skipped, but never on the build server."""
    os.environ["TQDM_DISABLE"] = "1"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return import_module(name)
    except ImportError:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} must be installed where the build is checked")
        pytest.skip(f"{name} is not installed")


def in_vectorbt(
    vbt: Any, candles: Candles, rules: Rules, *, share: float, cash: float, fee: float, slippage: float
) -> tuple[list[Booked], Floats]:
    """Closed trades and the equity at each close.

    Every candle becomes three rows: its open, where what gapped is left; its open again, where orders are filled;
    and itself. So stops are watched from the fill candle on, and an exit at an open frees the cash for that open.
    """
    n = len(candles)
    opened, high, low, close = (_rows(candles, name) for name in ("open", "high", "low", "close"))
    if rules.trailing:
        # The peak a trailing stop follows is made of highs of whole candles only.
        high[[i for i in range(3 * n) if i % 3 < 2]] = 0
    buys, sells = np.zeros(3 * n, dtype=np.bool_), np.zeros(3 * n, dtype=np.bool_)
    buys[4::3], sells[4::3] = rules.bought[:-1], rules.sold[:-1]
    columns = {"open": opened, "high": high, "low": low, "price": opened}
    portfolio = vbt.Portfolio.from_signals(
        close[:, None],
        buys[:, None],
        sells[:, None],
        **{name: column[:, None] for name, column in columns.items()},
        size=share,
        size_type="percent",
        init_cash=cash,
        fees=fee / 100,
        slippage=slippage / 100,
        accumulate=False,
        direction="longonly",
        stop_entry_price="fillprice",
        stop_exit_price="stopmarket",
        sl_stop=rules.trailing or rules.stop,
        sl_trail=rules.trailing is not None,
        tp_stop=rules.target,
        freq="20min",
        engine="rust",
    )
    names = ("entry_idx", "exit_idx", "entry_price", "exit_price", "size", "pnl")
    records = portfolio.trades.records
    table = [records[name].to_numpy().tolist() for name in names]
    closed = [row for row, status in zip(zip(*table, strict=True), records["status"].tolist(), strict=True) if status]
    worth: Floats = np.asarray(portfolio.value()).reshape(-1)[2::3]
    return [Booked(entry // 3, out // 3, *rest) for entry, out, *rest in closed], worth


def _rows(candles: Candles, name: str) -> Floats:
    """Open, open and the candle's own, one after the other."""
    rows: Floats = np.column_stack((candles.open, candles.open, getattr(candles, name))).reshape(-1)
    return rows


def in_backtesting(
    library: Any, pandas: Any, candles: Candles, rules: Rules, *, share: float, cash: float, fee: float
) -> tuple[list[Booked], Floats]:
    """Closed trades and the equity at each close, without slippage (it would be paid at entries only).

    Levels are handed in with the order, from the open at which it will be filled, so that they hold on the fill
    candle. A buy is ordered while something is held only where the next open will have ended that.
    """
    strategy = _masks(library, rules, np.append(candles.open[1:], np.nan), share)
    columns = {name.capitalize(): getattr(candles, name) for name in ("open", "high", "low", "close", "volume")}
    data = pandas.DataFrame(columns, index=pandas.to_datetime(candles.time, unit="s"))
    run = library.Backtest(data, strategy, cash=cash, commission=fee / 100, finalize_trades=False).run()
    names = ("EntryBar", "ExitBar", "EntryPrice", "ExitPrice", "Size", "PnL")
    trades = run["_trades"].sort_values("EntryBar")
    table: Sequence[list[Any]] = [trades[name].tolist() for name in names]
    worth: Floats = run["_equity_curve"]["Equity"].to_numpy()
    return [Booked(*row) for row in zip(*table, strict=True)], worth


def _masks(library: Any, rules: Rules, next_open: Floats, share: float) -> Any:
    class Masks(library.Strategy):  # type: ignore[misc]
        """Buys and sells where the masks say so."""

        def init(self) -> None:
            for name, column in (("bought", rules.bought), ("sold", rules.sold), ("coming", next_open)):
                setattr(self, name, self.I(lambda column=column: column, plot=False, overlay=False))

        def next(self) -> None:
            coming = self.coming[-1]
            leaving = self.position and self.leaves(self.trades[0], coming)
            if self.position and self.sold[-1] and not leaving:
                self.position.close()
            if self.bought[-1] and not np.isnan(coming) and (leaving or not self.position):
                # `buy(sl=…)` refuses a stop above the last close, which gaps need.
                self.buy(size=share)._replace(
                    sl_price=coming * (1 - rules.stop) if rules.stop else None,
                    tp_price=coming * (1 + rules.target) if rules.target else None,
                )

        def leaves(self, trade: Any, price: float) -> bool:
            return (trade.sl is not None and price <= trade.sl) or (trade.tp is not None and price >= trade.tp)

    return Masks
