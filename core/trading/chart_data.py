"""What of the data a picture can show: at most one column of candles per pixel column, with every extreme kept."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.trading.candles import PRICES, Candles, Floats, Ints
from core.trading.results import Curve

COLUMNS = 1400
"""About one per pixel of a pane; more could not be told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Neighbouring candles joined: `edges` has one more entry than the rest, Unix seconds.

    Column i reaches from edges[i] to edges[i+1]; `close` is known at its right edge, `open` at its left.
    """

    edges: Ints
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats

    def scaled(self, factor: float) -> "Columns":
        """The same columns with every price times `factor`."""
        prices = {name: getattr(self, name) * factor for name in PRICES}
        return replace(self, **prices)


def columns(candles: Candles, most: int = COLUMNS) -> Columns:
    """Candles joined into at most `most` columns: first open, highest high, lowest low, last close, all volume."""
    n = len(candles)
    starts = np.arange(min(n, most), dtype=np.int64) * n // min(n, most)
    ends = np.append(starts[1:], n) - 1
    return Columns(
        edges=np.append(candles.time[starts], candles.end),
        open=candles.open[starts],
        high=np.maximum.reduceat(candles.high, starts),
        low=np.minimum.reduceat(candles.low, starts),
        close=candles.close[ends],
        volume=np.add.reduceat(candles.volume, starts),
    )


def from_start(curve: Curve, start: int, value: float, interval: int) -> tuple[Ints, Floats]:
    """A curve of values at candle closes, drawn where they are known, and begun with what was before them."""
    times = np.concatenate(([start], curve.time + interval))
    return times, np.concatenate(([value], curve.value))


def one_per_cell(x: Floats, y: Floats, cell: float) -> NDArray[np.int64]:
    """The rows to draw so that no two marks share a square of `cell` pixels; x, y in pixels. Order is kept."""
    spots = np.column_stack((np.floor(x / cell), np.floor(y / cell)))
    _, first = np.unique(spots, axis=0, return_index=True)
    return np.sort(first).astype(np.int64)
