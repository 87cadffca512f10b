"""On which candles a clock ticks: multiples of a duration since the Unix epoch, shifted to a time and a weekday."""

import numpy as np

from core.trading.candles import Candles
from core.trading.timeframes import Bools

_DAY = 86_400
_SINCE_THURSDAY = {"thu": 0, "fri": 1, "sat": 2, "sun": 3, "mon": 4, "tue": 5, "wed": 6}
"""The Unix epoch was a Thursday."""


def ticking(candles: Candles, every: int, *, at: str | None, weekday: str | None) -> Bools:
    """Whether a tick lies in [open, open + interval) of each candle; several in one candle are one."""
    shift = _seconds_of_day(at) + _DAY * _SINCE_THURSDAY.get(weekday or "thu", 0)
    met = np.zeros(len(candles), dtype=np.bool_)
    if every <= candles.interval:
        return np.ones_like(met)
    start, end = int(candles.time[0]), candles.end
    first = start + (shift - start) % every
    ticks = np.arange(first, end, every, dtype=np.int64)
    met[(ticks - start) // candles.interval] = True
    return met


def _seconds_of_day(at: str | None) -> int:
    if at is None:
        return 0
    hours, minutes = at.split(":")
    return int(hours) * 3_600 + int(minutes) * 60
