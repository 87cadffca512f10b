"""Candles of a demo token for any interval and range, always summed up from the same minutes."""

import numpy as np

from core.demo.days import days
from core.demo.minutes import Minutes, minutes
from core.demo.rhythm import DAY
from core.demo.tokens import CHARACTERS, Character
from core.errors import NoHistory, TokenUnknown
from core.trading.candles import Candles, Floats, Ints

FIRST = 1_420_070_400
"""2015-01-01, where all demo history begins."""
LAST = 4_102_444_800
"""2100-01-01, where it ends."""
WEEK = 604_800
MONDAY = 345_600
"""The first Monday since the Unix epoch: candles of a week start on one."""
PORTION = 32 * DAY
"""Minutes made at a time: their columns fit into the processor's cache."""


def demo_candles(symbol: str, interval: int, start: int, end: int) -> Candles:
    """The candles of `interval` seconds with start ≤ open time and close ≤ end (Unix seconds), aligned to UTC.

    Raises ValueError for an interval that is not a number of minutes up to a week, TokenUnknown, and NoHistory
    where no whole candle between 2015 and 2100 lies in the range.
    """
    if interval % 60 or not 60 <= interval <= WEEK:
        raise ValueError(f"candles of {interval} seconds are not offered: whole minutes, from one to a week")
    character = CHARACTERS.get(symbol.upper())
    if character is None:
        raise TokenUnknown(symbol)
    time = _grid(interval, max(start, FIRST), min(end, LAST))
    if not len(time):
        raise NoHistory(symbol)
    return _candles(character, interval, time)


def _grid(interval: int, start: int, end: int) -> Ints:
    shift = MONDAY if interval == WEEK else 0
    first = -((shift - start) // interval) * interval + shift
    return np.arange(first, end - interval + 1, interval, dtype=np.int64)


def _candles(character: Character, interval: int, time: Ints) -> Candles:
    width = interval // 60
    rows = max(1, PORTION // width)
    table = np.empty((5, len(time)))
    for row in range(0, len(time), rows):
        part = table[:, row : row + rows]
        _sum_up(_minutes(character, int(time[row]) // 60, part.shape[1] * width), width, part)
    opens, highs, lows, closes, volumes = table
    return Candles(interval, time, opens, highs, lows, closes, volumes, np.zeros(len(time), dtype=np.bool_))


def _minutes(character: Character, first: int, count: int) -> Minutes:
    """`count` minutes from the minute `first` since the Unix epoch."""
    made = minutes(character, days(character, first // DAY, (first + count - 1) // DAY))
    here = slice(first % DAY, first % DAY + count)
    return Minutes(made.open[here], made.high[here], made.low[here], made.close[here], made.volume[here])


def _sum_up(of: Minutes, width: int, into: Floats) -> None:
    """Open of the first minute, highest, lowest, close of the last, volume of all."""
    into[0] = of.open[::width]
    np.max(of.high.reshape(-1, width), axis=1, out=into[1])
    np.min(of.low.reshape(-1, width), axis=1, out=into[2])
    into[3] = of.close[width - 1 :: width]
    np.sum(of.volume.reshape(-1, width), axis=1, out=into[4])
