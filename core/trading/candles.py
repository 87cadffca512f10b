"""Candles: a regular grid of open, high, low, close and volume that cannot exist in a broken state."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import InvalidCandles

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PRICES = ("open", "high", "low", "close")
COLUMNS = ("time", *PRICES, "volume", "filled")

_YEAR_10000 = 253_402_300_800
HIGHEST = 1e18
"""US dollars a price may have at most, so that no sum or square of prices is beyond a float."""
LONGEST_GRID = 20_000_000
"""Candles a filled grid may have at most: a stray time stamp must not ask for all the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Candles:
    """Six columns of one length n ≥ 1 on a gapless grid; prices in USD, `time` = open, Unix seconds UTC.

    `filled[i]` is True where the market had no candle and the previous close was carried on with volume 0.
    """

    interval: int
    time: Ints
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats
    filled: NDArray[np.bool_]

    @classmethod
    def from_columns(
        cls,
        time: ArrayLike,
        open: ArrayLike,  # noqa: A002 - the field's own word
        high: ArrayLike,
        low: ArrayLike,
        close: ArrayLike,
        volume: ArrayLike,
        *,
        interval: int | None = None,
    ) -> "Candles":
        """Check the columns, find the interval (the most common spacing, unless given) and fill holes.

        A range that leaves out its own open or close is widened to them: the price has been there.
        Raises InvalidCandles with the first bad row (from 0): not a number, price ≤ 0, negative volume,
        high < low, time not ascending, doubled or off the grid.
        """
        stamps = np.asarray(time)
        columns = [np.ascontiguousarray(c, dtype=np.float64) for c in (open, high, low, close, volume)]
        _check_shape(stamps, columns)
        fault = _fault(stamps, columns)
        if fault:
            _check_rows_before(fault, stamps, interval)
            raise fault
        stamps = stamps.astype(np.int64)
        step = interval or _most_common(np.diff(stamps))
        _check_grid(stamps, step)
        return _fill(step, stamps, _widened(*columns))

    def __len__(self) -> int:
        return len(self.time)

    @property
    def end(self) -> int:
        """When the last candle closes, Unix seconds."""
        return int(self.time[-1]) + self.interval

    def slice(self, start: int, stop: int) -> "Candles":
        """The candles of rows start … stop-1 as views. Raises ValueError where that is nothing."""
        rows = slice(start, stop)
        if not len(self.time[rows]):
            raise ValueError("a slice of candles needs at least one candle")
        return replace(self, **{name: getattr(self, name)[rows] for name in COLUMNS})

    def scaled(self, factor: float) -> "Candles":
        """The same market with every price times `factor` (> 0)."""
        return replace(self, **{name: getattr(self, name) * factor for name in PRICES})


def _check_shape(time: NDArray[np.generic], columns: Sequence[Floats]) -> None:
    if time.ndim != 1 or any(c.shape != time.shape for c in columns):
        raise InvalidCandles("all columns must have one dimension and the same length")
    if not len(time):
        raise InvalidCandles("there is no candle")


def _fault(time: NDArray[np.generic], columns: Sequence[Floats]) -> InvalidCandles | None:
    """What is wrong with the first row that cannot stand by itself."""
    names = ("open", "high", "low", "close", "volume")
    stamps = time.astype(np.float64)
    faults = [(~np.isfinite(stamps) | (stamps != np.floor(stamps)), "time is not a whole number of seconds")]
    faults += [((stamps < 0) | (stamps >= _YEAR_10000), "time is not in Unix seconds")]
    faults += [(~np.isfinite(c), f"{n} is not a number") for n, c in zip(names, columns, strict=True)]
    faults += [(c <= 0, f"{n} is not above 0") for n, c in zip(names[:4], columns[:4], strict=True)]
    faults += [(c > HIGHEST, f"{n} is above {HIGHEST:.0e}") for n, c in zip(names[:4], columns[:4], strict=True)]
    faults += [(columns[4] < 0, "volume is below 0"), (columns[1] < columns[2], "high is below low")]
    found = ((int(bad.argmax()), reason) for bad, reason in faults if bad.any())
    first = min(found, default=None, key=lambda fault: fault[0])
    return InvalidCandles(first[1], row=first[0]) if first else None


def _check_rows_before(fault: InvalidCandles, time: NDArray[np.generic], interval: int | None) -> None:
    """A row before the fault may be misplaced; the interval is still that of all rows."""
    before = time[: fault.row].astype(np.int64)
    if len(before) > 1:
        stamps = time.astype(np.float64)
        whole = stamps[(stamps >= 0) & (stamps < _YEAR_10000)].astype(np.int64)
        _check_grid(before, interval or _most_common(np.diff(whole)))


def _check_grid(time: Ints, step: int) -> None:
    """Every row must stand on the grid of `step` seconds, after the row before it."""
    steps = np.diff(time)
    bad = (time - time[0]) % step != 0
    bad[1:] |= steps <= 0
    if bad.any():
        row = int(bad.argmax())
        raise InvalidCandles(_misplaced(int(steps[row - 1]), step), row=row)
    if (time[-1] - time[0]) // step >= LONGEST_GRID:
        raise InvalidCandles("the time span is too long for its interval", row=len(time) - 1)


def _misplaced(since: int, step: int) -> str:
    if since <= 0:
        return "time goes backwards" if since else "time is doubled"
    return f"time is off the grid of {step} seconds"


def _most_common(steps: Ints) -> int:
    if not len(steps):
        raise InvalidCandles("one candle alone does not tell its interval")
    ascending = steps[steps > 0]
    if not len(ascending):
        return 1
    values, counts = np.unique(ascending, return_counts=True)
    return int(values[counts.argmax()])


def _widened(open_: Floats, high: Floats, low: Floats, close: Floats, volume: Floats) -> list[Floats]:
    if ((high < open_) | (high < close) | (low > open_) | (low > close)).any():
        high = np.maximum(high, np.maximum(open_, close))
        low = np.minimum(low, np.minimum(open_, close))
    return [open_, high, low, close, volume]


def _fill(step: int, time: Ints, columns: Sequence[Floats]) -> Candles:
    n = int((time[-1] - time[0]) // step) + 1
    if n == len(time):
        o, h, lo, c, volume = columns
        return Candles(step, time, o, h, lo, c, volume, np.zeros(n, dtype=np.bool_))
    filled = np.ones(n, dtype=np.bool_)
    filled[(time - time[0]) // step] = False
    source = np.cumsum(~filled) - 1
    close = columns[3][source]
    o, h, lo = (np.where(filled, close, column[source]) for column in columns[:3])
    grid = time[0] + step * np.arange(n, dtype=np.int64)
    return Candles(step, grid, o, h, lo, close, np.where(filled, 0.0, columns[4][source]), filled)
