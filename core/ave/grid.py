"""From six columns of the market to the candles of the product: gapless up to the last closed one."""

import numpy as np

from core.ave.history import SETTLED
from core.ave.points import Point
from core.trading.candles import COLUMNS, Candles, Floats


def candles_of(columns: Floats, interval: int, end: int, now: float) -> Candles:
    """The candles, carried on flat to the last one that has closed by `end` and would have come by `now`.

    Raises InvalidCandles where there is none.
    """
    time, opens, highs, lows, closes, volumes = columns
    candles = Candles.from_columns(time.astype(np.int64), opens, highs, lows, closes, volumes, interval=interval)
    until = int(min(end, now - SETTLED)) // interval * interval
    return _carried_on(candles, max(0, (until - candles.end) // interval))


def traded_points(candles: Candles) -> list[Point]:
    """The candles in which something was traded, one by one."""
    columns = (candles.time, candles.open, candles.high, candles.low, candles.close, candles.volume)
    by_row = zip(*(column[~candles.filled].tolist() for column in columns), strict=True)
    return [(time, o, h, low, c, v) for time, o, h, low, c, v in by_row]


def _carried_on(candles: Candles, more: int) -> Candles:
    """The same and `more` candles at its last close in which nothing was traded."""
    if not more:
        return candles
    close = np.full(more, candles.close[-1])
    tail = dict.fromkeys(COLUMNS, close) | {
        "time": candles.end + candles.interval * np.arange(more, dtype=np.int64),
        "volume": np.zeros(more),
        "filled": np.ones(more, dtype=np.bool_),
    }
    whole = {name: np.concatenate((getattr(candles, name), tail[name])) for name in COLUMNS}
    return Candles(candles.interval, **whole)
